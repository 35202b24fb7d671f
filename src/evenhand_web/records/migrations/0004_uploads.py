"""Files that come in parts, and the first pages of those that were kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two tables, and what a kept file shows of itself."""

    dependencies = (
        ("records", "0003_words_sealed"),
        ("works", "0003_key_buckets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        migrations.AddField(
            model_name="keptfile",
            name="first_page",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="first_page_of",
                to="works.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="keptfile",
            name="pages",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("mark", models.CharField(max_length=40)),
                ("size", models.PositiveBigIntegerField()),
                ("received", models.PositiveBigIntegerField(default=0)),
                ("touched_at", models.DateTimeField(db_index=True)),
                (
                    "kept",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="upload",
                        to="records.keptfile",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UploadPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.PositiveBigIntegerField()),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="part_as", to="works.storedfile"
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="records.upload"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("upload", "start"), name="records_upload_part")],
            },
        ),
    )
