"""Who is known in a case: people, organizations, addresses and numbers, as whoever prepares a letter gives them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evenhand.corpus.written_days import Day, written_days
from evenhand.finding import Finding, FindingKind, Place, Severity

RULE = "IDENTITIES-FILE"
_LISTS = ("people", "organizations", "addresses", "numbers")
_PERSON = ("name", "role", "born")
_MOST = 2_000
"""More identities than this no case has."""
_LONGEST = 400
_REMEDY = "Correct the file and prepare the letter again."
_UNUSABLE = FindingKind(
    rule=RULE,
    severity=Severity.FATAL,
    message="{what}.",
    expected="{expected}",
    remedy=_REMEDY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """A person of the case; `born` are the days that the day of birth as given may mean."""

    name: str
    role: str = ""
    born: frozenset[Day] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """Everybody and everything known that a published letter must not show."""

    people: tuple[KnownPerson, ...] = ()
    organizations: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    def joined(self, others: "Identities") -> "Identities":
        """These and others together."""
        return Identities(
            people=(*self.people, *others.people),
            organizations=(*self.organizations, *others.organizations),
            addresses=(*self.addresses, *others.addresses),
            numbers=(*self.numbers, *others.numbers),
        )


def read_identities(text: str, file: str) -> tuple[Identities | None, tuple[Finding, ...]]:
    """Read identities from JSON: `people` (name, role, born), `organizations`, `addresses`, `numbers`, each a list.

    Gives None with fatal Findings where anything cannot be read: an identity that is not understood is not sought.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        return None, (
            _UNUSABLE.at(
                Place(file=file), what=f"The file cannot be read as JSON: {error}", expected="one JSON object"
            ),
        )
    if not isinstance(data, dict):
        message = f"The file holds {_shown(data)} where one object is expected"
        return None, (
            _UNUSABLE.at(Place(file=file), what=message, expected=f"an object with the lists {', '.join(_LISTS)}"),
        )
    reading = _Reading(file)
    identities = Identities(
        people=tuple(reading.people(data.get("people"))),
        organizations=tuple(reading.texts(data, "organizations")),
        addresses=tuple(reading.texts(data, "addresses")),
        numbers=tuple(reading.texts(data, "numbers")),
    )
    for key in data:
        if key not in _LISTS:
            reading.say(key, f"The key {key!r} is not known here", f"one of {', '.join(_LISTS)}")
    return (None, tuple(reading.findings)) if reading.findings else (identities, ())


class _Reading:
    """The reading of one file, which says every fault at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def say(self, key: str, message: str, expected: str) -> None:
        self.findings.append(_UNUSABLE.at(Place(file=self.file, key=key), what=message, expected=expected))

    def people(self, rows: Any) -> list[KnownPerson]:
        people = []
        for position, row in enumerate(self._rows(rows, "people"), start=1):
            key = f"people[{position}]"
            row = {"name": row} if isinstance(row, str) else row
            if not isinstance(row, Mapping):
                self.say(key, f"{key} is {_shown(row)}", "a person with name, role and born")
                continue
            for unknown in row.keys() - set(_PERSON):
                self.say(f"{key}.{unknown}", f"The key {unknown!r} is not known here", f"one of {', '.join(_PERSON)}")
            name = self._text(row.get("name"), f"{key}.name", "the person's name in quotes")
            role = self._text(row.get("role") or " ", f"{key}.role", "the part the person plays, in quotes")
            people.append(KnownPerson(name=name, role=role.strip(), born=self._born(row.get("born"), f"{key}.born")))
        return people

    def texts(self, data: Mapping[str, Any], key: str) -> list[str]:
        rows = enumerate(self._rows(data.get(key), key), start=1)
        return [
            self._text(str(row) if type(row) is int else row, f"{key}[{place}]", "text in quotes")
            for place, row in rows
        ]

    def _rows(self, rows: Any, key: str) -> list[Any]:
        if rows is None:
            return []
        if not isinstance(rows, list):
            self.say(key, f"{key} is {_shown(rows)}", "a list")
            return []
        if len(rows) > _MOST:
            self.say(key, f"{key} has {len(rows):,} entries", f"at most {_MOST:,}")
        return rows[:_MOST]

    def _text(self, value: Any, key: str, expected: str) -> str:
        if not isinstance(value, str) or not value or (not value.strip() and value != " "):
            self.say(key, f"{key} is {_shown(value)}", expected)
            return ""
        if len(value) > _LONGEST:
            self.say(key, f"{key} has {len(value):,} characters", f"at most {_LONGEST}")
        return value[:_LONGEST]

    def _born(self, value: Any, key: str) -> frozenset[Day]:
        if value is None or value == "":
            return frozenset()
        days = written_days(value) if isinstance(value, str) else frozenset()
        if not days:
            self.say(
                key, f"{key} is {_shown(value)}, which is no day", "a day such as 1962-03-14 or 03/14/1962, or none"
            )
        return days


def _shown(value: Any) -> str:
    return (
        "missing"
        if value is None
        else f"of the kind {type(value).__name__}"
        if not isinstance(value, str)
        else f"{value[:40]!r}"
    )
