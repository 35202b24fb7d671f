"""The header of a determination: a grid of labels and values, which text prints row by row or column by column.

A value beside its label answers it. Elsewhere a run of values answers the run of labels before it (or after it, where
all values stand first) in order, if each value is of the kind its label asks for: a priority is never a day. Where the
order does not tell, a value is given only to the one label of its kind, and the others are left empty, with a finding.
"""

import re
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from evenhand.determination.header_pieces import FIELDS, OTHER, Kind, Piece, kind_of, pieces
from evenhand.determination.letter_text import LetterText
from evenhand.determination.printed_date import printed_date
from evenhand.determination.published import Span
from evenhand.determination.reading_rules import finding
from evenhand.determination.recognised import recognised_case, recognised_date
from evenhand.finding import Finding, Severity

_USUAL = re.compile(
    r"case number:\ndate assigned:\ndecision date:\npriority:\n\n(\S+)\n(\S+)\n(\S+)\n(\S+)\n\n"
    r"date of injury:\nur denial date:\napplication\nreceived:\n\n(\S+)\n(\S+)\n(\S+)\n\n"
)
"""The header as text taken from a page of 2016 has it; every other is read line by line."""
_USUAL_ORDER = (
    "case_number",
    "date_assigned",
    "decision_date",
    "priority",
    "date_of_injury",
    "ur_denial_date",
    "application_received",
)
_LEFT, _RIGHT = _USUAL_ORDER[:4], _USUAL_ORDER[4:]
_AS_A_CASE_RUNS = ("date_of_injury", "ur_denial_date", "application_received", "date_assigned", "decision_date")
_WITHOUT_HEADINGS = 2000
_LONGEST_PRIORITY = 40
_PRIORITIES = ("standard", "expedited", "regular", "urgent")
_ALIKE = 75
"""Of a hundred: so like a priority that it is one misread."""


class Header(NamedTuple):
    """What the header shows: words by field, days by field, and where each stands."""

    words: dict[str, str]
    days: dict[str, date]
    spans: dict[str, Span]
    findings: tuple[Finding, ...]


class _Run(NamedTuple):
    """Neighbouring labels, and the values that follow them up to the next label."""

    labels: list[Piece]
    values: list[Piece]


class _Told(NamedTuple):
    """The values told for each field, in the order of the text (none for an empty cell), and what cannot be told."""

    values: dict[str, list[Piece]]
    unclear: set[str]


def header(letter: LetterText, end: int) -> Header:
    """Read the header that stands before `end` (the first heading; a length of text is assumed where there is none)."""
    if usual := _USUAL.match(letter.plain):
        spans = dict(zip(_USUAL_ORDER, usual.regs[1:], strict=True))
        if plainly := _plain_header(letter, spans):
            return plainly
    until = end if end >= 0 else min(len(letter.text), _WITHOUT_HEADINGS)
    told = _told(letter, pieces(letter.body, letter.plain, until))
    if len(told.values) < len(FIELDS):
        by_shape = _told(letter, pieces(letter.body, letter.plain, until, by_shape=True))
        told = by_shape if len(by_shape.values) > len(told.values) else told
    return _header(letter, told)


def _plain_header(letter: LetterText, spans: dict[str, Span]) -> Header | None:
    """The usual header with nothing to be said of it; None where a value is not what it should be."""
    days = {}
    for field in _AS_A_CASE_RUNS:
        day = printed_date(letter.body[slice(*spans[field])])
        if day is None:
            return None
        days[field] = day
    words = {field: letter.body[slice(*spans[field])] for field in ("case_number", "priority")}
    number = words["case_number"]
    is_plain = number[-4:].isdigit() and number[2:4].isdigit() and number[5:].isdigit() and words["priority"].isalpha()
    return Header(words, days, spans, ()) if is_plain else None


def _told(letter: LetterText, told_pieces: list[Piece]) -> _Told:
    """Which values answer which labels."""
    told = _Told({}, set())
    left = _beside(told_pieces, told)
    runs, before = _runs(left)
    if before and runs and not _is_in_order(runs) and (turned := _values_first(before, runs)):
        runs = turned
    for run in runs:
        _answer(letter, run, told)
    return told


def _beside(told_pieces: list[Piece], told: _Told) -> list[Piece]:
    """Give each label the value on its own line; what is left has none beside it."""
    left: list[Piece] = []
    number = 0
    while number < len(told_pieces):
        piece = told_pieces[number]
        after = told_pieces[number + 1] if number + 1 < len(told_pieces) else None
        if piece.field and after and after.field is None and after.is_beside:
            told.values.setdefault(piece.field, []).append(after)
            number += 1
            if another := _another_day(told_pieces, number):
                told.values[piece.field].append(another)
                number += 1
        elif piece.field and after and after.field and not after.is_beside and _has_own(told_pieces, number + 1):
            told.values.setdefault(piece.field, [])
        else:
            left.append(piece)
        number += 1
    return left


def _another_day(told_pieces: list[Piece], number: int) -> Piece | None:
    """A second day right beside the one at `number`, before any other label: which of them is meant cannot be told."""
    after = told_pieces[number + 1] if number + 1 < len(told_pieces) else None
    is_day = told_pieces[number].kind is Kind.DAY
    return after if is_day and after and after.kind is Kind.DAY and after.is_beside else None


def _has_own(told_pieces: list[Piece], number: int) -> bool:
    """Whether the label at `number` has its value on its own line: then the one before it stands in a row, too."""
    after = told_pieces[number + 1] if number + 1 < len(told_pieces) else None
    return after is not None and after.field is None and after.is_beside


def _runs(left: list[Piece]) -> tuple[list[_Run], list[Piece]]:
    """Runs of labels, each with the values after it, and the values that stand before the first label."""
    runs: list[_Run] = []
    before: list[Piece] = []
    is_open = False
    for piece in left:
        if piece.field and is_open:
            runs[-1].labels.append(piece)
        elif piece.field:
            runs.append(_Run([piece], []))
        else:
            (runs[-1].values if runs else before).append(piece)
        is_open = bool(piece.field)
    return runs, before


def _is_in_order(runs: list[_Run]) -> bool:
    return all(_fits(run.labels, run.values[: len(run.labels)]) for run in runs)


def _values_first(before: list[Piece], runs: list[_Run]) -> list[_Run]:
    """The runs with the values that stand before each of them; nothing where these do not fit either."""
    values = [[piece for piece in before if piece.kind is not Kind.WORDS or piece is before[-1]]]
    values[0] = before[-len(runs[0].labels) :]
    values += [run.values for run in runs[:-1]]
    turned = [_Run(run.labels, list(given)) for run, given in zip(runs, values, strict=True)]
    is_turned = not runs[-1].values or not _fits(runs[-1].labels, runs[-1].values[: len(runs[-1].labels)])
    return turned if is_turned and all(_fits(run.labels, run.values) for run in turned) else []


def _fits(labels: list[Piece], values: list[Piece]) -> bool:
    """Whether there are as many values as labels, each of the kind its label asks for, or empty."""
    return len(labels) == len(values) and all(
        value.kind in (kind_of(label.field or OTHER), Kind.EMPTY) for label, value in zip(labels, values, strict=True)
    )


def _answer(letter: LetterText, run: _Run, told: _Told) -> None:
    """Give the values of a run to its labels, in order where that can be, else by kind."""
    labels = [label.field or OTHER for label in run.labels]
    values = run.values[: len(labels)]
    more = [value for value in run.values[len(labels) :] if value.kind is Kind.DAY]
    if not values:
        for field in labels:
            told.values.setdefault(field, [])
    elif _fits(run.labels, values) and not more and _is_likely(letter, labels, values):
        for field, value in zip(labels, values, strict=True):
            told.values.setdefault(field, []).append(value)
    elif (empty := _empty_cell(letter, run)) and not more:
        for field, cell in zip(labels, [*values[:empty], None, *values[empty:]], strict=True):
            told.values.setdefault(field, []).extend([cell] if cell else [])
    else:
        _by_kind(labels, run.values, told)


def _is_likely(letter: LetterText, labels: list[str], values: list[Piece]) -> bool:
    """Whether an order may be trusted: that of the columns known, one label alone, or days that run as a case runs."""
    if tuple(labels) in (_LEFT, _RIGHT, _USUAL_ORDER) or sum(kind_of(field) is Kind.DAY for field in labels) < 2:
        return True
    days = {
        field: printed_date(letter.body[value.start : value.end]) for field, value in zip(labels, values, strict=True)
    }
    in_order = [day for field in _AS_A_CASE_RUNS if (day := days.get(field))]
    return in_order == sorted(in_order)


def _by_kind(labels: list[str], values: list[Piece], told: _Told) -> None:
    """Give a value to the only label of its kind; what then is left cannot be told."""
    for sort in Kind:
        asked = [field for field in labels if kind_of(field) is sort and field != OTHER]
        given = [value for value in values if value.kind is sort]
        is_sure = len(asked) == 1 and (len(given) == 1 or (given and sort is Kind.WORDS and len(labels) == 1))
        if is_sure:
            told.values.setdefault(asked[0], []).append(given[0])
        else:
            told.unclear.update(asked)
            for field in asked:
                told.values.setdefault(field, [])


def _empty_cell(letter: LetterText, run: _Run) -> int:
    """Which value of a column is missing where one blank line among the others shows its empty cell; 0 for none."""
    values = run.values
    if len(values) != len(run.labels) - 1 or any(value.kind is not Kind.DAY for value in values):
        return 0
    gaps = [letter.plain.count("\n", before.end, after.start) for before, after in pairwise(values)]
    return gaps.index(2) + 1 if sorted(gaps)[-2:] in ([2], [1, 2]) else 0


def _header(letter: LetterText, told: _Told) -> Header:
    read = Header({}, {}, {}, ())
    findings: list[Finding] = []
    is_labelled = not told.values.keys() <= {OTHER}
    for field in FIELDS:
        candidates = [value for value in told.values.get(field, []) if value.kind is not Kind.EMPTY]
        fitting = [value for value in candidates if _is_fitting(letter, field, value)]
        printed = {letter.body[value.start : value.end] for value in fitting}
        if len(printed) > 1:
            findings.append(_two(letter, field, fitting))
        elif fitting:
            findings += _taken(letter, field, fitting[-1], read)
        elif candidates:
            findings.append(_misfit(letter, field, candidates[-1]))
        elif is_labelled:
            findings.append(_absent(letter, field, told))
    if not is_labelled:
        message = "the header of the letter, with case number and dates, was not found"
        expected = "a grid that begins with the case number"
        findings.append(finding("PARSE-HEADER", message, Severity.MAJOR, place=letter.place(0), expected=expected))
    return read._replace(findings=tuple(findings))


def _is_fitting(letter: LetterText, field: str, value: Piece) -> bool:
    if kind_of(field) is not Kind.WORDS:
        return value.kind is kind_of(field)
    words = letter.body[value.start : value.end]
    return value.kind is Kind.WORDS and len(words) <= _LONGEST_PRIORITY and words.replace(" ", "").isalpha()


def _taken(letter: LetterText, field: str, value: Piece, read: Header) -> list[Finding]:
    """Take a value over; what recognition may have misread is said."""
    span = value.start, value.end
    printed = letter.body[slice(*span)]
    if kind_of(field) is not Kind.DAY:
        number = recognised_case(printed) if field == "case_number" else _likely_priority(printed)
        read.words[field], read.spans[field] = number or printed, span
        return [_by_shape(letter, field, number, span)] if number and number != printed else []
    day = printed_date(printed)
    likely = None if day else recognised_date(printed)
    if day is None and likely is None:
        return [_no_day(letter, field, printed, span)]
    read.days[field], read.spans[field] = day or likely, span  # type: ignore[assignment]
    return [] if day else [_by_shape(letter, field, str(likely), span)]


def _likely_priority(printed: str) -> str | None:
    """The priority that a word misread is; None where it is one, or like none."""
    words = printed.lower()
    close = None if words in _PRIORITIES else extractOne(words, _PRIORITIES, scorer=ratio, score_cutoff=_ALIKE)
    return close[0].capitalize() if close else None


def _by_shape(letter: LetterText, field: str, likely: str, span: Span) -> Finding:
    message = f'the {_spoken(field)} is printed "{letter.body[slice(*span)]}" and was read as {likely}'
    remedy = "Compare it with the page: letters and digits of like shape were exchanged when the text was recognised."
    return finding("READ-RECOGNISED", message, Severity.WARNING, place=letter.place(*span, key=field), remedy=remedy)


def _two(letter: LetterText, field: str, values: list[Piece]) -> Finding:
    printed = " and ".join(dict.fromkeys(f'"{letter.body[value.start : value.end]}"' for value in values))
    message = f"the {_spoken(field)} is printed more than once, and not the same: {printed}; none was taken"
    severity = Severity.MAJOR if field == "case_number" else Severity.MINOR
    return finding("PARSE-HEADER", message, severity, place=letter.place(values[0].start, key=field))


def _misfit(letter: LetterText, field: str, value: Piece) -> Finding:
    span = value.start, value.end
    if kind_of(field) is Kind.DAY:
        return _no_day(letter, field, letter.body[slice(*span)], span)
    message = f'"{letter.body[slice(*span)][:60]}" stands for the {_spoken(field)} and is none'
    severity = Severity.MAJOR if field == "case_number" else Severity.MINOR
    return finding("PARSE-HEADER", message, severity, place=letter.place(*span, key=field))


def _absent(letter: LetterText, field: str, told: _Told) -> Finding:
    name = _spoken(field)
    if field in told.unclear:
        message = f"which of the values in the header is the {name} cannot be told"
    elif field in told.values:
        message = f"the header leaves the {name} empty"
    else:
        message = f"the header does not show the {name}"
    severity = Severity.MAJOR if field == "case_number" else Severity.MINOR
    return finding("PARSE-HEADER", message, severity, place=letter.place(0, key=field))


def _spoken(field: str) -> str:
    """The name of a field in a sentence."""
    return field.replace("_", " ").replace("ur ", "UR ")


def _no_day(letter: LetterText, field: str, printed: str, span: Span) -> Finding:
    return finding(
        "PARSE-DATE",
        f'"{printed[:60]}" stands for the {_spoken(field)} and is not one day of the calendar',
        Severity.WARNING,
        place=letter.place(*span, key=field),
        expected="one day as month/day/year",
    )
