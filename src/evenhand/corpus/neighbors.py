"""What stands around a word: what joins it to the next, whether a sentence begins with it, whether it is cited."""

import re
from bisect import bisect_left

from evenhand.corpus.lettering import Lettering
from evenhand.corpus.vocabulary import WordKind, word_book, word_kind

_LONGEST_JOINT = 4
_LONGEST_TITLE_GAP = 3
_JOINT = re.compile(r"[ \t\n\f\r_/-]{1,4}\Z|\. ?\n?\Z|\.-?\Z")
_OPENS = ".?!:;|*\u2022"
_PARTS = _OPENS + "()"


def word_at(letter: Lettering, place: int) -> int:
    """The index of the first word that begins at an offset or behind it; the number of words where there is none."""
    return bisect_left(letter.starts, place)


def is_joined(letter: Lettering, index: int) -> bool:
    """Whether the word of an index and the next may be parts of one name: a space, a hyphen or an initial's point."""
    if not 0 <= index < len(letter.words) - 1:
        return False
    start, end = letter.ends[index], letter.starts[index + 1]
    if end - start > _LONGEST_JOINT:
        return False
    between = letter.plain[start:end]
    if "." in between:
        return len(letter.words[index]) == 1 and _JOINT.match(between) is not None
    return _JOINT.match(between) is not None and between.count("\n") < 2 + between.count("\f")


def is_capital(word: str) -> bool:
    """Whether a word begins with a capital, or is of a script that this program does not read."""
    return word[0].isupper() or word[0] == "~"


def is_initial(letter: Lettering, index: int) -> bool:
    """Whether the word is one capital letter that digits and hyphens do not make a code."""
    word = letter.words[index]
    if len(word) != 1 or not word.isupper():
        return False
    after = letter.plain[letter.ends[index] : letter.ends[index] + 1]
    return after != "-" and not after.isdigit()


def begins_sentence(letter: Lettering, index: int) -> bool:
    """Whether a sentence, a line of a list or a heading may begin with the word."""
    place = letter.starts[index] - 1
    plain = letter.plain
    breaks = 0
    while place >= 0 and plain[place] in " \t\n\r\f\"'([":
        breaks += plain[place] == "\n"
        place -= 1
    return place < 0 or plain[place] in _OPENS or breaks > 1


def is_in_title(letter: Lettering, index: int) -> bool:
    """Whether the word stands among capitalized ordinary words, as in the title of a guideline or a treatment."""
    return _is_title_word(letter, index - 1, index - 1) or _is_title_word(letter, index + 1, index)


def _is_title_word(letter: Lettering, index: int, before: int) -> bool:
    """Whether the word of an index is one of a title; `before` is the index of the word before the gap to it."""
    if not 0 <= index < len(letter.words):
        return False
    gap = letter.plain[letter.ends[before] : letter.starts[before + 1]]
    if " - " in gap or any(sign in _PARTS for sign in gap):
        return False
    word = letter.words[index]
    if len(word) < 2 or not word[0].isupper() or word.lower() in word_book().lists["calendar"]:
        return False
    return word_kind(word) is WordKind.ORDINARY


def has_role_before(letter: Lettering, index: int) -> bool:
    """Whether the word before names the part a person plays."""
    return index > 0 and letter.words[index - 1].lower() in word_book().lists["roles"]


def has_title_before(letter: Lettering, index: int, *, or_role: bool = True) -> bool:
    """Whether a person's title, or also a role, stands right before the word."""
    if index == 0 or letter.starts[index] - letter.ends[index - 1] > _LONGEST_TITLE_GAP:
        return False
    before = letter.words[index - 1].lower()
    return before in word_book().lists["titles"] or (or_role and before in word_book().lists["roles"])


def is_eponym(letter: Lettering, index: int, *, strictly: bool = False) -> bool:
    """Whether the word stands for a test, a sign, a disease: a word that says so is in its sentence, not far from it.

    `strictly` asks for it right behind, as for a name that is known to be somebody's.
    """
    words, reach = word_book().eponym_words, (3 if strictly else 7)
    for other in range(index + 1, min(index + 1 + reach, len(letter.words))):
        if _ends_sentence(letter, other - 1):
            break
        if letter.words[other].lower().removesuffix("'s") in words:
            return True
    for other in range(index - 1, max(index - 11, -1), -1):
        if strictly or _ends_sentence(letter, other):
            break
        if letter.words[other].lower().removesuffix("'s") in words:
            return True
    return False


def _ends_sentence(letter: Lettering, index: int) -> bool:
    between = letter.plain[letter.ends[index] : letter.starts[index + 1]]
    return ". " in between or ".\n" in between or "\n\n" in between


def touches_digit(letter: Lettering, index: int) -> bool:
    """Whether a digit stands right before or behind the word, as in a code."""
    before = letter.plain[letter.starts[index] - 1 : letter.starts[index]]
    after = letter.plain[letter.ends[index] : letter.ends[index] + 1]
    return before.isdigit() or after.isdigit()


_CITED = re.compile(r"(?:'s)?,?\s*(?:et\.?\s+al\.?,?|and\s+colleagues,?)?\s*\(?(?:19|20)\d\d\b")
_ET_AL = re.compile(r"(?:\s+[A-Z]{1,3})?,?\s+(?:et\.?\s+al|and\s+colleagues)\b")
_AUTHORS = re.compile(r"(?:\s+[A-Z]{1,3},\s+[A-Z][a-z'-]+){1,12}(?:\s+[A-Z]{1,3})?,?\s+et\.?\s+al\b")
_CITES = re.compile(r"(?:[(;\[]|[(;\[][^)]{0,40}(?:and|&)|\bby|\bal|\bsee)\s*\Z")


def is_cited_author(letter: Lettering, index: int) -> bool:
    """Whether the word is the author of something cited: (Fritz, 2007), Benditt D, et al."""
    end, start = letter.ends[index], letter.starts[index]
    behind = letter.plain[end : end + 120]
    if _ET_AL.match(behind) or _AUTHORS.match(behind):
        return True
    return bool(_CITED.match(behind)) and bool(_CITES.search(letter.plain[max(0, start - 48) : start]))
