"""A key for every case, under which what its entries say is sealed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The columns; the next step fills them."""

    dependencies = (("cases", "0014_no_column_for_one_part"), ("works", "0003_key_buckets"))
    operations = (
        migrations.AddField("case", "wrapped_key", models.BinaryField(null=True)),
        migrations.AddField("case", "key_bucket", models.CharField(max_length=16, null=True)),
    )
