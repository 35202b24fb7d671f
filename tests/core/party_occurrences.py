"""Things that may be entered about who takes part: valid ones, and each of their faults by itself."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from evenhand.docket import aftermath, party_change
from evenhand.docket.party import Capacity, Role
from evenhand.docket.payload import Payload
from tests.core.pool import DOCTOR, FUND, STRANGER, WORKER, Pool

DAY, LATER = dt.date(2013, 9, 1), dt.date(2033, 9, 1)
STREET = ("1 Street", "Town")


def settlements(pool: Pool) -> Iterator[Payload]:
    """Lines settled by instruments that do, that do not, and that want an order."""
    for name in ("1", "2", "3", "9"):
        yield aftermath.LineSettled(line=name, instrument="award", form="award")
    for instrument, form, order in (
        ("C&R", "compromise_and_release", "Order"), ("C&R", "compromise_and_release", " "), (" ", "award", ""),
        ("handshake", "handshake", "Order"), ("stipulation", "stipulation", ""),
    ):  # fmt: skip
        yield aftermath.LineSettled(line=pool.open_line, instrument=instrument, form=form, order=order)


def guardians(_: Pool) -> Iterator[Payload]:
    """Guardians and successors, whole and with each part missing."""
    whole: dict[str, Any] = {"party": WORKER, "appointed_on": DAY, "name": "Gus", "address": STREET, "paper": "Order"}
    yield aftermath.GuardianAppointed(**whole)
    for capacity in (Capacity.SUCCESSOR, Capacity.GUARDIAN_AD_LITEM, Capacity.ATTORNEY):
        yield aftermath.GuardianAppointed(**whole, capacity=capacity)
    for fault in ({"name": ""}, {"address": ()}, {"paper": ""}):
        yield aftermath.GuardianAppointed(**(whole | fault))


def representations(pool: Pool) -> Iterator[Payload]:
    """Attorneys who come in, replace and leave, whole and with each part missing."""
    whole: dict[str, Any] = {
        "capacity": Capacity.ATTORNEY, "effective_on": DAY, "paper": "Substitution", "name": "Lex", "address": STREET,
    }  # fmt: skip
    yield party_change.RepresentationChanged(**whole)
    present = [party.id for party in pool.past.parties().values() if party.role is Role.REPRESENTATIVE]
    for replaced in (*present[:1], FUND, STRANGER):
        yield party_change.RepresentationChanged(**whole, replaces=replaced)
        yield party_change.RepresentationChanged(**(whole | {"name": "", "replaces": replaced}))
    for fault in ({"name": ""}, {"address": ()}, {"paper": " "}, {"effective_on": LATER}):
        yield party_change.RepresentationChanged(**(whole | fault))


def physicians(_: Pool) -> Iterator[Payload]:
    """Other physicians, whole and with each part missing."""
    whole: dict[str, Any] = {"effective_on": DAY, "paper": "Request", "name": "Doc", "address": STREET}
    yield party_change.PhysicianChanged(**whole)
    for fault in ({"replaces": DOCTOR}, {"replaces": FUND}, {"name": ""}, {"paper": ""}, {"effective_on": LATER}):
        yield party_change.PhysicianChanged(**(whole | fault))


def parties_anew(pool: Pool) -> Iterator[Payload]:
    """Parties written anew: the same ones, others, and what cannot be."""
    whole: dict[str, Any] = {"party": next(iter(pool.past.parties()), WORKER), "name": "Right", "reason": "misspelt"}
    yield party_change.PartyCorrected(**whole)
    yield party_change.PartyCorrected(**(whole | {"is_another": True, "address": STREET}))
    for fault in ({"party": STRANGER}, {"party": FUND}, {"name": " "}, {"is_another": True}, {"reason": " "}):
        yield party_change.PartyCorrected(**(whole | fault))


def particulars(pool: Pool) -> Iterator[Payload]:
    """Words and claim numbers put right, and what does not stand so."""
    of_words, of_number = party_change.Particular.TREATMENT_WORDS, party_change.Particular.CLAIM_NUMBER
    line = pool.open_line
    stands = pool.past.words_of(line)
    for particular, was, becomes, name, reason in (
        (of_words, stands, f"{stands}s", line, "slip"), (of_words, stands, stands, line, "slip"),
        (of_words, "other", "new", line, "slip"), (of_words, stands, "new", "9", "slip"),
        (of_words, stands, "new", line, " "), (of_number, "17", "71", "", "slip"), (of_number, "71", "72", "", "slip"),
    ):  # fmt: skip
        yield party_change.ParticularCorrected(
            particular=particular, was=was, becomes=becomes, line=name, reason=reason
        )


def contests(pool: Pool) -> Iterator[Payload]:
    """Disputes over liability of all lines, of one, and of none of the case."""
    for lines in ((), (pool.open_line,), ("77",)):
        for reason in ("another injury", " "):
            yield aftermath.LiabilityContested(lines=lines, reason=reason)
