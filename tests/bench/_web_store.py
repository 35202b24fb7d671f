"""The database of the measurements of the shell: made by `evenhand synth database` in a temporary folder, kept
there, and Django set up over it.
"""

import os
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import django

from evenhand.docket.file import verify
from evenhand.procedure.state import read_case
from evenhand_web.first_start import prepare

SMALL, FULL = 2_000, 100_000
EMAIL, PASSWORD = "coordinator@example.org", "a calm and even hand"
_LOOKED_AT = 200


def use(folder: Path, settings: str = "evenhand_web.settings") -> None:
    """Set Django up over the database of a folder."""
    os.environ |= {"EVENHAND_DATA": str(folder), "EVENHAND_DATABASE": "", "DJANGO_SETTINGS_MODULE": settings}
    os.environ["EVENHAND_MFA"] = "offered"
    prepare(folder)
    django.setup()


def store(count: int) -> Path:
    """The folder of a database of so many cases, which somebody may sign in to; Django is set up over it."""
    folder, started = Path(tempfile.gettempdir()) / f"evenhand-bench-synth-{count}", time.monotonic()
    evenhand = str(Path(sys.executable).with_name("evenhand"))
    command = [evenhand, "synth", "database", "--cases", str(count), "--out", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    print(f"{count:,} cases lie in {folder} after {time.monotonic() - started:.0f} s; they are kept for the next time")
    use(folder)
    person = import_module("evenhand_web.accounts.models").Person.objects.get(email=EMAIL)
    person.set_password(PASSWORD)
    person.save()
    _check(count)
    return folder


def _check(count: int) -> None:
    """Refuse a database whose dockets do not verify as they stand, or whose cached columns lie: some cases in all."""
    models, transfer = import_module("evenhand_web.cases.models"), import_module("evenhand_web.cases.transfer")
    columns, laws = (
        import_module("evenhand_web.cases.queue_columns"),
        import_module("evenhand_web.infrastructure.programmes"),
    )
    for case in models.Case.objects.filter(pk__in=range(1, count + 1, max(1, count // _LOOKED_AT))):
        docket, findings = verify(transfer.export_docket(case), case.number)
        if docket is None:
            raise SystemExit(f"the cases of this measurement are broken: {findings}")
        drawn = columns.cached(read_case(docket, laws.programme_of(case.programme)))
        if wrong := [name for name, value in drawn.items() if getattr(case, name) != value]:
            raise SystemExit(f"the cached columns of the cases of this measurement are wrong: {wrong}")
