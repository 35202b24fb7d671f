"""Whether the words of a text layer are words: common ones of English and Spanish and of the field are looked for."""

from collections.abc import Iterable
from importlib import resources

KNOWN = frozenset((resources.files("evenhand.records") / "known_words.txt").read_text(encoding="utf-8").split())
"""Common words of English and Spanish, and of papers such as these."""
_GOOD, _BAD = 0.15, 0.05
_ENOUGH = 12
_VOWELS = frozenset("aeiouy")


def are_words(words: Iterable[str]) -> bool:
    """Whether the words of a text layer are words of a language, and not the signs of a broken font.

    Fewer than a dozen are taken for words where at least one is known or all could be.
    """
    tokens = [bare for word in words if len(bare := word.strip(".,:;()[]\"'#/-").lower()) > 1 and not _is_figure(bare)]
    if not tokens:
        return True
    known = sum(token in KNOWN for token in tokens) / len(tokens)
    could_be = sum(_could_be(token) for token in tokens) / len(tokens)
    if len(tokens) < _ENOUGH:
        return known > 0 or could_be > 0.8
    return known >= _GOOD or (known >= _BAD and could_be > 0.7) or could_be > 0.93


def _is_figure(token: str) -> bool:
    return sum(sign.isdigit() for sign in token) * 2 >= len(token)


def _could_be(token: str) -> bool:
    """Whether a token is built as words are: of letters, with vowels, and no long run of consonants."""
    letters = token.replace("'", "").replace("-", "").replace("/", "")
    if not letters.isalpha():
        return False
    run = longest = 0
    for sign in letters:
        run = 0 if sign in _VOWELS or not sign.isascii() else run + 1
        longest = max(longest, run)
    return longest <= 4 and (len(letters) < 4 or bool(_VOWELS & set(letters)))
