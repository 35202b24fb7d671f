"""Who may review: each requirement of the law on a reviewer, as one small test over the credential file.

The programme's rule lists the requirements in force on a day; this module knows a test for each. A requirement that
no test answers is a fault of the programme, said when its panel is used.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.panel.people.credential_check import contradictions
from evenhand.panel.people.credentials import DISCIPLINED, Certification, Discipline, Reviewer, SearchKind
from evenhand.panel.requirements.fit import AreaUnderReview
from evenhand.panel.requirements.law import PanelLaw
from evenhand.panel.requirements.load import PanelRules
from evenhand.panel.requirements.policy import Weigh

_BAR = FindingKind(
    severity=Severity.FATAL,
    message="{id} may not review: {reason}.",
    expected="{words}",
    remedy="Propose another reviewer, or have the fact verified and the credential file brought up to date.",
)

PRACTICE = "practice_criteria"
FILE = "file"
_UNTESTED = FindingKind(
    severity=Severity.FATAL,
    message="The programme requires {id!r} of a reviewer, and nothing here can tell whether it holds.",
    expected="one of {names}",
    remedy="Correct the id in the programme's rule, or write the test.",
)
_DOCTORS = frozenset({Discipline.MD, Discipline.DO})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a test is asked: a reviewer, a day, the law of that day, the programme's panel, and the areas of a case.

    Without areas a test looks only at what holds for every case.
    """

    reviewer: Reviewer
    day: dt.date
    law: PanelLaw
    rules: PanelRules
    areas: tuple[AreaUnderReview, ...] = ()


def barred_on(
    reviewer: Reviewer, day: dt.date, law: PanelLaw, rules: PanelRules, areas: tuple[AreaUnderReview, ...] = ()
) -> tuple[Finding, ...]:
    """Each requirement the reviewer fails on a day, with its citation; none for one who may review (LC 139.5(d)(4)).

    With `areas` the requirements that turn on the case (an appropriate certificate) are asked for those areas. The
    topic of a Finding is the id of the requirement; its weight is FATAL, or NOTE where the house only says it.
    """
    asked = Asked(reviewer=reviewer, day=day, law=law, rules=rules, areas=areas)
    findings = [
        _BAR.at(
            Place(key=reviewer.id),
            law=law.requirements[name],
            topic=law.requirements[name].id,
            id=reviewer.id,
            reason=reason,
            words=law.requirements[name].words,
        )
        for name, reason in _failures(asked)
    ]
    findings += [_contradicted(finding) for finding in contradictions(reviewer)]
    return (*findings, *_practice(asked))


def _failures(asked: Asked) -> Iterator[tuple[str, str]]:
    for name in asked.law.requirements:
        test = REQUIREMENTS.get(name)
        if test is None:
            yield name, "no test here answers this requirement"
        else:
            yield from ((name, reason) for reason in test(asked))


def _contradicted(contradiction: Finding) -> Finding:
    return Finding(
        rule=contradiction.rule,
        message=(
            f"{contradiction.place.key} may not review: the credential file contradicts itself. {contradiction.message}"
        ),
        severity=Severity.FATAL,
        place=contradiction.place,
        expected=contradiction.expected,
        remedy=contradiction.remedy,
        topic=FILE,
    )


def licensed_physician(asked: Asked) -> Iterator[str]:
    """Holds a current licence of a profession that counts as a physician, and stands in good standing (LC 3209.3)."""
    if not _physician_licences(asked):
        yield "no current, verified license of a profession that counts as a physician"
    for licence in asked.reviewer.licences:
        if licence.status in DISCIPLINED:
            yield f"not in good standing, the {licence.state} license is {licence.status}"


def _physician_licences(asked: Asked) -> list[str]:
    """The states whose licence makes the reviewer a physician on the day, by postal code."""
    return [
        licence.state
        for licence in asked.reviewer.licences_on(asked.day)
        if licence.discipline in asked.law.professions and licence.state in asked.rules.vocabulary.states
    ]


def knowledgeable_clinician(asked: Asked) -> Iterator[str]:
    """Is in practice, and knows condition and treatment, so far as certificates and licences tell (the rest is
    sworn).
    """
    practice = asked.reviewer.practice
    if practice is None or practice.hours_per_week <= 0 or not practice.verification.holds_on(asked.day):
        yield "clinical practice is not verified for that day"
    if not asked.areas:
        return
    fit = asked.rules.fit.fit(specialties_on(asked.reviewer, asked.day, asked.law, asked.rules), asked.areas)
    if fit.score < asked.rules.fit.appropriate:
        lines = ", ".join(line.line for line in fit.lines if line.weight < asked.rules.fit.appropriate)
        yield f"no area held covers line {lines}"


def unrestricted_licence(asked: Asked) -> Iterator[str]:
    """Holds an unrestricted licence of a state."""
    if not _physician_licences(asked):
        yield "no unrestricted license of a state, verified and running that day"


def board_certified(asked: Asked) -> Iterator[str]:
    """If a doctor of medicine or of osteopathic medicine, is certified by a recognised board in an appropriate area."""
    held = certified_areas_on(asked.reviewer, asked.day, asked.law, asked.rules)
    if held is None:
        return
    if not held:
        yield "no current certificate of a recognised board"
    elif asked.areas:
        fit = asked.rules.fit.fit(held, asked.areas)
        for line in fit.lines:
            if line.weight < asked.rules.fit.appropriate:
                yield f"certified in {', '.join(sorted(held))}, which is no area appropriate to line {line.line}"


def certified_areas_on(reviewer: Reviewer, day: dt.date, law: PanelLaw, rules: PanelRules) -> frozenset[str] | None:
    """The specialties a doctor of medicine or of osteopathic medicine is certified in on a day by a recognised board;
    None for a profession of which the law asks no certificate.
    """
    if not (_is_doctor(reviewer) and law.facts.get("licence", {}).get("board_required_of_md_do")):
        return None
    return frozenset(
        rules.vocabulary.specialty(certificate.specialty) for certificate in _recognised(reviewer, day, rules)
    )


def _is_doctor(reviewer: Reviewer) -> bool:
    return any(licence.discipline in _DOCTORS for licence in reviewer.licences)


def _recognised(reviewer: Reviewer, day: dt.date, rules: PanelRules) -> tuple[Certification, ...]:
    known = rules.vocabulary
    held = reviewer.certifications_on(day)
    return tuple(
        certificate
        for certificate in held
        if certificate.board in known.boards and certificate.specialty in known.specialties
    )


def undisciplined(asked: Asked) -> Iterator[str]:
    """Has no action or sanction, taken or pending, and the registers were searched for them."""
    for sanction in asked.reviewer.sanctions:
        state = "pending" if sanction.is_pending else "taken"
        yield f"{sanction.action} by {sanction.body}, {state} on {sanction.on}"
    if not _was_searched(asked, SearchKind.SANCTIONS):
        yield "no search for sanctions holds that day"


def no_qme_appointment(asked: Asked) -> Iterator[str]:
    """Holds no evaluator's appointment, and the register was searched for one."""
    for appointment in asked.reviewer.appointments:
        if (
            appointment.kind == "qme"
            and appointment.since <= asked.day
            and (appointment.until is None or asked.day < appointment.until)
        ):
            yield f"holds an appointment as qualified medical evaluator since {appointment.since}"
    if not _was_searched(asked, SearchKind.APPOINTMENTS):
        yield "no search for evaluators' appointments holds that day"


def _was_searched(asked: Asked, kind: SearchKind) -> bool:
    return any(search.kind is kind and search.verification.holds_on(asked.day) for search in asked.reviewer.searches)


REQUIREMENTS: dict[str, Callable[[Asked], Iterator[str]]] = {
    test.__name__: test
    for test in (
        licensed_physician,
        knowledgeable_clinician,
        unrestricted_licence,
        board_certified,
        undisciplined,
        no_qme_appointment,
    )
}
"""The tests by the ids under which a programme's rule lists its requirements."""


def specialties_on(reviewer: Reviewer, day: dt.date, law: PanelLaw, rules: PanelRules) -> frozenset[str]:
    """The specialties a reviewer holds on a day: by recognised certificate, and, in a profession that needs none, by
    licence.
    """
    held = {certificate.specialty for certificate in _recognised(reviewer, day, rules)}
    for licence in reviewer.licences_on(day):
        if licence.discipline in law.professions and licence.discipline in rules.vocabulary.by_discipline:
            held.add(rules.vocabulary.by_discipline[licence.discipline])
    return frozenset(rules.vocabulary.specialty(name) for name in held)


def _practice(asked: Asked) -> Iterator[Finding]:
    """The criteria that letters print: years and hours of practice, as far as the house makes them bar."""
    facts, practice = asked.law.facts.get("practice"), asked.reviewer.practice
    if facts is None or practice is None or not practice.verification.holds_on(asked.day):
        return
    years, hours = facts.get("years_in_practice_more_than"), facts.get("hours_a_week_at_least")
    if isinstance(years, int) and asked.day <= _anniversary(practice.since, years):
        yield _criterion(asked, f"in practice since {practice.since}", f"more than {years} years in practice")
    if isinstance(hours, int) and practice.hours_per_week < hours:
        yield _criterion(asked, f"in practice {practice.hours_per_week} hours a week", f"at least {hours} hours a week")


def _anniversary(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + years, month=3, day=1)


def _criterion(asked: Asked, reason: str, expected: str) -> Finding:
    term = asked.law.rules["practice"]
    bars = asked.rules.policy.practice_criteria is Weigh.BAR
    return Finding(
        rule=term.rule,
        message=f"{asked.reviewer.id} {'may not review: ' if bars else ''}{reason} (criterion {term.status}).",
        severity=Severity.FATAL if bars else Severity.NOTE,
        citation=term.citation,
        place=Place(key=asked.reviewer.id),
        expected=expected,
        remedy="Propose another reviewer; the criterion itself is the house's and rests on no statute read.",
        topic=PRACTICE,
    )


def requirement_findings(law: PanelLaw) -> tuple[Finding, ...]:
    """The requirements of the law that no test here answers: while there is one, everybody is barred by it."""
    return tuple(
        _UNTESTED.at(law=term, id=term.id, names=", ".join(REQUIREMENTS))
        for term in law.requirements.values()
        if term.id not in REQUIREMENTS
    )
