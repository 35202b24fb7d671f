"""What the made-up cases dispute: treatments in the words of a request, and the complaint each is for."""

import random
from decimal import Decimal
from typing import NamedTuple

from evenhand.treatment import Component, DisputedTreatment, Units


class Dispute(NamedTuple):
    """One kind of request: its words, its unit and amount, its parts, and the part of the body it is for."""

    words: str
    unit: str
    amount: int
    place: str
    parts: tuple[str, ...] = ()
    is_medicine: bool = False
    may_harm: bool = False


DISPUTES = (
    Dispute("12 sessions of physical therapy for the lower back", "session", 12, "lower back"),
    Dispute("MRI of the right knee without contrast", "study", 1, "right knee"),
    Dispute("8 sessions of acupuncture for the neck", "session", 8, "neck"),
    Dispute("Steroid injection into the left shoulder, ultrasound guided", "injection", 1, "left shoulder"),
    Dispute("6 sessions of massage with heat for the neck", "session", 6, "neck", ("massage", "heat")),
    Dispute("Right knee arthroscopy with assistant surgeon", "operation", 1, "right knee", ("operation", "assistant")),
    Dispute("6 sessions of cognitive behavioral therapy", "session", 6, "mood and sleep"),
    Dispute("Electrodiagnostic study of both arms", "study", 1, "both arms"),
    Dispute("Home unit for nerve stimulation, 30 days' rental", "day", 30, "lower back"),
    Dispute("Custom brace for the left wrist", "brace", 1, "left wrist"),
)
MEDICINES = (
    Dispute("Tramadol 50 mg, 60 tablets", "tablet", 60, "lower back", is_medicine=True, may_harm=True),
    Dispute("Ibuprofen 800 mg, 90 tablets", "tablet", 90, "right knee", is_medicine=True),
    Dispute("Gabapentin 300 mg, 90 capsules", "capsule", 90, "left wrist", is_medicine=True, may_harm=True),
)


def line(dispute: Dispute, number: int, *, given_already: bool = False) -> DisputedTreatment:
    """A dispute as a line of an application, under its number."""
    parts = enumerate(dispute.parts, start=1)
    return DisputedTreatment(
        id=str(number),
        words=dispute.words,
        units=Units(unit=dispute.unit, requested=Decimal(dispute.amount), authorised=Decimal(0)),
        components=tuple(Component(id=f"{number}.{place}", words=words) for place, words in parts),
        given_already=given_already,
        sudden_stop_may_harm=dispute.may_harm,
    )


def drawn(draw: random.Random, lines: int, *, is_medicine: bool = False) -> list[Dispute]:
    """So many different disputes, about medicines alone where asked."""
    return draw.sample(MEDICINES if is_medicine else DISPUTES, lines)
