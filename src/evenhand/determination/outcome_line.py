"""The word that ends the name of a disputed treatment: the outcome, always said of the denial."""

from difflib import get_close_matches
from typing import NamedTuple

from evenhand.determination.letter_text import LetterText
from evenhand.determination.published import Span
from evenhand.treatment import Outcome

WORDS: dict[str, Outcome] = {
    "upheld": Outcome.UPHELD,
    "overturned": Outcome.OVERTURNED,
    "overturned in part": Outcome.OVERTURNED_IN_PART,
    "overturned, in part": Outcome.OVERTURNED_IN_PART,
    "partially overturned": Outcome.OVERTURNED_IN_PART,
    "overturned partially": Outcome.OVERTURNED_IN_PART,
    "partly overturned": Outcome.OVERTURNED_IN_PART,
    "upheld in part": Outcome.OVERTURNED_IN_PART,
    "upheld, in part": Outcome.OVERTURNED_IN_PART,
    "partially upheld": Outcome.OVERTURNED_IN_PART,
    "partly upheld": Outcome.OVERTURNED_IN_PART,
    "modified": Outcome.OVERTURNED_IN_PART,
}
"""A denial upheld in part is overturned in the rest."""
_LONGEST = 60
_ALIKE = 0.75


_ENDS = tuple(WORDS)
_USUAL = {": upheld\n": Outcome.UPHELD, ": overturned\n": Outcome.OVERTURNED}
"""How almost every outcome ends the line before the first label."""


class OutcomeLine(NamedTuple):
    """The outcome before an offset: its word, its place, where the name before it ends, whether it was spelled so."""

    outcome: Outcome | None
    span: Span
    title_end: int
    is_spelled: bool = True


def outcome_before(letter: LetterText, low: int, high: int) -> OutcomeLine:
    """Read the outcome that ends the text before `high`; where there is none, the name reaches up to `high`."""
    for ending, outcome in _USUAL.items():
        if letter.plain.endswith(ending, low, high):
            colon = high - len(ending)
            return OutcomeLine(outcome, (colon + 2, high - 1), colon)
    low = max(low, high - _LONGEST)
    tail = letter.plain[low:high].rstrip()
    colon = tail.rfind(":")
    printed = tail[colon + 1 :].lstrip()
    span = (low + len(tail) - len(printed), low + len(tail))
    if known_outcome := WORDS.get(printed):
        return OutcomeLine(known_outcome, span, low + colon if colon >= 0 else span[0])
    words = " ".join(printed.strip(" \n.;,*").split())
    if colon >= 0 and words and (close := get_close_matches(words, WORDS, 1, _ALIKE)):
        return OutcomeLine(outcome=WORDS[close[0]], span=span, title_end=low + colon, is_spelled=words in WORDS)
    return _without_colon(tail, low)


def is_outcome_before(letter: LetterText, low: int, high: int) -> bool:
    """Whether a word of outcome, spelled as expected, ends the text before `high`."""
    if letter.plain[high - 2 : high - 1] == ".":
        return False
    return letter.plain[max(low, high - _LONGEST) : high].rstrip().endswith(_ENDS)


def is_outcome_in(letter: LetterText, low: int, high: int) -> bool:
    """Whether a word of outcome stands anywhere between two offsets."""
    return letter.plain.find("upheld", low, high) >= 0 or letter.plain.find("overturned", low, high) >= 0


def _without_colon(tail: str, low: int) -> OutcomeLine:
    """The outcome set off by a dash, or by nothing."""
    words = tail.rstrip(" .")
    for word in sorted(WORDS, key=len, reverse=True):
        if words.endswith(word):
            start = len(words) - len(word)
            before = words[:start].rstrip()
            if before.endswith(("-", "\n")) or words[start - 1 : start] == "\n":
                return OutcomeLine(
                    outcome=WORDS[word],
                    span=(low + start, low + len(words)),
                    title_end=low + len(before.rstrip("- ")),
                    is_spelled=False,
                )
    end = low + len(tail)
    return OutcomeLine(outcome=None, span=(end, end), title_end=end)
