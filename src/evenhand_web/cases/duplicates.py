"""Which cases may be one: found by keys, compared by the core, decided by a person."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Q

from evenhand.docket.intake import ApplicationReceived, UrDecisionFiled
from evenhand.docket.party import Party, Role
from evenhand.eligibility.asked import UnjudgedPair
from evenhand.likeness import WORTH_A_LOOK, Described, Likeness, Named, Reading, blocking_keys, likeness
from evenhand.procedure.state import CaseState
from evenhand.programme.facts import FactUse
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case, ComparedCase, CompareKey, PairJudged
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.infrastructure.sealed_bytes import opened_beside, sealed_beside

_MOST_COMPARED, _LONGEST = 200, 400
_LINES = "compared"


class JudgedMeanwhileError(Exception):
    """Somebody else has judged this pair since the page was opened."""


class Alike(NamedTuple):
    """A case that may be one with another, why, and what people said of it last (None where nobody has)."""

    case: Case
    likeness: Likeness
    judged: PairJudged | None


def describe(state: CaseState) -> Described | None:
    """The application of a case as far as it is compared; None where it was lawfully erased."""
    application, decided = None, None
    for entry in state.standing():
        application = entry.payload if isinstance(entry.payload, ApplicationReceived) else application
        decided = entry.payload if isinstance(entry.payload, UrDecisionFiled) else decided
    if application is None:
        return None
    described = Described(
        **_named(tuple(state.parties.values())),
        ur_decided_on=decided.decided_on if decided else None,
        treatments=tuple(treatment.words for treatment in state.treatments.values()),
        claim_number=state.claim_number,
    )
    return _occurred(described, application, state.programme)


def described_application(application: ApplicationReceived, programme: Programme) -> Described:
    """An application as far as it is compared by itself, under its programme's facts."""
    described = Described(
        **_named(application.parties), treatments=tuple(treatment.words for treatment in application.treatments)
    )
    return _occurred(described, application, programme)


def _named(parties: tuple[Party, ...]) -> dict[str, Any]:
    """Who applies and whose request it is, as far as they are compared."""
    providers = [party for party in parties if party.role is Role.PROVIDER]
    return {
        "name": " ".join(party.name for party in parties if party.role is Role.APPLICANT),
        "physician": " ".join(party.name for party in providers)[:_LONGEST],
        "physician_npi": next((party.npi for party in providers), "")[:10],
    }


def _occurred(described: Described, application: ApplicationReceived, programme: Programme) -> Described:
    """What is compared, with the day it occurred and the programme's word for it."""
    period = programme.intake.occurrence(application)
    return _in_words_of(programme, replace(described, occurred_on=period.first if period else None))


def _in_words_of(programme: Programme, described: Described) -> Described:
    """What is compared, with the programme's words for the day it occurred and for those named beside the parties."""
    rule, roles = programme.intake.used_as(FactUse.OCCURRENCE), programme.parties.named
    named = tuple(
        party._replace(spoken=roles[party.role].spoken) if party.role in roles else party for party in described.named
    )
    return replace(described, named=named, occurrence=rule.spoken if rule else described.occurrence)


def index_case(case: Case, described: Described | None) -> None:
    """Keep what of a case is compared, and the keys it is found by, in the transaction of the caller.

    What was keyed beside the docket (claim number, birth, names) stays unless `described` states it anew; None is an
    application that was lawfully erased, of which nothing stays.
    """
    CompareKey.objects.filter(case=case).delete()
    if described is None:
        nothing: dict[str, Any] = {"name": "", "occurred_on": None, "born_on": None, "claim_number": "", "named": {}}
        nothing |= {"physician": "", "physician_npi": "", "ur_decided_on": None, "lines": None}
        ComparedCase.objects.update_or_create(case=case, defaults=nothing)
        return
    told: dict[str, Any] = {
        "name": described.name,
        "physician": described.physician,
        "physician_npi": described.physician_npi,
        "occurred_on": described.occurred_on,
        "ur_decided_on": described.ur_decided_on,
        "lines": sealed_lines(case, described.treatments),
    }
    told |= {field: value for field, value in _beside(described).items() if value}
    row, _ = ComparedCase.objects.update_or_create(case=case, defaults=told)
    CompareKey.objects.bulk_create(CompareKey(case=case, key=key) for key in key_digests(described_by(row)))


def index_new(described: Iterable[tuple[Case, Described | None]]) -> None:
    """Keep what of many cases is compared, none of which is indexed yet; None is an application that was erased."""
    rows = [_row(case, application or Described(name="")) for case, application in described]
    with transaction.atomic():
        ComparedCase.objects.bulk_create(rows)
        CompareKey.objects.bulk_create(
            CompareKey(case_id=row.case_id, key=key) for row in rows for key in key_digests(described_by(row))
        )


def _row(case: Case, described: Described) -> ComparedCase:
    return ComparedCase(
        case=case,
        name=described.name,
        occurred_on=described.occurred_on,
        born_on=described.born_on,
        claim_number=described.claim_number,
        named=_names(described),
        physician=described.physician,
        physician_npi=described.physician_npi,
        ur_decided_on=described.ur_decided_on,
        lines=sealed_lines(case, described.treatments),
    )


def note_beside(case: Case, described: Described) -> None:
    """Keep what was keyed beside the docket, empty where it was emptied, and index the case anew."""
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        row = ComparedCase.objects.select_related("case").get(case=case)
        for column, value in _beside(described).items():
            setattr(row, column, value)
        row.save(update_fields=_beside(described))
        index_case(case, described_by(row))


def _beside(described: Described) -> dict[str, Any]:
    """What was keyed beside the docket, by its column."""
    names = _names(described)
    return {"born_on": described.born_on, "claim_number": described.claim_number, "named": names}


def _names(described: Described) -> dict[str, str]:
    """The names beside the parties, by the part each plays."""
    return {party.role: party.name for party in described.named if party.name}


def described_by(row: ComparedCase) -> Described:
    """A row as the core compares it."""
    return Described(
        name=row.name,
        occurred_on=row.occurred_on,
        born_on=row.born_on,
        claim_number=row.claim_number,
        named=tuple(Named(role, name, role) for role, name in row.named.items()),
        physician=row.physician,
        physician_npi=row.physician_npi,
        ur_decided_on=row.ur_decided_on,
        treatments=_opened_lines(row),
    )


def sealed_lines(case: Case, treatments: Sequence[str]) -> bytes:
    """The treatments in dispute as they are kept of a case."""
    return sealed_beside(case, _LINES, json.dumps(list(treatments)).encode())


def _opened_lines(row: ComparedCase) -> tuple[str, ...]:
    lines = getattr(row, "lines", None)  # an older step of the tables knows no such column
    return () if lines is None else tuple(json.loads(opened_beside(row.case, _LINES, bytes(lines))))


def key_digests(described: Described) -> list[str]:
    """The keys by which an application is found among many, as they are kept: digests that tell no name."""
    return sorted(hashlib.sha256(key.encode()).hexdigest()[:32] for key in blocking_keys(described))


def alike(described: Described, besides: Case | None = None) -> tuple[Alike, ...]:
    """The cases that may be one with an application, the likest first. `besides` is its own case, where it has one.

    Those that share most keys are compared, 200 of them at most: a key that thousands share says little.
    """
    shared = CompareKey.objects.filter(key__in=key_digests(described))
    if besides is not None:
        described = _in_words_of(programme_of(besides.programme), described)
        shared = shared.exclude(case=besides)
    counted = shared.values("case").annotate(keys=Count("pk")).order_by("-keys", "-case")
    nearest = [count["case"] for count in counted[:_MOST_COMPARED]]
    rows = ComparedCase.objects.filter(case__in=nearest).select_related("case")
    compared = [(row.case, likeness(described, described_by(row))) for row in rows]
    worth = [(case, like) for case, like in compared if like.score >= WORTH_A_LOOK]
    judged = _judged(besides, [case.pk for case, _ in worth]) if besides else {}
    worth.sort(key=lambda pair: (-pair[1].score, pair[0].pk))
    return tuple(Alike(case, like, judged.get(case.pk)) for case, like in worth)


def unjudged(case: Case) -> tuple[UnjudgedPair, ...]:
    """The cases received before a case that read as one application with it, and of which nobody has said what the two
    are: of two that are one the first counts.
    """
    row = ComparedCase.objects.filter(case=case).first()
    if row is None:
        return ()
    likely = [like for like in alike(described_by(row), case) if like.likeness.reading is Reading.ONE_APPLICATION]
    return tuple(
        UnjudgedPair(like.case.number, like.likeness.score, like.likeness.words)
        for like in likely
        if like.judged is None and (like.case.received_on, like.case.pk) < (case.received_on, case.pk)
    )


def _judged(case: Case, others: Iterable[int]) -> dict[int, PairJudged]:
    """What people said last of a case and each of the others."""
    wanted, latest = list(others), {}
    pairs = PairJudged.objects.filter(Q(low=case.pk, high__in=wanted) | Q(high=case.pk, low__in=wanted))
    for judgement in pairs.select_related("by", "low", "high").order_by("pk"):
        latest[judgement.high_id if judgement.low_id == case.pk else judgement.low_id] = judgement
    return latest


def judge(case: Case, other: Case, verdict: str, reason: str, by: Person, opened_on: int) -> PairJudged:
    """Write down what a person says of two cases. Raises JudgedMeanwhileError where somebody said otherwise since row
    `opened_on` (0 for none).
    """
    low, high = sorted((case.pk, other.pk))
    with transaction.atomic():
        list(Case.objects.select_for_update().filter(pk__in=(low, high)).order_by("pk"))
        last = PairJudged.objects.filter(low=low, high=high).order_by("-pk").first()
        if (last.pk if last else 0) != opened_on:
            raise JudgedMeanwhileError
        judgement = {"verdict": verdict, "reason": reason, "by": by, "at": clock.now()}
        return PairJudged.objects.create(low_id=low, high_id=high, **judgement)


def judged_one_employee(case: Case) -> Iterator[int]:
    """The cases a person said last are of the same applicant and occurrence as this one."""
    latest: dict[int, str] = {}
    for judgement in PairJudged.objects.filter(Q(low=case.pk) | Q(high=case.pk)).order_by("pk"):
        latest[judgement.high_id if judgement.low_id == case.pk else judgement.low_id] = judgement.verdict
    return (other for other, verdict in latest.items() if verdict != PairJudged.Verdict.DIFFERENT)
