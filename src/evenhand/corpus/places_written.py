"""Addresses and towns: whether a passage that looks like one is one, and how far it reaches."""

import re

from evenhand.corpus.gathered import Gathered
from evenhand.corpus.lettering import Lettering
from evenhand.corpus.neighbors import word_at
from evenhand.corpus.patterns import Hit
from evenhand.corpus.redaction import Kind, Span
from evenhand.corpus.vocabulary import WordKind, word_book, word_kind

_SURE = re.compile(
    r"\b(?:street|avenue|ave|boulevard|blvd|road|drive|lane|highway|hwy|parkway|pkwy|circle|terrace)\b", re.IGNORECASE
)
"""Suffixes that make a street without a number before it."""
_SHORTEST_UNSURE = 3
"""So many digits a house number has where the suffix is an ordinary word."""
_COMPASS = frozenset({"new", "north", "south", "west", "rhode", "island", "licensure", "state", "states", "of"})


def street(gathered: Gathered, hit: Hit) -> bool:
    """A street address, unless its words only look like one: "10 Sessions With Dr."."""
    passage = gathered.passage(hit)
    numbered = re.match(r"\d+", passage)
    words = re.findall(r"[A-Za-z~'-]+", passage)
    if _SURE.search(passage):
        if numbered is None and len(words) < 2:
            return False
    elif numbered is None or len(numbered[0]) < _SHORTEST_UNSURE or _is_prose(words):
        return False
    return gathered.mask(hit, hit.start, hit.end)


def _is_prose(words: list[str]) -> bool:
    return any(word.lower() in word_book().lists["no_street"] for word in words[:-1])


_ADDRESS = re.compile(
    r"#?\d{1,6}(?:-\d{1,4})?[A-Za-z]?(?:\s{1,2}(?:[A-Z~][\w~.'-]*|\d{1,3}(?:st|nd|rd|th)|de|la|del|los|las|el))+"
    r"(?:,?\s{1,2}(?:(?i:apt|apartment|unit|suite|ste|space|room|bldg|floor|no\.)\.?\s?#?\s?[\w-]{1,6}|#\s?[\w-]{1,6}))?"
    r"(?:,\s{1,2}[A-Z~][\w~.'-]*(?:\s[A-Z~][\w~.'-]*){0,3}){0,2}"
)


def address(gathered: Gathered, hit: Hit) -> bool:
    """What stands behind "lives at" and begins with a number."""
    start = hit.end - 1 - (gathered.letter.plain[hit.end - 2] == "#")
    match = _ADDRESS.match(gathered.letter.plain, start)
    return match is not None and gathered.mask(hit, start, match.end())


def town(gathered: Gathered, hit: Hit) -> bool:
    """A town before its state; other states, as in a list of licenses, are no towns."""
    letter = gathered.letter
    first, behind = word_at(letter, hit.start), word_at(letter, hit.end)
    has_code = letter.plain[hit.end - 1].isdigit()
    if not has_code and ("," not in gathered.passage(hit) or gathered.passage(hit).rstrip(".").endswith("MD")):
        return False  # no state, or a physician's degree
    last = behind - 1
    while not has_code and first < last and _is_no_town(letter.words[first]):
        first += 1
    if first >= last:
        return has_code and gathered.mask(hit, hit.start, hit.end)
    return gathered.mask(hit, letter.starts[first], hit.end)


def _is_no_town(word: str) -> bool:
    small = word.lower()
    return small in _COMPASS or small in word_book().medicine or word_kind(word) is WordKind.ORDINARY


_STATE = re.compile(
    r"(?:,?\s{1,2}(?:A[AEKLPRSZ]|C[AOT]|DE|F[LM]|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEHINOPST]|N[CDEHJMVY]|O[HKR]|P[ARW]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]"
    r"|California|Calif)\b\.?(?:,?\s{1,2}\d{5}(?:-\d{4})?\b)?|,?\s{1,2}\d{5}(?:-\d{4})?\b)"
)


def with_state(letter: Lettering, span: Span) -> Span:
    """An address with the state and the postal code that follow it."""
    if span.kind is not Kind.ADDRESS:
        return span
    match = _STATE.match(letter.plain, span.end)
    return span if match is None else span._replace(end=match.end())


def place(gathered: Gathered, hit: Hit) -> bool:
    """A town behind "in" or "of": the town alone is masked."""
    word, town = gathered.passage(hit).split(maxsplit=1)
    return word != town and gathered.mask(hit, hit.end - len(town), hit.end)
