"""Where the name of a disputed treatment begins: after the reasons for the one before, with nothing between them.

The name is read backwards from its outcome, line by line. Bold type decides where the paper tells it. Elsewhere the
evidence is the end of a sentence, a line that had room for the next word, a blank line, and the wording of a partial
authorisation, which is several sentences long and still one name.
"""

from typing import NamedTuple

from evenhand.determination.letter_text import LetterText
from evenhand.determination.measure import Column, has_room
from evenhand.determination.outcome_line import WORDS
from evenhand.determination.published import Span

_STOPS = (".", "?", "!")
_AFTER_STOP = "\"')]"
_ABBREVIATED = (
    " dr.", " vs.", " st.", " no.", " nos.", " wk.", " wks.", " min.", " mins.", " hr.", " hrs.", " lb.", " lbs.",
    " qty.", " approx.", " incl.", " x.", " w.",
)  # fmt: skip
_REASONS_END = (
    "medically necessary",
    "medically appropriate",
    "not necessary",
    "is not supported",
    "is supported",
    "not certified",
)
_SAID_IN_REASONS = frozenset((
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "does", "did", "do", "not", "cannot",
    "should", "would", "could", "may", "might", "will", "can", "this", "that", "these", "there", "however", "therefore",
    "given", "since", "because", "patient", "worker", "claimant", "applicant", "necessary",
))  # fmt: skip
"""Words of sentences that argue, which the name of a treatment does without."""
_USUAL_END = "medically necessary.\n"
"""How most reasons end."""
_PART = "original request"
_PART_BEGINS = "was the original request"
_OUTCOMES = tuple(WORDS)
_LONGEST = 12
_LONGEST_WORD = 40
_SHORT = 0.7
"""A line shorter than this part of the longest was not broken because it was full."""
_FARTHEST = 700
_FEW = 4


class TitleStart(NamedTuple):
    """Where a name begins, and whether the paper left no doubt of it."""

    offset: int
    is_sure: bool = True


def title_start(
    letter: LetterText, low: int, high: int, measure: Column, *, is_apart: bool = False, is_first: bool = False
) -> TitleStart:
    """Where the name that ends at `high` begins, after the reasons that begin at `low`.

    `measure` is the column that the lines were broken to; `is_apart` says that blank lines part the paragraphs here,
    `is_first` that nothing stands at `low` but names.
    """
    start = letter.line_start(high, low)
    if letter.plain.endswith(_USUAL_END, low, start) and "original" not in letter.plain[start:high]:
        return TitleStart(offset=start)
    likely = -1
    for _ in range(_LONGEST):
        before = _line_before(letter, start, low)
        if before is None and is_first:
            return TitleStart(offset=start)
        if before is None:
            break
        apart = _is_set_apart(letter, before[1], start) if is_apart else None
        begins = _begins(letter, before, (start, high), low, measure) if apart is None else apart
        if begins:
            return TitleStart(offset=start)
        if likely < 0 and not letter.body[start:high].lstrip()[:1].islower():
            likely = start
        start = before[0]
    return TitleStart(offset=likely if likely >= 0 else letter.line_start(high, low), is_sure=False)


def _is_set_apart(letter: LetterText, end: int, start: int) -> bool | None:
    """Whether a blank line parts two lines where paragraphs are parted so; `None` where a page break hides it."""
    between = letter.text[end:start]
    if start in letter.strong or ("\f" in between and "\f\n" not in between):
        return None
    return "\f\n" in between or between.count("\n") > 1


def is_paragraph(letter: LetterText, start: int, low: int, measure: Column) -> bool:
    """Whether a paragraph surely begins at `start`: the line before had room, is an outcome, or is set apart."""
    before = _line_before(letter, start, low)
    if before is None or _is_outcome(letter.plain[before[0] : before[1]]):
        return True
    return _is_blank(letter, before[1], start) or _had_room(letter, before, start, measure)


def _is_outcome(line: str) -> bool:
    """Whether a line ends with the outcome of a treatment."""
    return line.endswith(_OUTCOMES) and line[line.rfind(":") + 1 :].lstrip() in WORDS


def _line_before(letter: LetterText, start: int, low: int) -> Span | None:
    """The last line before `start` that is not blank; the first of them begins at `low`."""
    end = start
    while end > low and letter.plain[end - 1].isspace():
        end -= 1
    return (letter.line_start(end, low), end) if end > low else None


def _begins(letter: LetterText, before: Span, name: Span, low: int, measure: Column) -> bool:
    """Whether the name begins here and the line before is the last of the reasons."""
    start, high = name
    line = letter.plain[before[0] : before[1]]
    if _is_outcome(line):
        return True
    if start in letter.strong:
        return before[0] not in letter.strong or before[0] == low
    if _is_unfinished_part(letter.plain, name, low):
        return False
    if _is_stop(line):
        if not line.endswith(_ABBREVIATED):
            return not _SAID_IN_REASONS.isdisjoint(line.split()) or not _is_rest_of_name(
                letter, before, start, low, measure
            )
    elif line.endswith(_REASONS_END):
        return True
    elif letter.body[start:high].lstrip()[:1].islower():
        return before[1] - before[0] < measure.characters * _SHORT
    return _is_blank(letter, before[1], start) or _had_room(letter, before, start, measure)


def _had_room(letter: LetterText, line: Span, start: int, measure: Column) -> bool:
    """Whether the first word of the line that begins at `start` would have fitted on the line before it."""
    following = letter.body[start : start + _LONGEST_WORD].split(None, 1)
    return bool(following) and has_room(letter.body[line[0] : line[1]], following[0], measure)


def _is_stop(line: str) -> bool:
    """Whether a line ends a sentence, also inside a quotation or parentheses."""
    return line.rstrip(_AFTER_STOP).endswith(_STOPS)


def _is_blank(letter: LetterText, end: int, start: int) -> bool:
    """Whether a blank line stands between two lines that a page break does not explain."""
    between = letter.text[end:start]
    return "\f" not in between and letter.body.count("\n", end, start) > 1


def _is_unfinished_part(plain: str, name: Span, low: int) -> bool:
    """Whether the name is the end of a partial authorisation whose first sentence stands further back."""
    so_far = plain[name[0] : name[1]]
    if "original" not in so_far:
        return False
    so_far = " ".join(so_far.split())
    if _PART not in so_far or _PART_BEGINS in so_far:
        return False
    return _PART_BEGINS in " ".join(plain[max(low, name[0] - _FARTHEST) : name[1]].split())


def _is_rest_of_name(letter: LetterText, line: Span, below: int, low: int, measure: Column) -> bool:
    """Whether a line that ends a sentence belongs to a name of several sentences rather than to the reasons.

    It does when the line is full, a paragraph clearly ended a few lines before, and nothing since speaks as reasons do.
    """
    if _had_room(letter, line, below, measure):
        return False
    start = line[0]
    for _ in range(_FEW):
        before = _line_before(letter, start, low)
        if before is None:
            return False
        words = letter.plain[before[0] : before[1]]
        if _is_stop(words) and _had_room(letter, before, start, measure):
            return _SAID_IN_REASONS.isdisjoint(letter.plain[start : line[1]].split())
        start = before[0]
    return False
