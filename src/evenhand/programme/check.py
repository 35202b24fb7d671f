"""Checking a programme against itself: every name it uses is one it declares, and every rule answers from the start."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from evenhand.citation import authority_of
from evenhand.docket.event import event_names
from evenhand.docket.intake import EligibilityOutcome
from evenhand.docket.party import Role
from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.programme.check_facts import Fault, intake_faults, own_event_names
from evenhand.programme.model import ALL_LETTERS, WEIGHTS, Programme, RuleTerm
from evenhand.programme.needs import FLAGS, KINDS
from evenhand.programme.rule import DeadlineValue, Items, Rule, RuleKind, RuleVersion, ServiceDays, Unit
from evenhand.toml_source import Path, TomlSource, key_text

_UNDECLARED = FindingKind(
    rule="PROGRAMME-REFERENCE",
    severity=Severity.FATAL,
    expected="{expected}",
    remedy="Declare the name where the programme keeps it, or correct it here.",
)

_FEW = 12


def check_references(programme: Programme, sources: Mapping[str, TomlSource]) -> tuple[Finding, ...]:
    """Every name used and not declared, every month a rule leaves without an answer, as fatal Findings with their
    place.
    """
    places = Places(sources)
    checks = (_rules, _procedure, _needs, _notices, _reasons, _names, intake_faults)
    told: dict[str, list[Fault]] = {}
    for fault in (fault for check in checks for fault in check(programme)):
        told.setdefault(fault[1], []).append(fault)
    return tuple(_told_once(faults, places) for faults in told.values())


def _told_once(faults: list[Fault], places: "Places") -> Finding:
    """One Finding for one slip, however many places use the name: at the first, with how many more there are."""
    path, message, expected = faults[0]
    more = len({fault[0] for fault in faults}) - 1
    if more:
        message += f" So in {more} more {'place' if more == 1 else 'places'}."
    return _UNDECLARED.at(places.of(*path), what=message, expected=expected)


_ROLES = frozenset(role.value for role in Role)
_APPROVING = frozenset(role.value for role in (Role.ORGANISATION, Role.MEDICAL_DIRECTOR, Role.REGULATOR))
"""The roles in which somebody signs in and may answer for words."""
_OF_THE_PANEL = ("credential_file", WEIGHTS)
"""The wording that stands in the folder of the panel, which a programme may do without."""


class Places:
    """Where the tables and keys of a programme stand, in whichever of its files."""

    def __init__(self, sources: Mapping[str, TomlSource]) -> None:
        self._sources = sources

    def of(self, *path: str | int) -> Place:
        """The place of a key in whichever file holds it: the deepest match wins."""
        for length in range(len(path), 0, -1):
            for source in self._sources.values():
                if tuple(path[:length]) in source.lines:
                    return source.place(*path)
        return Place(key=key_text(path))


def _unknown(words: tuple[str, ...], known: frozenset[str] | set[str], what: str, path: Path) -> Iterator[Fault]:
    for word in words:
        if word not in known:
            yield path, f"{word!r} is no {what} of this programme.", _nearest(word, known, what)


def _nearest(word: str, known: frozenset[str] | set[str], what: str) -> str:
    """What was probably meant; else all there is where that is little, or where it is listed."""
    if near := get_close_matches(word, sorted(known), n=4, cutoff=0.7):
        return f"one of {', '.join(near)}"
    if len(known) <= _FEW:
        return f"one of {', '.join(sorted(known)) or 'none at all'}"
    return f"one of the {len(known)} names of that sort that `evenhand programme words` lists for the {what}"


def _flags(programme: Programme) -> frozenset[str]:
    return frozenset(flag for event in programme.procedure.events.values() for flag in event.sets)


def _events(programme: Programme) -> frozenset[str]:
    clocked = tuple(rule.id for rule in programme.clocked)
    return event_names(tuple(notice.id for notice in programme.notices), clocked) | own_event_names(programme)


def _rules(programme: Programme) -> Iterator[Fault]:
    events, flags = _events(programme), _flags(programme)
    for rule in programme.rules.values():
        path = ("rules", rule.id)
        if rule.versions and rule.versions[0].since > programme.since:
            message = f"{rule.id} says nothing between {programme.since} and {rule.versions[0].since}."
            yield (
                (*path, "versions"),
                message,
                'a version, or one with force = "not_in_force" or "unknown", from the start',
            )
        yield from _unknown((rule.selected_by,), events, "event", (*path, "selected_by"))
        yield from _holder(rule.holder, (*path, "holder"))
        if rule.clock:
            clock = rule.clock
            names = clock.starts + clock.stops + clock.ended_by + clock.restarts + clock.renewed_by + clock.not_before
            yield from _unknown(names, events, "event", (*path, "clock"))
            yield from _unknown(rule.clock.when + rule.clock.unless, flags, "flag", (*path, "clock"))
            yield from _related(programme, rule.clock.longer_by, RuleKind.DEADLINE, (*path, "clock", "longer_by"))
            yield from _related(programme, rule.clock.penalty, RuleKind.PENALTY, (*path, "clock", "penalty"))
        yield from _related(programme, rule.lengthens, RuleKind.DEADLINE, (*path, "lengthens"))
        yield from _lengthening(programme, rule)
        for position, version in enumerate(rule.versions):
            yield from _version(programme, version, ("rules", rule.id, "versions", position))


def _related(programme: Programme, rule_id: str, kind: RuleKind, path: Path) -> Iterator[Fault]:
    if rule_id and (rule_id not in programme.rules or programme.rules[rule_id].kind is not kind):
        yield path, f"{rule_id!r} is no {kind} rule of this programme.", f"the id of a {kind} rule"


def _holder(holder: str, path: Path) -> Iterator[Fault]:
    if holder:
        yield from _unknown((holder,), _ROLES, "role", path)


def _lengthening(programme: Programme, rule: Rule) -> Iterator[Fault]:
    """What lengthens a period gives one number of calendar days, and lengthens no rule that itself lengthens."""
    base = programme.rules.get(rule.lengthens)
    if base is None:
        return
    if base.lengthens:
        message = f"{rule.id} lengthens {base.id}, which itself lengthens {base.lengthens}."
        yield ("rules", rule.id, "lengthens"), message, "the rule that gives the period"
    for version in rule.versions:
        periods = version.value.periods if isinstance(version.value, DeadlineValue) else ()
        if version.value is not None and [period.unit for period in periods] != [Unit.CALENDAR_DAYS]:
            message = f"{rule.id} lengthens {base.id} by something else than one number of calendar days."
            yield ("rules", rule.id, "versions"), message, 'periods = [{ count = 3, unit = "calendar_days" }]'


def _version(programme: Programme, version: RuleVersion, path: Path) -> Iterator[Fault]:
    regimes = {regime.id for regime in programme.regimes}
    if version.regime:
        yield from _unknown((version.regime,), regimes, "regime", path)
    yield from _cited(programme, version.citation, path)
    if isinstance(version.value, Items):
        yield from _cited(programme, [item.citation for item in version.value.items if item.citation], path)
    if isinstance(version.value, DeadlineValue):
        yield from _deadline(programme, version.value, path)
    if isinstance(version.value, ServiceDays):
        manners = (*version.value.days, *version.value.open_days)
        yield from _unknown(manners, set(programme.services), "manner of service", path)
        if version.value.counts_on:
            yield from _unknown((version.value.counts_on,), set(programme.calendars), "calendar", path)


def _deadline(programme: Programme, value: DeadlineValue, path: Path) -> Iterator[Fault]:
    calendars, manners = set(programme.calendars), set(programme.services)
    by_service = value.by_service or {}
    for period in (*value.periods, *by_service.values()):
        named = tuple(calendar for calendar in (period.counts_on, period.rolls_on) if calendar)
        yield from _unknown(named, calendars, "calendar", path)
        if period.argued is not None:
            yield from _unknown((period.argued.rolls_on,), calendars, "calendar", path)
            yield from _cited(programme, period.argued.citation + period.argued.against, path)
    yield from _unknown(tuple(by_service), manners, "manner of service", path)
    yield from _related(programme, value.extended_by_service, RuleKind.SERVICE_EXTENSION, path)
    if value.receipt is not None:
        yield from _unknown((value.receipt.counts_on,), calendars, "calendar", path)
        yield from _unknown(tuple(value.receipt.deemed), manners, "manner of service", path)
        yield from _cited(programme, (value.receipt.citation,), path)


def _cited(programme: Programme, citations: Iterable[str], path: Path) -> Iterator[Fault]:
    for citation in citations:
        if authority_of(citation, dict(programme.authorities)) is None:
            expected = f"one that begins with {', '.join(programme.authorities)}"
            yield path, f"The citation {citation!r} names no authority of this programme.", expected


def _sources(citations: str) -> list[str]:
    """The single citations of a text that joins several."""
    return citations.split("; ")


def _procedure(programme: Programme) -> Iterator[Fault]:
    procedure, events, flags = programme.procedure, _events(programme), _flags(programme)
    for kind, why in KINDS.items():
        if not procedure.kinds[kind].by:
            yield ("kinds", kind.value), f"Nobody may enter {kind.value!r}, and {why}.", f"a table [kinds.{kind.value}]"
    for kind, rule in procedure.kinds.items():
        yield from _unknown(rule.after + rule.never_after, flags, "flag", ("kinds", kind.value))
        if rule.citation:
            yield from _cited(programme, _sources(rule.citation), ("kinds", kind.value, "citation"))
    for own in procedure.own_kinds.values():
        yield from _unknown(own.rule.after + own.rule.never_after, flags, "flag", ("own_kinds", own.id))
        if own.rule.citation:
            yield from _cited(programme, _sources(own.rule.citation), ("own_kinds", own.id, "citation"))
    for name in procedure.events:
        yield from _unknown((name,), events, "event", ("events", name))
    for event in procedure.events.values():
        yield from _unknown(event.clears, flags, "flag", ("events", event.event))
    for position, stage in enumerate(procedure.stages):
        yield from _unknown(stage.when + stage.unless, flags, "flag", ("stages", position))
        yield from _holder(stage.holder, ("stages", position))
    if not procedure.stages or procedure.stages[-1].when or procedure.stages[-1].unless:
        last = ("stages", len(procedure.stages) - 1)
        yield last, "The last stage must hold whatever happened.", "a last stage without when and unless"


def _needs(programme: Programme) -> Iterator[Fault]:
    """What the software needs and the programme does not answer."""
    flags = _flags(programme)
    for need in FLAGS:
        flag, path = programme.flag(need.meaning), ("flags", need.meaning.value)
        if flag:
            yield from _unknown((flag,), flags, "flag", path)
        elif need.is_needed:
            message = f"No flag means {need.meaning.value!r}, by which is told {need.why}."
            yield ("events", need.raised_by), message, f'a flag that [events."{need.raised_by}"] sets'
    if not programme.deciding:
        message = "No clock is the determination's: nothing tells when a decision is due."
        yield ("rules",), message, "decides = true in the clock of the rule that gives the time to decide"
    for position, panel in enumerate(programme.procedure.panels):
        yield from _unknown(panel.when + panel.unless, flags, "flag", ("panels", position))
        yield from _cited(programme, _sources(panel.citation), ("panels", position, "citation"))


def _notices(programme: Programme) -> Iterator[Fault]:
    events, flags, rules = _events(programme), _flags(programme), set(programme.rules)
    for notice in programme.notices:
        path = ("notices", notice.id)
        yield from _unknown((notice.owed_on,), events, "event", (*path, "owed_on"))
        yield from _unknown(notice.when + notice.unless, flags, "flag", path)
        named = tuple(rule_id for rule_id in (notice.rule, notice.deadline, notice.contents) if rule_id)
        yield from _unknown(named, rules, "rule", path)


def _reasons(programme: Programme) -> Iterator[Fault]:
    for reason in programme.reasons.values():
        path = ("reasons", reason.code)
        yield from _unknown((reason.rule,), set(programme.rules), "rule", (*path, "rule"))
        outcomes = {outcome.value for outcome in EligibilityOutcome}
        yield from _unknown((reason.outcome,), outcomes, "outcome", (*path, "outcome"))


def _names(programme: Programme) -> Iterator[Fault]:
    yield from _unknown(tuple(programme.labels), _ROLES, "role", ("labels",))
    yield from _unknown(tuple(programme.approvers.values()), _APPROVING, "role", ("approvers",))
    letters = {path.name.partition(".")[0] for path in (programme.folder / ALL_LETTERS).glob("*.toml")}
    yield from _unknown(tuple(programme.approvers), {*letters, ALL_LETTERS, *_OF_THE_PANEL}, "letter", ("approvers",))
    for term in RuleTerm:
        named = tuple(filter(None, (programme.terms.get(term),)))
        yield from _unknown(named, set(programme.rules), "rule", ("terms", term.value))
    for calendar in programme.calendars.values():
        for cited in (calendar.rules.citation, *(holiday.citation for holiday in calendar.rules.holidays)):
            yield from _cited(programme, _sources(cited), ("calendars", calendar.rules.id))
    for position, record in enumerate(programme.required_records):
        yield from _cited(programme, _sources(record.citation), ("required_records", position))
    for regime in programme.regimes:
        yield from _cited(programme, _sources(regime.citation), ("regimes", regime.id, "citation"))
        if regime.until is not None and regime.until < regime.since:
            yield ("regimes", regime.id), f"The regime {regime.id} ends before it begins.", "until after since"
