"""The database of the measurements of the shell: made once in a temporary folder, and Django set up over it."""

import datetime as dt
import os
import shutil
import tempfile
import time
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from evenhand_web.first_start import prepare

SMALL, FULL = 2_000, 100_000
DAY = dt.date(2026, 11, 24)
EMAIL, PASSWORD = "coordinator@example.org", "a calm and even hand"
_FILE, _VERSION = "evenhand.sqlite3", 4


def use(folder: Path, settings: str = "evenhand_web.settings") -> None:
    """Set Django up over the database of a folder."""
    os.environ |= {"EVENHAND_DATA": str(folder), "EVENHAND_DATABASE": "", "DJANGO_SETTINGS_MODULE": settings}
    os.environ["EVENHAND_MFA"] = "offered"
    prepare(folder)
    django.setup()


def store(count: int) -> Path:
    """The folder of a database of so many cases, which somebody may sign in to; Django is set up over it."""
    folder = Path(tempfile.gettempdir()) / f"evenhand-bench-{_VERSION}-{count}"
    is_there = (folder / "made").is_file()
    if not is_there:
        shutil.rmtree(folder, ignore_errors=True)
    use(folder)
    started = time.monotonic()
    call_command("migrate", verbosity=0)
    if is_there:
        return folder
    import_module("evenhand_web.infrastructure.installation").make_demonstration(is_empty=True)
    people = import_module("evenhand_web.accounts.models")
    people.Person.objects.add(EMAIL, "Cora Example", people.PersonRole.COORDINATOR, PASSWORD)
    cases = import_module("tests.bench._web_cases")
    cases.build(folder / _FILE, count, DAY)
    _seal()
    cases.check(count)
    (folder / "made").touch()
    print(f"{count:,} cases written to {folder} in {time.monotonic() - started:.0f} s; they are kept for the next time")
    return folder


def _seal() -> None:
    """Seal what was written plain, as an older database is sealed."""
    step = import_module("evenhand_web.cases.migrations.0016_sealed_entries")
    with connection.schema_editor(atomic=False) as editor:
        step.seal_entries(apps, editor)
    _keep_beside()


def _keep_beside() -> None:
    """What is kept of each case beside its docket, sealed: the applicant's name, and a claim number."""
    models = import_module("evenhand_web.cases.models")
    applicants = models.CaseName.objects.filter(role="applicant").order_by("case_id").select_related("case")
    rows = {
        name.case_id: models.ComparedCase(case=name.case, name=name.written, claim_number=f"CLM-{name.case_id:07}")
        for name in applicants.iterator()
    }
    models.ComparedCase.objects.bulk_create(rows.values(), batch_size=2000)
