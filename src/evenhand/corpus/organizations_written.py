"""Organizations that nobody has named beforehand: behind a label, before a legal form, by the look of a name."""

import re

from evenhand.corpus.gathered import Gathered
from evenhand.corpus.lettering import Lettering
from evenhand.corpus.neighbors import is_capital, is_eponym, is_joined, word_at
from evenhand.corpus.patterns import Hit
from evenhand.corpus.redaction import Kind
from evenhand.corpus.vocabulary import WordKind, word_book, word_kind

_LONGEST_NAME = 90
_COLUMNS = "  "
"""So many spaces part two columns of a table."""
_VALUE = re.compile(r"[ \t]*((?:[A-Z0-9~&][\w~&'.,/-]*|of|the|and|for|de|la)(?:[ ]+|\Z))+")
_NOTHING = ("none", "unknown", "not provided", "n/a", "na")
_SHORTEST_TELLING = 3
_FIRM = 3
"""So many names joined are a firm; two may be a pair of people."""


def organization(gathered: Gathered, hit: Hit) -> bool:
    """What stands behind the label of an organization: capitalized words to the end of the line."""
    line = gathered.letter.plain[hit.end : hit.end + _LONGEST_NAME].split("\n")[0]
    value = _VALUE.match(line + " ")
    if value is None or not re.match(r"\s*[A-Z~0-9]", line):
        return False
    words = value[0].rstrip(" .,")
    if words.strip().lower() in _NOTHING:
        return False
    return gathered.mask(hit, hit.end + len(words) - len(words.lstrip()), hit.end + len(words))


def company(gathered: Gathered, hit: Hit) -> bool:
    """The capitalized words before a legal form."""
    start = _name_before(gathered.letter, hit.start)
    return start < hit.start and _unless_kept(gathered, hit, start, hit.end)


def institution(gathered: Gathered, hit: Hit) -> bool:
    """The capitalized words before a word for an organization, where one of them tells it from others."""
    letter = gathered.letter
    if not letter.plain[hit.start].isupper():
        return False
    start = _name_before(letter, hit.start)
    words = letter.words[word_at(letter, start) : word_at(letter, hit.start)]
    telling = [word for word in words if _tells(word)]
    if not telling or (len(words) < 2 and word_kind(telling[0]) is WordKind.ORDINARY):
        return False
    if all(word_kind(word) is WordKind.ORDINARY for word in telling):
        return not _is_kept(gathered, start, hit.end) and gathered.mask(
            hit, start, hit.end, Kind.UNSURE, "may be the name of an organization"
        )
    return _unless_kept(gathered, hit, start, hit.end)


def _tells(word: str) -> bool:
    """Whether a word tells one organization from others."""
    small, book = word.lower(), word_book()
    return len(word) >= _SHORTEST_TELLING and small not in book.lists["generic"] and small not in book.medicine


def public_body(gathered: Gathered, hit: Hit) -> bool:
    """The capitalized words behind "County of"."""
    letter = gathered.letter
    first = index = word_at(letter, hit.end)
    while (
        index < len(letter.words)
        and is_capital(letter.words[index])
        and (index == first or is_joined(letter, index - 1))
    ):
        index += 1
    if index == first or letter.starts[first] > hit.end + 1:
        return False
    return _unless_kept(gathered, hit, hit.start, letter.ends[index - 1])


def _name_before(letter: Lettering, end: int) -> int:
    """Where the capitalized words that end right before an offset begin; the offset where there are none."""
    index = word_at(letter, end) - 1
    start = end
    while index >= 0 and end - letter.starts[index] < _LONGEST_NAME:
        between = letter.plain[letter.ends[index] : start]
        word = letter.words[index]
        if (
            between.strip(" \n,.&'-")
            or _COLUMNS in between
            or between.count("\n") > 1
            or (". " in between and len(word) > 1)
        ):
            break
        if not is_capital(word) and word not in ("of", "the", "and", "de", "la", "del"):
            break
        if "," in between and letter.words[index + 1 : index + 2] == ["the"]:
            break  # "Therefore, the Health Plan"
        start = letter.starts[index]
        index -= 1
    index = word_at(letter, start)
    while start < end and letter.words[index].lower() in _LITTLE:
        index += 1
        start = letter.starts[index] if index < len(letter.words) and letter.starts[index] < end else end
    return start


_LITTLE = frozenset(
    {"of", "and", "the", "de", "la", "del", "at", "by", "in", "to", "for", "from", "with", "on", "a", "an"}
)
"""What no name of an organization begins with."""


def _is_kept(gathered: Gathered, start: int, end: int) -> bool:
    """Whether the passage names an organization that stays, and no other word in it tells another."""
    words = [word.lower() for word in gathered.letter.plain[start:end].replace(",", " ").split()]
    for kept in gathered.policy.kept_organizations:
        names = kept.lower().split()
        if names[0] in words and set(names) <= set(words):
            return not any(_tells(word) and word not in names for word in words)
    return False


def _unless_kept(gathered: Gathered, hit: Hit, start: int, end: int) -> bool:
    if _is_kept(gathered, start, end):
        return gathered.keep(start, end)
    return gathered.mask(hit, start, end)


def partners(gathered: Gathered, hit: Hit) -> bool:
    """Names joined like those of a firm, one at least of which is no ordinary word, and each of which may be a name."""
    letter = gathered.letter
    first, behind = word_at(letter, hit.start), word_at(letter, hit.end)
    names = letter.words[first:behind]
    if any(word_kind(letter.words[at]) is WordKind.EPONYM and is_eponym(letter, at) for at in range(first, behind)):
        return False
    kinds = [word_kind(name) for name in names if name.lower() != "and"]
    may_be = (WordKind.NAME, WordKind.BOTH, WordKind.UNKNOWN, WordKind.EPONYM)
    if not all(kind in may_be for kind in kinds) or any(name.lower() in word_book().medicine for name in names):
        return False
    if WordKind.NAME not in kinds and len(kinds) < 3:
        return False
    is_told = len(kinds) > 2 and WordKind.NAME in kinds
    return gathered.mask(hit, hit.start, hit.end, None if is_told else Kind.UNSURE)


def payer(gathered: Gathered, hit: Hit) -> bool:
    """An organization that the policy lists, unless its name opens another that stays."""
    return not _is_kept(gathered, hit.start, hit.end) and gathered.mask(hit, hit.start, hit.end)
