"""The law of the panel on a day: what the programme's rules ask of a reviewer, and which affiliations they bar.

Nothing here is a constant of law: each value comes from the version in force of a rule that the programme names. A
rule whose text nobody has read, or that is not in force, is left out and said.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evenhand.citation import VerificationStatus
from evenhand.finding import Finding, FindingKind, Severity
from evenhand.programme.rule import InForce, Items, ListedItem, NotInForce, Rule, RuleVersion, Statement, Unread

_UNANSWERED = FindingKind(
    severity=Severity.NOTE,
    remedy="Read the text and add the version; until then nothing is required or barred by this rule.",
)

QUESTIONS = (
    "requirements",
    "professions",
    "licence",
    "practice",
    "secrecy",
    "subjects",
    "familial",
    "financial",
    "not_financial",
    "professional",
    "not_professional",
    "academic_centre",
    "organisation",
)
"""What the panel asks of a programme; `law.toml` names the rule that answers each. A question that is left out asks and
bars nothing.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalTerm:
    """One term of the law as it stands on a day: a requirement, a subject, a relation; with its rule and authority."""

    id: str
    words: str
    rule: str
    citation: str
    status: VerificationStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Carry:
    """Subjects of the roles `of` make those they are tied to subjects of the role `becomes`: by a tie of the kinds
    `ties`, to an entity of the kinds `to`.
    """

    of: frozenset[str]
    ties: tuple[str, ...]
    to: frozenset[str]
    becomes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LawBinding:
    """Which rule answers each question, which subjects are payers, and which subjects make others subjects."""

    rules: Mapping[str, str]
    payers: tuple[str, ...]
    carries: tuple[Carry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelLaw:
    """The law of the panel on a day.

    The mappings give terms by id, in the law's order: `requirements` on the reviewer; `professions` that make a
    physician; `subjects` nobody may be affiliated with; family `relations`, `professional` relations; what is none
    (`not_financial`, `not_professional`); what the `organisation` must be. `facts` gives the named facts of the rules
    that state some, by question. `payers` are subjects whose people are subjects too; `carries` tell who else is a
    subject because another is.
    """

    day: dt.date
    requirements: Mapping[str, LegalTerm]
    professions: Mapping[str, LegalTerm]
    subjects: Mapping[str, LegalTerm]
    relations: Mapping[str, LegalTerm]
    professional: Mapping[str, LegalTerm]
    not_financial: Mapping[str, LegalTerm]
    not_professional: Mapping[str, LegalTerm]
    organisation: Mapping[str, LegalTerm]
    facts: Mapping[str, Mapping[str, Any]]
    rules: Mapping[str, LegalTerm]
    payers: tuple[str, ...]
    carries: tuple[Carry, ...] = ()

    @property
    def income_over_percent(self) -> int | None:
        """The share of yearly income above which a financial interest is material; None where no rule says."""
        share = self.facts.get("financial", {}).get("more_than_percent")
        return share if isinstance(share, int) else None

    @property
    def preferred_state(self) -> str:
        """The state whose licensees are preferred, by postal code; empty where the law prefers none."""
        return str(self.facts.get("licence", {}).get("preferred_state", ""))


def law_on(rules: Mapping[str, Rule], binding: LawBinding, day: dt.date) -> tuple[PanelLaw, tuple[Finding, ...]]:
    """The panel's law under a programme's rules on a day, and a Finding for each question without an answer that day.

    A rule that is not in force asks and bars nothing, which is an answer.
    """
    versions: dict[str, RuleVersion] = {}
    findings: list[Finding] = []
    for question, rule_id in binding.rules.items():
        law = rules[rule_id].in_force(day)
        match law:
            case InForce(version=version):
                versions[question] = version
            case Unread(must_read=text):
                must_read = f"{rule_id} cannot be applied on {day}: read {text} first."
                findings.append(_UNANSWERED.at(law=law, what=must_read))
            case NotInForce(version=None):
                findings.append(_UNANSWERED.at(law=law, what=law.message))
    return _assembled(day, binding, versions), tuple(findings)


def _assembled(day: dt.date, binding: LawBinding, versions: Mapping[str, RuleVersion]) -> PanelLaw:
    def terms(question: str) -> dict[str, LegalTerm]:
        version = versions.get(question)
        if version is None or not isinstance(version.value, Items):
            return {}
        return {item.id: _term(item, binding.rules[question], version) for item in version.value.items}

    return PanelLaw(
        day=day,
        requirements=terms("requirements"),
        professions=terms("professions"),
        subjects=terms("subjects"),
        relations=terms("familial"),
        professional=terms("professional"),
        not_financial=terms("not_financial"),
        not_professional=terms("not_professional"),
        organisation=terms("organisation"),
        facts={
            question: version.value.facts
            for question, version in versions.items()
            if isinstance(version.value, Statement)
        },
        rules={question: _whole(binding.rules[question], version) for question, version in versions.items()},
        payers=binding.payers,
        carries=binding.carries,
    )


def _term(item: ListedItem, rule: str, version: RuleVersion) -> LegalTerm:
    return LegalTerm(
        id=item.id,
        words=item.words,
        rule=rule,
        citation=item.citation or "; ".join(version.citation),
        status=item.status or version.status,
    )


def _whole(rule: str, version: RuleVersion) -> LegalTerm:
    return LegalTerm(id=rule, words="", rule=rule, citation="; ".join(version.citation), status=version.status)
