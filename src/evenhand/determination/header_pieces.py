"""The labels and values of a determination's header, in the order of the text, each value with its kind."""

import re
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from evenhand.determination.printed_date import printed_date
from evenhand.determination.recognised import recognised_case, recognised_date, shape

FIELDS = (
    "case_number",
    "priority",
    "date_assigned",
    "date_of_injury",
    "decision_date",
    "ur_denial_date",
    "application_received",
)
OTHER = "other"
"""The field of a label that is known and not read, such as the claim number."""
_LABELS = {
    "case number": "case_number",
    "imr case number": "case_number",
    "maximus case number": "case_number",
    "case no.": "case_number",
    "case no": "case_number",
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
    "claim number": OTHER,
    "claims number": OTHER,
    "claim no.": OTHER,
    "employee name": OTHER,
    "employee": OTHER,
    "employer": OTHER,
    "employer name": OTHER,
    "provider name": OTHER,
    "provider": OTHER,
    "date of birth": OTHER,
    "insurer": OTHER,
    "claims administrator": OTHER,
}
_BY_SHAPE = {shape(label): field for label, field in _LABELS.items()}
_LABEL_LINES = {f"{label}:": field for label, field in _LABELS.items()}
_LONGEST_LABEL = 4
_LONGEST_HEADER = 10_000
"""Characters. What stands further before the first heading is a cover page."""
_UNMARKED = re.compile(
    rf"(?P<label>{'|'.join(sorted(map(re.escape, _LABELS), key=len, reverse=True))})"
    r"(?P<mark>[ .=|,:-]+)(?P<value>\S.*?)[ |.]*"
)
"""A label with its value, and no colon between them."""
_RANGE = re.compile(r"(?:-|\u2013|to|through|thru|and|&)", re.IGNORECASE)
_CELL = re.compile(r"\S+(?: \S+)*")
"""What stands on a line with no more than one space in it: cells of a row are set further apart."""
_PRIORITIES = frozenset(("standard", "expedited", "regular", "urgent"))
_EMPTY = frozenset(("n/a", "na", "none", "-", "--", "unknown", "not provided", "not stated", "not available"))
_LIKE_A_DAY = re.compile(r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}")
_CASE = re.compile(r"[a-z]{2}\d\d-\d{4,9}", re.IGNORECASE)


class Kind(Enum):
    """What a value of the header can be."""

    CASE = "case"
    DAY = "day"
    WORDS = "words"
    EMPTY = "empty"
    """Words that say that there is no value."""


class Piece(NamedTuple):
    """A label (with its field) or a value (with its kind), where it stands, and whether it shares the line of the
    piece before it.
    """

    field: str | None
    kind: Kind | None
    start: int
    end: int
    is_beside: bool = False


def kind_of(field: str) -> Kind:
    """The kind of value that answers a label."""
    return {"case_number": Kind.CASE, "priority": Kind.WORDS, OTHER: Kind.WORDS}.get(field, Kind.DAY)


def kind(words: str) -> Kind:
    """What some words of a header can be the value of, by their shape alone: a day, a case number, other words."""
    if printed_date(words) or _LIKE_A_DAY.fullmatch(words) or recognised_date(words):
        return Kind.DAY
    if _CASE.fullmatch(words) or recognised_case(words):
        return Kind.CASE
    if words[:2].isalpha() and words[-4:].isdigit() and " " not in words:
        return Kind.CASE
    return Kind.EMPTY if words.lower() in _EMPTY else Kind.WORDS


def pieces(body: str, plain: str, end: int, *, by_shape: bool = False) -> list[Piece]:
    """The labels and values that stand before `end`; with `by_shape` labels that recognition misspelled are known."""
    told: list[Piece] = []
    start = max(end - _LONGEST_HEADER, 0)
    for line in plain[start:end].split("\n"):
        stop = start + len(line)
        if field := _LABEL_LINES.get(line):
            told.append(Piece(field, None, start, stop))
        elif line and not line.isspace():
            _break_line(body, plain, told, (start, stop), by_shape=by_shape)
        start = stop + 1
    return told[:1] + [after._replace(is_beside=_is_beside(plain, before, after)) for before, after in pairwise(told)]


def _is_beside(plain: str, before: Piece, after: Piece) -> bool:
    return "\n" not in plain[before.end : after.start]


def _break_line(body: str, plain: str, told: list[Piece], line: tuple[int, int], *, by_shape: bool) -> None:
    """Add the labels and values that share a line, or a label whose first words ended the line before."""
    start, end = line
    if unmarked := _unmarked(body, plain, line):
        told += unmarked
        return
    for cell in _CELL.finditer(body, start, end):
        words = plain[cell.start() : cell.end()]
        if field := _label(words.rstrip(" :"), by_shape=by_shape):
            told.append(Piece(field, None, cell.start(), cell.end()))
        elif ":" in words or (by_shape and ";" in words):
            _break_cell(body, plain, told, cell.span(), by_shape=by_shape)
        else:
            _add_values(body, told, *cell.span())


def _unmarked(body: str, plain: str, line: tuple[int, int]) -> list[Piece]:
    """A label and its value that fill a line without a colon, as "Date Assigned - 08/03/2015"; nothing where they do
    not.
    """
    start, end = line
    words = plain[start:end]
    indent = len(words) - len(words.lstrip(" |*"))
    match = _UNMARKED.fullmatch(words, indent) if ":" not in words else None
    field = _LABELS[match["label"]] if match else OTHER
    if match is None or field == OTHER:
        return []
    first, last = start + match.start("value"), start + match.end("value")
    sort = kind(body[first:last])
    is_priority = sort is Kind.WORDS and match["value"] in _PRIORITIES and field == "priority"
    if not is_priority and (sort is Kind.WORDS or sort is not kind_of(field)):
        return []
    labelled = Piece(field, None, start + match.start("label"), start + match.end("label"))
    return [labelled, Piece(None, sort, first, last)]


def _break_cell(body: str, plain: str, told: list[Piece], cell: tuple[int, int], *, by_shape: bool) -> None:
    start, end = cell
    first_colon = colon = plain.find(":", start, end)
    while colon >= 0:
        label = _label_before(plain, start, colon, by_shape=by_shape)
        if label is None and told and told[-1].field is None and not plain[told[-1].end : start].strip():
            label = _label_before(plain, told[-1].start, colon, by_shape=by_shape)
            if label and label[1] < start:
                last = told.pop()
                _add_values(body, told, last.start, label[1])
                start = label[1]
            elif _is_around(body, plain, told, start, colon):
                start, label = colon + 1, None
        if label and label[1] >= start:
            _add_values(body, told, start, label[1])
            told.append(Piece(label[0], None, label[1], colon + 1))
            start = colon + 1
        colon = plain.find(":", colon + 1, end)
    if start == cell[0] < first_colon and not (told and told[-1].end > start):
        told.append(Piece(OTHER, None, start, first_colon + 1))
        start = first_colon + 1
    _add_values(body, told, start, end)


def _is_around(body: str, plain: str, told: list[Piece], start: int, colon: int) -> bool:
    """Whether these are the last words of a label that a narrow column broke, its value being printed beside its first.

    If so, the words before the label, the label and the value take the place of the last pieces.
    """
    tail = " ".join(plain[start:colon].split())
    last = len(told) - 1
    while last > 0 and told[last - 1].field is None and "\n" not in plain[told[last - 1].start : told[last].start]:
        last -= 1
    first, until = told[last].start, told[-1].end
    for label, field in _LABELS.items():
        head = label.removesuffix(f" {tail}")
        at = f" {plain[first:until]} ".find(f" {head} ") if head != label else -1
        if at >= 0:
            del told[last:]
            _add_values(body, told, first, first + at)
            told.append(Piece(field, None, first + at, colon + 1))
            _add_values(body, told, first + at + len(head), until)
            return True
    return False


def _label(words: str, *, by_shape: bool) -> str | None:
    field = _LABELS.get(words) or _LABELS.get(" ".join(words.split()))
    return field or (_BY_SHAPE.get(shape(words)) if by_shape else None)


def _label_before(plain: str, start: int, colon: int, *, by_shape: bool) -> tuple[str, int] | None:
    """The field whose label ends at the colon, and where the label begins."""
    words = plain[start:colon].split()
    for length in range(min(_LONGEST_LABEL, len(words)), 0, -1):
        if field := _label(" ".join(words[-length:]), by_shape=by_shape):
            at = colon
            for word in reversed(words[-length:]):
                at = plain.rfind(word, start, at)
            return field, at
    return None


def _add_values(body: str, told: list[Piece], start: int, end: int) -> None:
    """Add the value between two offsets; several where each word or its neighbours are a value of their own."""
    words = body[start:end].rstrip()
    start, end = start + len(words) - len(words.lstrip()), start + len(words)
    if start >= end:
        return
    parts = body[start:end].split()
    kinds = [kind(part) for part in parts]
    is_range = any(_RANGE.fullmatch(part) for part in parts[1:-1])
    is_row = (
        len(parts) > 1
        and not is_range
        and all(sort is not Kind.WORDS or part.lower() in _PRIORITIES for sort, part in zip(kinds, parts, strict=True))
    )
    if not is_row or printed_date(body[start:end]):
        told.append(Piece(None, kind(body[start:end]), start, end))
        return
    for part, sort in zip(parts, kinds, strict=True):
        at = body.index(part, start)
        told.append(Piece(None, sort, at, at + len(part)))
        start = at + len(part)
