"""Made-up identities planted by another hand than `_planted`: other people, other ways, other sentences.

Half of the people, firms, streets and sentences are held apart (`held=True`): nothing is tuned on them. Nobody here is
anybody. A seed makes the same plants for ever.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from tests.bench._other_people import ABOUT_PEOPLE, FIRMS, HELD, SEEN, SENTENCES, STREETS, SUFFIXES, TOWNS
from tests.bench._planted import Plant, PlantedLetter

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
)
_PARTICLES = ("de", "del", "la", "van", "y", "st.", "el", "ter")


class _Somebody(NamedTuple):
    given: list[str]
    family: list[str]
    nick: str

    @property
    def name(self) -> str:
        return " ".join([*self.given, *self.family])


def _somebody(written: str) -> _Somebody:
    name, _, nick = written.partition("|")
    words = name.split()
    first = next((place for place, word in enumerate(words) if place and word.lower() in _PARTICLES), 0)
    if not first:
        first = len(words) - (2 if len(words) > 3 else 1)
    return _Somebody(words[:first], words[first:], nick)


def _slip(rng: Random, word: str) -> str:
    """A slip of the typist's, or of a reader of pictures."""
    swaps = [
        (old, new)
        for old, new in (
            ("rn", "m"),
            ("m", "rn"),
            ("ph", "f"),
            ("ck", "k"),
            ("z", "s"),
            ("ei", "ie"),
            ("y", "i"),
            ("k", "c"),
        )
        if old in word[1:]
    ]
    if swaps and rng.random() < 0.4:
        old, new = rng.choice(swaps)
        return word[0] + word[1:].replace(old, new, 1)
    place = rng.randrange(1, len(word) - 1)
    changed = {0: word[:place] + word[place + 1 :], 1: word[:place] + word[place] + word[place:]}
    other = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return changed.get(rng.randrange(3), other if other != word else word[:place] + word[place + 1 :])


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def _names(rng: Random, who: _Somebody) -> Iterator[tuple[str, str]]:
    yield from _plain_names(who)
    yield from _odd_names(who)
    yield from _names_of_some(rng, who)


def _plain_names(who: _Somebody) -> Iterator[tuple[str, str]]:
    given, family, name = " ".join(who.given), " ".join(who.family), who.name
    first, last = who.given[0], who.family[-1]
    yield from (
        ("in full", name),
        ("capitals", name.upper()),
        ("turned", f"{family}, {given}"),
        ("turned, capitals", f"{family}, {given}".upper()),
        ("turned, no space", f"{family},{given}"),
        ("turned, initial", f"{family}, {first[0]}."),
        ("turned, bare initial", f"{family} {first[0]}"),
        ("family", family),
        ("family, capitals", family.upper()),
        ("possessive, curly", f"|{family}|\u2019s"),
        ("possessive, capitals", f"|{family.upper()}|'S"),
        ("given possessive", f"|{first}|'s"),
        ("initial", f"{first[0]}. {family}"),
        ("initial, no point", f"{first[0]} {family}"),
        ("initial, no space", f"{first[0]}.{family}"),
        ("initials", f"{first[0]}.{last[0].upper()}."),
        ("title, no point", f"Ms |{family}|"),
        ("title, Spanish", f"Sr. |{family}|"),
        ("title run on", f"Mr.|{family}|"),
        ("degree, no comma", f"|{name}| MD"),
        ("degree", f"|{name}|, D.O."),
        ("suffix", f"|{name}|, Jr."),
        ("middle initial", f"{first} Q. {family}"),
        ("middle initial, no point", f"{first} Q {family}"),
        ("behind a role", f"patient |{family}|"),
        ("physician", f"Dr. |{family}|"),
    )


def _odd_names(who: _Somebody) -> Iterator[tuple[str, str]]:
    given, family, name = " ".join(who.given), " ".join(who.family), who.name
    first, last = who.given[0], who.family[-1]
    yield from (
        ("two spaces", f"{given}  {family}"),
        ("unbreakable space", f"{given}\xa0{family}"),
        ("line end", f"{given} \n   {family}"),
        ("turned, line end", f"{family},\n{given}"),
        ("apart accents", unicodedata.normalize("NFD", name)),
        ("no accents, capitals", _bare(name).upper()),
        ("underscores", _bare(name).replace(" ", "_")),
        ("file name", f"|{_bare(last)}_{_bare(first)}|_MRI.pdf"),
        ("mail", f"{_bare(first)}.{_bare(last)}@postbox.example".lower()),
        ("mail, run on", f"{_bare(first)[0]}{_bare(last)}72@clinic.example.org".lower()),
        ("spaced", " ".join(_bare(last.replace("'", ""))).upper()),
        ("slash", f"{family}/{given}"),
        ("quoted nick", f'{first} "Ace" |{family}|'),
        ("bold", f"*{name}*"),
        ("small letters", name.lower()),
    )


def _names_of_some(rng: Random, who: _Somebody) -> Iterator[tuple[str, str]]:
    given, family = " ".join(who.given), " ".join(who.family)
    first, last = who.given[0], who.family[-1]
    if len(last) > 4:
        yield from (
            ("slip", f"{given} {_slip(rng, last)}"),
            ("slip alone", _slip(rng, last)),
            ("slip, capitals", _slip(rng, last).upper()),
        )
        yield "hyphen at a line end", f"{last[:3]}-\n{last[3:]}"
        yield "soft hyphen", f"{given} {last[:3]}\xad{last[3:]}"
    if len(first) > 4:
        yield "given with a slip", f"{_slip(rng, first)} {family}"
    if "-" in last:
        yield from (("half of a double name", last.split("-")[0]), ("double name apart", last.replace("-", " ")))
    if len(who.family) > 1:
        yield from (("run together", "".join(who.family)), ("particles in capitals", family.title()))
    if who.nick:
        yield from (("nickname", who.nick), ("nickname and family", f"{who.nick} {family}"))


def _words(number: int) -> str:
    if number < 20:
        return (*_DIGITS, *_TEENS)[number]
    return _TENS[number // 10] + (f"-{_DIGITS[number % 10]}" if number % 10 else "")


def _days(day: dt.date) -> Iterator[tuple[str, str]]:
    month = day.strftime("%B")
    yield from (
        ("US", f"{day.month}/{day.day}/{day.year}"),
        ("ISO", day.isoformat()),
        ("short", f"{day.month}/{day.day}/{day:%y}"),
        ("points", f"{day:%d.%m.%Y}"),
        ("slashes, ISO", f"{day:%Y/%m/%d}"),
        ("run together", f"{day:%m%d%Y}"),
        ("run together, ISO", f"{day:%Y%m%d}"),
        ("military", f"{day:%d%b%Y}".upper()),
        ("words", f"{month} {day.day}, {day.year}"),
        ("words, ordinal", f"{month} {day.day}th, {day.year}"),
        ("short month", f"{day:%b}. {day.day}, {day.year}"),
        ("capitals", f"{month} {day.day}, {day.year}".upper()),
        ("no comma", f"{month} {day.day} {day.year}"),
        ("day first", f"{day.day} {month} {day.year}"),
        ("apostrophe", f"{day:%b} {day.day}, '{day:%y}"),
        ("hyphens", f"{day:%m-%d-%Y}"),
        ("spaces", f"{day:%m %d %Y}"),
        ("spelt", f"{month} {_ORDINALS[day.day - 1]}, nineteen {_words(day.year % 100)}"),
        ("of", f"the |{_ORDINALS[day.day - 1]} of {month} {day.year}|"),
    )


def _numbers(number: str) -> Iterator[tuple[str, str]]:
    digits = re.sub(r"\D", "", number)
    yield from (
        ("as given", number),
        ("digits", digits),
        ("spaced", " ".join(digits)),
        ("lower case", number.lower()),
        ("pairs", " ".join(re.findall("..?", digits))),
        ("en dash", number.replace("-", "\u2013")),
        ("hash", f"#{number}"),
        ("line end", number[:5] + "\n" + number[5:]),
        ("no hyphens", number.replace("-", "")),
        ("spaces for hyphens", number.replace("-", " ")),
        ("words", " ".join(_DIGITS[int(digit)] for digit in digits)),
        ("words, commas", ", ".join(_DIGITS[int(digit)] if digit != "0" else "oh" for digit in digits)),
        ("words, hyphens", "-".join(_DIGITS[int(digit)] for digit in digits)),
        ("slashes", number.replace("-", "/")),
        ("brackets", f"({number})"),
        ("misread", digits.replace("0", "O").replace("1", "l")),
        ("trailing letter", f"{number}A"),
        ("sub-claim", f"{number}-0001"),
    )


def _firms(rng: Random, firm: str) -> Iterator[tuple[str, str]]:
    bare = re.sub(r",? (?:Inc\.|LLC|LLP|APC|Co\.|Company)$", "", firm)
    words = bare.split()
    long = max(words, key=len)
    yield from (
        ("in full", firm),
        ("bare", bare),
        ("capitals", firm.upper()),
        ("possessive", f"|{bare}|\u2019s"),
        ("line end", bare.replace(" ", "\n", 1)),
        ("and", bare.replace("&", "and")),
        ("slip", bare.replace(long, _slip(rng, long))),
        ("domain", "www." + re.sub(r"\W", "", bare).lower() + ".com"),
        ("two words", " ".join(words[:2]) if words[0] not in ("Law",) and words[1] != "&" else bare),
        ("dba", f"Acme dba |{bare}|"),
        ("mail", "billing@" + re.sub(r"\W", "", bare).lower() + ".com"),
        ("no punctuation", re.sub(r"[,.]", "", firm)),
        ("small", bare.lower()),
    )


def _addresses(number: int, street: str, suffix: str, town: str, code: str) -> Iterator[tuple[str, str]]:
    line = f"{number} {street} {suffix}"
    yield from (
        ("in full", f"{line}, Unit 7, {town}, CA {code}"),
        ("two lines", f"{line}\n{town}, California {code}"),
        ("line", line),
        ("capitals", line.upper()),
        ("no commas", f"{line} {town} CA {code}"),
        ("code", f"{town} {code}"),
        ("town and state", f"{town}, Calif."),
        ("space number", f"{line} Spc 12"),
        ("street", f"{street} {suffix}" if suffix in ("Avenue", "Road", "Blvd.") else line),
        ("line end", f"{number} {street}\n{suffix}"),
    )


def _contacts(rng: Random, who: _Somebody) -> Iterator[tuple[str, str]]:
    area, end = rng.choice(("559", "661", "209")), f"{rng.randrange(10000):04}"
    spoken = " ".join(_DIGITS[int(digit)] for digit in area + "555" + end)
    yield from (
        ("hyphens", f"{area}-555-{end}"),
        ("brackets", f"({area}) 555-{end}"),
        ("points", f"{area}.555.{end}"),
        ("run together", f"{area}555{end}"),
        ("country", f"+1 {area} 555 {end}"),
        ("country, hyphens", f"1-{area}-555-{end}"),
        ("spaces", f"{area} 555 {end}"),
        ("local", f"555-{end}"),
        ("words", spoken),
        ("extension", f"{area}-555-{end} x4471"),
        ("slash", f"{area}/555-{end}"),
        ("en dashes", f"{area}\u2013555\u2013{end}"),
        ("mail", f"{_bare(who.family[-1]).lower().replace(chr(39), '')}.office@mailhost.example.net"),
        ("mail in words", "jroe at mailhost dot com"),
        ("handle", "@backinjury_joe"),
        ("page", "facebook.com/some.body.77"),
        ("line end", f"({area})\n555-{end}"),
    )


def _identifying(written: str) -> tuple[int, int]:
    """Where the part between two bars begins, and its length; all of it where there are none: a title, a degree and
    the sign of a possessive identify nobody.
    """
    parts = written.split("|")
    return (len(parts[0]), len(parts[1])) if len(parts) == 3 else (0, len(written))


def _insert(rng: Random, text: str, sentences: list[tuple[str, str, str, str]]) -> tuple[str, tuple[Plant, ...]]:
    body = text.find("CLINICAL CASE SUMMARY")
    places = [stop.end() for stop in re.finditer(r"(?<=[a-z])\.\s(?=[A-Z])", text) if stop.start() > body] or [
        len(text)
    ]
    plants, shift = [], 0
    placed = [(rng.choice(places), order) for order in range(len(sentences))]
    for place, order in sorted(placed):
        template, written, way, kind = sentences[order]
        before, after = template.split("{}")
        lead, length = _identifying(written)
        added = f"{before}{written.replace('|', '')}{after} "
        start = place + shift + len(before) + lead
        text = text[: place + shift] + added + text[place + shift :]
        plants.append(Plant(start=start, end=start + length, way=f"{kind}: {way}", kind=kind))
        shift += len(added)
    return text, tuple(plants)


class _Case(NamedTuple):
    people: list[_Somebody]
    born: dt.date
    numbers: list[str]
    firms: list[str]
    home: list[tuple[str, str]]


def _case(rng: Random, *, held: bool) -> _Case:
    people = [_somebody(written) for written in rng.sample(HELD if held else SEEN, 4)]
    born = dt.date(rng.randrange(1945, 1996), rng.randrange(1, 13), rng.randrange(4, 21))
    numbers = [
        f"{rng.randrange(10, 99)}-{rng.randrange(10**6, 10**7)}",
        f"ADJ{rng.randrange(10**6, 10**7)}",
        f"SIF{rng.randrange(10**7, 10**8)}",
    ]
    firms = rng.sample(FIRMS[held], 2)
    house, code = rng.randrange(11, 29999), f"93{rng.randrange(100, 999)}"
    home = _addresses(house, rng.choice(STREETS[held]), rng.choice(SUFFIXES), rng.choice(TOWNS[held]), code)
    return _Case(people, born, numbers, firms, list(home))


def _identities(rng: Random, case: _Case) -> dict[str, Any]:
    roles = ("injured worker", "requesting physician", "claims adjuster", "applicant attorney")
    people = [
        {"name": rng.choice((who.name, f"{' '.join(who.family)}, {' '.join(who.given)}")), "role": role}
        for who, role in zip(case.people, roles, strict=True)
    ]
    people[0]["born"] = rng.choice((case.born.isoformat(), f"{case.born.month}/{case.born.day}/{case.born.year}"))
    return {
        "people": people,
        "organizations": case.firms,
        "addresses": [case.home[0][1]],
        "numbers": case.numbers,
    }


def plant(text: str, seed: int, *, held: bool, each: int = 4) -> PlantedLetter:
    """Plant the identities of one made-up case: each in some ways, by lot; `held` draws what is kept apart."""
    rng = Random(f"{seed}{held}")
    case = _case(rng, held=held)
    sentences: list[tuple[str, str, str, str]] = []

    def draw(ways: list[tuple[str, str]], kind: str) -> None:
        for way, written in rng.sample(ways, min(each, len(ways))):
            template = rng.choice(ABOUT_PEOPLE[held] if kind == "name" else SENTENCES[kind][held])
            sentences.append((template, written, way, kind))

    for who in case.people:
        draw(list(_names(rng, who)), "name")
    draw(list(_days(case.born)), "date")
    for number in case.numbers:
        draw(list(_numbers(number)), "number")
    for firm in case.firms:
        draw(list(_firms(rng, firm)), "organization")
    draw(case.home, "address")
    draw(list(_contacts(rng, case.people[1])), "contact")
    planted, plants = _insert(rng, text, sentences)
    return PlantedLetter(text=planted, plants=plants, identities=_identities(rng, case))
