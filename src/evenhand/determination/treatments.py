"""The decisions of a letter: each disputed treatment with its outcome, the guidelines of both sides and the reasons."""

from dataclasses import dataclass

from evenhand.determination.labels import Label, Part, labels
from evenhand.determination.letter_text import LetterText, cut
from evenhand.determination.measure import Column
from evenhand.determination.outcome_line import OutcomeLine, is_outcome_before, is_outcome_in, outcome_before
from evenhand.determination.published import PublishedTreatment, Span
from evenhand.determination.reading_rules import finding
from evenhand.determination.title import TitleStart, is_paragraph, title_start
from evenhand.finding import Finding, Severity

_NAMES = {Part.PAYER: "payer_guideline", Part.REVIEWER: "reviewer_guideline", Part.RATIONALE: "rationale"}
_MOST = 1000
"""More decisions than this no letter has; a paper that seems to is not read further."""
_STOPS = (".", "?", "!")


@dataclass(slots=True)
class _Block:
    """One decision as it is found: its outcome, its labels, and where its name begins."""

    outcome: OutcomeLine
    parts: dict[Part, Label]
    title: TitleStart
    words: int
    """Where the words after its last label begin."""


def treatments(letter: LetterText, start: int, end: int) -> tuple[tuple[PublishedTreatment, ...], tuple[Finding, ...]]:
    """Read the decisions that stand between two offsets, and say what is missing or could not be told."""
    blocks = _blocks(letter, start, end)
    findings: list[Finding] = []
    read = []
    for number, block in enumerate(blocks):
        until = blocks[number + 1].title.offset if number + 1 < len(blocks) else end
        treatment = _treatment(letter, block, until)
        if not _is_whole(block, treatment):
            findings += _doubts(letter, block, treatment)
        read.append(treatment)
    if len(blocks) > _MOST:
        message = f"more than {_MOST} decisions seem to stand here; not all were read"
        findings.append(finding("PARSE-TREATMENTS", message, Severity.FATAL, place=letter.place(start)))
    return tuple(read), tuple(findings)


def _blocks(letter: LetterText, start: int, end: int) -> list[_Block]:
    """The decisions in the order of the paper: a label opens one where an outcome stands before it."""
    blocks: list[_Block] = []
    measure = Column(letter.body[start:end])
    low, last, is_apart = start, Part.RATIONALE, False
    for label in labels(letter, start, end):
        if len(blocks) > _MOST:
            break
        if label.part <= last or is_outcome_before(letter, low, label.start):
            outcome = outcome_before(letter, low, label.start)
            if blocks and not outcome.outcome and label.part is not Part.PAYER:
                continue
            is_apart = _is_apart(letter, outcome.span[1], label.start, otherwise=is_apart)
            if blocks or is_outcome_in(letter, low, outcome.title_end):
                title = title_start(letter, low, outcome.title_end, measure, is_apart=is_apart, is_first=not blocks)
            else:
                title = TitleStart(letter.cut(start, outcome.title_end)[1][0])
            blocks.append(_Block(outcome, {}, title, label.after))
        blocks[-1].parts[label.part] = label
        last, low = label.part, label.after
        blocks[-1].words = low
    return _with_bare(letter, blocks, measure, start, end)


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
            if not (outcome.outcome and outcome.is_spelled) or not is_paragraph(letter, title.offset, low, measure):
                break
            complete.append(_Block(outcome, {}, title, low))
            until = title.offset
        if block:
            complete.append(block)
            until = block.title.offset
    return complete[::-1]


def _treatment(letter: LetterText, block: _Block, until: int) -> PublishedTreatment:
    """The words of one decision, each part up to the next, the last up to where the next decision begins."""
    outcome = block.outcome
    title, where = cut(letter.body, block.title.offset, outcome.title_end)
    spans: dict[str, Span] = {"title": where}
    if outcome.outcome:
        spans["outcome"] = outcome.span
    words: dict[str, str | None] = {}
    stop = until
    for part, label in reversed(block.parts.items()):
        name = _NAMES[part]
        words[name], where = cut(letter.body, label.after, stop)
        if words[name]:
            spans[name] = where
        stop = label.start
    return PublishedTreatment(
        title=title,
        outcome=outcome.outcome,
        payer_guideline=words.get("payer_guideline"),
        reviewer_guideline=words.get("reviewer_guideline"),
        rationale=words.get("rationale"),
        spans=spans,
    )


def _is_whole(block: _Block, treatment: PublishedTreatment) -> bool:
    """Whether nothing is to be said of a decision."""
    return bool(
        block.title.is_sure
        and block.outcome.is_spelled
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
        doubts.append(
            finding(
                "PARSE-OUTCOME",
                f"no outcome stands after {name}",
                Severity.MAJOR,
                place=place,
                expected="Upheld or Overturned",
            )
        )
    elif not block.outcome.is_spelled:
        printed, _ = letter.cut(*block.outcome.span)
        doubts.append(finding("PARSE-OUTCOME", f'the outcome of {name} is printed "{printed}"', place=place))
    return doubts + _missing(letter, block, treatment, name)


def _missing(letter: LetterText, block: _Block, treatment: PublishedTreatment, name: str) -> list[Finding]:
    """The statements of one decision that are not printed, are empty, or break off."""
    place = letter.place(block.title.offset, block.outcome.title_end)
    if not block.parts:
        message = f"{name} stands with its outcome alone, without guideline or reasons"
        return [finding("PARSE-TREATMENTS", message, Severity.MAJOR, place=place)]
    missing = []
    for part, words in _NAMES.items():
        if getattr(treatment, words) is None:
            how = "is empty" if part in block.parts else "is not shown"
            rule = "PARSE-RATIONALE" if part is Part.RATIONALE else "PARSE-GUIDELINE"
            missing.append(finding(rule, f"the {words.replace('_', ' ')} for {name} {how}", place=place))
    if treatment.rationale and not treatment.rationale.rstrip("\"')] \u201d\u2019").endswith(_STOPS):
        message = f"the reasons for {name} end without a full stop"
        end = treatment.spans["rationale"][1]
        missing.append(finding("PARSE-RATIONALE", message, Severity.NOTE, place=letter.place(max(end - 40, 0), end)))
    return missing
