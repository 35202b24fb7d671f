"""Reading a letter's wording from its TOML file: every fault of the file is said at once, with line and key."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path as FilePath
from typing import Any

from evenhand.finding import Finding, FindingKind, Place, Severity, is_fatal
from evenhand.letter.characters import Unprintable, character_name
from evenhand.letter.house_words import HOUSE_WORDS, LANGUAGES, HouseWords, house_words
from evenhand.letter.kind import Kind, is_language, plural_forms
from evenhand.letter.phrase import Blank, Phrase, Run, blanks_of, parse_phrase
from evenhand.letter.value import clean
from evenhand.letter.wording import (
    Address,
    Align,
    Approval,
    Block,
    Column,
    Condition,
    Conditions,
    FactGrid,
    Group,
    Heading,
    Item,
    Labelled,
    ListOf,
    Notice,
    Paragraph,
    Row,
    Table,
    Tone,
    Weight,
    Wording,
    digest_of,
    every_block,
    phrases_of,
)
from evenhand.plain_file import plain_text
from evenhand.toml_source import TomlSource, read_toml
from evenhand.toml_table import TomlTable

RULE = "LETTER-WORDING"
_UNREADABLE = FindingKind(
    rule=RULE,
    severity=Severity.FATAL,
    message="{what}.",
    expected="{expected}",
)
_BESIDE_THE_WORDS = frozenset({"id", "translates", "satisfies", "act", "block"})
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class BlockKind(StrEnum):
    """The kinds of block a wording file may hold."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    FACTS = "facts"
    ADDRESS = "address"
    NOTICE = "notice"
    GROUP = "group"


_MEASURED = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.NOTICE})
"""The kinds of block that hold sentences."""


def load_wording(
    path: FilePath, unprintable: Unprintable, programme: FilePath | None = None
) -> tuple[Wording | None, tuple[Finding, ...]]:
    """Read the wording file at `path` (UTF-8); a file that is missing or not text is a Finding like any other fault.

    `unprintable` is asked about the characters of its words; `programme` is the folder of its programme, where that is
    not the one around its own.
    """
    try:
        text = plain_text(path)
    except (OSError, UnicodeDecodeError) as error:
        return None, (
            _UNREADABLE.at(
                Place(file=path.name), what=f"The wording file cannot be read: {error}", expected="a UTF-8 file"
            ),
        )
    return read_wording(text, path.name, unprintable, programme or path.parent.parent)


def read_wording(
    text: str, file: str, unprintable: Unprintable, programme: FilePath | None = None
) -> tuple[Wording | None, tuple[Finding, ...]]:
    """Read the wording in `text`, named `file` in Findings; None where any of them is fatal. `programme` is the folder
    of the programme it belongs to, which may speak further languages.
    """
    source, findings = read_toml(text, file)
    if source is None:
        return None, findings
    faults: list[Finding] = []
    wording = _WordingReader(source, faults, unprintable, programme).wording()
    return (None if is_fatal(faults) else wording), tuple(faults)


class _WordingReader:
    """One reading of a wording file."""

    def __init__(
        self, source: TomlSource, findings: list[Finding], unprintable: Unprintable, programme: FilePath | None
    ) -> None:
        self.source, self.unprintable, self.programme = source, unprintable, programme
        self.root = TomlTable.root(source, findings, RULE)
        self.language = ""

    def wording(self) -> Wording:
        head = self.root.table("letter")
        house = self._house(head)
        written_head = {key: _raw(self.source, ("letter", key)) for key in ("title", "footer", "sender")}
        blocks = tuple(self._blocks(self.root))
        written = [self.language, written_head, [(block.id, block.digest) for block in every_block(blocks)]]
        wording = Wording(
            name=head.text("name"),
            language=self.language,
            place=self.source.place("letter"),
            title=self._phrase(head, "title"),
            footer=self._phrase(head, "footer"),
            sender=self._phrase(head, "sender") if "sender" in head else (),
            contents=head.texts("contents", ()),
            blocks=blocks,
            head_digest=digest_of(written_head),
            head_translates=head.text("translates", ""),
            digest=digest_of(written),
            house=house,
            approval=self._approval(),
        )
        head.finish()
        self.root.finish()
        self._check_ids(wording)
        return wording

    def _house(self, head: TomlTable) -> HouseWords:
        """The engine's words in the language of the head; in English where there are none, which is said."""
        self.language = head.text("language")
        words, faults = house_words(self.programme or FilePath(), self.language)
        self.root.findings += faults
        if words is not None and is_language(self.language):
            return words
        if not faults:
            expected = f"one of {', '.join(HOUSE_WORDS)}, or a file {LANGUAGES}/{self.language}.toml of the programme"
            head.fault("language", f"The engine has no words of its own in the language {self.language!r}", expected)
        self.language = next(iter(HOUSE_WORDS))
        return HOUSE_WORDS[self.language]

    def _approval(self) -> Approval | None:
        if "approval" not in self.root:
            return None
        table = self.root.table("approval")
        approval = Approval(by=table.text("by"), on=table.day("on"), digest=table.text("hash"))
        table.finish()
        return approval

    def _blocks(self, parent: TomlTable) -> Iterator[Block]:
        for table in parent.rows("block"):
            kind = table.choice("kind", BlockKind)
            frame: dict[str, Any] = {
                "id": table.text("id"),
                "place": self.source.place(*table.path),
                "digest": digest_of(_own_words(_raw(self.source, table.path))),
                "when": self._when(table),
                "translates": table.text("translates", ""),
                "satisfies": table.texts("satisfies", ()),
                "acts": self._acts(table, kind),
            }
            yield _READERS[kind](self, table, frame)
            table.finish()

    def _acts(self, table: TomlTable, kind: BlockKind) -> bool:
        acts = table.flag("act", False)
        if acts and kind not in _MEASURED:
            table.fault("act", f"The words of a {kind} are not measured", f"a {', '.join(sorted(_MEASURED))}")
        return acts

    def _check_ids(self, wording: Wording) -> None:
        """Say ids given twice, and links that lead to no heading printed just once."""
        lines: dict[str, int | None] = {}
        for block in every_block(wording.blocks):
            if block.id and not _ID.fullmatch(block.id):
                message = f"The id {block.id!r} cannot stand in a link"
                self.root.findings.append(
                    _UNREADABLE.at(block.place, what=message, expected="small letters, digits and hyphens")
                )
            if block.id in lines and block.id:
                message = f"The id {block.id!r} is given twice, first on line {lines[block.id]}"
                self.root.findings.append(_UNREADABLE.at(block.place, what=message, expected="each id once"))
            lines.setdefault(block.id, block.place.line)
        targets = {block.id for block in _printed_once(wording.blocks) if isinstance(block, Heading)}
        for block in every_block(wording.blocks):
            for link in _links(block):
                if link.startswith("#") and link[1:] not in targets:
                    message = f"A link leads to {link}, and no heading printed just once has that id"
                    self.root.findings.append(
                        _UNREADABLE.at(block.place, what=message, expected=f"one of {', '.join(sorted(targets))}")
                    )

    def _when(self, table: TomlTable) -> Conditions:
        raw = _raw(self.source, (*table.path, "when"))
        names = (table.text("when"),) if isinstance(raw, str) else table.texts("when", ())
        conditions = []
        for name in names:
            negated = name.startswith("not ")
            name = name.removeprefix("not ").strip()
            if not name.isidentifier():
                table.fault("when", f"The condition {name!r} is not the name of a value", 'a name, or "not" and a name')
            conditions.append(Condition(name=name, negated=negated))
        return tuple(conditions)

    def _phrase(self, table: TomlTable, key: str) -> Phrase:
        """One phrase; no blank in it fills several paragraphs or lines."""
        return self._sentence(table, key, table.text(key))

    def _sentence(self, table: TomlTable, key: str, text: str) -> Phrase:
        phrase = self._parsed(table, key, text)
        for blank in blanks_of(phrase):
            if blank.kind in (Kind.PROSE, Kind.LINES):
                place = "a paragraph or a notice" if blank.kind is Kind.PROSE else "a line of an address"
                table.fault(key, f"The blank {{{blank.name}:{blank.kind}}} cannot stand here", f"it alone in {place}")
        return phrase

    def _paragraphs(self, table: TomlTable, key: str) -> tuple[Phrase, ...]:
        """Phrases divided by empty lines; a blank of prose is alone in its own."""
        parts = table.text(key).split("\n\n")
        return tuple(self._alone(table, key, part, Kind.PROSE) for part in parts if part.strip())

    def _alone(self, table: TomlTable, key: str, text: str, several: Kind) -> Phrase:
        phrase = self._parsed(table, key, text)
        for blank in blanks_of(phrase):
            if blank.kind in (Kind.PROSE, Kind.LINES) and (blank.kind is not several or len(phrase) > 1):
                table.fault(key, f"The blank {{{blank.name}:{blank.kind}}} has neighbours here", "it alone")
        return phrase

    def _parsed(self, table: TomlTable, key: str, text: str) -> Phrase:
        seen, taken = clean(text)
        phrase, faults = parse_phrase(seen)
        for message, expected in faults:
            table.fault(key, message, expected)
        if taken:
            table.fault(key, f"The words hold {', '.join(taken)}", "characters that can be seen")
        if missing := self.unprintable(seen):
            names = ", ".join(map(character_name, missing))
            table.fault(key, f"No font on this machine prints {names}", "characters that can be printed")
        for blank in blanks_of(phrase):
            wanted = plural_forms(self.language)
            if blank.forms and len(blank.forms) != len(wanted):
                message = f"The blank {{{blank.name}:{blank.kind}}} has {len(blank.forms)} words for its number"
                table.fault(key, message, f"{len(wanted)} with / between them, for {' and '.join(wanted)}")
        return phrase

    def _at_least_one(self, table: TomlTable, key: str, rows: tuple[Any, ...]) -> None:
        if not rows:
            table.fault(key, f"The block has no {key}", f"at least one {key}")

    def _heading(self, table: TomlTable, frame: dict[str, Any]) -> Block:
        level = table.whole("level")
        if level not in (1, 2, 3) and "level" in table:
            table.fault("level", f"The heading is of level {level}", "1, 2 or 3")
        return Heading(**frame, level=level, words=self._phrase(table, "text"))

    def _paragraph(self, table: TomlTable, frame: dict[str, Any]) -> Block:
        weight = table.choice("weight", Weight, Weight.PLAIN)
        words, speaks = self._paragraphs(table, "text"), table.text("speaks", "")
        if speaks and not is_language(speaks):
            table.fault("speaks", f"{speaks!r} is no language", "the tag of a language, as es or fr")
        return Paragraph(**frame, words=words, weight=weight, speaks=speaks)

    def _list(self, table: TomlTable, frame: dict[str, Any]) -> Block:
        of = table.text("of", "")
        items = tuple(Item(words=self._sentence(table, "items", text)) for text in table.texts("items", ()))
        for row in table.rows("item"):
            items += (Item(words=self._phrase(row, "text"), when=self._when(row)),)
            row.finish()
        self._at_least_one(table, "item", items)
        return ListOf(**frame, items=items, numbered=table.flag("numbered", False), of=of)

    def _table(self, table: TomlTable, frame: dict[str, Any]) -> Block:
        of = table.text("of", "")
        columns, cells = [], []
        for row in table.rows("column"):
            columns.append(self._column(row))
            if of:
                cells.append(self._phrase(row, "text"))
            row.finish()
        self._at_least_one(table, "column", tuple(columns))
        rows = (Row(cells=tuple(cells)),) if of else tuple(self._row(row, len(columns)) for row in table.rows("row"))
        self._at_least_one(table, "row", rows)
        caption = self._phrase(table, "caption") if "caption" in table else ()
        row_headers = table.flag("row_headers", False)
        return Table(**frame, columns=tuple(columns), rows=rows, of=of, caption=caption, row_headers=row_headers)

    def _column(self, table: TomlTable) -> Column:
        width = table.whole("width", 1)
        if not 1 <= width <= 12:
            table.fault("width", f"The column is {width} wide", "a share of the width from 1 to 12")
        return Column(head=self._phrase(table, "head"), width=width, align=table.choice("align", Align, Align.LEFT))

    def _row(self, table: TomlTable, width: int) -> Row:
        cells = tuple(self._sentence(table, "cells", text) for text in table.texts("cells"))
        if len(cells) != width:
            table.fault("cells", f"The row has {len(cells)} cells", f"one for each of the {width} columns")
        row = Row(cells=cells, when=self._when(table))
        table.finish()
        return row

    def _facts(self, table: TomlTable, frame: dict[str, Any]) -> Block:
        facts: tuple[Labelled, ...] = ()
        for row in table.rows("row"):
            label, words = self._phrase(row, "label"), self._phrase(row, "text")
            facts += (Labelled(label=label, words=words, when=self._when(row)),)
            row.finish()
        self._at_least_one(table, "row", facts)
        across = table.whole("across", 3)
        if not 1 <= across <= 4:
            table.fault("across", f"The grid is {across} across", "1 to 4")
        return FactGrid(**frame, facts=facts, across=across)

    def _address(self, table: TomlTable, frame: dict[str, Any]) -> Block:
        lines = tuple(self._alone(table, "lines", line, Kind.LINES) for line in table.texts("lines"))
        return Address(**frame, lines=lines)

    def _notice(self, table: TomlTable, frame: dict[str, Any]) -> Block:
        tone, title = table.choice("tone", Tone), self._phrase(table, "title")
        return Notice(**frame, tone=tone, title=title, words=self._paragraphs(table, "text"))

    def _group(self, table: TomlTable, frame: dict[str, Any]) -> Block:
        blocks = tuple(self._blocks(table))
        self._at_least_one(table, "block", blocks)
        return Group(**frame, blocks=blocks, of=table.text("of", ""))


_READERS: dict[BlockKind, Callable[[_WordingReader, TomlTable, dict[str, Any]], Block]] = {
    BlockKind.HEADING: _WordingReader._heading,
    BlockKind.PARAGRAPH: _WordingReader._paragraph,
    BlockKind.LIST: _WordingReader._list,
    BlockKind.TABLE: _WordingReader._table,
    BlockKind.FACTS: _WordingReader._facts,
    BlockKind.ADDRESS: _WordingReader._address,
    BlockKind.NOTICE: _WordingReader._notice,
    BlockKind.GROUP: _WordingReader._group,
}


def _raw(source: TomlSource, path: tuple[str | int, ...]) -> Any:
    """What stands at `path` as written; None where nothing does."""
    node: Any = source.data
    for step in path:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return None
    return node


def _own_words(written: Any) -> Any:
    """A block as written, without its id, the blocks inside it, what its translator stored and what the check asks of
    it.
    """
    if not isinstance(written, dict):
        return written
    return {key: value for key, value in written.items() if key not in _BESIDE_THE_WORDS}


def _printed_once(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Group) and not block.of:
            yield from _printed_once(block.blocks)


def _links(block: Block) -> Iterator[str]:
    parts: Iterator[Run | Blank] = (part for phrase in phrases_of(block) for part in phrase)
    return (part.look.link for part in parts if part.look.link)
