"""A match instance: everything an assignment needs in one file, so that it can be made, or made again, without a
database.

The file is JSON; `docs/match-instance.md` says what stands in it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from evenhand.codec import canonical, from_plain, read_json
from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.panel.matching.standing import CaseToAssign, Load, PanelDay
from evenhand.panel.people.credential_check import panel_findings
from evenhand.panel.people.credentials import Reviewer
from evenhand.panel.requirements.fit import area_findings
from evenhand.panel.requirements.law import PanelLaw
from evenhand.panel.requirements.load import PanelRules
from evenhand.panel.ties.affiliations import Affiliations, Entity, EntityKind, affiliation_findings
from evenhand.panel.ties.conflict import ConflictIndex

RULE = "MATCH-INSTANCE"
_UNUSABLE = FindingKind(
    rule=RULE,
    severity=Severity.FATAL,
    expected="{expected}",
    remedy="Correct the instance; nothing was assigned from it.",
)
_NOBODY = FindingKind(
    rule=RULE,
    severity=Severity.WARNING,
    expected="the id of a reviewer of the instance",
    remedy="Correct the id, or leave the entry out.",
)
FORMAT = "evenhand match instance 1"
_NPI = "npi:"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchInstance:
    """A panel and its queue on a day: `programme` is the programme's id, `day` the day of assignment, `seed` what the
    lots are drawn from. A reviewer is the entity of the same id in `affiliations`; one who has no entry there is added.
    """

    format: str
    programme: str
    day: dt.date
    seed: str
    reviewers: tuple[Reviewer, ...]
    cases: tuple[CaseToAssign, ...]
    loads: tuple[Load, ...] = ()
    affiliations: Affiliations = field(default_factory=Affiliations)


def read_instance(data: bytes, file: str) -> tuple[MatchInstance | None, tuple[Finding, ...]]:
    """The instance of a file's bytes, or None with a Finding for each value that does not fit."""
    place = Place(file=file)
    plain, findings = read_json(data, place, RULE)
    if findings:
        return None, findings
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        stated = plain.get("format") if isinstance(plain, dict) else None
        return None, (
            _UNUSABLE.at(
                place, what=f"The file says it is {stated!r}.", expected=f'an object with "format": "{FORMAT}"'
            ),
        )
    return from_plain(MatchInstance, plain, place, RULE)


def instance_bytes(instance: MatchInstance) -> bytes:
    """The file of an instance, the one encoding of it, ending in a line feed."""
    return canonical(instance) + b"\n"


def instance_findings(instance: MatchInstance, rules: PanelRules, file: str) -> tuple[Finding, ...]:
    """Everything wrong with an instance: ids given twice, credential files, affiliations, words of the cases, people
    who are not there. FATAL where no assignment can be made.
    """
    place = Place(file=file)
    findings = list(panel_findings(instance.reviewers, instance.day, rules.vocabulary))
    findings += affiliation_findings(whole_graph(instance), place)
    findings += [_UNUSABLE.at(place, what=what, expected="each id once") for what in _twice(instance)]
    reviewers = {reviewer.id for reviewer in instance.reviewers}
    for load in instance.loads:
        if load.reviewer not in reviewers:
            findings.append(_NOBODY.at(place, what=f"A load is stated for {load.reviewer!r}, who is no reviewer here."))
        if min(load.open, load.this_week, load.recent) < 0:
            findings.append(
                _UNUSABLE.at(place, what=f"The load of {load.reviewer} is below zero.", expected="counts of cases")
            )
    for case in instance.cases:
        findings += _case_findings(case, reviewers, rules, Place(file=file, key=f"cases.{case.id}"))
    return tuple(findings)


def _case_findings(case: CaseToAssign, reviewers: set[str], rules: PanelRules, place: Place) -> Iterator[Finding]:
    yield from area_findings(case.areas, rules.vocabulary, place)
    if case.reviewers < 1:
        yield _UNUSABLE.at(place, what=f"{case.id} asks for {case.reviewers} reviewers.", expected="one or more")
    for exclusion in case.excluded:
        if exclusion.reviewer not in reviewers:
            yield _NOBODY.at(place, what=f"{exclusion.reviewer!r} is excluded from {case.id} and is no reviewer here.")


def _twice(instance: MatchInstance) -> Iterator[str]:
    for what, names in (
        ("case", (case.id for case in instance.cases)),
        ("load", (load.reviewer for load in instance.loads)),
    ):
        for name in _repeated(names):
            yield f"Two {what}s go by {name!r}."


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def panel_day(instance: MatchInstance, law: PanelLaw, rules: PanelRules) -> PanelDay:
    """The panel of an instance on its day, under the law of that day. The instance must be free of FATAL findings."""
    reviewers = [reviewer.id for reviewer in instance.reviewers]
    index = ConflictIndex(whole_graph(instance), reviewers, instance.day, law, rules.policy)
    return PanelDay(instance.reviewers, instance.loads, law, rules, index)


def whole_graph(instance: MatchInstance) -> Affiliations:
    """The graph of an instance with every reviewer in it."""
    return with_reviewers(instance.affiliations, instance.reviewers)


def with_reviewers(graph: Affiliations, reviewers: Iterable[Reviewer]) -> Affiliations:
    """A graph with every reviewer in it: who has no entry there is added, who has one is known by the names and the
    identifier of the credential file too.
    """
    by_id = {reviewer.id: reviewer_entity(reviewer) for reviewer in reviewers}
    known = tuple(_known_by(entity, by_id.pop(entity.id, None)) for entity in graph.entities)
    return replace(graph, entities=(*known, *by_id.values()))


def _known_by(entity: Entity, reviewer: Entity | None) -> Entity:
    if reviewer is None:
        return entity
    names = dict.fromkeys((*entity.other_names, reviewer.name, *reviewer.other_names))
    return replace(
        entity,
        other_names=tuple(name for name in names if name != entity.name),
        identifiers=tuple(dict.fromkeys((*entity.identifiers, *reviewer.identifiers))),
    )


def reviewer_entity(reviewer: Reviewer) -> Entity:
    """A reviewer as an entity of the graph of affiliations, by every name and the National Provider Identifier."""
    return Entity(
        id=reviewer.id,
        kind=EntityKind.PERSON,
        name=reviewer.name,
        other_names=reviewer.other_names,
        identifiers=(f"{_NPI}{reviewer.npi}",) if reviewer.npi else (),
    )


def unknown_roles(instance: MatchInstance, law: PanelLaw, file: str) -> tuple[Finding, ...]:
    """The subjects of cases whose role the law of the day does not list: nobody is screened against them."""
    strange = {
        (subject.role, case.id)
        for case in instance.cases
        for subject in case.subjects
        if subject.role not in law.subjects
    }
    return tuple(
        _UNUSABLE.at(
            Place(file=file, key=f"cases.{case}"),
            what=f"{case} names a subject as {role!r}.",
            expected=f"one of {', '.join(law.subjects)}",
        )
        for role, case in sorted(strange)
    )
