"""What a check knows beside the letter: the law it rests on, what is assumed, and the text the letter was read from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from evenhand.audit.cited_editions import CitedEditions
from evenhand.audit.claim import Claim, Kind, Party, Passage
from evenhand.audit.drug_table import DrugTable, drug_table
from evenhand.audit.letter_words import LetterWords
from evenhand.citation import VerificationStatus
from evenhand.clock.due import due_date, legal_day
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Place, Provenance, Severity
from evenhand.panel.requirements.fit import FitTable
from evenhand.programme.facts import FactUse
from evenhand.programme.model import Programme
from evenhand.programme.rule import Force, Rule, RuleVersion

_DAY_OF_EVENT = {
    "ur_decision": "ur_denial_date",
    "ur_decision_communicated": "ur_denial_date",
    "application_received": "application_received",
    "assigned": "date_assigned",
    "determination_signed": "decision_date",
    "determination_issued": "decision_date",
}
"""The day of a letter that stands for an event, by which a rule selects its version."""
_READ = {
    VerificationStatus.VERIFIED: "",
    VerificationStatus.PARTLY: " (read in part)",
    VerificationStatus.SECONDARY: " (read in an account only)",
    VerificationStatus.UNVERIFIED: " (unverified)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLaw:
    """One check as a programme sets it.

    `id` is the programme's name for it (`L-04`); `name` the check; `severity` what a letter that fails it is given.
    `rules` are ids of rules by the part they play, the first being the one cited; `words` are what is looked for in
    a letter, in lower case, by what finding it would mean; `shown_in` tells for a required content which part of a
    letter shows it.
    """

    id: str
    name: str
    title: str
    severity: Severity
    rules: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    shown_in: Mapping[str, str]
    prompt: bool = False
    """Whether the programme lets the check only ask, for it is not sure enough to claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLaw:
    """All checks of a programme, and the manner of service assumed for what a letter does not tell."""

    checks: tuple[CheckLaw, ...]
    assumed: Mapping[str, str]
    fit: FitTable | None = None
    """The panel's table of areas appropriate to treatments, where the programme has one."""
    editions: CitedEditions | None = None
    """The library of guidelines, where the programme has one."""
    drugs: DrugTable = field(default_factory=drug_table)
    """The medicines and their strengths: the table that comes with the package, or one joined with others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditContext:
    """The law of one check, ready to be asked about one letter.

    `assumed` is the manner of service taken for each paper whose service a letter does not show; `text` the letter as
    read, to which the spans of its value refer (empty where only the value is at hand: places are then coarser).
    `reading` are its sentences; `kind`, `party` and `prompt` what the check's findings are of; `fit` the panel's table;
    `editions` the library of guidelines; `drugs` the medicines.
    """

    programme: Programme
    law: CheckLaw
    assumed: Mapping[str, str]
    reading: LetterWords
    text: str = ""
    kind: Kind = Kind.OTHER
    party: Party = Party.REVIEWER
    prompt: bool = False
    fit: FitTable | None = None
    editions: CitedEditions | None = None
    drugs: DrugTable = field(default_factory=drug_table)
    topic: str = ""

    @property
    def occurrence(self) -> str:
        """What the programme calls the day of what a claim is about."""
        rule = self.programme.intake.used_as(FactUse.OCCURRENCE)
        return rule.spoken if rule else "day it occurred"

    def rule(self, part: str = "") -> Rule:
        """The rule that plays a part in this check; the one cited where no part is named."""
        return self.programme.rule(self.law.rules[part] if part else next(iter(self.law.rules.values())))

    def version(self, letter: PublishedDetermination, part: str = "") -> RuleVersion:
        """The version of a rule that speaks of this letter; raises NoRuleInForce where the letter is older than the
        rule.
        """
        rule = self.rule(part)
        known = self.reading.versions.get(rule.id)
        if known is None:
            shown = days(letter, self.programme)
            day = shown.get(rule.selected_by) or letter.decision_date or max(shown.values(), default=None)
            known = self.reading.versions[rule.id] = rule.version_on(day) if day else rule.versions[-1]
        return known

    def demanded(self, letter: PublishedDetermination, part: str = "") -> RuleVersion:
        """The version in force for this letter; raises NoRuleInForce where none is, or its text has not been read."""
        rule, version = self.rule(part), self.version(letter, part)
        return rule.demanded_on(version.since)

    def is_in_force(self, letter: PublishedDetermination, part: str = "") -> bool:
        """Whether the rule speaks of this letter, or may (its text has not been read)."""
        return self.version(letter, part).force is not Force.NOT_IN_FORCE

    def due(self, letter: PublishedDetermination, part: str, trigger: dt.date, service: str = "") -> dt.date:
        """The last legal day of a deadline, counted from `trigger`; raises NoRuleInForce where the law gives none."""
        due = due_date(
            self.programme, self.rule(part).id, trigger, service=service, facts=days(letter, self.programme)
        ).due
        return legal_day(due, self.programme)

    def finding(
        self,
        letter: PublishedDetermination,
        message: str,
        place: Place,
        *,
        severity: Severity | None = None,
        part: str = "",
        expected: str = "",
        remedy: str = "",
        citation: str = "",
        provenance: Provenance = Provenance.STATED,
        lines: tuple[int, ...] | None = None,
        against: tuple[Passage, ...] = (),
        kind: Kind | None = None,
        prompt: bool | None = None,
        party: Party | None = None,
        passage: Passage | None = None,
    ) -> Claim:
        """What this check says of the letter, under the rule that plays `part`. What is not given is the check's, the
        rule's or the place's own; `{lines}` in the message names the lines.
        """
        return Claim(
            kind=self.kind if kind is None else kind,
            party=self.party if party is None else party,
            prompt=self.prompt if prompt is None else prompt,
            topic=self.topic,
            lines=_line_of(place) if lines is None else lines,
            passage=passage if passage or severity is Severity.PASS else self.reading.words_at(place),
            against=against,
            rule=self.rule(part).id,
            message=message,
            severity=self.law.severity if severity is None else severity,
            citation=_authority(self.version(letter, part), citation),
            place=self.reading.lined(place),
            expected=expected.rstrip("."),
            remedy=remedy,
            provenance=provenance,
            check=self.law.id,
        )

    def claim(
        self,
        letter: PublishedDetermination,
        message: str,
        passage: Passage,
        *,
        against: tuple[Passage, ...] = (),
        lines: tuple[int, ...] = (),
        kind: Kind | None = None,
        prompt: bool | None = None,
        party: Party | None = None,
        severity: Severity | None = None,
        rule: str = "",
        expected: str = "",
        remedy: str = "",
    ) -> Claim:
        """A contradiction between two passages, or a question about them, under the rule that plays the part `rule`."""
        return self.finding(
            letter,
            message,
            passage.place,
            passage=passage,
            against=against,
            lines=lines,
            kind=kind,
            prompt=prompt,
            party=party,
            severity=severity,
            part=rule,
            expected=expected,
            remedy=remedy,
        )

    def passed(
        self,
        letter: PublishedDetermination,
        message: str,
        place: Place,
        *,
        provenance: Provenance = Provenance.STATED,
    ) -> Claim:
        """That the check was made and the letter stood it."""
        return self.finding(letter, message, place, severity=Severity.PASS, provenance=provenance)


def _authority(version: RuleVersion, citation: str) -> str:
    """The citation, the rule's own where none is given, and how far its text has been read."""
    return (citation or "; ".join(version.citation)) + _READ[version.status]


def _line_of(place: Place) -> tuple[int, ...]:
    """The line that a place is in, by its key: `treatment 2, rationale`."""
    head, _, _ = place.key.partition(",")
    word, _, number = head.partition(" ")
    return (int(number),) if word == "treatment" and number.isdigit() else ()


def days(letter: PublishedDetermination, programme: Programme) -> dict[str, dt.date]:
    """The days a letter shows, by the event of the programme that each stands for."""
    shown = {event: getattr(letter, field) for event, field in _DAY_OF_EVENT.items()}
    if (occurrence := programme.intake.used_as(FactUse.OCCURRENCE)) is not None:
        shown[occurrence.event] = letter.date_of_injury
    return {event: day for event, day in shown.items() if day is not None}


def days_words(count: int) -> str:
    """A count of days in words: `1 day`, `34 days`."""
    return f"{count} day{'' if count == 1 else 's'}"


def listed(words: list[str]) -> str:
    """Words as a list in a sentence: `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
