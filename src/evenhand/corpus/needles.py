"""The ways in which a known identity may be written, as letters and digits alone."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from evenhand.corpus.identities import Identities, KnownPerson
from evenhand.corpus.lettering import composed, plain_text
from evenhand.corpus.redaction import Kind
from evenhand.corpus.vocabulary import word_book

_WORD = re.compile(r"[A-Za-z0-9~]+")
_LONG = 10
"""So many letters or digits can be sought by either half, and so found with one slip."""
_SHORTEST_NUMBER = 5
_SHORTEST_JOINED = 4
_MOST_NAMES = 6
_SHORTEST_ORGANIZATION = 2
_UNSAFE = 3
"""Names of no more letters count only as written: with a capital."""


class Needle(NamedTuple):
    """One way of writing an identity: its letters and digits (`key`) and where in them words end (`breaks`).

    `is_plain` marks what is an ordinary word too, or very short: it counts with a capital that no sentence explains.
    `whole` and `skipped` are set for half of a key: the whole key, and how much of it stands before the half. `group`
    tells which identity it is a writing of.
    """

    key: str
    kind: Kind
    why: str
    group: int
    breaks: frozenset[int]
    is_plain: bool = False
    is_capitals: bool = False
    whole: str = ""
    skipped: int = 0


def needles(identities: Identities) -> Iterator[Needle]:
    """Every way of writing every identity of a case."""
    group = 0
    for person in identities.people:
        yield from _person(person, group)
        group += 1
    for organization in identities.organizations:
        yield from _organization(organization, group)
        group += 1
    for address in identities.addresses:
        yield from _address(address, group)
        group += 1
    for number in identities.numbers:
        yield from _number(number, group)
        group += 1


def plain_words(text: str) -> list[str]:
    """The words of an identity in plain small letters; an apostrophe joins what it parts."""
    return _WORD.findall(plain_text(composed(text)[0]).replace("'", "").lower())


def name_words(name: str) -> tuple[list[str], list[str]]:
    """A person's name as its given and its other names, titles and degrees dropped."""
    lists = word_book().lists
    before, comma, behind = name.partition(",")
    first = plain_words(before)
    while len(first) > 1 and first[0] in lists["titles"]:
        first = first[1:]
    while len(first) > 2 and first[-1] in lists["name_parts"]:
        first = first[:-1]
    rest = [word for word in plain_words(behind) if word not in lists["name_parts"]]
    if comma and rest:
        return rest, first
    return first[:1], first[1:]


def why_person(person: KnownPerson) -> str:
    """Why a name of a known person is masked, without the name."""
    return f"the name of the {person.role}" if person.role else "the name of a person of the case"


def _person(person: KnownPerson, group: int) -> Iterator[Needle]:
    given, family = name_words(person.name)
    book, why = word_book(), why_person(person)
    names = [*given, *family]
    tokens = [word for word in names if word not in book.particles or word in (names[-1], *given[:1])]
    for word in dict.fromkeys(tokens):
        if len(word) > 1:
            yield _single(word, why, group)
        if len(word) > _UNSAFE and ("o" in word or "l" in word):
            read_wrong = word.replace("o", "0").replace("l", "1")
            yield Needle(read_wrong, Kind.NAME, f"{why}, misread", group, frozenset(), False)
        for nick in book.nicknames.get(word, ()):
            yield _single(nick, f"{why}, as a nickname", group)
    for word in given:
        for full in book.full_names.get(word, ()):
            yield _single(full, f"{why}, written out", group)
    for parts in dict.fromkeys((*_runs(names), (*family, *given), (*family, *given[:1]), (*given[:1], *family[-1:]))):
        joined = "".join(parts)
        if len(parts) > 1 and len(joined) >= _SHORTEST_JOINED and not book.particles.issuperset(parts):
            yield _joined(parts, Kind.NAME, why, group, is_plain="~" in joined or _is_plain(parts))


def _runs(names: list[str]) -> Iterator[tuple[str, ...]]:
    """Every run of two and more names: "de la Cruz", "Ji woo"."""
    for first in range(len(names)):
        for behind in range(first + 2, min(len(names), first + _MOST_NAMES) + 1):
            yield tuple(names[first:behind])


def _single(word: str, why: str, group: int) -> Needle:
    book = word_book()
    is_plain = (
        "~" in word
        or word in book.ordinary
        or word in book.eponyms
        or len(word) <= _UNSAFE
        or word in book.abbreviations
    )
    breaks = frozenset(
        {2, 3} if word.startswith("mc") else {3} if word.startswith("mac") else {1} if word[0] == "o" else ()
    )
    return Needle(word, Kind.NAME, why, group, breaks, is_plain)


def _joined(parts: Sequence[str], kind: Kind, why: str, group: int, *, is_plain: bool = False) -> Needle:
    return Needle("".join(parts), kind, why, group, frozenset(accumulate(map(len, parts))), is_plain)


def halves(needle: Needle) -> Iterator[Needle]:
    """A needle and, where it is long enough, its halves, by which it is found in spite of one slip.

    Of names the single words are sought misspelt instead.
    """
    yield needle
    if len(needle.key) >= _LONG and not needle.is_capitals and needle.kind is not Kind.NAME:
        middle = len(needle.key) // 2
        yield needle._replace(key=needle.key[:middle], whole=needle.key)
        yield needle._replace(key=needle.key[middle:], whole=needle.key, skipped=middle)


def _organization(name: str, group: int) -> Iterator[Needle]:
    why, words, book = "an organization of the case", plain_words(name), word_book()
    kinds = book.lists["kinds"]
    core = [word for word in words if word not in book.lists["legal_forms"]] or words
    telling = [word for word in core if word not in kinds]
    begun = [core[:length] for length in range(2, len(core))]
    joined_by_and = plain_words(name.replace("&", " and ").replace("+", " and "))
    bare_and = [word for word in joined_by_and if word == "and" or word not in book.lists["legal_forms"]]
    written = (words, core, [word for word in words if word != "and"], joined_by_and, bare_and)
    ways = (*written, _leading(core), telling, *begun)
    for parts in dict.fromkeys(map(tuple, ways)):
        joined = "".join(parts)
        if len(joined) > _SHORTEST_ORGANIZATION and not kinds.issuperset(parts):
            is_plain = book.ordinary.issuperset(parts) or len(joined) <= _UNSAFE
            yield _joined(parts, Kind.ORGANIZATION, why, group, is_plain=is_plain)
    of_people = "&" in name or "and" in words or "law" in words
    for word in telling:
        if len(word) > _UNSAFE and (of_people or word not in book.ordinary):
            yield _joined([word], Kind.ORGANIZATION, why, group, is_plain=word in book.ordinary)
    initials = "".join(word[0] for word in core)
    if len(initials) > _SHORTEST_ORGANIZATION and not book.is_common(initials):
        breaks = frozenset(range(len(initials)))
        yield Needle(initials, Kind.ORGANIZATION, f"{why}, by its initials", group, breaks, is_capitals=True)


def _is_plain(parts: Sequence[str]) -> bool:
    return word_book().ordinary.issuperset(parts)


def _leading(core: list[str]) -> list[str]:
    """The words of an organization's name before the first that only says what kind it is."""
    leading: list[str] = []
    for word in core:
        if word in word_book().lists["kinds"] and leading:
            break
        leading.append(word)
    return leading if any(word not in word_book().lists["kinds"] for word in leading) else []


def _address(address: str, group: int) -> Iterator[Needle]:
    why = "an address of the case"
    for segment in re.split(r"[,\n;]", address):
        words = plain_words(segment)
        core = [word for word in words if word not in word_book().lists["states"]]
        if not core:
            continue
        if core[0][0].isdigit() and len(core) > 1:
            name = [word for word in core if word not in word_book().lists["streets"]]
            yield _joined(core, Kind.ADDRESS, why, group)
            yield _joined(name if len("".join(name)) > 4 else core, Kind.ADDRESS, why, group)
            street = [word for word in name[1:] if len(word) > 1]
            if len("".join(street)) > _UNSAFE + 1:
                yield _joined(street, Kind.ADDRESS, why, group, is_plain=_is_plain(street))
        elif all(word.isdigit() for word in core):
            for word in core:
                if len(word) >= _SHORTEST_NUMBER:
                    yield _joined([word], Kind.ADDRESS, why, group)
        else:
            yield from _place(core, why, group)


def _place(words: list[str], why: str, group: int) -> Iterator[Needle]:
    """A town, a unit, a post box."""
    if "box" in words[:-1]:
        yield _joined(words[words.index("box") :], Kind.ADDRESS, why, group)
    codes = [word for word in words if word.isdigit() and len(word) >= _SHORTEST_NUMBER]
    for code in codes:
        yield _joined([code], Kind.ADDRESS, why, group)
    rest = [word for word in words if word not in codes]
    if len("".join(rest)) > 2:
        yield _joined(rest, Kind.ADDRESS, why, group, is_plain=_is_plain(rest) or len("".join(rest)) <= _UNSAFE)


def _number(number: str, group: int) -> Iterator[Needle]:
    why, words = "a number of the case", plain_words(number)
    key = "".join(words)
    seen: set[str] = set()
    runs = re.findall(r"\d+", key)
    digits = "".join(runs)
    for old, new in (("0", "o"), ("1", "l"), ("01", "ol")):
        misread = digits.translate(str.maketrans(old, new))
        if len(digits) >= _SHORTEST_NUMBER and misread not in (digits, *seen):
            seen.add(misread)
            yield Needle(misread, Kind.NUMBER, f"{why}, misread", group, frozenset(range(len(misread))))
    for each in (key, digits, digits.lstrip("0"), *runs):
        least = 3 if each == key else _SHORTEST_NUMBER
        if len(each) >= least and each not in seen:
            seen.add(each)
            yield Needle(each, Kind.NUMBER, why, group, frozenset(range(len(each))))
