"""The table of anchors, whose rows the database itself neither changes nor deletes."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_SAID = "an anchor is never changed or deleted"


def bar_changes(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Lay the triggers, in the words of the database at hand."""
    if editor.connection.vendor == "sqlite":
        stop = f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
        editor.execute(f"CREATE TRIGGER anchors_anchor_kept BEFORE DELETE ON anchors_anchor {stop}")
        editor.execute(f"CREATE TRIGGER anchors_anchor_fixed BEFORE UPDATE ON anchors_anchor {stop}")
        return
    editor.execute(
        "CREATE FUNCTION anchors_anchor_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$"
    )
    editor.execute(
        "CREATE TRIGGER anchors_anchor_kept BEFORE DELETE OR UPDATE ON anchors_anchor "
        "FOR EACH ROW EXECUTE FUNCTION anchors_anchor_refuse()"
    )


def allow_changes(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away again."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER anchors_anchor_kept")
        editor.execute("DROP TRIGGER anchors_anchor_fixed")
        return
    editor.execute("DROP FUNCTION anchors_anchor_refuse() CASCADE")


class Migration(migrations.Migration):
    """Anchors, and triggers on them."""

    initial = True
    dependencies = ()
    operations = (
        migrations.CreateModel(
            name="Anchor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("body", models.BinaryField()),
                ("signature", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunPython(bar_changes, allow_changes),
    )
