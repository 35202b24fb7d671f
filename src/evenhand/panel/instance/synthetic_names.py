"""Names of nobody: people and organisations made up by a seeded generator, and the slips they get written with."""

import random
from dataclasses import dataclass
from functools import cache
from importlib import resources

from evenhand.finding import Finding
from evenhand.toml_source import read_toml
from evenhand.toml_table import TomlTable

_SHORT = {
    "Insurance": "Ins.",
    "Company": "Co.",
    "Group": "Grp",
    "Services": "Svcs",
    "Management": "Mgmt",
    "Medical": "Med.",
    "Center": "Ctr",
    "Associates": "Assoc.",
    "Hospital": "Hosp.",
}
_NEAR = {"e": "r", "r": "t", "a": "s", "s": "d", "o": "p", "i": "u", "n": "m", "m": "n", "l": "k", "c": "v", "t": "y"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stock:
    given: tuple[str, ...]
    family_start: tuple[str, ...]
    family_end: tuple[str, ...]
    telling: tuple[str, ...]
    kinds: dict[str, tuple[str, ...]]


@cache
def _stock() -> _Stock:
    findings: list[Finding] = []
    text = (resources.files("evenhand.panel.instance") / "synthetic_names.toml").read_text(encoding="utf-8")
    source, faults = read_toml(text, "evenhand/panel/instance/synthetic_names.toml")
    if source is None:
        raise ValueError(f"the package's own synthetic_names.toml cannot be read: {faults}")
    table = TomlTable.root(source, findings, "PANEL-NAMES")
    kinds = table.table("kinds")
    stock = _Stock(
        given=table.texts("given"),
        family_start=table.texts("family_start"),
        family_end=table.texts("family_end"),
        telling=table.texts("telling"),
        kinds={kind: kinds.texts(kind) for kind in kinds.names()},
    )
    if findings:
        raise ValueError(f"the package's own synthetic_names.toml is faulty: {findings}")
    return stock


class Namer:
    """Makes names; the same seed makes the same names in the same order."""

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed)

    def person(self) -> str:
        """A person's name, with or without a middle initial."""
        pick = self._random.choice
        family = pick(_stock().family_start) + pick(_stock().family_end)
        middle = f" {pick('ABCDEFGHJKLMNPRSTW')}." if self._random.random() < 0.4 else ""
        return f"{pick(_stock().given)}{middle} {family}"

    def organisation(self, kind: str) -> str:
        """The name of an organisation of a kind (a key such as "insurer"): two telling words, seldom one."""
        pick = self._random.choice
        first, second = self._random.sample(_stock().telling, 2)
        telling = first if self._random.random() < 0.1 else f"{first} {second}"
        return f"{telling} {pick(_stock().kinds.get(kind, _stock().kinds['holding']))}"

    def misspelt(self, name: str, slips: int) -> str:
        """A name as somebody may write it in a hurry: words shortened, and others with so many slips of the pen.

        A word of three to five letters takes one slip and a longer one two; a shortened word takes none. More slips
        than the words can take are left out.
        """
        written = name.split()
        words = [self._shortened(word) for word in written]
        room = [_room(word) if word == words[place] and word.isalpha() else 0 for place, word in enumerate(written)]
        for _ in range(slips):
            places = [place for place, left in enumerate(room) if left]
            if places:
                place = self._random.choice(places)
                words[place] = self._slip(words[place])
                room[place] -= 1
        return " ".join(words)

    def reversed_person(self, name: str) -> str:
        """A person's name as "Family, Given"."""
        *given, family = name.split()
        return f"{family}, {' '.join(given)}"

    def _shortened(self, word: str) -> str:
        return _SHORT[word] if word in _SHORT and self._random.random() < 0.5 else word

    def _slip(self, word: str) -> str:
        """The word with one letter lost, doubled, changed or swapped with the next; never one letter alone."""
        at = self._random.randrange(1, len(word))
        kind = self._random.choice(("lost", "doubled", "changed", "swapped"))
        if kind == "doubled":
            return word[:at] + word[at - 1 : at] + word[at:]
        if kind == "changed":
            return word[:at] + _NEAR.get(word[at], "x") + word[at + 1 :]
        if kind == "swapped" and at + 1 < len(word):
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return word[:at] + word[at + 1 :] if len(word) > 3 else word


def _room(word: str) -> int:
    """How many slips a word takes."""
    letters = sum(char.isalpha() for char in word)
    return 0 if letters < 3 else 1 if letters < 6 else 2
