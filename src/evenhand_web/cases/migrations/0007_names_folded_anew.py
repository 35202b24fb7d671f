"""Compare and find the cases that are here already by names and numbers as they are folded now.

The keys by which possible duplicates are found are made here. The words by which cases are found, and what cases of one
employee share, are made of dockets: each case is marked stale, and the worker brings it up to date like after a change
of its programme. Of cases that have one number typed in two ways the first keeps it; the others are found by theirs as
it stands.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from evenhand.identifier import identifier_key


def fold_anew(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """One case after the other."""
    cases = apps.get_model("cases", "Case")
    taken = set[str]()
    for pk, number in list(cases.objects.order_by("pk").values_list("pk", "number")):
        key = identifier_key(number)
        if key not in taken:
            cases.objects.filter(pk=pk).update(number_key=key)
        taken.add(key)
    cases.objects.update(fingerprint="")


class Migration(migrations.Migration):
    """Names and numbers of the cases that are here already."""

    dependencies = (("cases", "0006_numbers_and_physicians"),)
    operations = (migrations.RunPython(fold_anew, migrations.RunPython.noop),)
