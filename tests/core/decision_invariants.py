"""Invariants of the decision: who may make it, on what, and what may become of it."""

from collections.abc import Iterator

from evenhand.docket.party import Role
from evenhand.treatment import Necessity
from tests.core.acts import K
from tests.core.past import Invariant, Past, Told, not_before, not_before_day


def a_reviewer_is_free_and_sworn_before_sitting(past: Past, entry: Told) -> Iterator[str]:
    """Nobody who stepped down, or decided before a remand, comes back; nobody sits unsworn, twice or in excess."""
    if entry.kind in (K.REVIEWER_PROPOSED, K.REVIEWER_ATTESTED, K.REVIEWER_ASSIGNED, K.DETERMINATION_SIGNED):
        yield from _bars(past, entry.payload.reviewer)
    if entry.kind is K.REVIEWER_ASSIGNED:
        yield from not_before(entry, _oath(past, entry.payload.reviewer), "the oath")
        yield from not_before_day(entry, past.documented_on(), "the record")
        if entry.payload.reviewer in past.seated() or len(past.seated()) >= past.seats():
            yield "no seat is open"
    if entry.kind is K.SEVERAL_REVIEWERS_APPROVED and entry.payload.count < max(2, len(past.seated())):
        yield f"an approval of {entry.payload.count}"
    if entry.kind in (K.REVIEWER_RECUSED, K.DETERMINATION_SIGNED):
        yield from not_before(entry, past.seated().get(entry.payload.reviewer), "the assignment")
    if entry.kind is K.QUESTION_ASKED:
        days = [seat.on for seat in past.seated().values()]
        yield from not_before_day(entry, min(days, default=None), "a reviewer")


def a_name_is_given_away_on_order_only(past: Past, entry: Told) -> Iterator[str]:
    """Outside goes only the name of somebody who was seated or signed here, to somebody, on an order, for a reason."""
    if entry.kind is K.IDENTITY_DISCLOSED:
        took_part = past.of(K.REVIEWER_ASSIGNED, K.DETERMINATION_SIGNED)
        if entry.payload.reviewer not in {earlier.payload.reviewer for earlier in took_part}:
            yield f"{entry.payload.reviewer} was neither seated nor signed"
        yield from not_before(entry, past.last(K.ASSIGNED), "assignment")
        if not all(text.strip() for text in (entry.payload.to, entry.payload.ordered_by, entry.payload.reason)):
            yield "an order, a reason or a recipient is missing"


def _bars(past: Past, reviewer: str) -> Iterator[str]:
    if reviewer in past.stepped_down():
        yield f"{reviewer} stepped down"
    if reviewer in past.decided_before():
        yield f"{reviewer} decided before the remand"


def _oath(past: Past, reviewer: str) -> Told | None:
    """The first oath of a reviewer that speaks of everybody who takes part."""
    sworn = [
        entry
        for entry in past.after(past.last_newcomer()).of(K.REVIEWER_ATTESTED)
        if entry.payload.reviewer == reviewer
    ]
    return min(sworn, key=lambda oath: oath.on, default=None)


def a_decision_rests_on_eligibility_assignment_record_and_oath(past: Past, entry: Told) -> Iterator[str]:
    """Signing and issuing: the case eligible, assigned, documented; who decides sworn, free, and as many as allowed."""
    if entry.kind not in (K.DETERMINATION_SIGNED, K.DETERMINATION_ISSUED):
        return
    if not past.is_eligible():
        yield "decided without eligibility"
    yield from not_before(entry, past.final_finding(), "eligibility")
    yield from not_before(entry, past.last(K.ASSIGNED), "assignment")
    yield from not_before_day(entry, past.documented_on(), "the record")
    deciding = past.seated() if entry.kind is K.DETERMINATION_ISSUED else {entry.payload.reviewer: entry}
    if len(past.seated()) > past.seats():
        yield "more sit than were approved"
    if entry.on >= past.world.more_wanted_from and not past.has_more_than_the_decision():
        yield "decided on the papers of the decision under review alone"
    for reviewer in deciding:
        yield from _bars(past, reviewer)
        yield from not_before(entry, _oath(past, reviewer), f"the oath of {reviewer}")
    answered = [finding.line for finding in entry.payload.findings]
    if sorted(answered) != sorted(past.open_lines()):
        yield f"it answers {answered}, in dispute are {past.open_lines()}"


def what_is_issued_is_what_was_signed(past: Past, entry: Told) -> Iterator[str]:
    """Everybody who sits has signed; each line goes as most of them found, a split for the patient."""
    if entry.kind is not K.DETERMINATION_ISSUED:
        return
    signatures = past.signatures()
    if not signatures or signatures.keys() != past.seated().keys():
        yield "not everybody who sits has signed"
    for signature in signatures.values():
        yield from not_before(entry, signature, "a signature")
    for finding in entry.payload.findings:
        votes = [
            vote.necessity for sig in signatures.values() for vote in sig.payload.findings if vote.line == finding.line
        ]
        if finding.necessity is not _prevailing(votes):
            yield f"line {finding.line} was not found so"


def _prevailing(votes: list[Necessity]) -> Necessity | None:
    """What most found; an even split goes for the patient, and so does one between all of it and a part."""
    if not votes:
        return None
    for_it = [vote for vote in votes if vote is not Necessity.NOT_NECESSARY]
    if len(for_it) < len(votes) / 2:
        return Necessity.NOT_NECESSARY
    in_full = len([vote for vote in for_it if vote is Necessity.NECESSARY])
    return Necessity.NECESSARY if in_full >= len(for_it) - in_full else Necessity.NECESSARY_IN_PART


def only_what_was_found_necessary_is_carried_out(past: Past, entry: Told) -> Iterator[str]:
    """Carrying out a line needs the determination in force to have found it necessary."""
    if entry.kind is not K.IMPLEMENTED:
        return
    if entry.payload.line not in past.necessary():
        yield f"line {entry.payload.line} was not found necessary"
    issued = past.of(K.DETERMINATION_ISSUED, K.SUPPLEMENTAL_ISSUED)
    of_it = [
        decision for decision in issued if entry.payload.line in {finding.line for finding in decision.payload.findings}
    ]
    yield from not_before(entry, of_it[-1] if of_it else None, "the determination of that line")


def setting_aside_follows_a_petition_and_a_remand_follows_it(past: Past, entry: Told) -> Iterator[str]:
    """A petition concerns a determination or a refusal of review that stands. Nobody sets aside unasked or without
    ground; only a determination that was set aside is sent back.
    """
    challenged = past.open_to_challenge()
    if entry.kind in (K.PETITION_FILED, K.SET_ASIDE):
        yield from not_before(entry, challenged, "anything to challenge")
    if entry.kind is K.SET_ASIDE:
        petitions = list(past.open_petitions().values())
        yield from not_before(entry, min(petitions, key=lambda petition: petition.on, default=None), "a petition")
    if entry.kind is K.PETITION_FILED:
        petitioner = past.present().get(entry.payload.party)
        if petitioner is None or petitioner.role not in (Role.APPLICANT, Role.REPRESENTATIVE, Role.PAYER):
            yield f"{entry.payload.party} may not petition"
    if entry.kind in (K.PETITION_FILED, K.SET_ASIDE, K.REMANDED):
        left_out = past.left_out() if entry.kind is not K.REMANDED else set()
        if not set(entry.payload.lines) <= past.decided() | left_out:
            yield "a line that was not decided"
    if entry.kind in (K.SET_ASIDE, K.REMANDED):
        told = (entry.payload.ground, entry.payload.fact, entry.payload.order)
        if not all(text.strip() for text in told) or ((past.decided() or past.left_out()) and not entry.payload.lines):
            yield "an order that does not say what it undoes, and why"
    if entry.kind is K.PETITION_DENIED:
        yield from not_before(entry, past.open_petitions().get(entry.payload.party), "a petition to deny")
    if entry.kind in (K.PETITION_DENIED, K.UR_FOUND_UNTIMELY) and not entry.payload.order.strip():
        yield "no order"
    if entry.kind is K.REMANDED:
        live = past.determination()
        set_aside = past.after(live.number).last(K.SET_ASIDE) if live else None
        yield from not_before(entry, set_aside, "the setting aside")


def a_correction_is_of_the_pen(past: Past, entry: Told) -> Iterator[str]:
    """Outcome, units and reasons are not corrected, however the field is named."""
    substance = ("outcome", "unit", "reason", "necess", "rationale", "finding", "conclusion", "quantity", "guideline")
    if entry.kind is K.CORRECTED:
        name = entry.payload.field
        if name not in past.world.clerical or any(word in name.lower() for word in substance):
            yield f"{name} is not of the pen"


def a_supplement_answers_what_was_left_out(past: Past, entry: Told) -> Iterator[str]:
    """New lines, each answered once, by a physician who decided."""
    if entry.kind is not K.SUPPLEMENTAL_ISSUED:
        return
    lines = [line.id for line in entry.payload.treatments]
    if not lines or set(lines) & set(past.treatments()) or len(set(lines)) != len(lines):
        yield "lines that were not left out"
    if sorted(lines) != sorted(finding.line for finding in entry.payload.findings):
        yield "not each of them is answered once"
    if entry.payload.reviewer not in past.signatures():
        yield f"{entry.payload.reviewer} did not decide"


OF_THE_DECISION: tuple[Invariant, ...] = (
    a_reviewer_is_free_and_sworn_before_sitting,
    a_name_is_given_away_on_order_only,
    a_decision_rests_on_eligibility_assignment_record_and_oath,
    what_is_issued_is_what_was_signed,
    only_what_was_found_necessary_is_carried_out,
    setting_aside_follows_a_petition_and_a_remand_follows_it,
    a_correction_is_of_the_pen,
    a_supplement_answers_what_was_left_out,
)
