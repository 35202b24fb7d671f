"""Facts of the intake: what a programme has an application state besides its parties and treatments, as its data.

A docket holds facts as they are written; here they are declared, read and spoken of. Code asks for a fact by its use,
never by its name, or passes it on: to the form, to the letters, to the events of the case.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple

from evenhand.codec import FactValue, NamedFacts
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.own import OwnEntry
from evenhand.docket.party import Role
from evenhand.programme.read_only import close_tables
from evenhand.treatment import DisputedTreatment
from evenhand.typed_days import TypedDay


class FactKind(StrEnum):
    """What sort of value a fact has."""

    DAY = "day"
    PERIOD = "period"
    """A day, or the first of several in a row; the last is stated under the name that `through` gives."""
    INSTANT = "instant"
    TEXT = "text"
    YES_NO = "yes_no"
    CHOICE = "choice"
    AMOUNT = "amount"


class FactUse(StrEnum):
    """What a fact is to eligibility, to the likeness of applications and to the order of their days."""

    OCCURRENCE = "occurrence"
    """The day or period of what the claim is about: it bounds the scope, and applications are alike by it."""
    CAPACITY = "capacity"
    """In what capacity the applicant applies; the rule on who may apply answers each."""
    DESIGNATION = "designation"
    """When a representative was designated."""
    REQUEST = "request"
    """When the treatment was asked for, before the decision under review."""
    CLAIM = "claim"
    """The number under which the payer keeps the claim, as the paper has it: with every zero it begins with."""
    ELSEWHERE = "elsewhere"
    """The number that another office gave the matter: the case is found by it, too, and keeps its own."""


ONLY_WHERE_STATED = (FactUse.CLAIM, FactUse.ELSEWHERE)
"""Which dockets have only where a paper states it."""


class Identifies(StrEnum):
    """What a text of an application identifies, so that no published letter shows it."""

    PERSON = "person"
    ORGANIZATION = "organization"
    NUMBER = "number"
    """A number of a claim or of a case elsewhere."""


IN_ORDER = (FactUse.OCCURRENCE, FactUse.REQUEST)
"""Whose days come one after the other, before the decision under review."""


class Period(NamedTuple):
    """One day, or several in a row: the first and the last."""

    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first} through {self.last}"


FactReading = dt.date | dt.datetime | Period | Decimal | str | bool | None
"""A fact as it is meant: of the type of its kind; None where nobody states it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChoice:
    """One of the values of a fact, with its label; `sent_by` is the party whose side sends an application in this
    capacity, `blank` the condition of letters that it fulfils.
    """

    id: str
    label: str
    sent_by: Role = Role.PROVIDER
    blank: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRule:
    """A fact as a programme declares it.

    `spoken` is what sentences call it, `labels` its label in other languages; `by` are those who may state it (anybody
    where empty); `default` is what it is where nobody states it, as it is written; `event` the event that a day of it
    raises; `blank` the blank of letters that it fills; `through` the name under which an application states the last
    day of a period that has more than one, with its own `through_label` and `through_spoken`; `identifies` whom or what
    its words identify.
    """

    id: str
    kind: FactKind
    label: str
    spoken: str
    help: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    by: tuple[Role, ...] = ()
    is_required: bool = False
    use: FactUse | None = None
    event: str = ""
    blank: str = ""
    default: FactValue = None
    through: str = ""
    through_label: str = ""
    through_spoken: str = ""
    choices: tuple[FactChoice, ...] = ()
    identifies: Identifies | None = None

    def __post_init__(self) -> None:
        close_tables(self)

    def label_in(self, language: str) -> str:
        """Its label in a language; the first one where it has none there."""
        return self.labels.get(language, self.label)

    def choice(self, name: str) -> FactChoice | None:
        """A value of it by its id; None where it has none such."""
        return next((choice for choice in self.choices if choice.id == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hastening:
    """Who may have a review run fast, and how an application asks for it.

    It asks where the fact `asked_in` has the value `asked_by` ("yes" for a yes); what is asked is granted where the
    fact `certified_in` names a party whose role is one of `certifiers` (always, where `certified_in` is empty), and,
    with `given_already_bars`, where something of it is still to be given. `rule` is the law that says so.
    """

    asked_in: str
    asked_by: str
    certified_in: str
    certifiers: tuple[Role, ...]
    given_already_bars: bool
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The facts of an application, in the order they are asked for, and who may hasten its review.

    `is_declared`: the programme's folder declares them; a folder older than such declarations is read under those
    that come with Evenhand, and facts it states beyond them are kept and not read.
    """

    facts: Mapping[str, FactRule] = field(default_factory=dict)
    hastening: Hastening | None = None
    is_declared: bool = False

    def __post_init__(self) -> None:
        close_tables(self)

    def names(self) -> tuple[str, ...]:
        """The names under which an application states its facts: of a period two."""
        return tuple(name for rule in self.facts.values() for name in (rule.id, rule.through) if name)

    def used_as(self, use: FactUse) -> FactRule | None:
        """The fact of a use; None where the programme has none."""
        return next((rule for rule in self.facts.values() if rule.use is use), None)

    def completed(self, facts: NamedFacts) -> NamedFacts:
        """Facts as they are entered: those nobody states are written as their defaults, but for the numbers that
        dockets have only where a paper states them.
        """
        defaults = {rule.id: rule.default for rule in self.facts.values() if rule.use not in ONLY_WHERE_STATED}
        whole = defaults | dict(facts)
        return tuple(sorted(whole.items()))

    def value(self, application: ApplicationReceived | OwnEntry, rule: FactRule) -> FactReading:
        """A fact of an application, or of another entry, as it is meant: its default where nobody states it, None where
        it does not fit.
        """
        stated = dict(application.facts)
        written = stated.get(rule.id)
        reading, _ = read_fact(rule, rule.default if written is None else written, stated.get(rule.through))
        return reading

    def value_of(self, application: ApplicationReceived, use: FactUse) -> FactReading:
        """The fact of a use, as it is meant; None where the programme has none or nobody states it."""
        rule = self.used_as(use)
        return None if rule is None else self.value(application, rule)

    def occurrence(self, application: ApplicationReceived) -> Period | None:
        """The day or period of what the claim is about."""
        match self.value_of(application, FactUse.OCCURRENCE):
            case Period() as period:
                return period
            case dt.date() as day:
                return Period(day, day)
        return None

    def day_of(self, application: ApplicationReceived, use: FactUse) -> dt.date | None:
        """A day by its use: of a period its first."""
        reading = self.value_of(application, use)
        if isinstance(reading, Period):
            return reading.first
        return reading if isinstance(reading, dt.date) else None

    def claim_number(self, application: ApplicationReceived) -> str:
        """The number of the claim, sign by sign as an application states it; empty where none does."""
        rule = self.used_as(FactUse.CLAIM)
        return str(application.fact(rule.id) or "") if rule else ""

    def number_elsewhere(self, application: ApplicationReceived) -> str:
        """The number that another office gave the matter, as an application states it; empty where none does."""
        rule = self.used_as(FactUse.ELSEWHERE)
        return str(application.fact(rule.id) or "") if rule else ""

    def capacity(self, application: ApplicationReceived) -> str:
        """In what capacity an application is made, as it is written; empty where nobody states it."""
        rule = self.used_as(FactUse.CAPACITY)
        return str(application.fact(rule.id) or rule.default or "") if rule else ""

    def typed_days(self, application: ApplicationReceived, use: FactUse) -> Iterator[TypedDay]:
        """The days of the fact of a use as somebody typed them; of a period its first and last."""
        rule = self.used_as(use)
        reading = self.value(application, rule) if rule else None
        if rule and isinstance(reading, Period):
            yield TypedDay(rule.id, rule.spoken, reading.first)
            if reading.last != reading.first:
                yield TypedDay(rule.through, rule.through_spoken, reading.last)
        elif rule:
            yield TypedDay(rule.id, rule.spoken, reading if isinstance(reading, dt.date) else None)

    def sent_by(self, application: ApplicationReceived) -> Role:
        """The role whose side sends an application, by the capacity it is made in."""
        rule = self.used_as(FactUse.CAPACITY)
        choice = rule.choice(self.capacity(application)) if rule else None
        return choice.sent_by if choice else Role.APPLICANT

    def name_of(self, use: FactUse) -> str:
        """What the docket calls the fact of a use; empty where the programme has none."""
        rule = self.used_as(use)
        return rule.id if rule else ""

    def asks_for_haste(self, application: ApplicationReceived) -> bool:
        """Whether an application asks that its review run fast."""
        hastening = self.hastening
        if hastening is None or hastening.asked_in not in self.facts:
            return False
        value = self.value(application, self.facts[hastening.asked_in])
        return value is True if isinstance(value, bool) else value == hastening.asked_by

    def grants_haste(self, application: ApplicationReceived, roles: Mapping[str, str]) -> bool:
        """Whether the haste an application asks for is granted; `roles` gives each party's role by party id."""
        hastening = self.hastening
        if hastening is None or not self.asks_for_haste(application):
            return False
        certified = str(application.fact(hastening.certified_in) or "") if hastening.certified_in else ""
        is_certified = not hastening.certified_in or roles.get(certified) in hastening.certifiers
        return is_certified and not self.bars_haste(application.treatments)

    def bars_haste(self, treatments: tuple[DisputedTreatment, ...]) -> bool:
        """Whether nothing of these treatments is still to be given, where that bars haste."""
        bars = self.hastening is not None and self.hastening.given_already_bars
        return bars and all(treatment.given_already for treatment in treatments)


_WITHOUT_FIRST = "its last day is stated, and not its first"

Read = tuple[FactReading, str]
"""A reading and what is wrong with what was written, empty where nothing is."""


def read_fact(rule: FactRule, written: FactValue, through: FactValue = None) -> Read:
    """A fact as it is meant, and what is wrong with how it is written; None and nothing where nobody states it.
    `through` is the last day of a period, as it is written.
    """
    if written is None or written == "":
        return None, _WITHOUT_FIRST if through else ""
    if rule.kind is FactKind.YES_NO:
        return (written, "") if isinstance(written, bool) else (None, "true or false is expected")
    if isinstance(written, bool):
        return None, f"{'true' if written else 'false'} does not fit: {_EXPECTED[rule.kind]} is expected"
    if rule.kind is FactKind.CHOICE:
        known = ", ".join(choice.id for choice in rule.choices)
        return (written, "") if rule.choice(written) else (None, f"{written!r} is not one of {known}")
    if rule.kind is FactKind.PERIOD:
        return _period(written, through)
    try:
        return _READ[rule.kind](written), ""
    except (ValueError, InvalidOperation):
        return None, f"{written!r} does not fit: {_EXPECTED[rule.kind]} is expected"


def _instant(written: str) -> dt.datetime:
    instant = dt.datetime.fromisoformat(written)
    if instant.tzinfo is None:
        raise ValueError("an instant carries its offset")
    return instant


def _period(written: str, through: FactValue) -> Read:
    """A period by its first day and its last; a last one that cannot be gives the first day alone, and is said."""
    try:
        first = dt.date.fromisoformat(written)
    except ValueError:
        return None, f"{written!r} does not fit: {_EXPECTED[FactKind.PERIOD]} is expected"
    try:
        last = dt.date.fromisoformat(through) if isinstance(through, str) and through else first
    except ValueError:
        return Period(first, first), f"its last day {through!r} does not fit: {_EXPECTED[FactKind.PERIOD]} is expected"
    return Period(first, last), ""


def _amount(written: str) -> Decimal:
    amount = Decimal(written)
    if not amount.is_finite() or amount < 0:
        raise ValueError("no amount of zero or more")
    return amount


_READ: Mapping[FactKind, Callable[[str], FactReading]] = {
    FactKind.DAY: dt.date.fromisoformat,
    FactKind.INSTANT: _instant,
    FactKind.TEXT: str,
    FactKind.AMOUNT: _amount,
}
_EXPECTED: Mapping[FactKind, str] = {
    FactKind.DAY: "a day written YYYY-MM-DD",
    FactKind.PERIOD: "a day written YYYY-MM-DD",
    FactKind.INSTANT: "an instant with its offset, such as 2014-01-21T09:30:00-08:00,",
    FactKind.TEXT: "text",
    FactKind.YES_NO: "true or false",
    FactKind.CHOICE: "one of the choices",
    FactKind.AMOUNT: 'an amount of zero or more written as text, such as "560",',
}
