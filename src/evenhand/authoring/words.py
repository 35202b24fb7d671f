"""All that an author of a programme may name, section by section, drawn from the tables that the code itself reads."""

import re
from collections.abc import Iterator, Mapping

from evenhand.audit.check import CHECKS as AUDIT_CHECKS
from evenhand.authoring.blanks import Blank, law_blanks, letter_blanks
from evenhand.authoring.fields import kind_sections, value_sections
from evenhand.authoring.meaning import field_meaning, first_sentence, meanings, member_meanings
from evenhand.authoring.section import Section
from evenhand.citation import VerificationStatus
from evenhand.docket.event import DERIVED_EVENTS, event_names
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.eligibility.reading import CHECKS as REASON_CHECKS
from evenhand.panel.requirements.law import QUESTIONS
from evenhand.panel.requirements.qualification import REQUIREMENTS
from evenhand.panel.ties.terms import CHAINS
from evenhand.procedure.guard import GUARDS
from evenhand.programme.facts import FactKind
from evenhand.programme.model import Programme, RuleTerm
from evenhand.programme.read_facts import intake_where_none_is_declared
from evenhand.programme.rule import RuleKind, Unit

_PATTERNED = re.compile(
    r"(eligibility_found|records_received|petition_filed|notice_issued|deposited|received|mail_returned"
    r"|deposited_to_all|overdue):"
)
_ROLES = "|".join(Role)
_FAMILIES = (
    (re.compile(rf"by_({_ROLES})"), "by_ROLE"),
    (re.compile(rf"has_({_ROLES})"), "has_ROLE"),
    (re.compile(rf"is_({_ROLES})"), "is_ROLE"),
    (re.compile(rf"entry_is_({'|'.join(EntryKind)})"), "entry_is_KIND"),
    (re.compile(r"is_sample"), "is_CODE"),
)
"""Names that differ only by a role, a kind or a code, and the one word that stands for them all."""


def sections(programme: Programme | None = None) -> Iterator[Section]:
    """Every section; with a programme its own names, too: labels, events of its notices and clocks, flags, blanks."""
    yield _roles(programme)
    yield _events()
    if programme is not None:
        yield _own_events(programme)
        yield _flags(programme)
    yield _docstrings("Guards", "What `guards` and `gates` of `[kinds.KIND]` may name.", GUARDS)
    yield from _of_law()
    yield _terms(programme)
    yield from _of_checks()
    yield from _of_the_panel()
    yield from _of_letters(programme)
    yield from kind_sections()
    yield from value_sections()


def _roles(programme: Programme | None) -> Section:
    own = {role: programme.label(role) for role in Role} if programme is not None else {}
    rows = tuple((role.value, meanings("roles").get(role, ""), own.get(role, "")) for role in Role)
    intro = "Who acts in a case. A programme calls each by its own word, under `[labels]`."
    return Section("Roles", intro, ("Role", "Who", "What the programme calls it"), rows)


def _events() -> Section:
    told = meanings("events")
    names = sorted(name for name in event_names(()) if name not in set(EntryKind) and not _PATTERNED.match(name))
    drawn = dict.fromkeys(DERIVED_EVENTS, "drawn from several entries")
    rows = [(name, told.get(name, ""), drawn.get(name, "")) for name in names]
    rows += [(pattern, meaning, "") for pattern, meaning in meanings("event_patterns").items()]
    intro = "What `starts`, `stops`, `selected_by`, `owed_on` and `[events.…]` may name."
    return Section("Events", intro, ("Event", "What happened", ""), tuple(rows))


def _own_events(programme: Programme) -> Section:
    notices = tuple(notice.id for notice in programme.notices)
    names = event_names(notices, tuple(rule.id for rule in programme.clocked)) - event_names(())
    names = frozenset(name for name in names if name.count(":") == 1)
    title = f"Events of {programme.id} alone"
    rows = tuple((name,) for name in sorted(names))
    return Section(
        title, "They follow from its notices and clocks; `:ROLE` after a notice is a party's own.", ("Event",), rows
    )


def _flags(programme: Programme) -> Section:
    events = programme.procedure.events.values()
    flags = dict.fromkeys(flag for event in events for flag in event.sets)
    rows = tuple(
        (
            flag,
            ", ".join(event.event for event in events if flag in event.sets),
            ", ".join(event.event for event in events if flag in event.clears) or "nothing",
        )
        for flag in flags
    )
    intro = "Flags are the programme's own words: an event raises or lowers them, and everything else asks for them."
    return Section(f"Flags of {programme.id}", intro, ("Flag", "Raised by", "Lowered by"), rows)


def _docstrings(title: str, intro: str, table: Mapping[str, object]) -> Section:
    rows = tuple((name, first_sentence(entry.__doc__)) for name, entry in table.items())
    return Section(title, intro, ("Name", "It says"), rows)


def _of_law() -> Iterator[Section]:
    for title, intro, words, told in (
        ("Kinds of rule", "What `kind` of a rule may be, and what its versions then give.", RuleKind, _KINDS),
        ("Units of a period", "What `unit` may be.", Unit, _UNITS),
        ("Statuses", "What `status` may be.", VerificationStatus, member_meanings(VerificationStatus)),
    ):
        rows = tuple((word.value, told.get(word.value, "")) for word in words)
        yield Section(title, intro, ("Word", "Meaning"), rows)


def _terms(programme: Programme | None) -> Section:
    known = {term: f"the id of a rule: {told}" for term, told in member_meanings(RuleTerm).items()}
    known = {**meanings("terms"), **known}
    own = programme.terms if programme is not None else {}
    rows = [(term, told, own.get(term, "")) for term, told in known.items()]
    rows += [(term, "a word that only this programme asks for", own[term]) for term in own if term not in known]
    intro = "What `[terms]` of `programme.toml` may hold. A word that is left out is printed as it stands here."
    return Section("Terms", intro, ("Term", "Meaning", "In this programme"), tuple(rows))


def _of_checks() -> Iterator[Section]:
    reasons = tuple((code, meanings("reason_checks").get(code, "")) for code in REASON_CHECKS)
    intro = "Codes of `[reasons.CODE]` that Evenhand looks into itself. Any other code is for a person to find."
    yield Section("Reason checks", intro, ("Code", "It looks whether"), reasons)
    audits = tuple(
        (name, first_sentence(check.examine.__doc__), ", ".join(check.needs), ", ".join(check.words))
        for name, check in AUDIT_CHECKS.items()
    )
    intro = "What `[checks.NAME]` of `audit/checks.toml` may ask for in an audit of issued letters."
    yield Section("Audit checks", intro, ("Check", "It looks whether", "Rules it needs", "Words it needs"), audits)


def _of_the_panel() -> Iterator[Section]:
    asked = tuple((question, meanings("panel").get(question, "")) for question in QUESTIONS)
    intro = "What `[rules]` of `panel/law.toml` answers, each by the id of a rule."
    yield Section("Panel questions", intro, ("Question", "What the rule says"), asked)
    intro = "Ids of the items in the rule that answers `requirements`."
    yield _docstrings("Panel requirements", intro, REQUIREMENTS)
    relations = tuple((relation, " of the ".join(reversed(steps))) for relation, steps in CHAINS.items())
    intro = "Ids of the items in the rule that answers `familial`."
    yield Section("Family relations", intro, ("Relation", "Who it is"), relations)


def _of_letters(programme: Programme | None) -> Iterator[Section]:
    blanks = letter_blanks()
    columns = ("Blank", "Fills", "Meaning")
    yield Section("Blanks of every letter", _FILLS, columns, _listed(blanks.sender))
    intro = "Beside those of every letter, and those of the entry behind it, the law's among them."
    yield Section("Blanks of a notice", intro, columns, _listed(blanks.notice))
    intro = "Beside those of a notice, by the kind of entry whose event made it owed (`owed_on`)."
    own = tuple(row for kind, names in blanks.by_kind.items() for row in _listed(names, f"{kind}: "))
    yield Section("Blanks of the entry behind a notice", intro, columns, own)
    intro = "The letter `determination`."
    yield Section("Blanks of the determination", intro, columns, _listed(blanks.determination))
    intro = "The letter `proof_of_service`."
    yield Section("Blanks of the proof of service", intro, columns, _listed(blanks.proof))
    yield _of_facts(programme)
    yield _law_names(programme)


def _of_facts(programme: Programme | None) -> Section:
    """The blanks that facts of an application fill: those of a programme, or those where none are declared."""
    intake = programme.intake if programme else intake_where_none_is_declared("PROGRAMME")
    plain = ((rule.blank, _FACT_FILLS[rule.kind], rule.label) for rule in intake.facts.values() if rule.blank)
    choices = (
        (choice.blank, "yes or no", f"{rule.label}: {choice.label}")
        for rule in intake.facts.values()
        for choice in rule.choices
        if choice.blank
    )
    where = f"What {programme.id} declares." if programme else "Those here are given where a folder declares no facts."
    intro = f"In notices and in the determination, by the `blank` of each fact of the application. {where}"
    title = f"Blanks of the facts of {programme.id}" if programme else "Blanks of the facts"
    return Section(title, intro, ("Blank", "Fills", "Meaning"), (*plain, *choices))


def _law_names(programme: Programme | None) -> Section:
    """The names that rules give, for one programme or as patterns."""
    columns = ("Blank", "Fills", "Meaning")
    if programme is None:
        intro = "RULE is the id of a rule in small letters, whatever is no letter or digit being one `_`."
        return Section("Blanks from the law", intro, columns, tuple(_LAW_PATTERNS))
    title = f"Blanks from the law of {programme.id}"
    rows = tuple((blank.name, blank.fills, "") for blank in law_blanks(programme))
    return Section(title, "In notices; due days of clocks that ran also in the determination.", columns, rows)


def _listed(blanks: tuple[Blank, ...], before: str = "") -> tuple[tuple[str, ...], ...]:
    """A row for each blank, those of one family together, each followed by the names inside it."""
    rows: dict[str, tuple[str, ...]] = {}
    for blank in blanks:
        name = _family(blank.name)
        rows.setdefault(name, (f"{before}{name}", blank.fills, _meaning(name)))
        for inner in blank.inside:
            inside = f"{name} / {_family(inner.name)}"
            more = ", ".join(deeper.name for deeper in inner.inside)
            rows.setdefault(inside, (f"{before}{inside}", inner.fills, f"each: {more}" if more else ""))
    return tuple(rows.values())


def _family(name: str) -> str:
    return next((word for pattern, word in _FAMILIES if pattern.fullmatch(name)), name)


def _meaning(name: str) -> str:
    """What a blank says; one from an entry says what its field says."""
    known = meanings("blanks").get(name)
    return known or field_meaning("", name.removeprefix("entry_"))


_KINDS, _UNITS = meanings("rule_kinds"), meanings("units")
_FILLS = (
    "A name, the kinds of blank it fills (`{name:kind}`), and what it says. `yes or no` stands in `when`, `each` in "
    "`of`; what stands after `/` are the names inside it. Any name may stand in `when`: what is empty does not hold."
)
_FACT_FILLS = {
    FactKind.DAY: "date",
    FactKind.PERIOD: "date",
    FactKind.INSTANT: "instant",
    FactKind.TEXT: "text",
    FactKind.YES_NO: "yes or no",
    FactKind.AMOUNT: "money",
}
_LAW_PATTERNS = (
    ("due_RULE", "date", "the day a clock is due; nothing where it does not run"),
    ("plain_due_RULE", "date", "that day without the days of service"),
    ("due_at_RULE", "instant", "its instant, where the hour is known"),
    ("is_open_RULE", "yes or no", "whether that day has not passed"),
    ("period_RULE_UNIT", "days, hours, count", "the length of a period that is one number"),
    ("penalty_RULE_per_day", "money", "the penalty for a day; also `_cap`, `_ceiling`"),
    ("penalty_RULE_citation", "text", "its authority"),
)
