"""What a programme says of the papers in a record: their types, and the words by which they are told apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evenhand.finding import Finding, is_fatal
from evenhand.records.plain_words import plain
from evenhand.records.word_model import WordModel, load_word_model
from evenhand.toml_source import read_toml_file
from evenhand.toml_table import TomlTable

RULE = "RECORD-WORDS"
_HEAVIEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentType:
    """A type of document. All words are plain (see `plain_words`).

    `titles` decide where one is a heading; so do headings that have a word of every group of a row of `groups`; `hints`
    need the text to agree; `phrases` weigh from 0 to 5; `service` are the labels of the day of service, the surest
    first, `last_resort` those that count where none of these stands; `cites` are what others call such a paper. Of a
    type with `many_visits` (under `visit_columns`, or at the head of lines) the last counts; one `by_person` is written
    by whose record it is; who `asks` is the author of what is asked; one type `lists_reviewed` what its author was
    given; the `fallback` is what is of no other type; a `brief` one has not the parts of a report;
    `written_by` are the parts that authors of nothing else play.
    """

    id: str
    name: str
    role: str
    titles: tuple[str, ...]
    groups: tuple[tuple[frozenset[str], ...], ...]
    hints: tuple[str, ...]
    cites: tuple[str, ...]
    service: tuple[str, ...]
    phrases: Mapping[str, int]
    example: str
    visit_columns: tuple[str, ...] = ()
    last_resort: tuple[str, ...] = ()
    written_by: tuple[str, ...] = ()
    many_visits: bool = False
    by_person: bool = False
    asks: bool = False
    lists_reviewed: bool = False
    fallback: bool = False
    brief: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordWords:
    """All words of a programme's papers: the types by id, and the labels of days and names, plain."""

    types: Mapping[str, DocumentType]
    other_days: frozenset[str]
    report_days: frozenset[str]
    person: frozenset[str]
    born: frozenset[str]
    injured: frozenset[str]
    author: tuple[str, ...]
    other_names: frozenset[str]
    sections: frozenset[str]
    report_parts: tuple[tuple[str, ...], ...]
    reviewed_headings: tuple[str, ...]
    reviewed_groups: tuple[tuple[frozenset[str], ...], ...]
    model: WordModel

    @property
    def brief(self) -> tuple[str, ...]:
        """The ids of the types that have not the parts of a report."""
        return tuple(kind.id for kind in self.types.values() if kind.brief)

    @property
    def fallback(self) -> str:
        """The id of the type of what is of no other."""
        return next(kind.id for kind in self.types.values() if kind.fallback)


def load_record_words(folder: Path) -> tuple[RecordWords | None, tuple[Finding, ...]]:
    """The words of the programme in `folder`, from `records/types.toml`, and what is wrong there; None where fatal."""
    path = folder / "records" / "types.toml"
    source, faults_of_file = read_toml_file(path, RULE, "The programme says nothing readable of the papers in a record")
    findings = list(faults_of_file)
    if source is None:
        return None, tuple(findings)
    model, faults = load_word_model(folder)
    findings += faults
    if model is None:
        return None, tuple(findings)
    words = _words(TomlTable.root(source, findings, RULE), model)
    return (None if is_fatal(findings) else words), tuple(findings)


def _words(table: TomlTable, model: WordModel) -> RecordWords:
    if table.text("status") not in ("editorial", "approved"):
        table.fault("status", "This is no standing", "editorial or approved")
    table.text("approver")
    words = RecordWords(
        types={kind.name: _type(kind) for kind in table.named_tables("types")},
        other_days=frozenset(_plain(table, "other_days")),
        report_days=frozenset(_plain(table, "report_days")),
        person=frozenset(_plain(table, "person")),
        born=frozenset(_plain(table, "born")),
        injured=frozenset(_plain(table, "injured")),
        author=_plain(table, "author"),
        other_names=frozenset(_plain(table, "other_names")),
        sections=frozenset(_plain(table, "sections")),
        report_parts=tuple(tuple(plain(heading) for heading in part) for part in table.lists("report_parts")),
        reviewed_headings=_plain(table, "reviewed_headings"),
        reviewed_groups=tuple(_groups(table, "reviewed_groups")),
        model=model,
    )
    if sum(kind.fallback for kind in words.types.values()) != 1:
        table.fault("types", "Not one type is the fallback", "one type with fallback = true")
    table.finish()
    return words


def _type(table: TomlTable) -> DocumentType:
    phrases = table.table("phrases")
    weights = {plain(name): phrases.whole(name) for name in phrases.names()}
    for name, weight in weights.items():
        if not 0 <= weight <= _HEAVIEST:
            phrases.fault(name, f"{weight} is no weight", f"a whole number from 0 to {_HEAVIEST}")
    kind = DocumentType(
        id=table.name,
        name=table.text("name"),
        role=table.text("role", ""),
        titles=_plain(table, "titles"),
        groups=tuple(_groups(table, "groups")),
        hints=_plain(table, "hints"),
        cites=_plain(table, "cites"),
        service=_plain(table, "service"),
        phrases={name: weight for name, weight in weights.items() if weight},
        example=table.text("example"),
        visit_columns=_plain(table, "visit_columns") if "visit_columns" in table else (),
        written_by=table.texts("written_by") if "written_by" in table else (),
        last_resort=_plain(table, "last_resort") if "last_resort" in table else (),
        many_visits=table.flag("many_visits", False),
        by_person=table.flag("by_person", False),
        asks=table.flag("asks", False),
        lists_reviewed=table.flag("lists_reviewed", False),
        fallback=table.flag("fallback", False),
        brief=table.flag("brief", False),
    )
    table.finish()
    return kind


def _groups(table: TomlTable, key: str) -> Iterator[tuple[frozenset[str], ...]]:
    for row in table.lists(key):
        yield tuple(frozenset(plain(word) for word in group.split("|") if plain(word)) for group in row)


def _plain(table: TomlTable, key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for text in table.texts(key) if (word := plain(text))))
