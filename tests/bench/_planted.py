"""Made-up identities planted into letters, each in one of the ways in which people write them.

Nobody here is anybody: names are put together by lot from given and family names of many cultures, numbers and
addresses by lot alone. A seed makes the same plants for ever; measure with seeds that nothing was tuned on.
"""

import datetime as dt
import re
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple

PEOPLE: tuple[tuple[str, str], ...] = (
    ("María Guadalupe", "Zubizarreta"), ("Olumide", "Adeyinka"), ("Thùy Linh", "Nguyễn"), ("Siobhán", "O'Rourke"),
    ("Krzysztof", "Wójcik-Nowicki"), ("Hrant", "Der Hovanessian"), ("Xiaoming", "Zhào"), ("Aarav", "Venkataraghavan"),
    ("José Luis", "de la Cruz"), ("Fatemeh", "Khosravani"), ("Ji-woo", "Pak"), ("Kealoha", "Kamakawiwo"),
    ("Robert", "MacAllister"), ("William", "Young"), ("Elizabeth", "Featherstonehaugh"), ("Søren", "Bjørnstad"),
    ("Ngozi", "Okwuosa"), ("Abdul Rahman", "Al-Farsi"), ("Dmitri", "Vasilyevich"), ("Leilani", "Tuiasosopo"),
    ("Michael", "Cook"), ("Patricia", "Delgadillo"), ("Tou", "Xiong"), ("Mirosława", "Szczepańska"),
    ("Jean-Baptiste", "Lévesque"), ("Rosario", "Magsaysay"), ("Tigran", "Grigoryan"), ("Charles", "van der Westhuizen"),
    ("Yolanda", "Rose"), ("Hung", "Vo"), ("Eduardo", "Villavicencio"), ("Catherine", "Brackenridge"),
    ("Gurpreet", "Dhaliwal"), ("Takumi", "Hasegawa"), ("Ingrid", "Halvorsen"), ("Terrence", "Long"),
    ("Alejandro", "Etcheverry"), ("Nicholas", "Papadimitriou"), ("Ayodele", "Bankole"), ("Wei", "Li"),
)  # fmt: skip
_ROLES = ("injured worker", "requesting physician", "claims examiner", "applicant attorney")
_FIRMS = (
    "Quillhaven Packing Company, Inc.", "Golden Acorn Foods LLC", "Tresvant & Ogilby LLP", "Bluff Creek Logistics",
    "Marrowstone Casualty Insurance Company", "Hartnell Valley Unified School District", "Osterholt Medical Group",
    "Pacific Thistle Indemnity", "Sunridge Farm Labor Contractors, Inc.", "Vandermolen Orthopedic Institute",
)  # fmt: skip
_STREETS = (
    "Maple Grove", "Quebrada", "Wintergreen", "Old Mill", "Calle Real", "North Ptarmigan", "Van Ness", "Ocotillo",
)  # fmt: skip
_SUFFIXES = (
    ("Avenue", "Ave."), ("Street", "St."), ("Boulevard", "Blvd"), ("Road", "Rd"), ("Lane", "Ln."), ("Court", "Ct"),
)  # fmt: skip
_TOWNS = ("Kerman", "Tehachapi", "Morgan Hill", "Ceres", "Wasco", "Calipatria")
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NICKNAMES = {
    "Robert": "Bob", "William": "Billy", "Elizabeth": "Betty", "Michael": "Mike", "Patricia": "Trish",
    "Charles": "Chuck", "Catherine": "Kathy", "Nicholas": "Nick", "Alejandro": "Alex", "Eduardo": "Lalo",
    "José Luis": "Pepe", "Terrence": "Terry", "María Guadalupe": "Lupita", "Rosario": "Chayo", "Yolanda": "Yoli",
}  # fmt: skip


class Person(NamedTuple):
    """A made-up person."""

    given: str
    family: str
    role: str
    born: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """One identity written into a letter: where, how, and what it is."""

    start: int
    end: int
    way: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedLetter:
    """A letter with its plants, and the identities as the file for `evenhand redact` holds them."""

    text: str
    plants: tuple[Plant, ...]
    identities: dict[str, Any]


def _misspelt(rng: Random, word: str) -> str:
    """One letter changed, lost, doubled or swapped with the next, never the first."""
    place = rng.randrange(1, len(word) - 1)
    how = rng.randrange(4)
    if how == 0:
        letter = rng.choice([other for other in "aeiourstlnm" if other != word[place].lower()])
        return word[:place] + letter + word[place + 1 :]
    if how == 1:
        return word[:place] + word[place + 1 :]
    if how == 2:
        return word[:place] + word[place] + word[place:]
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return swapped if swapped != word else word[:place] + word[place] + word[place:]


def _plain(text: str) -> str:
    table = str.maketrans("áéíóúñüřłńśżźçšžøåàèâêôûùễỗ", "aeiounurlnszzcszoaaeaeouueo")
    return text.translate(table)


def _name_ways(rng: Random, person: Person) -> dict[str, str]:
    given, family = person.given, person.family
    full = f"{given} {family}"
    middle = len(family) // 2
    ways = {
        "in full": full,
        "family name first": f"{family}, {given}",
        "family name": family,
        "upper case": full.upper(),
        "family name in upper case": family.upper(),
        "possessive": f"{family}'s",
        "initial and family name": f"{given[0]}. {family}",
        "with a middle initial": f"{given} {rng.choice('BDEFHJKLMRST')}. {family}",
        "initials": f"{given[0]}.{family[0].upper()}.",
        "initials apart": f"{given[0]}. {family[0].upper()}.",
        "over a line end": f"{given}\n{family}",
        "over a page break": f"{given}\n\n\f{family}",
        "without accents": _plain(full),
        "given name": given,
        "behind a title": f"Mr. {family}",
    }
    if len(family) >= 5 and " " not in family:
        ways["misspelt"] = f"{given} {_misspelt(rng, family)}"
        ways["family name misspelt"] = _misspelt(rng, family)
    if len(family) >= 6:
        ways["hyphen at a line end"] = f"{given} {family[:middle]}-\n{family[middle:]}"
    if given in _NICKNAMES:
        ways["nickname"] = _NICKNAMES[given]
        ways["nickname and family name"] = f"{_NICKNAMES[given]} {family}"
    return ways


def _day_ways(day: dt.date) -> dict[str, str]:
    return {
        "with slashes": day.strftime("%m/%d/%Y"),
        "two-digit year": f"{day.month}-{day.day}-{day:%y}",
        "ISO": day.isoformat(),
        "month in words": f"{_MONTHS[day.month - 1]} {day.day}, {day.year}",
        "day first": f"{day.day:02} {_MONTHS[day.month - 1][:3]} {day.year}",
        "with points": day.strftime("%m.%d.%Y"),
        "over a line end": f"{_MONTHS[day.month - 1]}\n{day.day}, {day.year}",
    }


def _number_ways(number: str) -> dict[str, str]:
    digits = "".join(filter(str.isdigit, number))
    return {
        "as given": number,
        "digits alone": digits,
        "spaced": " ".join(digits),
        "with points": ".".join(digits),
        "in words": " ".join(_DIGITS[int(digit)] for digit in digits),
        "over a line end": number[: len(number) // 2] + "-\n" + number[len(number) // 2 :].lstrip("-"),
        "lower case": number.lower(),
    }


def _firm_ways(rng: Random, firm: str) -> dict[str, str]:
    bare = re.sub(r",? (?:Inc\.|LLC|LLP|Company, Inc\.)$", "", firm)
    words = bare.split()
    first = words[0]
    return {
        "in full": firm,
        "without its form": bare,
        "upper case": firm.upper(),
        "over a line end": bare.replace(" ", "\n", 1),
        "misspelt": " ".join([_misspelt(rng, first), *words[1:]]),
        "possessive": f"{bare}'s",
    }


def _address_ways(number: int, street: str, suffix: tuple[str, str], unit: str, town: str, code: str) -> dict[str, str]:
    return {
        "in full": f"{number} {street} {suffix[0]}, Apt {unit}, {town}, CA {code}",
        "street alone": f"{number} {street} {suffix[0]}",
        "shortened": f"{number} {street} {suffix[1]} #{unit}",
        "upper case": f"{number} {street} {suffix[0]}".upper(),
        "over a line end": f"{number} {street}\n{suffix[0]}, {town},\nCA {code}",
        "town and code": f"{town}, CA {code}",
    }


_SENTENCES = {
    "name": (
        "{} reported that the pain was worse at night.", "The records of {} were reviewed.",
        "On follow-up, {} had no new complaints.", "Per the note, {} was seen for neck pain.",
        "It was explained to {} that therapy would continue.", "The request was made by {} after the visit.",
        "A report signed by {} describes weakness.", "According to {}, the brace helped.",
    ),
    "date": (
        "The date of birth is {}.", "The worker (DOB {}) was examined.", "The chart shows {} on its cover.",
        "Born on {}, the worker lives alone.",
    ),
    "number": (
        "The claim number is {}.", "See file {} for the reports.", "The letter cites {} at the top.", "Reference: {}.",
    ),
    "organization": (
        "The worker was employed by {} at the time.", "A bill from {} was attached.", "The denial was issued by {}.",
        "Staff at {} confirmed this.",
    ),
    "address": ("The worker lives at {}.", "Mail was sent to {}.", "The address on file is {}."),
    "contact": ("The worker can be reached at {}.", "Contact: {}."),
}  # fmt: skip
_CONTACTS = (
    "roe.quux@mailbox.example", "(559) 555-0{n:03}", "559-555-0{n:03}", "559.555.0{n:03} ext. 12",
    "www.quux-family.example.com",
)  # fmt: skip


class _Insertions:
    """Sentences put between the sentences of a letter, their plants followed to where they come to stand."""

    def __init__(self, rng: Random, text: str) -> None:
        self.rng = rng
        body = text.find("CLINICAL CASE SUMMARY")
        places = [stop.end() for stop in re.finditer(r"(?<=[a-z])\.\s(?=[A-Z])", text) if stop.start() > body]
        self.places = places or [len(text)]
        self.text = text
        self.sentences: list[tuple[int, str, int, int, str, str]] = []

    def add(self, template: str, written: str, way: str, kind: str, masked: str = "") -> None:
        sentence = template.replace("{}", written) + " "
        part = masked or written
        begin = sentence.find(part)
        self.sentences.append((self.rng.choice(self.places), sentence, begin, begin + len(part), way, kind))

    def planted(self) -> tuple[str, tuple[Plant, ...]]:
        text, plants, shift = self.text, [], 0
        for place, sentence, begin, end, way, kind in sorted(self.sentences):
            at = place + shift
            text = text[:at] + sentence + text[at:]
            plants.append(Plant(start=at + begin, end=at + end, way=way, kind=kind))
            shift += len(sentence)
        return text, tuple(plants)


class _Case(NamedTuple):
    """The identities of one made-up case."""

    people: list[Person]
    numbers: list[str]
    firms: list[str]
    address: dict[str, str]


def _case(rng: Random) -> _Case:
    people = [
        Person(given, family, role, dt.date(rng.randrange(1950, 1995), rng.randrange(1, 13), rng.randrange(1, 29)))
        for (given, family), role in zip(rng.sample(PEOPLE, 4), _ROLES, strict=True)
    ]
    numbers = [
        f"WC-{rng.randrange(2010, 2018)}-{rng.randrange(10**5):05}",
        f"ADJ{rng.randrange(10**7, 10**8)}",
        f"{rng.randrange(10**9, 10**10)}",
    ]
    address = _address_ways(
        rng.randrange(100, 9999),
        rng.choice(_STREETS),
        rng.choice(_SUFFIXES),
        f"{rng.randrange(1, 40)}B",
        rng.choice(_TOWNS),
        f"93{rng.randrange(1000):03}",
    )
    return _Case(people, numbers, rng.sample(_FIRMS, 2), address)


def _identities(rng: Random, case: _Case) -> dict[str, Any]:
    return {
        "people": [
            {
                "name": f"{person.given} {person.family}",
                "role": person.role,
                "born": rng.choice((person.born.isoformat(), person.born.strftime("%m/%d/%Y"))),
            }
            for person in case.people
        ],
        "organizations": case.firms,
        "addresses": [case.address["in full"]],
        "numbers": case.numbers,
    }


def plant(text: str, seed: int, *, each: int = 4) -> PlantedLetter:
    """Plant the identities of one made-up case into a letter: `each` ways of every identity, drawn by lot."""
    rng = Random(seed)
    case, insertions = _case(rng), _Insertions(rng, text)

    def draw(ways: dict[str, str], kind: str) -> None:
        for way in rng.sample(sorted(ways), min(each, len(ways))):
            written = ways[way]
            masked = written.removeprefix("Mr. ").removesuffix("'s")
            insertions.add(rng.choice(_SENTENCES[kind]), written, f"{kind}: {way}", kind, masked)

    for person in case.people:
        draw(_name_ways(rng, person), "name")
    draw(_day_ways(case.people[0].born), "date")
    for number in case.numbers:
        draw(_number_ways(number), "number")
    for firm in case.firms:
        draw(_firm_ways(rng, firm), "organization")
    draw(case.address, "address")
    for contact in rng.sample(_CONTACTS, 2):
        draw({"as given": contact.format(n=rng.randrange(100, 200))}, "contact")
    planted, plants = insertions.planted()
    return PlantedLetter(text=planted, plants=plants, identities=_identities(rng, case))
