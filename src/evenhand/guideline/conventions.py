"""How guidelines are cited: the names of bodies and titles, and the sentences that hold citations, as data."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from evenhand.citation import VerificationStatus
from evenhand.finding import Finding, is_fatal
from evenhand.toml_source import TomlSource, read_toml_file
from evenhand.toml_table import TomlTable

RULE = "GUIDELINE-FILE"
FOLDER = "guidelines"
"""Where a programme's folder keeps what it says of guidelines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work of a body: the title under which it is cited, every name of it, and the section of law that adopts it."""

    title: str
    names: tuple[str, ...]
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Who publishes guidelines: the names texts give it, its works (the first for a text that gives no title), its
    chapters, and the editions that a number names, as year by words.

    Of a licensed body no text is kept anywhere: only names, days and pages.
    """

    id: str
    publisher: str
    licensed: bool
    names: tuple[str, ...]
    works: tuple[Work, ...]
    chapters: tuple[str, ...]
    numbered: Mapping[str, str]
    source: str
    status: VerificationStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A guideline's title as it is cited, with its chapter, the section of law that adopts it, and whose it is.

    With `needs_edition` the words are too common to count without a year or day beside them; `edition_of_pages` is
    the edition meant where pages are cited and no year. Where not `is_guideline` it is a section of law on
    evidence, cited for itself.
    """

    title: str
    names: tuple[str, ...]
    chapter: str
    section: str
    body: str
    needs_edition: bool = False
    edition_of_pages: str = ""
    is_guideline: bool = True

    @property
    def place(self) -> str | None:
        """Chapter and section in one text, as a citation prints them."""
        return "; ".join(filter(None, (self.chapter, self.section))) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """Everything a reader of citations knows by name.

    `schedule_statements` and `outside_statements` are the sentences that a citation of the schedule, and of anything
    else, follows; `also` begins a further one inside them; `silent` speaks of a guideline and cites none.
    """

    bodies: Mapping[str, Body]
    titles: tuple[Title, ...]
    schedule_statements: tuple[str, ...]
    outside_statements: tuple[str, ...]
    silent: tuple[str, ...]
    also: tuple[str, ...]
    schedule_body: str
    section_prefix: str
    section_pattern: str


@cache
def shared_bodies() -> Mapping[str, Body]:
    """The bodies known in every programme, from the table beside this module; raises ValueError where it is broken."""
    findings: list[Finding] = []
    text = (files(__package__) / "bodies.toml").read_text(encoding="utf-8")
    source = TomlSource(data=tomllib.loads(text), file="bodies.toml", lines={})
    bodies = _bodies(TomlTable.root(source, findings, RULE))
    if findings:
        raise ValueError(f"The table of bodies is broken: {findings[0]}")
    return bodies


def _bodies(root: TomlTable) -> dict[str, Body]:
    return {table.name: _body(table) for table in root.named_tables("bodies")}


def _body(table: TomlTable) -> Body:
    body = Body(
        id=table.name,
        publisher=table.text("publisher"),
        licensed=table.flag("licensed"),
        names=table.texts("names"),
        works=tuple(_work(row) for row in table.rows("works")),
        chapters=table.texts("chapters", ()),
        numbered={words: edition for row in table.rows("numbered") for words, edition in _numbered(row)},
        source=table.text("source"),
        status=table.choice("status", VerificationStatus),
    )
    table.finish()
    return body


def _work(row: TomlTable) -> Work:
    work = Work(title=row.text("title"), names=row.texts("names"), section=row.text("section", ""))
    row.finish()
    return work


def _numbered(row: TomlTable) -> Iterable[tuple[str, str]]:
    words, edition = row.texts("words"), row.text("edition")
    row.finish()
    return [(each, edition) for each in words]


def load_conventions(folder: Path) -> tuple[Conventions | None, tuple[Finding, ...]]:
    """The conventions of the programme in a folder, with the bodies known everywhere, and everything wrong with the
    file; None where a fault is fatal or the programme says nothing of guidelines.
    """
    source, findings = read_guideline_file(folder / FOLDER / "conventions.toml")
    if source is None:
        return None, tuple(findings)
    root = TomlTable.root(source, findings, RULE)
    statements = root.table("statements")
    sections = root.table("sections")
    own = _bodies(root)
    conventions = Conventions(
        bodies={**own, **shared_bodies()},
        titles=tuple(_title(row, {**own, **shared_bodies()}) for row in root.rows("titles")),
        schedule_statements=statements.texts("schedule"),
        outside_statements=statements.texts("outside"),
        silent=statements.texts("silent"),
        also=statements.texts("also"),
        schedule_body=next(iter(own), ""),
        section_prefix=sections.text("prefix"),
        section_pattern=sections.text("pattern"),
    )
    for table in (statements, sections, root):
        table.finish()
    return (None if is_fatal(findings) else conventions), tuple(findings)


def _title(row: TomlTable, bodies: Mapping[str, Body]) -> Title:
    title = row.text("title")
    read = Title(
        title=title,
        names=(title, *row.texts("names", ())),
        chapter=row.text("chapter", ""),
        section=row.text("section"),
        body=row.text("body"),
        needs_edition=row.flag("needs_edition", False),
        edition_of_pages=row.text("edition_of_pages", ""),
        is_guideline=row.flag("is_guideline", True),
    )
    row.finish()
    if read.body not in bodies:
        row.fault("body", f"{read.body!r} is no body", f"one of {', '.join(bodies)}")
    return read


def read_guideline_file(path: Path) -> tuple[TomlSource | None, list[Finding]]:
    """A file of a programme's guidelines with everything wrong in it; None with a fatal Finding where it is missing or
    cannot be read.
    """
    source, findings = read_toml_file(path, RULE, "This file of the programme's guidelines cannot be read")
    return source, list(findings)
