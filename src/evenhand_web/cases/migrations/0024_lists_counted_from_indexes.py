"""The indexes of the work lists hold all that a counter asks of a case, so that counting reads no row."""

from django.db import migrations, models

_OPEN = ~models.Q(holder="")


class Migration(migrations.Migration):
    """Each index is replaced by one that holds a column more behind its order."""

    dependencies = (("cases", "0023_filed_rows"),)
    operations = (
        migrations.RemoveIndex("case", "cases_case_open_due"),
        migrations.AddIndex(
            "case", models.Index(fields=("due_at", "id", "holder"), condition=_OPEN, name="cases_case_open_due")
        ),
        migrations.RemoveIndex("case", "cases_case_house_due"),
        migrations.AddIndex(
            "case", models.Index(fields=("house_due_at", "id", "holder"), condition=_OPEN, name="cases_case_house_due")
        ),
        migrations.RemoveIndex("case", "cases_case_stage_due"),
        migrations.AddIndex(
            "case", models.Index(fields=("stage", "due_at", "id", "programme"), name="cases_case_stage_due")
        ),
    )
