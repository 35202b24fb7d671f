"""Invariants of who takes part: who comes in is reachable, who died or left does nothing, what settles is a paper."""

from collections.abc import Iterator

from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from tests.core.past import Invariant, Past, Told

K = EntryKind
_COMES_IN = (K.REPRESENTATION_CHANGED, K.PHYSICIAN_CHANGED, K.ADMINISTRATOR_CHANGED, K.GUARDIAN_APPOINTED)


def who_comes_in_is_reached(past: Past, entry: Told) -> Iterator[str]:
    """A newcomer has a name, an address and a paper, from a day that has come, in a place of its own role."""
    payload = entry.payload
    if entry.kind in (K.REPRESENTATION_CHANGED, K.PHYSICIAN_CHANGED):
        role = Role.PROVIDER if entry.kind is K.PHYSICIAN_CHANGED else Role.REPRESENTATIVE
        before = past.present().get(payload.replaces)
        if payload.replaces and (before is None or before.role is not role):
            yield "in nobody's place"
        is_leaving = entry.kind is K.REPRESENTATION_CHANGED and payload.replaces and not payload.name
        if not is_leaving and not (payload.name.strip() and payload.address):
            yield "nobody, or out of reach"
    if entry.kind is K.ADMINISTRATOR_CHANGED and not (payload.organisation.strip() and payload.address):
        yield "an administrator out of reach"
    if entry.kind is K.GUARDIAN_APPOINTED:
        if not (payload.name and payload.address):
            yield "a guardian out of reach"
        if payload.capacity == "successor" and not past.of(K.APPLICANT_DIED):
            yield "a successor to the living"
        if payload.capacity in ("attorney", "agent"):
            yield "no guardian"
    if entry.kind in _COMES_IN and entry.kind is not K.ADMINISTRATOR_CHANGED and not payload.paper.strip():
        yield "no paper"
    if entry.kind in _COMES_IN and getattr(payload, "effective_on", entry.on) > entry.on:
        yield "before it takes effect"


def who_left_is_told_nothing_more(past: Past, entry: Told) -> Iterator[str]:
    """No notice is made out to who left, and nobody is written anew who takes part no longer."""
    if entry.kind in (K.NOTICE_ISSUED, K.PARTY_CORRECTED) and entry.payload.party not in past.present():
        yield f"{entry.payload.party} does not take part"


def what_is_written_anew_stood(past: Past, entry: Told) -> Iterator[str]:
    """Said anew is what stands, and with an effect; another party has an address."""
    payload = entry.payload
    if entry.kind is K.PARTY_CORRECTED and not (payload.name.strip() and (payload.address or not payload.is_another)):
        yield "a party that cannot be written to"
    if entry.kind is K.PARTICULAR_CORRECTED:
        if payload.becomes in ("", payload.was):
            yield "nothing changes"
        if payload.particular == "claim_number":
            stands = past.claim_number() or payload.was
        else:
            stands = past.words_of(payload.line)
            if payload.line not in past.open_lines():
                yield "a line that is not in dispute"
        if stands != payload.was:
            yield "it does not stand so"


def the_dead_leave_all_to_a_successor(past: Past, entry: Told) -> Iterator[str]:
    """After the day of death only a successor withdraws, settles, petitions or names an attorney for the worker."""
    death = past.last(K.APPLICANT_DIED)
    acts = (K.WITHDRAWN, K.LINE_SETTLED, K.PETITION_FILED, K.REPRESENTATION_CHANGED)
    if death is None or entry.kind not in acts or entry.on < death.payload.died_on:
        return
    appointed = past.of(K.GUARDIAN_APPOINTED)
    successors = {
        f"representative-{appointment.number}"
        for appointment in appointed
        if appointment.payload.capacity == "successor"
    }
    acting = getattr(entry.payload, "party", "") or entry.by.id
    if entry.by.role in (Role.APPLICANT, Role.REPRESENTATIVE) and acting not in successors:
        yield "in the name of the dead"


def a_settlement_is_a_paper(past: Past, entry: Told) -> Iterator[str]:
    """What settles a line is an instrument the programme knows, with its order where it needs one."""
    if entry.kind is not K.LINE_SETTLED:
        return
    payload, known = entry.payload, past.world.instruments
    if not payload.instrument.strip() or (known and payload.form not in known):
        yield "no instrument"
    elif known.get(payload.form) and not payload.order.strip():
        yield "no order"


def liability_is_contested_of_lines_of_the_case(past: Past, entry: Told) -> Iterator[str]:
    """What is contested is a line of the case, while the case lasts."""
    if entry.kind is K.LIABILITY_CONTESTED:
        if not set(entry.payload.lines) <= set(past.treatments()):
            yield "no line of the case"
        if past.is_over():
            yield "contested after the case was over"


def screening_is_ended_by_who_decides_it(past: Past, entry: Told) -> Iterator[str]:
    """Who may not find on eligibility does not close a case of which nobody has found."""
    if entry.kind is not K.CLOSED or entry.by.role is Role.REGULATOR:
        return
    last = past.last(K.ELIGIBILITY_FOUND)
    is_found = last is not None and last.payload.outcome != "deferred"
    is_leave = any(
        to == entry.by.role and since <= entry.on and (until is None or entry.on <= until)
        for to, since, until in past.world.delegated
    )
    if not (is_found or past.is_over() or is_leave):
        yield "screening ended by one who does not decide it"


OF_THE_PARTIES: tuple[Invariant, ...] = (
    who_comes_in_is_reached,
    who_left_is_told_nothing_more,
    what_is_written_anew_stood,
    the_dead_leave_all_to_a_successor,
    a_settlement_is_a_paper,
    liability_is_contested_of_lines_of_the_case,
    screening_is_ended_by_who_decides_it,
)
