"""The guidelines that a text cites: in the sentences of a determination made for it, and anywhere else."""

import re
from functools import partial
from itertools import product

from evenhand.guideline.cited import CitedGuideline
from evenhand.guideline.outside import outside_citations
from evenhand.guideline.patterns import Patterns
from evenhand.guideline.running import running_citations
from evenhand.guideline.schedule import schedule_citations

_LONGEST_STATEMENT = 3_000
"""A statement ends after so many characters at the latest: what follows is the reasons, without a heading between."""

_MOST_MISREAD = 4
_MISREAD = re.compile(r"\b(?=[A-Za-z015]{0,19}[A-Za-z])[A-Za-z015]{0,19}[015][A-Za-z015]{0,19}\b")
_LETTERS = {"0": ("o",), "1": ("l", "i"), "5": ("s",)}
_END_OF_SCHEDULE = re.compile(r"(?<![ (]\d)\.(?=\s+[A-Z(\"])")
_REASONS = re.compile(r"\bRationale for the Decision\b", re.IGNORECASE)


def citations(text: str, pattern: Patterns) -> tuple[CitedGuideline, ...]:
    """Every citation of a guideline in a text, in its order; none where it cites none.

    Takes time in proportion to the text, whatever it holds. Letters that recognition took for figures (`Guide1ines`)
    are read as the letters; `raw` keeps the text as it is.
    """
    plain = _MISREAD.sub(partial(_as_letters, known=pattern.words), text)
    lowered = plain.lower()
    if not any(word in lowered for word in pattern.gate):
        return ()
    cited: list[CitedGuideline] = []
    end = 0
    for match in pattern.statement.finditer(plain):
        if match.start() < end:
            continue
        cited += running_citations(text, plain, (end, match.start()), pattern)
        end = _end(plain, match, pattern)
        span = (match.end(), end)
        if match["schedule"]:
            cited += schedule_citations(text, plain, span, pattern)
        else:
            cited += outside_citations(text, plain, span, pattern)
    cited += running_citations(text, plain, (end, len(text)), pattern)
    return tuple(cited)


def _as_letters(match: re.Match[str], known: frozenset[str]) -> str:
    """A word with figures in it as the known word that it can be read as; where there is none, as it is."""
    word = match[0]
    figures = sum(mark in _LETTERS for mark in word)
    if figures > _MOST_MISREAD or figures == len(word):
        return word
    for letters in product(*(_LETTERS.get(mark, (mark,)) for mark in word)):
        spelled = "".join(letters)
        if spelled.lower() in known:
            return spelled
    return word


def _end(plain: str, match: re.Match[str], pattern: Patterns) -> int:
    """Where a statement ends: at the next, at the reasons, and one on the schedule at the end of its sentence."""
    limit = min(match.end() + _LONGEST_STATEMENT, len(plain))
    following = pattern.statement.search(plain, match.end(), limit)
    end = following.start() if following else limit
    reasons = _REASONS.search(plain, match.end(), end)
    end = reasons.start() if reasons else end
    sentence = _END_OF_SCHEDULE.search(plain, match.end(), end) if match["schedule"] else None
    return sentence.start() if sentence else end
