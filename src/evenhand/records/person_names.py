"""Names of persons as papers write them, and whether two are one person's."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from evenhand.records.plain_words import plain

_NAME_WORD = r"(?:[A-Z][A-Za-z'\u2019\-]+|[A-Z]{2,}|[A-Z]\.?|[A-Z][a-z]*\u00f1?[^\W\d_]+)"
_LETTERS = (
    r"M\.?D\.?|D\.?O\.?|D\.?C\.?|D\.?P\.?M\.?|D\.?P\.?T\.?|P\.?T\.?|O\.?T\.?R?|L\.?Ac\.?|Ph\.?D\.?|Psy\.?D\.?|P\.?A\.?(?:-?C)?|"
    r"N\.?P\.?|F\.?N\.?P\.?|R\.?N\.?|Pharm\.?D\.?|Esq\.?|D\.?D\.?S\.?|O\.?D\.?|R\.?Ph\.?|M\.?S\.?|MPH|FAAOS|FACS|QME|ATC|DACBR"
)
_PERSON = re.compile(rf"{_NAME_WORD}(?:,? {_NAME_WORD}){{1,4}}")
_SIGNED = re.compile(rf",? ((?:{_LETTERS})(?!\w)(?:,? (?:{_LETTERS})(?!\w))*)")
_BEFORE = re.compile(rf"({_NAME_WORD}(?: (?:(?:de|la|van|von|der|del|di) )?{_NAME_WORD}){{1,3}})$")
_LONGEST = 48
"""No name before the letters of a profession is longer."""
_DOCTOR = re.compile(rf"\bDr\.? ({_NAME_WORD}(?: {_NAME_WORD}){{0,2}})")
_STOPS = re.compile(
    r"\s(?:v\.?s?\.?|DOB|D\.O\.B|DOI|Claim|Case|MRN|Sex|Age|Employer|Date|ID|SSN|Acct|Chart|File|Page|vs|and|Dear)\b|[;|(/\t]|\d"
)
_NO_NAMES = frozenset(
    [
        "the",
        "patient",
        "medical",
        "group",
        "clinic",
        "center",
        "hospital",
        "inc",
        "llc",
        "county",
        "state",
        "california",
        "date",
        "injury",
        "claim",
        "number",
        "name",
        "report",
        "insurance",
        "company",
        "department",
        "therapy",
        "imaging",
        "orthopedic",
        "physical",
        "services",
        "administrator",
        "page",
        "employer",
    ]
)
_SAME, _CLOSE = 80, 62


def person_in(text: str) -> str:
    """The name with which a value begins ("Poldin, Luz N.  DOB 1/2/70" gives "Poldin, Luz N."); else empty."""
    head = _STOPS.split(text.strip(), maxsplit=1)[0].strip(" ,.:-#")
    head = re.sub(r"^(?:Mr|Ms|Mrs|Miss)\.? ", "", head)
    match = _PERSON.match(head)
    if not match:
        return ""
    name = match[0].strip(" ,")
    words = plain(name).split()
    is_name = 2 <= len(words) <= 5 and not _NO_NAMES & set(words) and sum(len(word) > 1 for word in words) >= 2
    return name if is_name else ""


def signed_names(text: str) -> list[tuple[str, str]]:
    """Names with letters of a profession behind them, each with those letters too, in order."""
    names = []
    for letters in _SIGNED.finditer(text):
        before = _BEFORE.search(text[max(0, letters.start() - _LONGEST) : letters.start()])
        if before:
            name = re.sub(r"^Dr\.? ", "", before[1])
            names.append((name, name + letters[0]))
    return names


def doctors(text: str) -> list[str]:
    """Names after "Dr."."""
    return [match[1] for match in _DOCTOR.finditer(text)]


def name_parts(name: str) -> list[str]:
    """The words of a name that tell, without initials."""
    return [word for word in plain(name).split() if len(word) > 1]


def likeness(name: str, person: str) -> float:
    """How alike two names are, 0 to 1: the share of the shorter one's words that the other has, slips forgiven."""
    first, second = name_parts(name), name_parts(person)
    if not first or not second:
        return 0.0
    shorter, longer = sorted((first, second), key=len)
    return sum(_nearest(word, longer) for word in shorter) / len(shorter)


def _nearest(word: str, others: Sequence[str]) -> float:
    best = max(fuzz.ratio(word, last_at) for last_at in others)
    return 1.0 if best >= _SAME else 0.5 if best >= _CLOSE else 0.0


def stands_in(person: str, words: Sequence[str]) -> bool:
    """Whether first and last name of a person stand near one another among the plain words of a text."""
    parts = name_parts(person)
    if len(parts) < 2:
        return False
    places = {part: [at for at, word in enumerate(words) if _alike(word, part)] for part in {parts[0], parts[-1]}}
    return any(
        abs(first_at - last_at) <= 3
        for first_at in places[parts[0]]
        for last_at in places[parts[-1]]
        if first_at != last_at
    )


def _alike(word: str, part: str) -> bool:
    if word == part:
        return True
    return len(part) > 4 and abs(len(word) - len(part)) <= 1 and word[:1] == part[:1] and fuzz.ratio(word, part) >= 85
