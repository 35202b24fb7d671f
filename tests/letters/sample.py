"""A letter to try the engine with: the values that fill `wordings/sample.en.toml`, all of them made up."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from evenhand.finding import Provenance
from evenhand.letter.document import Document
from evenhand.letter.filling import document
from evenhand.letter.press import unprintable
from evenhand.letter.value import Fact, Values
from evenhand.letter.wording import Wording
from evenhand.letter.wording_file import load_wording

WORDINGS = Path(__file__).parent / "wordings"
MADE_AT = dt.datetime(2014, 1, 21, 20, 0, tzinfo=dt.UTC)
PACIFIC = ZoneInfo("America/Los_Angeles")


def sample_wording(language: str = "en") -> Wording:
    """The sample's wording, which has no faults."""
    wording, findings = load_wording(WORDINGS / f"sample.{language}.toml", unprintable)
    assert wording is not None, findings
    return wording


def made(wording: Wording, values: Values) -> Document:
    """The letter made out; nothing in it may be fatal."""
    letter, findings = document(wording, values, unprintable)
    assert letter is not None, findings
    return letter


def assumed(value: Any, reason: str) -> Fact:
    """A fact that somebody took for granted."""
    return Fact(value=value, provenance=Provenance.ASSUMED, reason=reason)


SAMPLE: Values = {
    "organisation": "Evenhand Review Organisation",
    "case_number": "EX-0001",
    "addressee": "María Nguyễn-Ó Briain",
    "street": "1450 Sample Street, Apt. 4\nFresno, California 93721",
    "assigned_on": dt.date(2013, 11, 1),
    "injured_on": dt.date(2008, 11, 8),
    "decided_on": dt.date(2014, 1, 21),
    "denied_on": dt.date(2013, 9, 18),
    "due_on": dt.date(2014, 1, 2),
    "priority": "Standard",
    "received_at": assumed(dt.datetime(2013, 9, 30, 15, 4, tzinfo=PACIFIC), "the paper gives the day, not the hour"),
    "expedited_by": None,
    "lines": 2,
    "summary": "One denial stands; one is overturned.",
    "days_to_act": 5,
    "act_by": assumed(dt.date(2014, 1, 28), "counted from service on the day of the decision"),
    "amount": Decimal("1420.50"),
    "hours_to_pay": 72,
    "drugs": ["tramadol", "gabapentin"],
    "challenge_by": dt.date(2014, 2, 25),
    "office": "https://www.example.org/appeals",
    "documents": [
        {"title": "Request for authorization", "dated_on": dt.date(2013, 9, 4), "pages": 3},
        {"title": "Utilization review decision", "dated_on": dt.date(2013, 9, 18), "pages": 6},
        {"title": "Progress report", "dated_on": dt.date(2013, 8, 28), "pages": 1},
    ],
    "clinical_summary": "The neck feels heavy, with a pulling sensation downward.\n\nEight sessions were given.",
    "disputed": [
        {
            "treatment": "6 massage therapy sessions with ultrasound for the cervical spine",
            "requested": 6,
            "disputed": 6,
            "decision": "Not medically necessary: the denial stands (Upheld)",
            "reasons": "The records show no gain in function.\n\nUltrasound is not recommended here.",
        },
        {
            "treatment": "Gabapentin 300 mg, 90 tablets",
            "requested": 90,
            "disputed": Decimal("60"),
            "decision": "Medically necessary: the denial is overturned (Overturned)",
            "reasons": "Pain of nerve origin is documented.",
        },
    ],
    "parties": ["the worker", "the claims administrator", "the physician"],
}
