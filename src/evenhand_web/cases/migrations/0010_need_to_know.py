"""Who is assigned to which case, and who opened a case in an emergency."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import migrations, models

_KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _case(related_name: str) -> Any:
    return models.ForeignKey("cases.case", on_delete=models.PROTECT, related_name=related_name)


def _person(*, is_optional: bool = False) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=is_optional)


class Migration(migrations.Migration):
    """Both tables."""

    dependencies: ClassVar = [
        ("cases", "0009_keys_anew"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            "Assignee",
            [
                ("id", _KEY),
                ("since", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("case", _case("assignees")),
                ("ended_by", _person(is_optional=True)),
                ("given_by", _person(is_optional=True)),
                ("person", _person()),
            ],
        ),
        migrations.AddConstraint(
            "assignee",
            models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("person", "case"), name="cases_assignee_once"
            ),
        ),
        migrations.CreateModel(
            "EmergencyAccess",
            [
                ("id", _KEY.clone()),
                ("reason", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("looked_at", models.DateTimeField(blank=True, null=True)),
                ("verdict", models.CharField(blank=True, max_length=1000)),
                ("case", _case("emergencies")),
                ("looked_by", _person(is_optional=True)),
                ("person", _person()),
            ],
        ),
        migrations.AddIndex("emergencyaccess", models.Index(fields=["person", "until"], name="cases_emergency_person")),
        migrations.AddIndex(
            "emergencyaccess",
            models.Index(condition=models.Q(("looked_at", None)), fields=["at", "id"], name="cases_emergency_unseen"),
        ),
    ]
