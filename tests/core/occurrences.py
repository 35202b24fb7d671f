"""A pool of things that may be entered into a case: for every kind valid ones, and each of its faults by itself."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from evenhand.docket import aftermath, assignment, intake, review
from evenhand.docket.entry import Occurrence
from evenhand.docket.kind import EntryKind
from evenhand.docket.own import OwnEntry
from evenhand.docket.party import Actor, DocumentRef, MedicalRecord, Party, Role
from evenhand.docket.payload import Payload
from evenhand.treatment import DisputedTreatment, Necessity, Units
from tests.core import party_occurrences
from tests.core.pool import COUNSEL, DOCTOR, FUND, PARTIES, STRANGER, WORKER, Pool
from tests.filing import filed

PHYSICIANS = ("r1", "r2", "r3")
PAPER = DocumentRef(sha256="0" * 64, name="paper.pdf", media_type="application/pdf")


def line(
    number: str, *, requested: str | None = "6", authorised: str | None = "0", given: bool = False
) -> DisputedTreatment:
    """A disputed line of the request."""
    units = Units(
        unit="session",
        requested=None if requested is None else Decimal(requested),
        authorised=None if authorised is None else Decimal(authorised),
    )
    return DisputedTreatment(id=number, words=f"treatment {number}", units=units, given_already=given)


LINES = (line("1"), line("2", requested="4", authorised="1"), line("3", given=True))


def _application(
    lines: tuple[DisputedTreatment, ...] = LINES,
    parties: tuple[Party, ...] = PARTIES,
    priority: intake.Priority = intake.Priority.REGULAR,
    track: str = "standard",
    certified_by: str = "",
) -> Payload:
    return filed(
        case_number="F-1",
        parties=parties,
        treatments=lines,
        injured_on=dt.date(2012, 5, 1),
        is_signed=True,
        ur_decision_attached=True,
        priority=priority,
        track=track,
        certified_by=certified_by,
    )


def _applications(_: Pool) -> Iterator[Payload]:
    yield _application()
    yield _application(lines=LINES[:1])
    yield _application(priority=intake.Priority.EXPEDITED, certified_by=DOCTOR)
    yield _application(priority=intake.Priority.EXPEDITED, certified_by=WORKER)
    yield _application(track="formulary")
    yield _application(lines=(line("1", given=True),), parties=(PARTIES[0], *PARTIES[2:]))
    yield _application(lines=())
    yield _application(lines=(line("1"), line("1")))
    yield _application(parties=(*PARTIES, PARTIES[0]))
    yield _application(lines=(line("1", requested="2", authorised="3"),))
    yield _application(lines=(line("1", requested="-1", authorised=None),))


def _ur_decisions(pool: Pool) -> Iterator[Payload]:
    for service in (*sorted(pool.past.world.services)[:2], "", "pigeon"):
        yield intake.UrDecisionFiled(
            decided_on=dt.date(2013, 9, 18),
            served_on=dt.date(2013, 9, 18),
            communicated_on=dt.date(2013, 9, 18),
            effect=intake.UrEffect.DENIED,
            service=service,
        )
    yield intake.UrDecisionFiled(
        decided_on=dt.date(2013, 9, 18), effect=intake.UrEffect.DENIED, service="", liability_disputed=True
    )


def _findings_on_eligibility(pool: Pool) -> Iterator[Payload]:
    outcome = intake.EligibilityOutcome
    yield intake.EligibilityFound(outcome=outcome.ELIGIBLE)
    code = next(iter(sorted(pool.past.world.reasons)), "NONE")
    some = (pool.open_line,)
    others = [name for name in pool.past.open_lines() if name not in some]
    for reasons in ((code,), (), ("WHIM",)):
        refused = tuple(intake.RefusedLine(line=name, reasons=reasons) for name in others)
        yield intake.EligibilityFound(outcome=outcome.ELIGIBLE, lines=some, refused=refused)
    yield intake.EligibilityFound(outcome=outcome.ELIGIBLE, lines=some)
    every = tuple(intake.RefusedLine(line=name, reasons=(code,)) for name in pool.past.open_lines())
    yield intake.EligibilityFound(outcome=outcome.ELIGIBLE, lines=("9",), refused=every)
    yield intake.EligibilityFound(outcome=outcome.ELIGIBLE, reasons=(code,))
    for other in (outcome.DEFERRED, outcome.INELIGIBLE):
        for reasons in ((code,), (), ("WHIM",)):
            yield intake.EligibilityFound(outcome=other, reasons=reasons)


def _by_party(kind: Callable[..., Payload], **more: Any) -> Callable[[Pool], Iterator[Payload]]:
    def draw(_: Pool) -> Iterator[Payload]:
        for party in (WORKER, COUNSEL, DOCTOR, FUND, STRANGER):
            yield kind(party=party, **more)

    return draw


def _by_line(kind: Callable[..., Payload], **more: Any) -> Callable[[Pool], Iterator[Payload]]:
    def draw(_: Pool) -> Iterator[Payload]:
        for name in ("1", "2", "3", "9"):
            yield kind(line=name, **more)

    return draw


def _by_physician(kind: Callable[..., Payload], **more: Any) -> Callable[[Pool], Iterator[Payload]]:
    def draw(_: Pool) -> Iterator[Payload]:
        for name in PHYSICIANS:
            yield kind(reviewer=name, **more)

    return draw


def _disclosures(_: Pool) -> Iterator[Payload]:
    for name in PHYSICIANS:
        for to, order, reason in (
            ("court", "writ", "bias"),
            ("", "writ", "bias"),
            ("court", " ", "bias"),
            ("c", "w", ""),
        ):
            yield review.IdentityDisclosed(reviewer=name, to=to, ordered_by=order, reason=reason)


def _always(*payloads: Payload) -> Callable[[Pool], Iterator[Payload]]:
    return lambda _: iter(payloads)


def _by_notice(kind: Callable[..., Payload], **more: Any) -> Callable[[Pool], Iterator[Payload]]:
    def draw(pool: Pool) -> Iterator[Payload]:
        for notice in (*pool.notices, "unheard_of"):
            for party in (WORKER, COUNSEL, DOCTOR, FUND, STRANGER):
                yield kind(notice=notice, party=party, **more)

    return draw


def _deposits(pool: Pool) -> Iterator[Payload]:
    usual = next(iter(sorted(pool.past.world.services)), "")
    yield from _by_notice(assignment.Deposited, method=usual)(pool)
    made_out = pool.past.last(EntryKind.NOTICE_ISSUED)
    if made_out is not None:
        yield assignment.Deposited(notice=made_out.payload.notice, party=made_out.payload.party, method="pigeon")


def _records(pool: Pool) -> Iterator[Payload]:
    wanted = tuple(sorted(pool.past.world.required))
    own = tuple(sorted(pool.past.world.of_the_decision))
    for answers, received in ((wanted, True), (wanted[:1], True), (wanted[1:], True), (wanted, False), (own, True)):
        record = MedicalRecord(id="1", title="report", answers=answers, received=received)
        yield assignment.RecordsReceived(party=FUND, documents=(record,))
    yield assignment.RecordsReceived(party=WORKER, documents=())
    yield assignment.RecordsReceived(party=DOCTOR, documents=(MedicalRecord(id="2", title="note"),))
    yield assignment.RecordsReceived(party=STRANGER, documents=())


def _with_reasons(kind: Callable[..., Payload], **more: Any) -> Callable[[Pool], Iterator[Payload]]:
    """A payload with a reason, and without one."""
    return lambda _: (kind(reason=reason, **more) for reason in ("asked twice", " "))


def _severed(pool: Pool) -> Iterator[Payload]:
    yield from _by_line(intake.LineSevered, case_number="F-1b", reason="its clock is faster")(pool)
    yield intake.LineSevered(line=pool.open_line, case_number="F-1b", reason="")


def _steppings_down(pool: Pool) -> Iterator[Payload]:
    yield from _by_physician(review.ReviewerRecused, reason="knows the worker")(pool)
    yield from _by_physician(review.ReviewerRecused, reason="")(pool)


def _extensions(pool: Pool) -> Iterator[Payload]:
    for rule, most in (*sorted(pool.past.world.extensions.items()), ("NO-RULE", 3)):
        for days in (most, 0, -1, most + 1):
            yield assignment.ExtensionGranted(rule=rule, days=days, reason="good cause")
    yield assignment.ExtensionGranted(rule=next(iter(sorted(pool.past.world.extensions)), ""), days=1, reason=" ")


def answers(pool: Pool) -> Iterator[tuple[review.LineFinding, ...]]:
    """Findings on the lines in dispute: all one way, mixed, too few, too many, one twice."""
    names = pool.past.open_lines()
    for necessity in Necessity:
        yield tuple(review.LineFinding(line=name, necessity=necessity) for name in names)
    turns = (Necessity.NOT_NECESSARY, Necessity.NECESSARY)
    mixed = tuple(review.LineFinding(line=name, necessity=turns[n % 2]) for n, name in enumerate(names))
    yield mixed
    yield mixed[1:]
    yield (*mixed, *mixed[:1])
    yield (*mixed, review.LineFinding(line="9", necessity=Necessity.NECESSARY))
    yield tuple(review.LineFinding(line=treatment, necessity=turns[1]) for treatment in pool.past.treatments())


def _signatures(pool: Pool) -> Iterator[Payload]:
    for name in PHYSICIANS:
        for findings in answers(pool):
            yield review.DeterminationSigned(reviewer=name, findings=findings, document=PAPER)


def _determinations(pool: Pool) -> Iterator[Payload]:
    for findings in answers(pool):
        yield review.DeterminationIssued(findings=findings, documents=(PAPER,))


def _supplements(_: Pool) -> Iterator[Payload]:
    for reviewer in PHYSICIANS:
        for lines, answered in ((("4",), ("4",)), (("1",), ("1",)), (("5",), ()), ((), ()), (("6", "6"), ("6", "6"))):
            yield aftermath.SupplementalIssued(
                reviewer=reviewer,
                treatments=tuple(line(name) for name in lines),
                findings=tuple(review.LineFinding(line=name, necessity=Necessity.NECESSARY) for name in answered),
                documents=(PAPER,),
            )


def _authorisations(pool: Pool) -> Iterator[Payload]:
    for name in ("1", "2", "3", "9"):
        yield aftermath.LineAuthorised(line=name)
    for units in ("1", "0", "-1", "100"):
        yield aftermath.LineAuthorised(line=pool.open_line, units=Decimal(units))


def _corrections(_: Pool) -> Iterator[Payload]:
    for field in ("date of injury", "outcome", "Units", "line 1", "findings[0].necessity", "treatment words"):
        yield aftermath.Corrected(field=field, was="a", becomes="b", document=PAPER)


def _petitions(pool: Pool) -> Iterator[Payload]:
    for party in (WORKER, COUNSEL, DOCTOR, FUND, STRANGER):
        yield aftermath.PetitionFiled(party=party, grounds=("fraud",))
    for lines in (tuple(sorted(pool.past.decided()))[:1], tuple(sorted(pool.past.left_out()))[:1], ("9",)):
        yield aftermath.PetitionFiled(party=WORKER, grounds=("fraud",), lines=lines)


def _denials(_: Pool) -> Iterator[Payload]:
    for party in (WORKER, COUNSEL, FUND, STRANGER):
        for order in ("Order", " "):
            yield aftermath.PetitionDenied(party=party, how=aftermath.PetitionEnd.DENIED, order=order)


def _orders(kind: Callable[..., Payload], **more: Any) -> Callable[[Pool], Iterator[Payload]]:
    """An order that says all it must, and without each part of it."""

    def draw(pool: Pool) -> Iterator[Payload]:
        decided = tuple(sorted(pool.past.decided()))
        whole: dict[str, Any] = {"ground": "fraud", "fact": "a date", "order": "Order", "lines": decided} | more
        yield kind(**whole)
        for fault in ({"ground": " "}, {"fact": ""}, {"order": ""}, {"lines": ()}, {"lines": ("9",)}):
            yield kind(**(whole | fault))
        yield kind(**(whole | {"lines": decided[:1]}))
        yield kind(**(whole | {"lines": tuple(sorted(pool.past.left_out()))}))

    return draw


def _strikes(pool: Pool) -> Iterator[Payload]:
    last = pool.past.entries[-1].number if pool.past.entries else 0
    for number in (*range(1, last + 2), 0, -1):
        yield aftermath.Struck(entry=number, reason="entered by mistake")
    yield aftermath.Struck(entry=last, reason="")


def _conversions(_: Pool) -> Iterator[Payload]:
    for name in (DOCTOR, WORKER, STRANGER, ""):
        yield assignment.ConvertedToExpedited(certified_by=name)


def _withdrawals(_: Pool) -> Iterator[Payload]:
    for party in (WORKER, COUNSEL, DOCTOR, FUND, STRANGER):
        for is_signed in (True, False):
            yield aftermath.Withdrawn(party=party, is_signed=is_signed)


K = EntryKind
DAY, LATER, STREET = party_occurrences.DAY, party_occurrences.LATER, party_occurrences.STREET

DRAWN: Mapping[EntryKind, Callable[[Pool], Iterator[Payload]]] = {
    K.APPLICATION_RECEIVED: _applications,
    K.UR_DECISION_FILED: _ur_decisions,
    K.DEFICIENCY_NOTED: _always(intake.DeficiencyNoted(reasons=("NO_SIGNATURE",))),
    K.INFORMATION_REQUESTED: _by_party(intake.InformationRequested, request="when?", received_on=dt.date(2014, 1, 3)),
    K.INFORMATION_ANSWERED: _by_party(intake.InformationAnswered, answer="then"),
    K.ELIGIBILITY_FOUND: _findings_on_eligibility,
    K.DEFERRAL_LIFTED: lambda pool: (
        intake.DeferralLifted(notice_served_on=dt.date(2014, 2, 3), service=service)
        for service in (*sorted(pool.past.world.services)[:1], "", "pigeon")
    ),
    K.CONSOLIDATED: _always(intake.Consolidated(case_numbers=("F-2",))),
    K.LINE_SEVERED: _severed,
    K.ASSIGNED: _always(assignment.Assigned(organisation="Reviewers")),
    K.NOTICE_ISSUED: _by_notice(assignment.NoticeIssued, language="en", documents=(PAPER,)),
    K.DEPOSITED: _deposits,
    K.RECEIVED: _by_notice(assignment.Received),
    K.MAIL_RETURNED: _by_notice(assignment.MailReturned, reason="moved"),
    K.RECORDS_RECEIVED: _records,
    K.RECORDS_ASKED_FOR: _by_party(assignment.RecordsAskedFor, records=("Report of an X-ray",)),
    K.REFERRED_WITHOUT_RECORDS: _with_reasons(assignment.ReferredWithoutRecords),
    K.CONVERTED_TO_EXPEDITED: _conversions,
    K.EXTENSION_GRANTED: _extensions,
    K.ADMINISTRATOR_CHANGED: _always(
        *(
            assignment.AdministratorChanged(effective_on=day, organisation=name, address=address)
            for day, name, address in (
                (DAY, "Other Fund", STREET),
                (DAY, "Other Fund", ()),
                (DAY, " ", STREET),
                (LATER, "Late Fund", STREET),
            )
        )
    ),
    K.REVIEWER_PROPOSED: _by_physician(review.ReviewerProposed),
    K.REVIEWER_ATTESTED: _by_physician(review.ReviewerAttested, affiliations_denied=("Fund",), qualifications="MD"),
    K.REVIEWER_ASSIGNED: _by_physician(review.ReviewerAssigned, qualifications="MD"),
    K.REVIEWER_RECUSED: _steppings_down,
    K.SEVERAL_REVIEWERS_APPROVED: lambda _: (
        review.SeveralReviewersApproved(count=count, reason=reason)
        for count, reason in ((2, "two fields"), (3, "three"), (1, "one"), (0, "none"), (-1, "less"), (2, ""))
    ),
    K.IDENTITY_DISCLOSED: _disclosures,
    K.QUESTION_ASKED: _by_party(review.QuestionAsked, question="how often?"),
    K.QUESTION_ANSWERED: _by_party(review.QuestionAnswered, answer="weekly"),
    K.DETERMINATION_SIGNED: _signatures,
    K.DETERMINATION_ISSUED: _determinations,
    K.IMPLEMENTED: _by_line(aftermath.Implemented, how="authorised"),
    K.PETITION_FILED: _petitions,
    K.PETITION_DENIED: _denials,
    K.UR_FOUND_UNTIMELY: _always(aftermath.UrFoundUntimely(order="Order"), aftermath.UrFoundUntimely(order=" ")),
    K.SET_ASIDE: _orders(aftermath.SetAside),
    K.REMANDED: _orders(aftermath.Remanded, to_organisation="Others"),
    K.CORRECTED: _corrections,
    K.SUPPLEMENTAL_ISSUED: _supplements,
    K.REOPENED: _with_reasons(aftermath.Reopened),
    K.WITHDRAWN: _withdrawals,
    K.LINE_WITHDRAWN: _by_line(aftermath.LineWithdrawn),
    K.LINE_AUTHORISED: _authorisations,
    K.LINE_SETTLED: party_occurrences.settlements,
    K.APPLICANT_DIED: _always(aftermath.ApplicantDied(died_on=DAY)),
    K.GUARDIAN_APPOINTED: party_occurrences.guardians,
    K.REPRESENTATION_CHANGED: party_occurrences.representations,
    K.PHYSICIAN_CHANGED: party_occurrences.physicians,
    K.PARTY_CORRECTED: party_occurrences.parties_anew,
    K.PARTICULAR_CORRECTED: party_occurrences.particulars,
    K.LIABILITY_CONTESTED: party_occurrences.contests,
    K.OWN_ENTRY: _always(OwnEntry(own_kind="accident_inspected"), OwnEntry(own_kind="")),
    K.FEE_CHARGED: lambda _: (aftermath.FeeCharged(amount=Decimal(usd), basis="2014") for usd in ("420", "0", "-1")),
    K.PUBLISHED: _always(aftermath.Published(document=PAPER)),
    K.TAKEN_DOWN: _with_reasons(aftermath.TakenDown),
    K.STRUCK: _strikes,
    K.CLOSED: _with_reasons(aftermath.Closed),
}


def occurrences(kind: EntryKind, pool: Pool, usual: tuple[Role, ...]) -> Iterator[Occurrence]:
    """Everything the pool holds of one kind: every payload by each of its usual roles today, then the first payload and
    the last by every role there is, and every payload dated on days long past.
    """
    payloads = list(DRAWN[kind](pool))
    for payload in payloads:
        for role in usual[-2:]:
            yield Occurrence(payload=payload, on=pool.today, by=Actor(role=role))
    for payload in payloads[:6]:
        for role in Role:
            if role not in usual[-2:]:
                yield Occurrence(payload=payload, on=pool.today, by=Actor(role=role))
    days = sorted({entry.on - dt.timedelta(days=1) for entry in pool.past.entries[:1] + pool.past.entries[-6:]})
    for payload in payloads[:12]:
        for day in days:
            yield Occurrence(payload=payload, on=day, by=Actor(role=(*usual, Role.ORGANISATION)[0]))
