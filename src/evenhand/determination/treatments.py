"""The decisions of a letter: each disputed treatment with its outcome, the guidelines of both sides and the reasons."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from evenhand.determination.labels import Label, Part, labels
from evenhand.determination.letter_text import LetterText, cut
from evenhand.determination.measure import Column
from evenhand.determination.outcome_line import OutcomeLine, is_outcome_before, is_outcome_in, outcome_before
from evenhand.determination.published import PublishedTreatment, Span
from evenhand.determination.reading_rules import finding
from evenhand.determination.reasons_end import announces_quotation, is_quotation, reasons_end, trailing
from evenhand.determination.title import TitleStart, is_paragraph, title_start
from evenhand.determination.usual_treatments import usual_treatments
from evenhand.finding import Finding, Severity

_NAMES = {Part.PAYER: "payer_guideline", Part.REVIEWER: "reviewer_guideline", Part.RATIONALE: "rationale"}
_FIELDS = tuple(_NAMES.values())
_MOST = 1000
"""More decisions than this no letter has; a paper that seems to is not read further."""
_BARE = re.compile(r"[\w?/-]+(?: [\w?/-]+){0,2}")
"""A few words in the place of an outcome, with no sentence after them."""
_LONGEST_NAME = 1000
_BULLET = re.compile(r"[\u2022\u25cf\u25aa\u25e6\u00b7\uf0b7*\u2013-][ \t]+")
_FEWEST = 2
_NUMBERED = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_STOPS = (".", "?", "!")
_MID_SENTENCE = (
    " as",
    " that",
    " the",
    " of",
    " with",
    " by",
    " following",
    " states",
    " stated",
    " cited",
    " cites",
    ",",
    ":",
)
"""How a line ends whose sentence goes on."""


@dataclass(slots=True)
class _Block:
    """One decision as it is found: its outcome, its labels, and where its name begins."""

    outcome: OutcomeLine
    parts: list[Label | None]
    """The labels by the part they open: the payer's guideline, the reviewer's, the reasons."""
    title: TitleStart
    words: int
    """Where the words after its last label begin."""


@dataclass(slots=True)
class _Blocks:
    """The decisions found so far, and where labels stand that open none: they are quoted in somebody's reasons."""

    whole: list[_Block]
    quoted: list[Label]


class Decided(NamedTuple):
    """The decisions of a letter, what is to be said of them, and whether their labels are spelled as usual."""

    treatments: tuple[PublishedTreatment, ...]
    findings: tuple[Finding, ...]
    is_usual: bool = True


def treatments(letter: LetterText, start: int, end: int, *, is_whole: bool = True) -> Decided:
    """Read the decisions that stand between two offsets, and say what is missing or could not be told.

    `is_whole` tells whether the heading over the decisions stands before them. Without it the paper may begin anywhere,
    and only the decisions that it shows whole are given.
    """
    if is_whole and (usual := usual_treatments(letter, start, end)):
        return Decided(_bare_names(usual), ())
    disputed = _blocks(letter, start, end)
    blocks = disputed.whole
    findings: list[Finding] = [_quoted(letter, label) for label in disputed.quoted]
    if not is_whole and blocks and not _begins_whole(letter, blocks[0]):
        findings.append(_cut_off(letter, blocks.pop(0)))
    read = []
    for number, block in enumerate(blocks):
        until = blocks[number + 1].title.offset if number + 1 < len(blocks) else end
        if number + 1 == len(blocks) and any(block.parts):
            until = reasons_end(letter, block.words, end)
            findings += trailing(letter, until, end)
        treatment = _treatment(letter, block, until)
        if not _is_whole(block, treatment):
            findings += _doubts(letter, block, treatment)
        elif number + 1 < len(blocks) and is_quotation(treatment.rationale):
            findings.append(_quotation(letter, blocks[number + 1]))
        read.append(treatment)
    if len(blocks) > _MOST:
        message = f"more than {_MOST} decisions seem to stand here; not all were read"
        findings.append(finding("PARSE-TREATMENTS", message, Severity.FATAL, place=letter.place(start)))
    is_usual = all(label is None or label.is_spelled for block in blocks for label in block.parts)
    return Decided(_bare_names(read), tuple(findings), is_usual)


def _bare_names(read: Sequence[PublishedTreatment]) -> tuple[PublishedTreatment, ...]:
    """The decisions with their names alone, where a sign of a list or the number of its line stands before each."""
    marks = [_BULLET.match(line.title or "") for line in read]
    if not all(marks):
        marks = [_NUMBERED.match(line.title or "") for line in read]
        if len(read) < _FEWEST or [int(mark[1]) for mark in marks if mark] != list(range(1, len(read) + 1)):
            return tuple(read)
    return tuple(_without_mark(line, mark.end()) for line, mark in zip(read, marks, strict=True) if mark)


def _without_mark(line: PublishedTreatment, length: int) -> PublishedTreatment:
    start, end = line.spans["title"]
    return replace(line, title=(line.title or "")[length:], spans={**line.spans, "title": (start + length, end)})


def _blocks(letter: LetterText, start: int, end: int) -> _Blocks:
    """The decisions in the order of the paper: a label opens one where an outcome stands before it, or where the
    decision before has such a label already.
    """
    blocks: list[_Block] = []
    quoted: list[Label] = []
    measure = Column(letter.body[start:end])
    low, is_apart = start, False
    told = labels(letter, start, end)
    for number, label in enumerate(told):
        if len(blocks) > _MOST:
            break
        has_outcome = is_outcome_before(letter, low, label.start)
        if not blocks or has_outcome or blocks[-1].parts[label.part]:
            outcome = outcome_before(letter, low, label.start)
            if blocks and not has_outcome and _is_quoted(letter, told, number):
                quoted.append(label)
                continue
            is_apart = _is_apart(letter, outcome.span[1], label.start, otherwise=is_apart)
            if blocks or is_outcome_in(letter, low, outcome.title_end):
                title = title_start(letter, low, outcome.title_end, measure, is_apart=is_apart, is_first=not blocks)
            else:
                title = TitleStart(letter.cut(start, outcome.title_end)[1][0])
            blocks.append(_Block(outcome, [None, None, None], title, label.after))
        blocks[-1].parts[label.part] = label
        low = label.after
        blocks[-1].words = low
    return _Blocks(_once(letter, _with_bare(letter, blocks, measure, start, end)), quoted)


def _is_quoted(letter: LetterText, told: list[Label], number: int) -> bool:
    """Whether a label without an outcome before it stands in the reasons for the decision before.

    A decision whose outcome was left out has its name on the lines before and its reasons after it.
    """
    label = told[number]
    if label.part is not Part.PAYER:
        return True
    has_reasons = False
    seen: set[Part] = {label.part}
    for after in told[number + 1 :]:
        if after.part in seen:
            break
        seen.add(after.part)
        has_reasons = has_reasons or after.part is Part.RATIONALE
    line = letter.plain[letter.line_start(label.start - 1) : label.start - 1].rstrip()
    goes_on = line.endswith(_MID_SENTENCE) and (":" not in line or announces_quotation(line))
    return not has_reasons or goes_on


def _begins_whole(letter: LetterText, block: _Block) -> bool:
    """Whether the first decision of a paper without headings has its name and outcome before its labels."""
    title = letter.body[block.title.offset : block.outcome.title_end].strip()
    return bool(title) and block.outcome.outcome is not None and block.title.is_sure and len(title) < _LONGEST_NAME


def _cut_off(letter: LetterText, block: _Block) -> Finding:
    message = "the paper begins in the middle of a decision, which was left out"
    remedy = "Look for the pages before this one."
    return finding("PARSE-TREATMENTS", message, Severity.MAJOR, place=letter.place(0, block.words), remedy=remedy)


def _quoted(letter: LetterText, label: Label) -> Finding:
    message = "a label that opens a part of a decision stands in the reasons for another; it was taken for a quotation"
    return finding("PARSE-QUOTED", message, place=letter.place(label.start, label.after))


def _quotation(letter: LetterText, block: _Block) -> Finding:
    message = "the reasons before announce a quotation: this decision may be one quoted from an earlier letter"
    remedy = "See in the letter whether this line was in dispute here."
    place = letter.place(block.title.offset, block.outcome.title_end)
    return finding("PARSE-QUOTED", message, Severity.MAJOR, place=place, remedy=remedy)


def _is_apart(letter: LetterText, end: int, start: int, *, otherwise: bool) -> bool:
    """Whether a blank line stands between two paragraphs; `otherwise` where a page break hides it."""
    between = letter.text[end:start]
    return otherwise if "\f" in between else between.count("\n") > 1


def _with_bare(letter: LetterText, blocks: list[_Block], measure: Column, start: int, end: int) -> list[_Block]:
    """The decisions with those added that are printed as a name and an outcome alone, without guideline or reasons."""
    ends = [end, *(block.title.offset for block in blocks)]
    if not any(is_outcome_before(letter, start, edge) for edge in ends):
        return blocks
    complete: list[_Block] = []
    until = end
    for block in [*reversed(blocks), None]:
        low = block.words if block else start
        while is_outcome_before(letter, low, until) and len(complete) <= _MOST:
            outcome = outcome_before(letter, low, until)
            title = title_start(letter, low, outcome.title_end, measure, is_first=not block)
            is_stated = outcome.outcome or (outcome.attempt and _BARE.fullmatch(outcome.attempt))
            if not (is_stated and outcome.is_plain) or not is_paragraph(letter, title.offset, low, measure):
                break
            complete.append(_Block(outcome, [None, None, None], title, low))
            until = title.offset
        if block:
            complete.append(block)
            until = block.title.offset
    return complete[::-1]


def _once(letter: LetterText, blocks: list[_Block]) -> list[_Block]:
    """The decisions without those that stand after the last whole one and only tell once more what was decided."""
    whole = [block for block in blocks if any(block.parts)]
    told = {(_name(letter, block), block.outcome.outcome) for block in whole}
    last = max((block.words for block in whole), default=-1)
    return [
        block
        for block in blocks
        if any(block.parts) or block.title.offset < last or (_name(letter, block), block.outcome.outcome) not in told
    ]


def _name(letter: LetterText, block: _Block) -> str:
    return " ".join(letter.plain[block.title.offset : block.outcome.title_end].split())


def _treatment(letter: LetterText, block: _Block, until: int) -> PublishedTreatment:
    """The words of one decision, each part up to the next, the last up to where the next decision begins."""
    outcome = block.outcome
    title, where = cut(letter.body, block.title.offset, outcome.title_end)
    spans: dict[str, Span] = {"title": where}
    if outcome.outcome:
        spans["outcome"] = outcome.span
    words: list[str | None] = [None, None, None]
    stop = until
    for part, label in sorted(enumerate(block.parts), key=_place, reverse=True):
        if label is None:
            continue
        words[part], where = cut(letter.body, label.after, stop)
        if words[part]:
            spans[_FIELDS[part]] = where
        stop = label.start
    return PublishedTreatment(
        title=title,
        outcome=outcome.outcome,
        payer_guideline=words[0],
        reviewer_guideline=words[1],
        rationale=words[2],
        spans=spans,
    )


def _place(numbered: tuple[int, Label | None]) -> int:
    label = numbered[1]
    return label.start if label else -1


def _is_whole(block: _Block, treatment: PublishedTreatment) -> bool:
    """Whether nothing is to be said of a decision."""
    return bool(
        block.title.is_sure
        and block.outcome.is_plain
        and treatment.title
        and treatment.outcome
        and treatment.payer_guideline
        and treatment.reviewer_guideline
        and treatment.rationale
        and treatment.rationale.endswith(_STOPS)
    )


def _doubts(letter: LetterText, block: _Block, treatment: PublishedTreatment) -> list[Finding]:
    """What is missing, misspelled or uncertain in one decision."""
    name = f'"{(treatment.title or "")[:60]}"'
    place = letter.place(block.title.offset, block.outcome.title_end)
    doubts = []
    if not block.title.is_sure:
        doubts.append(finding("PARSE-TITLE", f"the reasons before {name} may have lost or gained a line", place=place))
    if treatment.title is None:
        doubts.append(finding("PARSE-TITLE", "an outcome stands without the name of a treatment", place=place))
    if treatment.outcome is None:
        attempt = " ".join(block.outcome.attempt.split())
        message = f'the outcome of {name} is unclear: it is printed "{attempt}"' if attempt else ""
        message = message or f"no outcome stands after {name}"
        expected = "one of the words Upheld, Overturned, Overturned in part, by itself"
        doubts.append(finding("PARSE-OUTCOME", message, Severity.MAJOR, place=place, expected=expected))
    elif not block.outcome.is_plain:
        message = f"the outcome of {name} stands apart from the colon that should be before it"
        doubts.append(finding("PARSE-OUTCOME", message, place=place))
    return doubts + _missing(letter, block, treatment, name)


def _missing(letter: LetterText, block: _Block, treatment: PublishedTreatment, name: str) -> list[Finding]:
    """The statements of one decision that are not printed, are empty, or break off."""
    place = letter.place(block.title.offset, block.outcome.title_end)
    if not any(block.parts):
        message = f"{name} stands with its outcome alone, without guideline or reasons"
        return [finding("PARSE-TREATMENTS", message, Severity.MAJOR, place=place)]
    missing = []
    for part, words in _NAMES.items():
        if getattr(treatment, words) is None:
            how = "is empty" if block.parts[part] else "is not shown"
            rule = "PARSE-RATIONALE" if part is Part.RATIONALE else "PARSE-GUIDELINE"
            missing.append(finding(rule, f"the {words.replace('_', ' ')} for {name} {how}", place=place))
    if treatment.rationale and not treatment.rationale.rstrip("\"')] \u201d\u2019").endswith(_STOPS):
        message = f"the reasons for {name} end without a full stop"
        end = treatment.spans["rationale"][1]
        missing.append(finding("PARSE-RATIONALE", message, Severity.NOTE, place=letter.place(max(end - 40, 0), end)))
    return missing
