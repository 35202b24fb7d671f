"""The word that ends the name of a disputed treatment: the outcome, always said of the denial.

Only one of the known words, by itself, is an outcome. "Not Upheld", "Upheld?" and "Overturned - Upheld" hold such a
word and say something else; so does a word misspelled. None of them is read: the outcome is then unclear.
"""

import re
from typing import NamedTuple

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

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
_LONGEST_LABEL = 32
_LABEL_ENDS = tuple(
    f"{word}{mark}" for word in ("decision", "outcome", "determination", "result", "finding") for mark in ("", " ", "*")
)
_ENDS = tuple(WORDS)
_USUAL = {": upheld\n": Outcome.UPHELD, ": overturned\n": Outcome.OVERTURNED}
"""How almost every outcome ends the line before the first label."""
_NO_OUTCOME = (".\n", ").\n", ".\n\n", ". \n")
_STOPPED = tuple(f"{word}.{end}" for word in WORDS for end in ("\n", "\n\n", " \n"))
_MOST_WORDS = 5
_AROUND = " \t\n*_"
"""What may stand around the word: space, and the stars by which plain text marks bold type."""
_LIKE = re.compile(
    r"\b(?:up ?h[eo]ld|held|hold|over-?turn(?:ed)?|modif\w+|revers\w+|affirm\w*|sustain\w*|den(?:y|ied)|approved?"
    r"|granted"
    r"|(?:de|non)?-?certified|partial(?:ly)?|partly|in part|mixed|split|remand\w*|withdrawn|pending|(?:un)?decided"
    r"|moot|dismissed|deferred|vacated|overruled)\b"
)
"""Words of a place where an outcome was meant."""
_INSTEAD = re.compile(
    r"(?:(?:see|as) (?:above|below|rationale|reasons|attached)|n/a|tb[ad]|none|unknown|unclear|"
    r"not (?:stated|available)|no (?:decision|determination|outcome)|(?:not )?(?:medically )?necessary)\b"
)
"""Words that stand right before a label where an outcome should."""
_ALIKE = 70
"""Of a hundred: so like an outcome that it is one misspelled, which is not read."""
_LABELLED = re.compile(
    r"(?:\A|\n)[ \t*_]*(?:(?:the|imr|final|our|reviewer'?s?|expert)\s+)*(?:decision|outcome|determination|result"
    r"|finding)"
    r"[ \t*_]*\Z"
)
"""A label of the outcome on a line of its own below the name: "Decision: Upheld"."""
_TURNED = re.compile(r"(?:\b(?:not|never|no|nor|non|neither|un|de)|n't|\b(?:upheld|overturned|modified))[\W_]*\Z")


_TURNING = (" not", "\nnot", " never", " no longer", " nor", "n't", " cannot", "(not", "*not")
"""How a name ends that turns the word after its colon round: "MRI, not: Upheld"."""


class OutcomeLine(NamedTuple):
    """The outcome before an offset: its word, its place, where the name before it ends.

    `is_plain` tells whether the word stands where it is expected, after a colon; `attempt` is what was printed in its
    place where that is no outcome.
    """

    outcome: Outcome | None
    span: Span
    title_end: int
    is_plain: bool = True
    attempt: str = ""


def outcome_before(letter: LetterText, low: int, high: int) -> OutcomeLine:
    """Read the outcome that ends the text before `high`; where there is none, the name reaches up to `high`."""
    for ending, outcome in _USUAL.items():
        if letter.plain.endswith(ending, low, high):
            colon = high - len(ending)
            return _of_name(letter, low, outcome, (colon + 2, high - 1), _without_label(letter.plain, low, colon))
    high = low + len(letter.plain[low:high].rstrip())
    low = max(low, high - _LONGEST)
    tail = letter.plain[low:high]
    colon = tail.rfind(":")
    if colon < 0:
        return _without_colon(letter, tail, low)
    printed = tail[colon + 1 :].strip(_AROUND)
    start = tail.find(printed, colon + 1) if printed else len(tail)
    span = (low + start, low + start + len(printed))
    title_end = _without_label(letter.plain, low, low + colon)
    if not printed:  # a colon, and nothing after it
        return OutcomeLine(None, span, title_end)
    outcome_read = _exact(printed)
    if outcome_read:
        return _of_name(letter, low, outcome_read, span, title_end)
    if _is_attempt(printed) or _INSTEAD.match(printed) or (printed and title_end < low + colon):
        return OutcomeLine(None, span, title_end, attempt=letter.body[span[0] : span[1]])
    without = _without_colon(letter, tail, low)
    return (
        without
        if without.outcome or without.attempt
        else OutcomeLine(None, (without.title_end,) * 2, without.title_end)
    )


def is_turned_round(plain: str, low: int, end: int) -> bool:
    """Whether the name that ends at `end` ends in a word that turns round the outcome after it."""
    return plain.endswith(_TURNING, low, end)


def _of_name(letter: LetterText, low: int, outcome: Outcome, span: Span, title_end: int) -> OutcomeLine:
    """The outcome after a name; unclear where the name's last word turns it round."""
    if not is_turned_round(letter.plain, low, title_end):
        return OutcomeLine(outcome, span, title_end)
    word = letter.plain[low:title_end].split()[-1]
    start = title_end - len(word)
    return OutcomeLine(None, (start, span[1]), start, attempt=letter.body[start : span[1]])


def _exact(printed: str) -> Outcome | None:
    """The outcome that some words are, after their stars and one full stop are taken away."""
    words = printed.strip(_AROUND).removesuffix(".").strip(_AROUND)
    return WORDS.get(words) or WORDS.get(" ".join(words.split()))


def has_label(plain: str, low: int, end: int) -> bool:
    """Whether the words before the colon may be a label of the outcome, such as "Decision"."""
    return plain.endswith(_LABEL_ENDS, low, end)


def _without_label(plain: str, low: int, end: int) -> int:
    """Where the name ends: before a line that only says "Decision", else at the colon."""
    if not has_label(plain, low, end):
        return end
    line = plain.rfind("\n", low, end)
    if line < 0 or end - line > _LONGEST_LABEL:
        return end
    label = _LABELLED.search(plain, line, end)
    return label.start() if label else end


def is_outcome_before(letter: LetterText, low: int, high: int) -> bool:
    """Whether a word of outcome, alone or with others, ends the text before `high`."""
    plain = letter.plain
    if plain.endswith(_NO_OUTCOME, low, high) and not plain.endswith(_STOPPED, low, high):
        return False
    if plain[high - 2 : high - 1] in (" ", "\n"):
        high = low + len(plain[low:high].rstrip())
    tail = plain[max(low, high - _LONGEST) : high].rstrip(_AROUND)
    if tail.endswith("."):
        colon = tail.rfind(":")
        return colon >= 0 and _exact(tail[colon + 1 :]) is not None
    if tail.endswith(_ENDS):
        return True
    line = tail[tail.rfind("\n") + 1 :]
    colon = line.rfind(":")
    return colon >= 0 and _is_attempt(line[colon + 1 :])


def _is_attempt(printed: str) -> bool:
    """Whether some words stand in the place of an outcome: a few, one of them an outcome or like one."""
    words = printed.strip(_AROUND)
    if not words or len(words.split()) > _MOST_WORDS:
        return False
    return _LIKE.search(words) is not None or extractOne(words, _ENDS, scorer=ratio, score_cutoff=_ALIKE) is not None


def is_outcome_in(letter: LetterText, low: int, high: int) -> bool:
    """Whether a word of outcome stands anywhere between two offsets."""
    return letter.plain.find("upheld", low, high) >= 0 or letter.plain.find("overturned", low, high) >= 0


def _without_colon(letter: LetterText, tail: str, low: int) -> OutcomeLine:
    """The outcome set off by a dash, or alone on its line: read, and said to be printed unusually."""
    words = tail.rstrip(_AROUND).removesuffix(".")
    for word in sorted(WORDS, key=len, reverse=True):
        if not words.endswith(word):
            continue
        start = len(words) - len(word)
        before = words[:start].rstrip(_AROUND)
        if not (
            before.endswith(("-", ";")) or words[start - 1 : start] in ("\n", "*") or "\n" in words[len(before) : start]
        ):
            continue
        kept = before.rstrip("-; " + _AROUND)
        kept = kept[: _without_label(kept, 0, len(kept))]
        span = (low + start, low + len(words))
        if _TURNED.search(before):
            return OutcomeLine(None, span, low + len(kept), is_plain=False, attempt=letter.body[span[0] - 12 : span[1]])
        return OutcomeLine(WORDS[word], span, low + len(kept), is_plain=False)
    end = low + len(tail)
    return OutcomeLine(outcome=None, span=(end, end), title_end=end)
