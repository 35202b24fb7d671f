"""Which documents decide a review, and in which order a reviewer reads them: told from their titles as listed.

The class is a help for the eye. It hides nothing: what fits no class stands after the others.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_noop

from evenhand.docket.party import MedicalRecord
from evenhand_web.records.dated import latest_day


class DecidingClass(NamedTuple):
    """A class of documents: its id, its name, and the words in a title that tell it."""

    id: str
    title: str
    words: re.Pattern[str]


def _class(ident: str, title: str, words: str) -> DecidingClass:
    return DecidingClass(ident, title, re.compile(rf"\b(?:{words})", re.IGNORECASE))


UR_DECISION = "ur_decision"
CLASSES = (
    _class(
        "request",
        gettext_noop("Request for authorization"),
        r"requests? for authori[sz]ation|rfa\b|authori[sz]ation request",
    ),
    _class(
        UR_DECISION,
        gettext_noop("Decision under review"),
        r"utili[sz]ation review|ur (?:decision|denial|determination)",
    ),
    _class(
        "report",
        gettext_noop("Physician's report"),
        r"report of the (?:requesting|treating)|progress report|pr-?2\b|consultation",
    ),
    _class(
        "imaging",
        gettext_noop("Imaging"),
        r"mri\b|magnetic resonance|ct scan|x-?rays?\b|radiograph|ultrasonogra|imaging|scan of",
    ),
    _class("operative", gettext_noop("Operative report"), r"operative|operation report|surgical report|surgery report"),
    _class("emg", gettext_noop("Nerve study"), r"emg\b|ncv\b|ncs\b|electromyogra|nerve conduction|electrodiagnos"),
    _class(
        "evaluator",
        gettext_noop("Medical-legal evaluation"),
        r"ame\b|qme\b|agreed medical|qualified medical|medical-legal",
    ),
    _class("therapy", gettext_noop("Therapy and its response"), r"therapy|therapist|chiropract|acupunct|massage"),
    _class("injection", gettext_noop("Injections and their response"), r"injection|nerve block|epidural|ablation"),
    _class("medication", gettext_noop("Medications"), r"medication|prescription|pharmacy|drug"),
    _class("earlier", gettext_noop("Earlier determinations"), r"determination|earlier review|prior review"),
)
"""In the order in which they are read. A title takes the first class it fits, save that an application is none."""
OTHER = DecidingClass("other", gettext_noop("Other documents"), re.compile(r"(?!)"))
_NONE = re.compile(r"\bapplication (?:form|for independent)", re.IGNORECASE)


def class_of(record: MedicalRecord) -> DecidingClass:
    """The class of a document by its title; OTHER where the title fits none."""
    if _NONE.search(record.title):
        return OTHER
    return next((deciding for deciding in CLASSES if deciding.words.search(record.title)), OTHER)


def in_reading_order(records: Iterable[MedicalRecord]) -> list[MedicalRecord]:
    """Documents with the deciding ones first, in the order of their classes, and in each class the latest first."""
    order = [*CLASSES, OTHER]
    latest = dt.date.max
    return sorted(
        records,
        key=lambda record: (order.index(class_of(record)), (latest - (latest_day(record.dated) or dt.date.min)).days),
    )
