"""Physicians with credential files, as the tests of the panel's pages share them; days fit the tests' clock."""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from django.test import Client

from evenhand.panel.people.npi import check_digit
from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case
from evenhand_web.panel.keeping import keep_affiliations, keep_panel
from tests.web.review_cast import a_reviewer

REHABILITATION = "Physical Medicine & Rehabilitation"
DAY = dt.date(2024, 6, 12)
ABOUT = {"treatment-0": "other_therapies", "region-0": "neck", "condition-0": "musculoskeletal"}
EMPLOYER = "Badger Cove Stores"
_LATER = dt.timedelta(days=323)
_HEAD = "reviewer,name,npi,fact,what,by,state,number,status,since,until,per_week,at_once,source,verified_on,next_on"


def rows(
    ident: str, name: str, number: int, specialty: str = REHABILITATION, until: str = "", on: dt.date = DAY
) -> list[str]:
    """The rows of somebody who meets every requirement on a day; the licence ends on `until`."""
    nine = f"2{number:08d}"
    begin = f"{ident},{name},{nine}{check_digit(nine)}"
    verified = f"board's register,{on - dt.timedelta(days=40)},{on + _LATER}"
    return [
        f"{begin},licence,md,,CA,A{number},active,2010-07-01,{until or on + 2 * _LATER},,,{verified}",
        f"{begin},certification,{specialty},ABMS,,,,2012-01-01,{on + 5 * _LATER},,,{verified}",
        f"{begin},practice,,,,,,2011-01-01,,30,,{verified}",
        f"{begin},search,sanctions,,,,,,,,,{verified}",
        f"{begin},search,appointments,,,,,,,,,{verified}",
        f"{begin},capacity,,,,,,,,10,30,,,",
    ]


def table(*facts: Iterable[str]) -> bytes:
    """A table of facts as a file."""
    return "\n".join([_HEAD, *(row for given in facts for row in given), ""]).encode()


def with_file(name: str, number: int, **more: Any) -> tuple[Person, list[str]]:
    """A physician with a statement, and the rows of a file that bars nothing."""
    person = a_reviewer(name)
    return person, rows(person.ident, f"Reviewer {number}", number, **more)


def keep(*given: tuple[Person, list[str]]) -> None:
    """Keep the credential files of physicians."""
    kept = keep_panel(table(*(facts for _, facts in given)), "panel.csv", "ca_wc", DAY, None)
    assert kept.is_taken, kept.findings


def tie(person: Person, name: str = EMPLOYER, kind: str = "employed_by") -> None:
    """Keep affiliations in which a physician is tied to one other."""
    graph = {
        "entities": [{"id": "E", "kind": "employer", "name": name}],
        "ties": [{"kind": kind, "first": person.ident, "second": "E", "source": "told by the physician"}],
    }
    assert keep_affiliations(json.dumps(graph).encode(), "ties.json", None).is_taken


def describe_case(desk: Client, case: Case, **more: str) -> None:
    """Say on the desk what a case is about."""
    assert desk.post(f"/desk/cases/{case.ident}/about", ABOUT | more).status_code == 302
