"""Attestation: what a reviewer swears before the file of a case opens, and who is out of it whatever they swear.

A reviewer swears, point by point, to be free of material affiliation with each subject that the law lists and everybody
in the case, to be what the law asks, and to know condition, treatment and guidelines of each disputed line. The form is
known by its digest: when parties or lines change between the asking and the answer, the answer no longer covers it.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evenhand.codec import canonical
from evenhand.determination.model import NamedSubject
from evenhand.docket.digest import sha256_hex
from evenhand.docket.party import Party, Role
from evenhand.docket.review import OathMatter, OathPoint, ReviewerAttested
from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.panel.ties.conflict import Conflict
from evenhand.panel.ties.subjects import Subject, subjects_of
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme, RuleTerm
from evenhand.programme.parties import CaseParties
from evenhand.programme.rule import InForce, Items, ListedItem, NotInForce, RuleVersion, Unread
from evenhand.treatment import DisputedTreatment

RULE = "PANEL-ATTESTATION"
_NOT_ATTESTED = FindingKind(
    rule=RULE,
    severity=Severity.FATAL,
    expected="{expected}",
    remedy="The file stays closed. Ask the reviewer to attest again, or propose another.",
)
_ROLE_UNKNOWN = FindingKind(
    rule=RULE,
    severity=Severity.WARNING,
    message="{names} is named as {role!r}, which is no subject of the rule on conflicts.",
    expected="a role that the programme's rule lists",
    remedy="Correct the role; until then it is asked about under no term of the law.",
)
_NOBODY_NAMED = FindingKind(
    rule=RULE,
    severity=Severity.WARNING,
    message="Nobody is named as {words}.",
    expected="a name from the application or the decision",
    remedy="Name them from the case's papers before a reviewer is asked.",
)
_KNOWLEDGE = "knowledgeable_clinician"


class AttestationFault(StrEnum):
    """Why an attestation does not open the file; the topic of its Finding."""

    NOT_SWORN = "not_sworn"
    DISCLOSED = "disclosed"
    OTHER_FORM = "other_form"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing to be sworn: that there is no affiliation with a subject, a quality, or knowledge of a line.

    `id` names the term of the law, or the line, and `name` whom of the case it is about, where anybody is named;
    `words` are the law's, without a name.
    """

    matter: OathMatter
    id: str
    words: str
    citation: str
    name: str = ""

    @property
    def key(self) -> str:
        """By what an answer names the point; one of a kind within a form."""
        return f"{self.matter}:{self.id}:{self.name}"

    @property
    def in_full(self) -> str:
        """The point in one line, with the name."""
        return f"{self.words}: {self.name}" if self.name else self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestationForm:
    """What must be attested in one case: no affiliation with each subject, each quality, knowledge of each line."""

    case: str
    affiliations: tuple[Point, ...]
    qualifications: tuple[Point, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 of the form, by which an attestation says what it answers."""
        return sha256_hex(canonical(self))

    @property
    def points(self) -> tuple[Point, ...]:
        """All of it."""
        return (*self.affiliations, *self.qualifications)


def attestation_form(
    case: str,
    parties: Iterable[Party],
    subjects: Iterable[Subject],
    lines: Iterable[DisputedTreatment],
    programme: Programme,
    day: dt.date,
) -> tuple[AttestationForm, tuple[Finding, ...]]:
    """The form for a case on a day: each term of the programme's rule on conflicts, with everybody the case names under
    it; each thing its rule on qualification asks; each line in dispute.

    `parties` are those of the docket, `subjects` whom else the case's papers name. A party that no term of the law
    covers is asked about as what the programme calls it. With a Finding for each rule nobody has read, each role that
    every case has somebody in and this one names nobody, and each of `subjects` whose role the law does not know, who
    is asked about all the same.
    """
    terms, findings = _listed(programme, RuleTerm.CONFLICT, day, case)
    requirements, unread = _listed(programme, RuleTerm.QUALIFICATION, day, case)
    known = {term.id for term in terms}
    named: dict[str, dict[str, None]] = {}
    beside = ((subject.role, subject.name) for subject in subjects)
    for role, name in (*_parties(parties, programme.parties, known), *beside):
        named.setdefault(role, {})[name] = None
    findings += [*unread, *_misnamed(terms, named, programme.parties.expected, case)]
    qualities = [
        Point(matter=OathMatter.REQUIREMENT, id=term.id, words=term.words, citation=term.citation)
        for term in requirements
    ]
    form = AttestationForm(
        case=case,
        affiliations=(*_under_the_law(terms, named), *_beside_the_law(programme, known, named)),
        qualifications=(*qualities, *_knowledge(lines, requirements)),
    )
    return form, tuple(findings)


def _under_the_law(terms: Iterable[ListedItem], named: Mapping[str, Iterable[str]]) -> Iterator[Point]:
    """A point for everybody named under a term of the law; where nobody is, for the term itself."""
    for term in terms:
        for name in named.get(term.id, ("",)):
            yield Point(matter=OathMatter.AFFILIATION, id=term.id, words=term.words, citation=term.citation, name=name)


def _beside_the_law(
    programme: Programme, known: Collection[str], named: Mapping[str, Iterable[str]]
) -> Iterator[Point]:
    """A point for everybody the case names whom no term of the law covers."""
    for role, names in named.items():
        words = f"the {programme.label(role)}"
        for name in names if role not in known else ():
            yield Point(matter=OathMatter.AFFILIATION, id=role, words=words, citation="", name=name)


def _misnamed(
    terms: Iterable[ListedItem], named: Mapping[str, Iterable[str]], expected: Collection[str], case: str
) -> Iterator[Finding]:
    """Roles the law does not know, and roles of the law that every case has somebody in and nobody is named for."""
    known = {term.id: term for term in terms}
    for role, names in named.items() if known else ():
        if role not in known and role not in set(Role):
            yield _ROLE_UNKNOWN.at(Place(key=case), names=", ".join(names), role=role)
    yield from (
        _NOBODY_NAMED.at(Place(key=case), citation=term.citation, words=term.words)
        for role, term in known.items()
        if role in expected and role not in named
    )


def _parties(parties: Iterable[Party], case_parties: CaseParties, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """The role and name of everybody the parties are: as subjects of the law, or else as parties."""
    for party in parties:
        subjects = subjects_of(party, case_parties)
        of_the_law = [(subject.role, subject.name) for subject in subjects if subject.role in known]
        yield from of_the_law or [(party.role.value, party.name)]


def _listed(
    programme: Programme, term: RuleTerm, day: dt.date, case: str
) -> tuple[tuple[ListedItem, ...], list[Finding]]:
    """What the rule of a term lists on a day, and that its text has not been read."""
    law = programme.in_force(term, day)
    match law:
        case InForce(version=RuleVersion(value=Items(items=items))):
            return items, []
        case Unread():
            return (), [law.finding(Place(key=case), "Until then nothing is sworn to under it.")]
        case InForce() | NotInForce():
            return (), []


def _knowledge(lines: Iterable[DisputedTreatment], requirements: Iterable[ListedItem]) -> Iterator[Point]:
    citation = next((term.citation for term in requirements if term.id == _KNOWLEDGE), "")
    for line in lines:
        words = f"knowledge of the condition, of {line.words} and of the guidelines for it (line {line.id})"
        yield Point(matter=OathMatter.LINE, id=line.id, words=words, citation=citation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """A reviewer's answers: the keys of the points sworn to, and what was disclosed instead of an oath, by point.

    `form` is the digest of the form that was answered.
    """

    case: str
    reviewer: str
    on: dt.date
    form: str
    sworn: tuple[str, ...]
    disclosed: tuple[tuple[str, str], ...] = ()


def attestation_findings(
    form: AttestationForm, attestation: Attestation, conflicts: tuple[Conflict, ...]
) -> tuple[Finding, ...]:
    """Why an attestation does not open the file: another form, points unanswered or disclosed, an affiliation that the
    graph shows although it was denied. None when it does.
    """
    return (
        *_answers_another(form, attestation),
        *_unsworn(form, attestation),
        *(_contradicted(attestation, conflict) for conflict in conflicts),
    )


def _of(attestation: Attestation) -> Place:
    return Place(key=f"{attestation.case}, {attestation.reviewer}")


def _answers_another(form: AttestationForm, attestation: Attestation) -> Iterator[Finding]:
    if attestation.form != form.digest or attestation.case != form.case:
        message = "It answers another form than the case has now."
        yield _NOT_ATTESTED.at(
            _of(attestation),
            topic=AttestationFault.OTHER_FORM,
            what=message,
            expected="the form as it is today",
        )
    known = {point.key for point in form.points}
    for key in (*attestation.sworn, *dict(attestation.disclosed)):
        if key not in known:
            message = f"{key!r} is no point of the form."
            yield _NOT_ATTESTED.at(
                _of(attestation),
                topic=AttestationFault.OTHER_FORM,
                what=message,
                expected="the points of the form",
            )


def _unsworn(form: AttestationForm, attestation: Attestation) -> Iterator[Finding]:
    disclosed, sworn = dict(attestation.disclosed), set(attestation.sworn)
    for point in form.points:
        if point.key in disclosed:
            message = f"Disclosed instead of sworn: {disclosed[point.key]} ({point.in_full})."
            expected = "an oath, or another reviewer"
            yield _NOT_ATTESTED.at(
                _of(attestation),
                topic=AttestationFault.DISCLOSED,
                citation=point.citation,
                what=message,
                expected=expected,
            )
        elif point.key not in sworn:
            message = f"Not sworn: {point.in_full}."
            yield _NOT_ATTESTED.at(
                _of(attestation),
                topic=AttestationFault.NOT_SWORN,
                citation=point.citation,
                what=message,
                expected="an answer to every point",
            )


def _contradicted(attestation: Attestation, conflict: Conflict) -> Finding:
    term = conflict.term or conflict.role
    authority = f"{conflict.role.citation}; {term.citation}"
    expected = "no material affiliation"
    return _NOT_ATTESTED.at(
        _of(attestation),
        topic=AttestationFault.CONTRADICTED,
        citation=authority,
        what=conflict.words,
        expected=expected,
    )


def oath_entry(form: AttestationForm, attestation: Attestation, standing: str) -> ReviewerAttested:
    """A whole attestation as the docket keeps it; `standing` is what the parties are told of the reviewer's licenses
    and certificates. Raises ValueError where a point of the form was not sworn: such an oath is never entered.
    """
    if attestation_findings(form, attestation, ()):
        raise ValueError("an oath that leaves something out is never entered")
    requirements = (point.words for point in form.qualifications if point.matter is OathMatter.REQUIREMENT)
    return ReviewerAttested(
        reviewer=attestation.reviewer,
        affiliations_denied=tuple(point.in_full for point in form.affiliations),
        qualifications="; ".join((*filter(None, (standing,)), *requirements)),
        form=form.digest,
        points=tuple(OathPoint(matter=point.matter, id=point.id, name=point.name) for point in form.points),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sworn:
    """What a reviewer has sworn, without the reviewer's name: the words of the subjects they are free of, in the law's
    order, and the ids of the qualities they have; everybody whom the oath names, and the words of those the law lists
    and nobody of the case is named as. The last two are empty for an older oath, which names no points.
    """

    free_of: tuple[str, ...] = ()
    qualities: frozenset[str] = frozenset()
    named: tuple[NamedSubject, ...] = ()
    not_stated: tuple[str, ...] = ()


def sworn_in(oath: ReviewerAttested, programme: Programme, on: dt.date) -> Sworn:
    """What an oath of a day says, under the law of that day.

    Older oaths name no points: they are read by the lines they were kept in, each compared whole.
    """
    subjects = [(term.id, term.words) for term in _listed(programme, RuleTerm.CONFLICT, on, "")[0]]
    known = {ident for ident, _ in subjects}
    if oath.points:
        denied = [point.id for point in oath.points if point.matter is OathMatter.AFFILIATION]
        subjects += [(ident, f"the {programme.label(ident)}") for ident in dict.fromkeys(denied) if ident not in known]
        qualities = frozenset(point.id for point in oath.points if point.matter is OathMatter.REQUIREMENT)
        return Sworn(
            free_of=tuple(words for ident, words in subjects if ident in denied),
            qualities=qualities,
            named=tuple(_named(oath, subjects)),
            not_stated=tuple(_not_stated(oath, subjects)),
        )
    lines = [line.partition(": ")[0] for line in oath.affiliations_denied]
    words_of = (*(words for _, words in subjects), *(f"the {programme.label(role)}" for role in Role))
    claimed = set(oath.qualifications.split("; "))
    asked, _ = _listed(programme, RuleTerm.QUALIFICATION, on, "")
    return Sworn(
        free_of=tuple(words for words in dict.fromkeys(words_of) if words in lines),
        qualities=frozenset(term.id for term in asked if term.words in claimed),
    )


def _named(oath: ReviewerAttested, subjects: Iterable[tuple[str, str]]) -> Iterator[NamedSubject]:
    """Everybody whom an oath names, in the law's order of the parts they play."""
    for ident, words in subjects:
        for point in oath.points:
            if point.matter is OathMatter.AFFILIATION and point.id == ident and point.name:
                yield NamedSubject(part=words, name=point.name)


def _not_stated(oath: ReviewerAttested, subjects: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The parts under which an oath names nobody: nothing is said of whoever plays them."""
    named = {point.id for point in oath.points if point.matter is OathMatter.AFFILIATION and point.name}
    yield from (words for ident, words in subjects if ident not in named)


def not_covered(form: AttestationForm, oath: ReviewerAttested) -> tuple[Point, ...]:
    """The affiliations of today's form that an oath says nothing of, because somebody came into the case since; none
    where the oath is older than the points.
    """
    sworn = {(point.matter, point.id, point.name) for point in oath.points}
    if not sworn:
        return ()
    return tuple(point for point in form.affiliations if (point.matter, point.id, point.name) not in sworn)


def excluded(state: CaseState) -> Mapping[str, str]:
    """Who may not be assigned to a case whatever they swear, with the reason: who stepped down or was taken off, and
    who decided it before a remand (LC 4610.6(i) asks for a different reviewer).
    """
    reasons = dict.fromkeys(sorted(state.reviewers.recused), "stepped down from this case or was taken off it")
    return reasons | dict.fromkeys(sorted(state.reviewers.excluded), "decided this case before it was sent back")
