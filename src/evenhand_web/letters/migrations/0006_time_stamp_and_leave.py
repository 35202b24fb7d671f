"""Why a seal carries no time stamp, and what two persons decided of letters without the seal."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_PERSON = settings.AUTH_USER_MODEL
_KEPT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    """A column of the kept letters, and a table."""

    dependencies = (
        ("archive", "0005_served_again"),
        ("cases", "0009_keys_anew"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        migrations.AddField("keptletter", "unstamped", models.CharField(blank=True, default="", max_length=200)),
        migrations.CreateModel(
            name="UnsealedLeave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("agreed_by", models.ForeignKey(null=True, on_delete=_KEPT, related_name="+", to=_PERSON)),
                ("asked_by", models.ForeignKey(on_delete=_KEPT, related_name="+", to=_PERSON)),
                ("case", models.ForeignKey(on_delete=_KEPT, related_name="unsealed_leaves", to="cases.case")),
            ],
        ),
    )
