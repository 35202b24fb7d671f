"""A person's name taken apart, however it was written: order, titles, degrees, former names, nicknames, particles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from evenhand.names.folding import WORD, folded_name, plain_words
from evenhand.names.vocabulary import name_variants, person_words

Words = tuple[str, ...]

_LONGEST = 400
"""Characters beyond which a text is read no further as a name."""
_MOST_WORDS, _MOST_READINGS = 24, 12
"""Words of a reading, and readings of a name, beyond which no more are looked at: what is so long is asked about."""
_LONGEST_PHRASE = 4
"""Words of the longest phrase that says what part somebody plays."""
_GIVEN_NAMES = 3
"""Names behind a comma that may be given ones; more words are no name."""
_ASIDE = re.compile(r"""[(\[{]([^)\]}]*)[)\]}]|"([^"]*)"|(?<!\w)'([^']+)'(?!\w)""")
_SIMPLE = re.compile(r"[a-z]+(?: +[a-z]+| +[a-z]\.)*")
"""A name without a comma or another sign, but stops behind middle initials."""
_HONORS = ("bhai", "ben", "behn")
_HONOR = re.compile(f"(?:{'|'.join(_HONORS)})$")
_HONORED = 6
"""Letters beyond which a given name may end in "brother" or "sister", as in Gujarat: "Mukeshbhai", "Priyaben"."""
_JOINED_ARTICLE = re.compile(r"el(?=[b-df-hj-np-tv-z]\w{4})")
"""The Arabic article joined to a family name by its other sound: "Elfarouk" for "Al-Farouk"."""
_PARTED = re.compile(r"[,;|/:\n\t]|\s-+\s*|\s*-+\s|--+")
_SERVANT = re.compile(
    r"\babd(?P<parted>(?:[ -]+(?:al|el|ul|a?r|a[szdnt]|ash|u[rszdnt]|ush|e[rszdn])|u[rszdnt]|ush|e[lrszdn])"
    r"[ -]+(?=\w{3}))"
    r"|\babd[ue](?P<letter>[rszdnt]|sh)(?P=letter)(?=\w{3})"
)
"""Servant of the ...: the article takes the sound of the letter behind it, and is joined or not."""
_OF_THE_FAITH = re.compile(r"\b([a-z]{2,}?)(?:[ -]+(?:al|ad|ed|ud|el|ul)[ -]*|[ -]*(?:ed|ud|ad))d(?:i|ee|ie)ne?\b")
_CHAIN = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)+\.?(?!\w)")
_WORD_OR_DEGREE = re.compile(rf"(?:{WORD.pattern})\uf000?")
_DIGITS_FOR_LETTERS = str.maketrans("01358", "olesb")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A person's name taken apart.

    `words` are its words in their likeliest order, given names first and family names last; `others` the other ways to
    read it: a former name, a nickname, another order, a word that may be a degree. `generation` tells a father from a
    son. `is_plain` is False where something was written beside the name of which nobody knows what it tells, `is_cut`
    True where the text was too long, or had too many readings, to be read to its end. `written` is every word as it
    stands.
    """

    written: Words
    words: Words
    others: tuple[Words, ...] = ()
    generation: str = ""
    is_plain: bool = True
    is_cut: bool = False

    @property
    def readings(self) -> tuple[Words, ...]:
        """Every way to read the name, the likeliest first."""
        return (self.words, *self.others)


@lru_cache(maxsize=1 << 16)
def person_name(name: str) -> PersonName:
    """A person's name taken apart; without words where none can be made out."""
    folded = folded_name(name[:_LONGEST])
    text = _with_one_article(folded)
    if text == folded and _SIMPLE.fullmatch(text):
        words = tuple(text.replace(".", "").split())
        if _special_words().isdisjoint(words):
            return PersonName(written=words, words=words, others=tuple(_other_orders(words)))
    head = _head(*_beside(text))
    is_long = len(name) > _LONGEST or max(map(len, head.readings)) > _MOST_WORDS or len(head.others) > _MOST_READINGS
    others = tuple(words[:_MOST_WORDS] for words in head.others[:_MOST_READINGS])
    return replace(
        head,
        written=plain_words(name),
        words=head.words[:_MOST_WORDS],
        others=others,
        is_plain=head.is_plain and text == folded,
        is_cut=is_long,
    )


def _with_one_article(text: str) -> str:
    """A folded name with the Arabic article within its given names written in one way: "Abd ar-Rahman", "Abdur Rahman"
    and "Abdurrahman" with "Abdul", "Salah al-Din" and "Salah Eddine" as "Salahuddin".
    """
    if "abd" in text:
        text = _SERVANT.sub(lambda match: "abdul " if match["parted"] else f"abdul{match['letter']}", text)
    return _OF_THE_FAITH.sub(r"\1uddin", text) if "d" in text else text


def _beside(text: str) -> tuple[str, list[Words], list[str]]:
    """A folded name without what stands beside it, the words in its brackets and quotation marks, its former names."""
    text = _care_of().sub(" ; ", text)
    asides = [next(filter(None, groups), "") for groups in _ASIDE.findall(text)]
    written, *former = _former().split(" " + _ASIDE.sub(" ", text).strip())
    for aside in asides:
        former += _former().split(" " + aside.strip())[1:]
    return written, [words for aside in asides if (words := _aside(aside))], former


@cache
def _special_words() -> frozenset[str]:
    """The words that ask for a closer look at a name."""
    known = person_words()
    markers = (word for marker in (*known.former, *known.care) for word in WORD.findall(marker))
    phrases = (known.titles, known.qualifiers, known.generations, markers, ("primary", "attorney", "secondary"))
    return frozenset(word for words in phrases for word in words)


@cache
def _former() -> re.Pattern[str]:
    """What stands before another name of the same person."""
    return re.compile(rf"(?<=[\s,;])(?:{_any_of(person_words().former)})[.:,]?\s+(?=\S)")


@cache
def _care_of() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[\s,;]))(?:{_any_of(person_words().care)})\b[.:]?")


def _any_of(markers: tuple[str, ...]) -> str:
    return "|".join(re.escape(marker).replace(r"\ ", r"\s+") for marker in markers)


def _head(text: str, asides: Iterable[Words] = (), former: Iterable[str] = ()) -> PersonName:
    """The name itself, read from its parts between commas and strokes, with the readings that what stands beside it
    adds.
    """
    parts = [part for part in _PARTED.split(text) if WORD.search(part)]
    while len(parts) > 1 and _is_qualifier("".join(_words(parts[0]))):
        del parts[0]
    first, generation = _bare(_words(parts[0], is_first=True), is_behind=False) if parts else ((), "")
    behind, doubtful = list[Words](), list[Words]()
    for part in parts[1:]:
        words = _words(part)
        rest, further = _bare(words, is_behind=True)
        generation = generation or further
        if rest:
            behind.append(rest)
        elif words[-1] in person_words().doubtful:
            doubtful.append(tuple(words))
    name, others, is_plain = _ordered(first, behind)
    others += (*(_family_first(first, given) for given in doubtful), *_other_orders(name))
    others += (*_former_names(name, former), *_in_place(name, asides))
    return PersonName(
        written=(),
        words=name,
        others=tuple(dict.fromkeys(words for words in others if words and words != name)),
        generation=generation,
        is_plain=is_plain and not asides and not former,
    )


def _ordered(first: Words, behind: list[Words]) -> tuple[Words, tuple[Words, ...], bool]:
    """The words of a name in order, the other ways to order them, and whether all of them are accounted for, by what
    stands before its first comma and behind.
    """
    if not behind:
        return first, (), True
    if all(word in person_words().particles and len(word) > 1 for word in behind[0]):
        return (*first[:1], *behind[0], *first[1:]), (first,), len(behind) == 1
    turned, rest = _family_first(first, behind[0]), tuple(word for words in behind[1:] for word in words)
    given, next_word = name_variants().given, behind[0][0]
    is_family = sum(word not in person_words().particles for word in first) < 2
    if is_family or (next_word in given and first[0] not in given):
        return turned, (), not rest
    as_written = (*first, *behind[0], *rest)
    if len(behind[0]) <= _GIVEN_NAMES and (next_word in given or first[0] not in given):
        return turned, (first, as_written), not rest
    return first, (turned, as_written), False


def _family_first(family: Words, given: Words) -> Words:
    """A name written "Family, Given"; particles behind the given name ("Berg, Pieter van der") go to the family."""
    end = len(given)
    while end > 1 and given[end - 1] in person_words().particles and len(given[end - 1]) > 1:
        end -= 1
    return (*given[:end], *given[end:], *family)


def _other_orders(words: Words) -> Iterator[Words]:
    """A name whose last word may be a degree without it, one without "brother" and "sister" behind its words, one with
    the joined Arabic article in its other sound, and one that ends in initials as a family name first.
    """
    if len(words) > 2 and words[-1] in person_words().doubtful:
        yield words[:-1]
    if any(len(word) > _HONORED and word.endswith(_HONORS) for word in words):
        yield tuple(_HONOR.sub("", word) if len(word) > _HONORED else word for word in words)
    if any(map(_JOINED_ARTICLE.match, words)):
        yield tuple(_JOINED_ARTICLE.sub("al", word, 1) if _JOINED_ARTICLE.match(word) else word for word in words)
    ends_in_initials = len(words) > 1 and len(words[-1]) < 3 and words[-2] not in person_words().particles
    if ends_in_initials and len(words[0]) > 1:
        yield (*words[1:], words[0])


def _words(part: str, *, is_first: bool = False) -> list[str]:
    """The words of a part of a name. What stops join to a degree ("M.D.") is one word and keeps a stop as its mark;
    what they join to anything else is parted ("J.R." at the beginning is two initials).
    """
    start = len(part) - len(part.lstrip()) if is_first else -1

    def read(chain: re.Match[str]) -> str:
        joined = chain.group().replace(".", "")
        if joined in person_words().qualifiers and chain.start() != start:
            return f" {joined}\uf000 "
        return f" {chain.group().replace('.', ' ')} "

    bare = _CHAIN.sub(read, part.replace("'", ""))
    written = (match.group() for match in _WORD_OR_DEGREE.finditer(bare))
    return [word.replace("\uf000", ".") if "\uf000" in word else _lettered(word) for word in written]


def _lettered(word: str) -> str:
    """A word with the digits a scanner or a slip put for letters."""
    if word.isalpha() or word.isdigit() or word in person_words().generations:
        return word
    return word.translate(_DIGITS_FOR_LETTERS)


def _bare(words: list[str], *, is_behind: bool) -> tuple[Words, str]:
    """The words of a part of a name without titles, degrees and parts played, and the generation they tell. Behind a
    comma everything may fall away, before it one word stays.
    """
    known = person_words()
    kept, generation = list(words), ""
    while kept:
        last, least = kept[-1], 0 if is_behind else 1
        place = known.generations.get(last)
        if place and len(kept) > least + (last in known.generation_names and not is_behind):
            generation = place
            kept.pop()
        elif count := _qualifying(kept, least, is_behind=is_behind):
            del kept[-count:]
        else:
            break
    while len(kept) > 1 and (count := _entitling(kept)):
        del kept[:count]
    plain = tuple(word for word in kept if not word.endswith("."))
    return plain or tuple(word.rstrip(".") for word in kept), generation


def _qualifying(words: list[str], least: int, *, is_behind: bool) -> int:
    """How many words at the end are a degree or say what part somebody plays; 0 for none."""
    if words[-1].endswith("."):
        return 1 if len(words) > least else 0
    for count in range(min(_LONGEST_PHRASE, len(words) - least), 0, -1):
        joined = "".join(words[-count:])
        if joined in person_words().qualifiers and (is_behind or count > 1 or joined not in person_words().doubtful):
            return count
    return 0


def _entitling(words: list[str]) -> int:
    """How many words at the beginning are a title; 0 for none. A title that is a name too needs two words behind it."""
    known = person_words()
    for count in range(min(_LONGEST_PHRASE, len(words) - 1), 0, -1):
        joined = "".join(words[:count])
        if joined in known.titles and (joined not in known.title_names or len(words) > count + 1):
            return count
    return 0


def _is_qualifier(joined: str) -> bool:
    """Whether a part as one word only says what somebody is: "PTP" before a colon."""
    return joined.rstrip(".") in person_words().qualifiers or joined in person_words().titles


def _aside(text: str) -> Words:
    """What brackets or quotation marks hold beside the name; nothing where it only says what somebody is."""
    parts = (_bare(_words(part), is_behind=True)[0] for part in _PARTED.split(_former().split(" " + text)[0]))
    return tuple(word for words in parts for word in words)


def _former_names(words: Words, former: Iterable[str]) -> Iterator[Words]:
    """The readings of a name with each former name that is written beside it; a family name alone takes the given
    names with it.
    """
    for text in former:
        name = _head(text).words
        yield name if len(name) > 1 else ()
        yield (*words[:1], *name)
        yield (*words[:-1], *name)


def _in_place(words: Words, asides: Iterable[Words]) -> Iterator[Words]:
    """The readings of a name with what stands in brackets as its nickname or as its other family name."""
    for aside in asides:
        yield aside if len(aside) > 1 else ()
        yield (*aside, *words[1:])
        yield (*words[:-1], *aside)
        yield (*words[:1], *aside, *words[1:])
