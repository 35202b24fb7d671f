"""A wrong day or fact is said rightly by a later entry, at any time; the docket keeps both and reads the right one."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from evenhand.docket.aftermath import Struck
from evenhand.docket.assignment import Assigned
from evenhand.docket.entry import Docket, Occurrence, erase
from evenhand.docket.file import encode, verify
from evenhand.docket.kind import KIND_OF, EntryKind
from evenhand.docket.party import Actor, Role
from evenhand.notice import outstanding
from evenhand.procedure.correction import NEVER_CORRECTED
from evenhand.procedure.permit import refusals
from evenhand.procedure.state import read_case
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from tests.core.past import Past, standing
from tests.core.procedure_invariants import violations
from tests.core.test_procedure_invariants import ISSUED, SCENES, SERVED
from tests.core.walk import Walk, scene

K = EntryKind
OFFICE = Actor(role=Role.ORGANISATION)


@pytest.fixture(scope="module")
def california() -> Programme:
    programme, findings = load_programme(programme_folder("ca_wc"))
    assert programme is not None, findings
    return programme


def assigned_on(walk: Walk, on: dt.date) -> Occurrence:
    """The assignment said otherwise: it was on another day."""
    number = next(entry.number for entry in walk.docket.entries if entry.kind is K.ASSIGNED)
    return Occurrence(
        payload=Assigned(organisation="Reviewers"), on=on, by=OFFICE, because="misread", instead_of=number
    )


def corrections(walk: Walk) -> Iterator[Occurrence]:
    """Every entry of a case said otherwise: with each payload of the pool, on its day and the days beside it."""
    for entry in walk.docket.entries:
        for other in walk.variants(entry.kind)[:12]:
            for days in (-1, 0, 1):
                on = entry.on + dt.timedelta(days=days)
                yield replace(other, on=on, by=entry.by, because="misread", instead_of=entry.number)


def broken(docket: Docket, walk: Walk) -> list[str]:
    """What the case as it is read breaks, entry by entry."""
    entries = standing(docket)
    return [
        violation
        for place, entry in enumerate(entries)
        if entry.kind is not K.STRUCK
        for violation in violations(Past(entries[:place], walk.world), entry).values()
    ]


def test_a_corrected_case_is_one_that_could_have_happened(california: Programme) -> None:
    corrected: set[EntryKind] = set()
    refused = 0
    for acts in (SCENES[0], SCENES[1], SCENES[9], SCENES[21], SERVED):
        walk = scene(california, acts)
        state = walk.state
        for happened in corrections(walk):
            if refusals(state, california, happened):
                refused += 1
                continue
            after = replace(walk)
            after.enter(happened)
            assert broken(after.docket, walk) == [], (happened, [entry.kind for entry in walk.docket.entries])
            corrected.add(KIND_OF[type(happened.payload)])
    assert corrected.isdisjoint(NEVER_CORRECTED)
    assert {K.APPLICATION_RECEIVED, K.ELIGIBILITY_FOUND, K.ASSIGNED, K.RECORDS_RECEIVED, K.DEPOSITED} <= corrected
    assert refused


def test_a_wrong_day_is_put_right_after_the_determination(california: Programme) -> None:
    walk = scene(california, SERVED)
    before = walk.state
    happened = assigned_on(walk, dt.date(2014, 1, 3))
    walk.enter(happened)
    state = walk.state
    event = state.first("assigned")
    assert event is not None
    assert (event.on, event.entry) == (dt.date(2014, 1, 3), happened.instead_of)
    assert state.flags == before.flags
    assert state.corrected == {happened.instead_of: len(walk.docket.entries)}
    assert outstanding(state, california, walk.today) == outstanding(before, california, walk.today)
    copy, findings = verify(encode(walk.docket), "docket.jsonl")
    assert (copy, findings) == (walk.docket, ())


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"because": " "}, "says why"),
        ({"instead_of": 99}, "does not stand"),
        ({"instead_of": 1}, "of another kind"),
        ({"on": dt.date(2013, 12, 1)}, "the case became eligible on"),
        ({"on": dt.date(2014, 1, 9)}, "then entry 5 (Medical records received) could not stand"),
        ({"by": Actor(role=Role.PAYER)}, "may not enter it"),
    ],
)
def test_why_a_correction_is_refused(california: Programme, more: dict[str, object], words: str) -> None:
    walk = scene(california, ISSUED)
    happened = replace(assigned_on(walk, dt.date(2014, 1, 4)), **more)  # type: ignore[arg-type]
    reasons = refusals(walk.state, california, happened)
    assert any(words in reason for reason in reasons), reasons


def test_a_signed_or_issued_decision_is_never_said_otherwise(california: Programme) -> None:
    walk = scene(california, ISSUED)
    for entry in walk.docket.entries[-2:]:
        assert entry.kind in NEVER_CORRECTED
        assert entry.payload is not None
        again = Occurrence(payload=entry.payload, on=entry.on, by=entry.by, because="misread", instead_of=entry.number)
        assert "is not corrected by another" in refusals(walk.state, california, again)[0]


def test_the_last_standing_correction_holds(california: Programme) -> None:
    walk = scene(california, ISSUED)
    filed_on = walk.state.first("assigned")
    for day in (3, 4):
        walk.enter(assigned_on(walk, dt.date(2014, 1, day)))
    last = len(walk.docket.entries)
    assert walk.state.raised_on["assigned"] == dt.date(2014, 1, 4)
    of_a_correction = replace(assigned_on(walk, dt.date(2014, 1, 3)), instead_of=last)
    assert "is itself a correction" in refusals(walk.state, california, of_a_correction)[0]
    for number in (last, last - 1):
        strike = Occurrence(payload=Struck(entry=number, reason="it was right"), on=walk.today, by=OFFICE)
        assert refusals(walk.state, california, strike) == ()
        walk.enter(strike)
    assert walk.state.first("assigned") == filed_on


def test_what_was_corrected_is_struck_by_its_correction_first(california: Programme) -> None:
    walk = scene(california, ISSUED)
    happened = assigned_on(walk, dt.date(2014, 1, 3))
    walk.enter(happened)
    strike = Occurrence(payload=Struck(entry=happened.instead_of or 0, reason="?"), on=walk.today, by=OFFICE)
    assert "strike that first" in refusals(walk.state, california, strike)[0]


def test_erasing_a_strike_revives_nothing(california: Programme) -> None:
    walk = scene(california, (*ISSUED[:3], K.DEFICIENCY_NOTED)[:2])
    strike = Occurrence(payload=Struck(entry=2, reason="a mistake"), on=walk.today, by=OFFICE)
    walk.enter(strike)
    erased = erase(walk.docket, 3)
    assert erased.entries[-1].payload is None
    assert "eligible" not in read_case(erased, california).flags
    assert verify(encode(erased), "docket.jsonl")[1] == ()
    with pytest.raises(ValueError, match="no entry 9"):
        erase(walk.docket, 9)
