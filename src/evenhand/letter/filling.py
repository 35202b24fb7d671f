"""Making out a letter: a wording filled with the values of a case becomes a Document.

Every blank without a value, every value of the wrong kind and every character that no font prints is said at once; a
letter with a hole in it is never made.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from evenhand.finding import Finding, FindingKind, Place, Provenance, Severity, is_fatal, weakest
from evenhand.letter import document as made
from evenhand.letter import wording as worded
from evenhand.letter.characters import FONTS_VARIABLE, Unprintable, character_name
from evenhand.letter.kind import EXPECTED, Kind, fits, in_words
from evenhand.letter.phrase import Blank, Look, Phrase, Run
from evenhand.letter.value import Fact, Scope, Values, clean

RULE_VALUE = "LETTER-VALUE"
RULE_CHARACTER = "LETTER-CHARACTER"
RULE_APPROVAL = "LETTER-APPROVAL"
_NO_VALUE = FindingKind(
    rule=RULE_VALUE,
    severity=Severity.FATAL,
    message="{what}.",
    expected="{expected}",
    remedy="Give the value with the case, or print the block only when the value is there.",
)
_LEFT_OUT = FindingKind(rule=RULE_CHARACTER, severity=Severity.NOTE)
_UNPRINTABLE = FindingKind(
    rule=RULE_CHARACTER,
    severity=Severity.FATAL,
    message="{name} holds characters that no font on this machine prints: {characters}.",
    expected="characters that can be printed, for a letter is never made with blanks in a name",
    remedy="Install the extra `fonts`, or name a folder that has a font for it in {variable}.",
)
_UNAPPROVED = FindingKind(
    rule=RULE_APPROVAL,
    message="The wording of {wording.name} ({wording.language}) {how}.",
    expected='an [approval] table with by, on and hash = "{wording.digest}"',
    remedy="Have the wording read and approved by the one who answers for it.",
)

_REVIEWERS = "reviewer_count"
_WRITTEN_BY_PEOPLE = frozenset({Kind.TEXT, Kind.PROSE, Kind.LINES, Kind.LINK, Kind.LIST, Kind.INSTANT})
"""Kinds whose words may hold any character; the others are made of digits and the words of the language."""


class Boxes(NamedTuple):
    """What a letter is headed by: that its law exists nowhere, that everything in it is a demonstration's."""

    is_made_up: bool = False
    is_demonstration: bool = False


_NO_BOXES = Boxes()


def document(
    wording: worded.Wording, values: Values, unprintable: Unprintable, boxes: Boxes = _NO_BOXES
) -> tuple[made.Document | None, tuple[Finding, ...]]:
    """Fill the blanks of `wording` with `values`; None where a value is missing, does not fit or cannot be printed.

    `boxes` say what heads the letter. Wording that has not been approved is printed with a notice that says so, and is
    a Finding; facts that are assumed or illustrative are marked where they stand, and the marks are explained at the
    end. `unprintable` is asked about every character that people wrote.
    """
    filling = _Filling(wording, unprintable)
    scope = Scope(values=values)
    filling.anchors = frozenset(_anchors(wording.blocks, scope))
    blocks = tuple(filling.blocks(wording.blocks, scope))
    result = made.Document(
        name=wording.name,
        language=wording.language,
        title=filling.inline(wording.title, scope, wording.place),
        sender=filling.inline(wording.sender, scope, wording.place),
        footer=filling.inline(wording.footer, scope, wording.place),
        page_words=(filling.house.page, filling.house.of),
        blocks=(
            *filling.boxes(boxes),
            *filling.draft_notice(),
            *blocks,
            *filling.several_reviewers(scope),
            *filling.key_to_marks(),
        ),
        provenance=weakest(provenance for provenance, _ in filling.marks),
    )
    findings = tuple(dict.fromkeys(filling.findings))
    return (None if is_fatal(findings) else result), findings


class _Filling:
    """One letter being made out: what was found wrong, and which facts are marked with which letter."""

    def __init__(self, wording: worded.Wording, unprintable: Unprintable) -> None:
        self.wording, self.unprintable = wording, unprintable
        self.house = wording.house
        self.findings: list[Finding] = []
        self.marks: dict[tuple[Provenance, str], str] = {}
        self.anchors: frozenset[str] = frozenset()

    def blocks(self, blocks: Iterable[worded.Block], scope: Scope, suffix: str = "") -> Iterator[made.Block]:
        """The blocks that are printed for the case; `suffix` tells apart the ids of a group printed several times."""
        for block in blocks:
            if self._holds(block.when, scope, block.place):
                yield from self._block(block, scope, suffix)

    def _block(self, block: worded.Block, scope: Scope, suffix: str) -> Iterator[made.Block]:
        place = block.place
        match block:
            case worded.Heading():
                words = self.inline(block.words, scope, place)
                yield made.Heading(id=block.id + suffix, level=block.level, words=words)
            case worded.Paragraph():
                for words in self._paragraphs(block.words, scope, place):
                    yield made.Paragraph(words=words, weight=block.weight, acts=block.acts, language=block.speaks)
            case worded.ListOf():
                if items := tuple(self._items(block, scope)):
                    yield made.ListOf(items=items, numbered=block.numbered, acts=block.acts)
            case worded.Table():
                yield from self._table(block, scope)
            case worded.FactGrid():
                facts = (fact for fact in block.facts if self._holds(fact.when, scope, place))
                pairs = (
                    (self.inline(fact.label, scope, place), self.inline(fact.words, scope, place)) for fact in facts
                )
                if printed := tuple(pairs):
                    yield made.FactGrid(facts=printed, across=block.across)
            case worded.Address():
                yield made.Address(lines=tuple(self._paragraphs(block.lines, scope, place)))
            case worded.Notice():
                title, paragraphs = self.inline(block.title, scope, place), self._paragraphs(block.words, scope, place)
                yield made.Notice(tone=block.tone, title=title, paragraphs=tuple(paragraphs), acts=block.acts)
            case worded.Group():
                for number, inner in enumerate(self._elements(block.of, scope, place), 1):
                    yield from self.blocks(block.blocks, inner, f"{suffix}.{number}" if block.of else suffix)

    def _items(self, block: worded.ListOf, scope: Scope) -> Iterator[made.Inline]:
        for inner in self._elements(block.of, scope, block.place):
            for item in block.items:
                if self._holds(item.when, inner, block.place):
                    yield self.inline(item.words, inner, block.place)

    def _table(self, block: worded.Table, scope: Scope) -> Iterator[made.Table]:
        rows = tuple(
            tuple(self.inline(cell, inner, block.place) for cell in row.cells)
            for inner in self._elements(block.of, scope, block.place)
            for row in block.rows
            if self._holds(row.when, inner, block.place)
        )
        if rows:
            yield made.Table(
                head=tuple(self.inline(column.head, scope, block.place) for column in block.columns),
                rows=rows,
                widths=tuple(column.width for column in block.columns),
                aligns=tuple(column.align for column in block.columns),
                caption=self.inline(block.caption, scope, block.place),
                row_headers=block.row_headers,
            )

    def _elements(self, of: str, scope: Scope, place: Place) -> tuple[Scope, ...]:
        """The scopes that a block is printed in: of each element of the sequence it names, or the one around it."""
        if not of:
            return (scope,)
        if (elements := scope.elements(of)) is None:
            _, name = scope.find(of)
            self._fault(f"The letter prints something for each of {name}, and no sequence of that name is given", place)
        return elements or ()

    def _holds(self, when: worded.Conditions, scope: Scope, place: Place) -> bool:
        for condition in when:
            fact, name = scope.find(condition.name)
            if fact is None:
                self._fault(f"Whether the letter says something hangs on {name}, and it is not given", place)
        return all(scope.holds(condition.name) != condition.negated for condition in when)

    def _paragraphs(self, phrases: Iterable[Phrase], scope: Scope, place: Place) -> Iterator[made.Inline]:
        """Each phrase filled; one that is a single blank of prose or lines gives as many as it has."""
        for phrase in phrases:
            match phrase:
                case (Blank(kind=Kind.PROSE | Kind.LINES) as blank,):
                    yield from ((run,) for run in self._filled(blank, scope, place))
                case _:
                    yield self.inline(phrase, scope, place)

    def inline(self, phrase: Phrase, scope: Scope, place: Place) -> made.Inline:
        """One phrase filled; neighbours of one look become one run."""
        runs: list[Run] = []
        for part in phrase:
            new = (self._fixed(part),) if isinstance(part, Run) else self._filled(part, scope, place)
            for run in new:
                if runs and not runs[-1].mark and runs[-1].look == run.look:
                    run = Run(text=runs.pop().text + run.text, look=run.look, mark=run.mark)
                runs.append(run)
        return tuple(runs)

    def _fixed(self, run: Run) -> Run:
        is_lost = run.look.link.startswith("#") and run.look.link[1:] not in self.anchors
        return replace(run, look=replace(run.look, link="")) if is_lost else run

    def _filled(self, blank: Blank, scope: Scope, place: Place) -> tuple[Run, ...]:
        """The runs that fill a blank: one, or as many as prose has paragraphs and an address lines."""
        fact, name = scope.find(blank.name)
        if fact is None or fact.value is None or not fits(blank.kind, fact.value):
            self._misfit(blank, fact, name, place)
            return ()
        texts = in_words(blank.kind, fact.value, self.wording.language, blank.forms)
        if blank.kind in _WRITTEN_BY_PEOPLE:
            texts = tuple([cleaned for text in texts if (cleaned := self._cleaned(text, name))])
            if not texts:
                self._misfit(blank, fact, name, place)
                return ()
        look = replace(blank.look, link=str(fact.value)) if blank.kind is Kind.LINK else blank.look
        if not (mark := self._mark(fact)):
            return tuple([Run(text=text, look=look) for text in texts])
        return (
            *(Run(text=text, look=look) for text in texts[:-1]),
            Run(text=texts[-1], look=look, mark=mark),
        )

    def _misfit(self, blank: Blank, fact: Fact | None, name: str, place: Place) -> None:
        spec = f"{{{blank.name}:{blank.kind}}}"
        if fact is None or fact.value is None:
            message = f"The blank {spec} has nothing to fill it: {name} is not given"
        else:
            is_blank = isinstance(fact.value, str) and not clean(fact.value)[0]
            given = "text in which nothing can be seen" if is_blank else f"of type {type(fact.value).__name__}"
            message = f"What is given does not fit the blank {spec}: {name} is {given}"
        self._fault(message, place, EXPECTED[blank.kind])

    def _cleaned(self, text: str, name: str) -> str:
        cleaned, taken = clean(text)
        if taken:
            message = f"Characters of {name} that cannot be seen were left out of the letter: {', '.join(taken)}."
            self.findings.append(_LEFT_OUT.at(Place(key=name), what=message))
        if missing := self.unprintable(cleaned):
            names = ", ".join(map(character_name, missing))
            self.findings.append(_UNPRINTABLE.at(Place(key=name), name=name, characters=names, variable=FONTS_VARIABLE))
        return cleaned

    def _mark(self, fact: Fact) -> str:
        """The letter that marks a fact that is not stated; facts of one provenance and reason share it."""
        if fact.provenance is Provenance.STATED:
            return ""
        return self.marks.setdefault((fact.provenance, fact.reason), _letters(len(self.marks)))

    def _fault(self, message: str, place: Place, expected: str = "") -> None:
        self.findings.append(_NO_VALUE.at(place, what=message, expected=expected))

    def boxes(self, boxes: Boxes) -> Iterator[made.Notice]:
        """The boxes that head a letter of a demonstration, and one under a programme that is no law of any land."""
        if boxes.is_demonstration:
            yield _boxed(self.house.demonstration_title, self.house.demonstration_text)
        if boxes.is_made_up:
            yield _boxed(self.house.made_up_title, self.house.made_up_text)

    def draft_notice(self) -> tuple[made.Notice, ...]:
        """The box that heads a letter whose wording nobody has approved."""
        if self.wording.is_approved:
            return ()
        changed = " since it was approved" if self.wording.approval else ""
        verb = "has been changed" if self.wording.approval else "has not been approved"
        self.findings.append(_UNAPPROVED.at(self.wording.place, wording=self.wording, how=f"{verb}{changed}"))
        return (_boxed(self.house.draft_title, self.house.draft_text),)

    def several_reviewers(self, scope: Scope) -> tuple[made.Paragraph, ...]:
        """How many reviewers decided, where there were several and the wording does not say it."""
        fact, _ = scope.find(_REVIEWERS)
        if fact is None or fact.value == 1 or _REVIEWERS in worded.wants(self.wording):
            return ()
        words = self.house.several_reviewers.replace("{count}", str(fact.value))
        return (made.Paragraph(words=(Run(text=words),)),)

    def key_to_marks(self) -> tuple[made.Block, ...]:
        """What the marks in the letter mean."""
        if not self.marks:
            return ()
        heading = made.Heading(id=made.MARKS, level=1, words=(Run(text=self.house.marks_title),))
        lines = tuple(
            made.Paragraph(words=tuple(self._explained(letter, *fact)), weight=worded.Weight.SMALL)
            for fact, letter in self.marks.items()
        )
        return heading, *lines

    def _explained(self, letter: str, provenance: Provenance, reason: str) -> Iterator[Run]:
        name = {Provenance.ASSUMED: self.house.assumed, Provenance.ILLUSTRATIVE: self.house.illustrative}[provenance]
        cleaned = self._cleaned(reason, "the reason of a marked fact") if reason else ""
        yield Run(text=f"[{letter}] ")
        yield Run(text=name, look=Look(strong=True))
        yield Run(text=f": {cleaned}" if cleaned else ".")


def _boxed(title: str, text: str) -> made.Notice:
    return made.Notice(tone=worded.Tone.DRAFT, title=(Run(text=title),), paragraphs=((Run(text=text),),))


def _anchors(blocks: Iterable[worded.Block], scope: Scope) -> Iterator[str]:
    """The ids of the headings that are printed, just once each, and so can be led to."""
    for block in blocks:
        if all(scope.holds(condition.name) != condition.negated for condition in block.when):
            if isinstance(block, worded.Heading):
                yield block.id
            elif isinstance(block, worded.Group) and not block.of:
                yield from _anchors(block.blocks, scope)


def _letters(position: int) -> str:
    """The marks in order: a to z, aa, ab …"""
    text = ""
    position += 1
    while position:
        position, letter = divmod(position - 1, 26)
        text = chr(ord("a") + letter) + text
    return text
