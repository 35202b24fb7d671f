"""Reviewers for the tests: one in whose file nothing is wrong, and what is changed in it."""

import datetime as dt

from evenhand.panel.people.credentials import (
    Capacity,
    Certification,
    Discipline,
    Licence,
    LicenceStatus,
    Practice,
    Reviewer,
    Search,
    SearchKind,
    Verification,
)
from evenhand.panel.people.npi import check_digit
from evenhand.panel.requirements.fit import AreaUnderReview
from tests.core.panel.ca_wc import DAY

VERIFIED = Verification(source="board's register", verified_on=dt.date(2025, 12, 1), next_on=dt.date(2026, 12, 1))
NECK_MASSAGE = (AreaUnderReview(line="1", treatment="other_therapies", region="neck", condition="musculoskeletal"),)
KNEE_ARTHROSCOPY = (AreaUnderReview(line="1", treatment="arthroscopy", region="knee", condition="joint_disease"),)


def licence(
    state: str = "CA",
    number: str = "A1",
    status: LicenceStatus = LicenceStatus.ACTIVE,
    discipline: Discipline = Discipline.MD,
    issued_on: dt.date | None = dt.date(2010, 7, 1),
    expires_on: dt.date | None = dt.date(2027, 3, 31),
) -> Licence:
    """A licence, good unless told otherwise."""
    return Licence(
        state=state,
        number=number,
        discipline=discipline,
        status=status,
        verification=VERIFIED,
        issued_on=issued_on,
        expires_on=expires_on,
    )


def certified(specialty: str, board: str = "ABMS", expires_on: dt.date | None = dt.date(2030, 1, 1)) -> Certification:
    """A certificate of a recognised board."""
    return Certification(
        board=board,
        specialty=specialty,
        verification=VERIFIED,
        certified_on=dt.date(2012, 1, 1),
        expires_on=expires_on,
    )


def reviewer(number: int = 1, *specialties: str, discipline: Discipline = Discipline.MD) -> Reviewer:
    """A reviewer who meets every requirement, certified in the given specialties or in rehabilitation."""
    nine = f"2{number:08d}"
    held = specialties or ("Physical Medicine & Rehabilitation",)
    is_doctor = discipline in (Discipline.MD, Discipline.DO)
    return Reviewer(
        id=f"R-{number}",
        name=f"Reviewer {number}",
        npi=nine + check_digit(nine),
        licences=(licence(number=f"A{number}", discipline=discipline),),
        certifications=tuple(certified(board) for board in held) if is_doctor else (),
        practice=Practice(hours_per_week=30, since=dt.date(2011, 1, 1), verification=VERIFIED),
        searches=tuple(Search(kind=kind, verification=VERIFIED) for kind in SearchKind),
        capacity=Capacity(cases_per_week=10, open_at_once=30),
    )


TODAY = DAY
