"""The header of a determination: a grid of labels and values, which text prints row by row or column by column.

Labels are known by their words and values by where they stand among them: a run of as many values as the run of labels
before it answers that run in order (columns); a single value answers the label next to it (rows).
"""

import re
from datetime import date
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from evenhand.determination.letter_text import LetterText
from evenhand.determination.printed_date import printed_date
from evenhand.determination.published import Span
from evenhand.determination.reading_rules import finding
from evenhand.finding import Finding, Severity

FIELDS = (
    "case_number",
    "priority",
    "date_assigned",
    "date_of_injury",
    "decision_date",
    "ur_denial_date",
    "application_received",
)
_LABELS = {
    "case number": "case_number",
    "imr case number": "case_number",
    "maximus case number": "case_number",
    "case no.": "case_number",
    "imr priority": "priority",
    "priority": "priority",
    "date assigned": "date_assigned",
    "assigned date": "date_assigned",
    "date of assignment": "date_assigned",
    "date of injury": "date_of_injury",
    "injury date": "date_of_injury",
    "decision date": "decision_date",
    "date of decision": "decision_date",
    "ur denial date": "ur_denial_date",
    "ur decision date": "ur_denial_date",
    "date of ur denial": "ur_denial_date",
    "date of ur decision": "ur_denial_date",
    "application received": "application_received",
    "application date": "application_received",
    "imr application received": "application_received",
    "application received date": "application_received",
    "date application received": "application_received",
}
_LABEL_LINES = {f"{label}:": field for label, field in _LABELS.items()}
_LONGEST_LABEL = 4
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
_WITHOUT_HEADINGS = 2000
_LONGEST_HEADER = 10_000
"""Characters. What stands further before the first heading is a cover page."""
_Run: TypeAlias = tuple[list[str], list[Span]]
_Piece: TypeAlias = tuple[str | None, int, int]


class Header(NamedTuple):
    """What the header shows: words by field, days by field, and where each stands."""

    words: dict[str, str]
    days: dict[str, date]
    spans: dict[str, Span]
    findings: tuple[Finding, ...]


def header(letter: LetterText, end: int) -> Header:
    """Read the header that stands before `end` (the first heading; a length of text is assumed where there is none)."""
    if usual := _USUAL.match(letter.plain):
        return _header(letter, dict(zip(_USUAL_ORDER, usual.regs[1:], strict=True)), list(_USUAL_ORDER), [])
    runs = _runs(letter, end if end >= 0 else min(len(letter.text), _WITHOUT_HEADINGS))
    spans: dict[str, Span] = {}
    unclear: list[str] = []
    for labels, values in runs:
        answers = _answers(letter, labels, values)
        for label, value in answers.items():
            if value:
                spans.setdefault(label, value)
        if len(answers) < len(labels):
            unclear += [label for label in labels if label not in answers]
    return _header(letter, spans, [label for labels, _ in runs for label in labels], unclear)


def _runs(letter: LetterText, end: int) -> list[_Run]:
    """Runs of neighbouring labels, each with the run of values that follows it."""
    runs: list[_Run] = []
    is_open = False
    for field, start, stop in _pieces(letter.plain, end):
        if field and is_open:
            runs[-1][0].append(field)
        elif field:
            runs.append(([field], []))
        elif runs:
            runs[-1][1].append((start, stop))
        is_open = bool(field)
    if runs:
        del runs[-1][1][len(runs[-1][0]) + 1 :]
    return runs


def _pieces(plain: str, end: int) -> list[_Piece]:
    """The labels (with their field) and the values (with none) of the header, in the order of the text."""
    pieces: list[_Piece] = []
    start = max(end - _LONGEST_HEADER, 0)
    for line in plain[start:end].split("\n"):
        stop = start + len(line)
        if field := _LABEL_LINES.get(line):
            pieces.append((field, start, stop))
        elif ":" in line:
            _break_line(plain, pieces, start, stop)
        elif line and not line[0].isspace() and not line[-1].isspace():
            pieces.append((None, start, stop))
        else:
            _add_value(plain, pieces, start, stop)
        start = stop + 1
    return pieces


def _break_line(plain: str, pieces: list[_Piece], start: int, end: int) -> None:
    """Add the labels and values that share a line, or a label whose first words ended the line before."""
    colon = plain.find(":", start, end)
    while colon >= 0:
        label = _label_before(plain, start, colon)
        if label is None and pieces and pieces[-1][0] is None and not plain[pieces[-1][2] : start].strip():
            label = _label_before(plain, pieces[-1][1], colon)
            if label:
                start = pieces.pop()[1]
            elif _is_around(plain, pieces, start, colon):
                start = colon + 1
        if label:
            _add_value(plain, pieces, start, label[1])
            pieces.append((label[0], label[1], colon + 1))
            start = colon + 1
        colon = plain.find(":", colon + 1, end)
    _add_value(plain, pieces, start, end)


def _is_around(plain: str, pieces: list[_Piece], start: int, colon: int) -> bool:
    """Whether these are the last words of a label that a narrow column broke, its value being printed beside its first.

    If so, the words before the label, the label and the value take the place of the last piece.
    """
    tail = " ".join(plain[start:colon].split())
    _, first, last = pieces[-1]
    for label, field in _LABELS.items():
        head = label.removesuffix(f" {tail}")
        at = f" {plain[first:last]} ".find(f" {head} ") if head != label else -1
        if at >= 0:
            pieces.pop()
            _add_value(plain, pieces, first, first + at)
            pieces.append((field, first + at, colon + 1))
            _add_value(plain, pieces, first + at + len(head), last)
            return True
    return False


def _label_before(plain: str, start: int, colon: int) -> tuple[str, int] | None:
    """The field whose label ends at the colon, and where the label begins."""
    words = plain[start:colon].split()
    for length in range(min(_LONGEST_LABEL, len(words)), 0, -1):
        if field := _LABELS.get(" ".join(words[-length:])):
            return field, plain.rfind(words[-length], start, colon)
    return None


def _add_value(plain: str, pieces: list[_Piece], start: int, end: int) -> None:
    words = plain[start:end].rstrip()
    if words:
        length = len(words)
        pieces.append((None, start + length - len(words.lstrip()), start + length))


def _answers(letter: LetterText, labels: list[str], values: list[Span]) -> dict[str, Span | None]:
    """Which value answers which label of a run; a label left out could not be told."""
    if len(values) < len(labels):
        values = _split(letter, values)
    if len(values) == len(labels):
        return dict(zip(labels, values, strict=True))
    if not values:
        return dict.fromkeys(labels)
    if len(values) == 1 or len(labels) == 1:
        alone: dict[str, Span | None] = dict.fromkeys(labels)
        kind = _kind(letter, values[0])
        fitting = [label for label in labels if _kind_of(label) == kind] or labels
        alone[fitting[-1]] = values[0]
        return alone
    if len(values) == len(labels) - 1 and (empty := _empty_cell(letter, values)):
        return dict(zip(labels, [*values[:empty], None, *values[empty:]], strict=True))
    told: dict[str, Span | None] = {}
    for kind in ("case", "words", "date"):
        asked = [label for label in labels if _kind_of(label) == kind]
        given = [value for value in values if _kind(letter, value) == kind]
        if len(asked) == len(given):
            told.update(zip(asked, given, strict=True))
    return told


def _empty_cell(letter: LetterText, values: list[Span]) -> int:
    """Which value of a column is missing where one blank line among the others shows its empty cell; 0 for none."""
    gaps = [letter.plain.count("\n", before[1], after[0]) for before, after in pairwise(values)]
    return gaps.index(2) + 1 if sorted(gaps)[-2:] in ([2], [1, 2]) else 0


def _split(letter: LetterText, values: list[Span]) -> list[Span]:
    """Values that share a line, set apart when each is a day by itself."""
    apart: list[Span] = []
    for start, end in values:
        words = letter.plain[start:end].split()
        if len(words) > 1 and all(printed_date(word) for word in words):
            for word in words:
                start = letter.plain.index(word, start)
                apart.append((start, start + len(word)))
                start += len(word)
        else:
            apart.append((start, end))
    return apart


def _kind_of(label: str) -> str:
    return {"case_number": "case", "priority": "words"}.get(label, "date")


def _kind(letter: LetterText, value: Span) -> str:
    words = letter.plain[value[0] : value[1]]
    if printed_date(words) or (words[:1].isdigit() and words.count("/") >= 2):
        return "date"
    return "case" if words[:2].isalpha() and words[-4:].isdigit() and " " not in words else "words"


def _header(letter: LetterText, spans: dict[str, Span], labelled: list[str], unclear: list[str]) -> Header:
    words: dict[str, str] = {}
    days: dict[str, date] = {}
    findings: list[Finding] = []
    for field in FIELDS:
        span = spans.get(field)
        if span is None:
            if labelled:
                findings.append(_absent(letter, field, labelled, unclear))
            continue
        printed = letter.body[span[0] : span[1]]
        if field in ("case_number", "priority"):
            words[field] = printed
        elif day := printed_date(printed):
            days[field] = day
        else:
            findings.append(_no_day(letter, field, printed, span))
    if not labelled:
        findings.append(
            finding(
                "PARSE-HEADER",
                "the header of the letter, with case number and dates, was not found",
                Severity.MAJOR,
                place=letter.place(0),
                expected="a grid that begins with the case number",
            )
        )
    return Header(words=words, days=days, spans=spans, findings=tuple(findings))


def _absent(letter: LetterText, field: str, labelled: list[str], unclear: list[str]) -> Finding:
    name = _spoken(field)
    if field in unclear:
        message = f"the header shows fewer values than labels, and which of them is the {name} cannot be told"
    elif field in labelled:
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
