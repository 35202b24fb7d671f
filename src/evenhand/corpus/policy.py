"""What a programme publishes and what not: `publication/policy.toml` of its folder, read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from evenhand.corpus.redaction import Kind
from evenhand.finding import Finding, is_fatal
from evenhand.programme.model import Programme
from evenhand.toml_source import read_toml_file
from evenhand.toml_table import TomlTable

RULE = "PUBLICATION-FILE"
_FILE = Path("publication") / "policy.toml"


class Days(StrEnum):
    """How the days of a case's course are published."""

    KEPT = "kept"
    INTERVAL = "interval"
    """As the number of days since the injury."""
    YEAR = "year"


class Ages(StrEnum):
    """How ages are published."""

    KEPT = "kept"
    BAND = "band"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitive:
    """A kind of matter about which no letter is published before a person has read it."""

    id: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PublicationPolicy:
    """What is masked, kept or put before a person when a programme's letters are prepared for publication.

    `oldest` is the highest age published, `band` the width of an age band in years. `kept_numbers` are expressions of
    numbers that stay, `kept_sites` the sites whose addresses stay. `number_labels`, `organizations` and `places` are
    masked wherever they stand; `incidents` and `occupations` make a story.
    """

    standing: str
    approver: str
    rules: Mapping[str, str]
    masks: Mapping[Kind, str]
    days: Days
    ages: Ages
    oldest: int
    band: int
    kept_numbers: re.Pattern[str]
    kept_sites: tuple[str, ...]
    kept_organizations: tuple[str, ...]
    number_labels: tuple[str, ...]
    organizations: tuple[str, ...]
    places: tuple[str, ...]
    incidents: tuple[str, ...]
    occupations: tuple[str, ...]
    sensitive: tuple[Sensitive, ...]


def load_policy(folder: Path, programme: Programme) -> tuple[PublicationPolicy | None, tuple[Finding, ...]]:
    """The policy of the programme in a folder and everything wrong with its file; None where a fault is fatal."""
    path = folder / _FILE
    source, faults = read_toml_file(path, RULE, f"What {programme.title} publishes cannot be read")
    if source is None:
        return None, faults
    findings = list(faults)
    policy = _policy(TomlTable.root(source, findings, RULE), programme)
    return (None if is_fatal(findings) else policy), tuple(findings)


def _policy(root: TomlTable, programme: Programme) -> PublicationPolicy:
    masks, course, kept = root.table("masks"), root.table("course"), root.table("kept")
    removed, stories = root.table("removed"), root.table("stories")
    policy = PublicationPolicy(
        standing=root.text("status"),
        approver=root.text("approver"),
        rules=_rules(root, programme),
        masks={kind: masks.text(kind.value) for kind in Kind},
        days=course.choice("days", Days),
        ages=course.choice("ages", Ages),
        oldest=course.whole("oldest"),
        band=course.whole("band"),
        kept_numbers=_kept_numbers(kept),
        kept_sites=kept.texts("sites"),
        kept_organizations=kept.texts("organizations"),
        number_labels=removed.texts("number_labels"),
        organizations=removed.texts("organizations"),
        places=removed.texts("places"),
        incidents=stories.texts("incidents"),
        occupations=stories.texts("occupations"),
        sensitive=tuple(_sensitive(table) for table in root.named_tables("sensitive")),
    )
    if policy.band < 1:
        course.fault("band", f"band = {policy.band} is no width", "a number of years, 1 or more")
    for table in (masks, course, kept, removed, stories, root):
        table.finish()
    return policy


def _rules(root: TomlTable, programme: Programme) -> dict[str, str]:
    rules = root.scalars("rules")
    for part, rule in rules.items():
        if rule not in programme.rules:
            root.fault("rules", f"{part} = {rule!r} is no rule of {programme.title}", "the id of a rule of law")
    return rules


def _kept_numbers(kept: TomlTable) -> re.Pattern[str]:
    written = kept.texts("numbers")
    try:
        return re.compile("|".join(f"(?:{number})" for number in written) or "(?!)", re.IGNORECASE)
    except re.error as error:
        kept.fault("numbers", f"An expression of numbers cannot be read: {error}", "regular expressions")
        return re.compile("(?!)")


def _sensitive(table: TomlTable) -> Sensitive:
    sensitive = Sensitive(id=table.name, title=table.text("title"), words=table.texts("words"))
    table.finish()
    return sensitive
