"""The whole of a programme as one frozen value."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from evenhand.calendar import LegalCalendar
from evenhand.citation import Authority, NoRuleInForce, VerificationStatus
from evenhand.docket.entry import ProgrammeMark
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.programme.facts import Intake
from evenhand.programme.needs import DECIDING_EVENTS, FLAGS, Meaning
from evenhand.programme.numbers import NumberPattern
from evenhand.programme.parties import CaseParties
from evenhand.programme.read_only import close_tables
from evenhand.programme.record_kinds import RecordKinds
from evenhand.programme.rule import Law, NotInForce, Rule
from evenhand.programme.stop import Stop, Weighty

WEIGHTS = "weights"
"""Under which `approvers` names who answers for the house's own choices of a panel."""
ALL_LETTERS = "letters"
"""Under which `approvers` names who answers for every letter that it does not name."""


class RuleTerm(StrEnum):
    """What is asked of every programme's law: the term under which its `[terms]` name the rule that answers."""

    ORDER_OF_STANDARDS = "order_of_standards"
    """In which order the standards of medical evidence apply."""
    SEARCH_SEQUENCE = "search_sequence"
    """In which order evidence is searched for."""
    PRESUMPTION = "presumption"
    """What is presumed correct, and what rebuts it."""
    FINDING_IN_PART = "finding_in_part_rule"
    """Whether a line may be found necessary in part."""
    DENIAL_ALONE = "denial_alone_rule"
    """Whether a line may be decided on the decision under review alone."""
    JOINING = "joining_rule"
    """Which applications may be joined."""
    QUALIFICATION = "qualification_rule"
    """What a reviewer must be."""
    CONFLICT = "conflict_rule"
    """With whom a reviewer may have no tie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A stretch of time under one body of law."""

    id: str
    title: str
    since: dt.date
    until: dt.date | None
    citation: str
    status: VerificationStatus


class Gate(NamedTuple):
    """A guard that holds only while a rule is in force: `guard` by its name, `rule` by its id.

    With `even_unread` it holds, too, while nobody has read the text that would tell.
    """

    guard: str
    rule: str
    even_unread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """Who may make an entry of one kind, who may see it, and what must have or must not have happened before.

    `after` and `never_after` are flags of the case; `guards` name the checks of the procedure that look into the
    payload, `gates` those of them that a rule opens and shuts by its dates; `line` is where the file says so.
    """

    kind: EntryKind
    title: str
    by: tuple[Role, ...]
    visible_to: tuple[Role, ...]
    after: tuple[str, ...]
    never_after: tuple[str, ...]
    guards: tuple[str, ...]
    citation: str
    gates: tuple[Gate, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKind:
    """A kind of entry that a programme has for itself: who may make it and when, and the facts such an entry states."""

    id: str
    rule: KindRule
    intake: Intake


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """Leave given to a role, from one day to another or without end, to make entries of a kind that is otherwise
    another's.
    """

    kind: EntryKind
    to: Role
    since: dt.date
    until: dt.date | None
    citation: str

    def covers(self, kind: EntryKind, role: Role, day: dt.date) -> bool:
        """Whether the role may make an entry of the kind on a day by this leave."""
        in_time = self.since <= day and (self.until is None or day <= self.until)
        return self.kind is kind and self.to is role and in_time


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRule:
    """Which flags of the case an event raises and lowers."""

    event: str
    sets: tuple[str, ...]
    clears: tuple[str, ...]


class Side(StrEnum):
    """Which side an even split of reviewers falls to."""

    PROVIDING = "providing"
    DENIAL = "denial"


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRule:
    """How many reviewers decide where all flags `when` are up and none of `unless`, each with an analysis of their own.

    More than half of them prevail; on an even split the side `tie`, None where no text read says which. `prints_each`
    where the law wants every analysis in the letter.
    """

    count: int
    when: tuple[str, ...]
    unless: tuple[str, ...]
    tie: Side | None
    prints_each: bool
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRule:
    """A stage of a case: it holds while all flags `when` are up and none of `unless`; `holder` is whose turn it is."""

    id: str
    title: str
    holder: str
    when: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRule:
    """A duty to tell: owed to each party of the roles `to` when `owed_on` happens, unless a flag of `unless` is up.

    `rule` is the duty's rule, `deadline` the rule that dates it (empty: at once), `letter` the wording that discharges
    it, `contents` the rule that lists what it must say (empty: none read). With `named_only` it is owed only to the
    party that the entry names, with `each_line` once for every line that `owed_on` concerns; with `at_once` it is made
    without being asked for as soon as it is owed.
    """

    id: str
    title: str
    rule: str
    owed_on: str
    to: tuple[Role, ...]
    when: tuple[str, ...]
    unless: tuple[str, ...]
    letter: str
    deadline: str
    contents: str
    named_only: bool = False
    each_line: bool = False
    at_once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason code of an eligibility finding, with the rule it rests on and the outcome it leads to.

    `is_curable`: a complete application in time is no duplicate of one that was refused for it. `by_person`: no check
    looks for it, and whoever decides on eligibility finds it.
    """

    code: str
    title: str
    rule: str
    outcome: str
    status: VerificationStatus
    is_curable: bool = False
    by_person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredRecord:
    """A class of document the payer must send; the record is complete when every required class has come.

    `is_of_the_decision` marks the papers of the decision under review itself, which tell nothing but its own side.
    """

    id: str
    title: str
    citation: str
    is_of_the_decision: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A paper that settles a dispute over a line; with `needs_order` only together with the order that approves it."""

    id: str
    title: str
    needs_order: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """Who may follow what: kinds, dated delegations, events, stages, in the order of the file.

    `clerical_fields` are all that a clerical correction of a determination may touch; `instruments` the papers that
    settle a line, any paper where it lists none. Of `panels` the first that fits the flags of a case says how many
    reviewers decide it. `own_kinds` are kinds of entry beside those every programme has, by their ids.
    """

    kinds: Mapping[EntryKind, KindRule]
    delegations: tuple[Delegation, ...]
    events: Mapping[str, EventRule]
    stages: tuple[StageRule, ...]
    clerical_fields: tuple[str, ...] = ()
    panels: tuple[PanelRule, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    own_kinds: Mapping[str, OwnKind] = field(default_factory=dict)

    def __post_init__(self) -> None:
        close_tables(self)

    def rule(self, kind: EntryKind, own_kind: str = "") -> KindRule:
        """Who may make an entry of a kind and see it; of a kind of the programme's own, by its id."""
        own = self.own_kinds.get(own_kind)
        return own.rule if own is not None and kind is EntryKind.OWN_ENTRY else self.kinds[kind]

    def panel(self, flags: set[str] | frozenset[str]) -> PanelRule:
        """How many reviewers decide a case with these flags; one, where the programme does not say."""
        for rule in self.panels:
            if flags.issuperset(rule.when) and flags.isdisjoint(rule.unless):
                return rule
        return _ONE_REVIEWER


_ONE_REVIEWER = PanelRule(count=1, when=(), unless=(), tie=None, prints_each=False, citation="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One jurisdiction's scheme: its rules of law, calendars, procedure, notices and labels.

    `folder` is where it was read from, with its letters, panel and audit; `zone` is where its legal days are days;
    `fingerprint` the SHA-256 over its files, by which cached results are known stale. `services` are the manners of
    service it knows, by id; `labels` what it calls each role; `terms` other words of its own; `intake` what an
    application states and `parties` who is in a case. What is `made_up` is no law of any land, and everything made
    under it says so. `approvers` names the role that answers for the words of all `letters`, or of one by its name;
    `language` is the tag of the one whose letters govern; `flags` which flag has a meaning, where that does not follow
    from the event that raises it; `record_kinds` which documents of a record decide, `fatal` what keeps a determination
    from leaving, `weighty` for whose release its releaser proves anew who they are; `numbers` how its cases are
    numbered, None where somebody types each number.
    """

    id: str
    title: str
    folder: Path
    zone: ZoneInfo
    since: dt.date
    fingerprint: str
    labels: Mapping[str, str]
    terms: Mapping[str, str]
    services: Mapping[str, str]
    authorities: Mapping[str, Authority]
    regimes: tuple[Regime, ...]
    calendars: Mapping[str, LegalCalendar]
    rules: Mapping[str, Rule]
    procedure: Procedure
    notices: tuple[NoticeRule, ...]
    reasons: Mapping[str, Reason]
    required_records: tuple[RequiredRecord, ...]
    clocked: tuple[Rule, ...]
    intake: Intake = field(default_factory=Intake)
    parties: CaseParties = field(default_factory=CaseParties)
    made_up: bool = False
    approvers: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    flags: Mapping[str, str] = field(default_factory=dict)
    record_kinds: RecordKinds = field(default_factory=RecordKinds)
    fatal: frozenset[Stop] = frozenset(Stop)
    weighty: frozenset[Weighty] = frozenset(Weighty)
    numbers: NumberPattern | None = None

    def __post_init__(self) -> None:
        close_tables(self)

    @property
    def mark(self) -> ProgrammeMark:
        """How the first entry of a docket names this programme."""
        return ProgrammeMark(id=self.id, fingerprint=self.fingerprint)

    def flag(self, meaning: Meaning) -> str:
        """The flag of a case that has a meaning; empty where the programme has none."""
        declared = self.flags.get(meaning)
        if declared is not None:
            return declared
        raised_by = next(need.raised_by for need in FLAGS if need.meaning is meaning)
        event = self.procedure.events.get(raised_by)
        return event.sets[0] if event is not None and event.sets else ""

    @property
    def over(self) -> frozenset[str]:
        """The flags after which nobody signs a determination any more."""
        kind = self.procedure.kinds.get(EntryKind.DETERMINATION_SIGNED)
        return frozenset(kind.never_after) if kind is not None else frozenset()

    @property
    def deciding(self) -> tuple[Rule, ...]:
        """The rules whose clock is the determination's: those that say so; where none does, those that run up to the
        signing, the issue or the service of the determination and do not begin with any of these.
        """
        marked = tuple(rule for rule in self.clocked if rule.clock is not None and rule.clock.decides)
        return marked or tuple(rule for rule in self.clocked if _runs_up_to_the_decision(rule))

    def rule(self, rule_id: str) -> Rule:
        """The rule of an id; raises NoRuleInForce, with the ids that come nearest, where the programme has none
        such.
        """
        rule = self.rules.get(rule_id)
        if rule is None:
            near = get_close_matches(rule_id, self.rules, n=6, cutoff=0.6) or list(self.rules)[:6]
            raise NoRuleInForce(rule_id, f"{self.title} has no rule {rule_id!r}. Nearest: {', '.join(near)}.")
        return rule

    def ruling(self, term: RuleTerm) -> Rule | None:
        """The rule that this programme names for a term of law; None where it names none."""
        name = self.terms.get(term)
        return None if name is None else self.rule(name)

    def in_force(self, term: RuleTerm, day: dt.date) -> Law:
        """What the law says under a term on a day: a version in force, that none is, or that its text is unread."""
        rule = self.ruling(term)
        if rule is None:
            return NotInForce("", f"{self.title} names no rule for {term.replace('_', ' ')!r}.")
        return rule.in_force(day)

    def term(self, name: str) -> str:
        """A word of this programme's own ("Upheld"); the name itself, spoken, where it has none."""
        return self.terms.get(name, name.replace("_", " "))

    def approver(self, letter: str) -> str:
        """The role that answers for the words of a letter; empty where the programme names none."""
        return self.approvers.get(letter, self.approvers.get(ALL_LETTERS, ""))

    def label(self, role: str) -> str:
        """What this programme calls a role ("injured worker"); the role itself where it has no own word."""
        return self.labels.get(role, role.replace("_", " "))


def _runs_up_to_the_decision(rule: Rule) -> bool:
    clock = rule.clock
    if clock is None or clock.is_right or not set(DECIDING_EVENTS).intersection(clock.stops):
        return False
    return not any(name in DECIDING_EVENTS or name.split(":")[1:2] == ["determination"] for name in clock.starts)
