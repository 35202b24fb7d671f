"""The credential files of the demonstration's physicians: made up, whole, and verified some weeks before."""

import datetime as dt
from collections.abc import Iterable

from evenhand.panel.people.credentials import (
    Capacity,
    Certification,
    Discipline,
    Language,
    Licence,
    LicenceStatus,
    Practice,
    Reviewer,
    Search,
    SearchKind,
    Verification,
)
from evenhand.panel.people.npi import check_digit
from evenhand.panel.people.panel_csv import panel_csv
from evenhand_web.accounts.models import Person
from evenhand_web.demonstration.people import specialty_of
from evenhand_web.panel.keeping import keep_panel

_WEEKS = dt.timedelta(weeks=6)
_A_YEAR = dt.timedelta(days=365)
_REGISTER = "a register that is made up for the demonstration"


def keep_credential_files(reviewers: Iterable[Person], programme: str, today: dt.date, first: int = 1) -> None:
    """Keep a file for each physician, in the way a table of the panel is kept; licenses are numbered from `first`.
    Raises ValueError where the programme's vocabulary refuses one of them.
    """
    files = [_file(person, number, today) for number, person in enumerate(reviewers, start=first)]
    kept = keep_panel(panel_csv(files).encode(), "demonstration.csv", programme, today, None)
    if not kept.is_taken:
        raise ValueError("; ".join(map(str, kept.findings)))


def _file(person: Person, number: int, today: dt.date) -> Reviewer:
    asked = Verification(source=_REGISTER, verified_on=today - _WEEKS, next_on=today - _WEEKS + _A_YEAR)
    nine = f"2{number:08d}"
    return Reviewer(
        id=person.ident,
        name=person.name,
        npi=f"{nine}{check_digit(nine)}",
        licences=(
            Licence(
                state="CA",
                number=f"EX{number:05}",
                discipline=Discipline.MD,
                status=LicenceStatus.ACTIVE,
                verification=asked,
                issued_on=dt.date(2005, 7, 1),
                expires_on=today + 2 * _A_YEAR,
            ),
        ),
        certifications=(
            Certification(
                board="ABMS",
                specialty=specialty_of(person),
                verification=asked,
                certified_on=dt.date(2008, 7, 1),
                expires_on=today + 5 * _A_YEAR,
            ),
        ),
        practice=Practice(hours_per_week=28, since=dt.date(2006, 9, 1), verification=asked),
        searches=tuple(Search(kind=kind, verification=asked) for kind in SearchKind),
        languages=(Language(tag="en", verification=asked),),
        capacity=Capacity(cases_per_week=10, open_at_once=30),
    )
