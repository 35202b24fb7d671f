"""The wording of one letter in one language, as a model: blocks of words with blanks, not yet of any case."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.letter.house_words import HouseWords
from evenhand.letter.kind import Kind
from evenhand.letter.phrase import Blank, Phrase, blanks_of

_STALE = FindingKind(
    rule="LETTER-STALE",
    severity=Severity.FATAL,
    message="The words of the {what} have changed since they were translated (stored hash {stored}).",
    expected='translates = "{digest}"',
    remedy="Translate the words as they stand now, then store the hash.",
)
_UNLIKE = FindingKind(
    rule="LETTER-STALE",
    severity=Severity.FATAL,
    message="{what}.",
    expected="{expected}",
)


class Tone(StrEnum):
    """What a notice box is for."""

    NOTE = "note"
    SAFETY = "safety"
    """Stopping or changing something suddenly may harm."""
    DRAFT = "draft"
    """The page is not what it seems: wording not approved, data made up."""


class Weight(StrEnum):
    """How a paragraph stands out."""

    PLAIN = "plain"
    LEAD = "lead"
    """The sentence a reader must not miss."""
    SMALL = "small"


class Align(StrEnum):
    """Where the words of a column stand."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A fact of the case that must hold, or must not, for words to be printed.

    A value holds unless it is False, None, zero, or an empty text or sequence.
    """

    name: str
    negated: bool = False


Conditions = tuple[Condition, ...]
"""All of them must hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a letter: its id, where it stands in its file, when it is printed, and what its words hash to.

    `translates` is the hash of the block it translates, as stored by the translator; `satisfies` names the items of the
    notice's rule on contents that the block answers; `acts` marks what a reader must act on, whose words are measured.
    """

    id: str
    place: Place
    digest: str
    when: Conditions = ()
    translates: str = ""
    satisfies: tuple[str, ...] = ()
    acts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """A heading, level 1 (a section) to 3."""

    level: int
    words: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """One or more paragraphs; `speaks` is the language of the words, where it is not that of the letter."""

    words: tuple[Phrase, ...]
    weight: Weight = Weight.PLAIN
    speaks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A point of a list."""

    words: Phrase
    when: Conditions = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf(Block):
    """A list: its points one by one, or (`of`) one point for each element of a sequence of the case."""

    items: tuple[Item, ...]
    numbered: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its heading, its share of the width, and where its words stand."""

    head: Phrase
    width: int = 1
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: one phrase for each column."""

    cells: tuple[Phrase, ...]
    when: Conditions = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """A table: its rows one by one, or (`of`) one row for each element of a sequence of the case.

    With `row_headers` the first cell of each row heads it.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    of: str = ""
    caption: Phrase = ()
    row_headers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A label and what the case says under it."""

    label: Phrase
    words: Phrase
    when: Conditions = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGrid(Block):
    """A grid of labels and values, `across` of them side by side: the head of a letter."""

    facts: tuple[Labelled, ...]
    across: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Block):
    """Lines one under the other."""

    lines: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Block):
    """A box that a reader must see."""

    tone: Tone
    title: Phrase
    words: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Block):
    """Blocks that stand or fall together, or (`of`) are printed once for each element of a sequence of the case."""

    blocks: tuple[Block, ...]
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who approved the wording, when, and the hash of what was approved."""

    by: str
    on: dt.date
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A letter's wording in one language.

    `contents` cites what the law wants the letter to contain; `digest` changes with any of its words. `house` are the
    engine's own words in its language.
    """

    name: str
    language: str
    place: Place
    title: Phrase
    footer: Phrase
    sender: Phrase
    contents: tuple[str, ...]
    blocks: tuple[Block, ...]
    digest: str
    head_digest: str
    house: HouseWords
    head_translates: str = ""
    approval: Approval | None = None

    @property
    def is_approved(self) -> bool:
        """Whether these very words have been approved."""
        return self.approval is not None and self.approval.digest == self.digest


def digest_of(written: object) -> str:
    """A short hash of words as written, whatever their line ends and indents: twelve hexadecimal digits."""
    return hashlib.sha256(json.dumps(_tidied(written), sort_keys=True, default=str).encode()).hexdigest()[:12]


def _tidied(written: object) -> object:
    if isinstance(written, str):
        return " ".join(written.split())
    if isinstance(written, Mapping):
        return {key: _tidied(value) for key, value in written.items()}
    if isinstance(written, list | tuple):
        return [_tidied(value) for value in written]
    return written


def every_block(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """All blocks in the order of the letter, those inside groups after their group."""
    for block in blocks:
        yield block
        if isinstance(block, Group):
            yield from every_block(block.blocks)


def phrases_of(block: Block) -> Iterator[Phrase]:
    """The phrases of one block, in the order of the letter; those of blocks inside it not."""
    match block:
        case Heading():
            yield block.words
        case Paragraph():
            yield from block.words
        case ListOf():
            yield from (item.words for item in block.items)
        case Table():
            yield from (column.head for column in block.columns)
            yield from (cell for row in block.rows for cell in row.cells)
            yield block.caption
        case FactGrid():
            yield from (phrase for fact in block.facts for phrase in (fact.label, fact.words))
        case Address():
            yield from block.lines
        case Notice():
            yield block.title
            yield from block.words


def blanks(block: Block) -> Iterator[Blank]:
    """The blanks of one block, in the order of the letter."""
    return (blank for phrase in phrases_of(block) for blank in blanks_of(phrase))


def conditions(block: Block) -> Iterator[Condition]:
    """The conditions of one block and of its points, rows and facts."""
    yield from block.when
    match block:
        case ListOf():
            yield from (condition for item in block.items for condition in item.when)
        case Table():
            yield from (condition for row in block.rows for condition in row.when)
        case FactGrid():
            yield from (condition for fact in block.facts for condition in fact.when)


def wants(wording: Wording) -> Mapping[str, frozenset[Kind]]:
    """What the wording asks of a case: each value's name with the kinds of blank it fills.

    A name inside a list, table or group `of` a sequence has the sequence before it (`lines.treatment`), though the case
    may give it once for all. A sequence, or a value only asked whether it holds, stands with no kind.
    """
    wanted: dict[str, set[Kind]] = {}
    for phrase in (wording.title, wording.footer, wording.sender):
        for blank in blanks_of(phrase):
            wanted.setdefault(blank.name, set()).add(blank.kind)
    _gather(wording.blocks, "", wanted)
    return {name: frozenset(kinds) for name, kinds in wanted.items()}


def _gather(blocks: tuple[Block, ...], within: str, wanted: dict[str, set[Kind]]) -> None:
    for block in blocks:
        for condition in conditions(block):
            wanted.setdefault(within + condition.name, set())
        inner = within
        if isinstance(block, Group | ListOf | Table) and block.of:
            wanted.setdefault(within + block.of, set())
            inner = f"{within}{block.of}."
        for blank in blanks(block):
            wanted.setdefault(inner + blank.name, set()).add(blank.kind)
        if isinstance(block, Group):
            _gather(block.blocks, inner, wanted)


def kind_word(block: Block) -> str:
    """The kind of a block as wording files call it."""
    return _KIND_WORDS[type(block)]


_KIND_WORDS: Mapping[type, str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    ListOf: "list",
    Table: "table",
    FactGrid: "facts",
    Address: "address",
    Notice: "notice",
    Group: "group",
}


def stale(translation: Wording, original: Wording) -> tuple[Finding, ...]:
    """Where a translation no longer says what its original says.

    Each block of the translation stores the hash of the block it translates: another hash means that the original
    has changed since. Blocks left out or added, other conditions and other blanks are Findings too, for a translation
    that drops the last day to appeal is worse than none.
    """
    findings: list[Finding] = []
    if translation.head_translates != original.head_digest:
        findings.append(
            _STALE.at(
                translation.place,
                what="title and foot",
                stored=translation.head_translates or "none",
                digest=original.head_digest,
            )
        )
    theirs = {block.id: block for block in every_block(original.blocks)}
    ours = {block.id: block for block in every_block(translation.blocks)}
    for missing in (name for name in theirs if name not in ours):
        block = theirs[missing]
        message = f"The block {missing!r} of the {original.language} wording is not translated"
        expected = f"a block of the kind {kind_word(block)!r} with that id"
        findings.append(_UNLIKE.at(translation.place, what=message, expected=expected))
    for name, block in ours.items():
        if name in theirs:
            findings += _compared(block, theirs[name])
            continue
        message = f"The block {name!r} translates nothing"
        findings.append(_UNLIKE.at(block.place, what=message, expected=f"the id of a block in {original.language}"))
    if not findings and list(ours) != list(theirs):
        message = "The blocks stand in another order"
        findings.append(_UNLIKE.at(translation.place, what=message, expected="the order of the original"))
    return tuple(findings)


def _compared(block: Block, original: Block) -> Iterator[Finding]:
    if block.translates != original.digest:
        yield _STALE.at(
            block.place, what=f"block {block.id!r}", stored=block.translates or "none", digest=original.digest
        )
    if type(block) is not type(original) or set(conditions(block)) != set(conditions(original)):
        message = f"The block {block.id!r} is of another kind or is printed in other cases than its original"
        yield _UNLIKE.at(block.place, what=message, expected="the kind and the conditions of the original")
    if block.acts != original.acts:
        message = f"The block {block.id!r} is marked otherwise than its original"
        yield _UNLIKE.at(block.place, what=message, expected=f"act = {str(original.acts).lower()}")
    asked, answered = (sorted((blank.name, blank.kind) for blank in blanks(each)) for each in (original, block))
    if asked != answered:
        wanted = ", ".join(f"{{{name}:{kind}}}" for name, kind in asked) or "none"
        yield _UNLIKE.at(
            block.place,
            what=f"The block {block.id!r} has other blanks than its original",
            expected=f"the blanks {wanted}",
        )
