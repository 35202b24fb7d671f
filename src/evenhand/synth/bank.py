"""Banks of made-up papers: what a programme's papers look like, as data, to print files of nobody from."""

from dataclasses import dataclass
from pathlib import Path

from evenhand.finding import Finding, is_fatal
from evenhand.toml_source import read_toml_file
from evenhand.toml_table import TomlTable

BANKS = ("build", "trial", "later", "report")
"""The banks of a programme: the one the tables that tell types apart are built on, and the one figures come from."""
RULE = "SYNTH-BANK"
WHEN = ("first", "visit", "test", "therapy", "operation", "late", "request", "decision", "after", "any")
"""When in a story a paper is written."""
SHEETS = ("index", "separator")
"""Papers that are written about the file, not in the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One sort of paper: its type, what others call it, who writes it and when, how often, and its lines."""

    number: int
    type: str
    called: tuple[str, ...]
    by: str
    when: str
    weight: int
    letterhead: str
    header: bool
    long: bool
    undated: bool
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """A bank: ways to write days, running headers, page numbers and lists, the words that fill slots, the papers.

    `regions` holds for each region of the body the words that belong together.
    """

    name: str
    dates: tuple[str, ...]
    running: tuple[str, ...]
    numbering: tuple[str, ...]
    changed: tuple[str, ...]
    cite: tuple[str, ...]
    index_row: tuple[str, ...]
    copy_stamps: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    regions: dict[str, dict[str, tuple[str, ...]]]
    papers: tuple[Paper, ...]


def load_bank(folder: Path, name: str) -> tuple[Bank | None, tuple[Finding, ...]]:
    """The bank of a name of the programme in `folder`, and what is wrong with its file; None where that is fatal."""
    path = folder / "synthetic" / f"{name}.toml"
    source, faults = read_toml_file(path, RULE, f"The programme has no readable bank of made-up papers {path.name}")
    findings = list(faults)
    if source is None:
        return None, tuple(findings)
    bank = _bank(TomlTable.root(source, findings, RULE), name)
    return (None if is_fatal(findings) else bank), tuple(findings)


def _bank(table: TomlTable, name: str) -> Bank:
    bank = Bank(
        name=name,
        dates=table.texts("dates"),
        running=table.texts("running"),
        numbering=(*table.table("numbering").texts("ways"), ""),
        changed=table.texts("changed"),
        cite=table.texts("cite"),
        index_row=table.texts("index_row"),
        copy_stamps=table.texts("copy_stamps"),
        words=_lists(table.table("words")),
        regions={region.name: _lists(region) for region in table.named_tables("regions")},
        papers=tuple(_paper(number, row) for number, row in enumerate(table.rows("papers"))),
    )
    table.finish()
    return bank


def _lists(table: TomlTable) -> dict[str, tuple[str, ...]]:
    return {name: table.texts(name) for name in table.names()}


def _paper(number: int, row: TomlTable) -> Paper:
    when = row.text("when")
    if when not in WHEN + SHEETS:
        row.fault("when", f"{when!r} is no time of a story", f"one of {', '.join(WHEN + SHEETS)}")
    paper = Paper(
        number=number,
        type=row.text("type"),
        called=row.texts("called"),
        by=row.text("by"),
        when=when,
        weight=row.whole("weight", 1),
        letterhead=row.text("letterhead", ""),
        header=row.flag("header", False),
        long=row.flag("long", False),
        undated=row.flag("undated", False),
        body=tuple(row.text("body").strip("\n").split("\n")),
    )
    row.finish()
    return paper
