"""Physicians with credential files, as the tests of the panel's pages share them; days fit the tests' clock."""

from collections.abc import Iterable
from typing import Any

from evenhand.panel.npi import check_digit
from evenhand_web.accounts.models import Person
from tests.web.review_cast import a_reviewer

REHABILITATION = "Physical Medicine & Rehabilitation"
_VERIFIED = "board's register,2024-05-01,2025-05-01"
_HEAD = "reviewer,name,npi,fact,what,by,state,number,status,since,until,per_week,at_once,source,verified_on,next_on"


def rows(ident: str, name: str, number: int, specialty: str = REHABILITATION, until: str = "2026-03-31") -> list[str]:
    """The rows of somebody who meets every requirement in the summer of 2024; the licence ends on `until`."""
    nine = f"2{number:08d}"
    begin = f"{ident},{name},{nine}{check_digit(nine)}"
    return [
        f"{begin},licence,md,,CA,A{number},active,2010-07-01,{until},,,{_VERIFIED}",
        f"{begin},certification,{specialty},ABMS,,,,2012-01-01,2030-01-01,,,{_VERIFIED}",
        f"{begin},practice,,,,,,2011-01-01,,30,,{_VERIFIED}",
        f"{begin},search,sanctions,,,,,,,,,{_VERIFIED}",
        f"{begin},search,appointments,,,,,,,,,{_VERIFIED}",
        f"{begin},capacity,,,,,,,,10,30,,,",
    ]


def table(*facts: Iterable[str]) -> bytes:
    """A table of facts as a file."""
    return "\n".join([_HEAD, *(row for given in facts for row in given), ""]).encode()


def with_file(name: str, number: int, **more: Any) -> tuple[Person, list[str]]:
    """A physician with a statement, and the rows of a file that bars nothing."""
    person = a_reviewer(name)
    return person, rows(person.ident, f"Reviewer {number}", number, **more)
