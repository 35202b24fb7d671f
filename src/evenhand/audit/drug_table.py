"""Medicines by ingredient: their names, their class, the strengths they come in, and how far that has been verified."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files

STRENGTH = r"\d+(?:\.\d+)?(?:\s?[/-]\s?\d+(?:\.\d+)?){0,2}\s?(?:mg|mcg|%|percent)(?:\s?/\s?(?:ml|cc))?"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drug:
    """A medicine. `strengths` are written `10/325 mg`, `5 %`, `40 mg/ml`; `is_verified` tells whether somebody compared
    them with a source.
    """

    ingredient: str
    names: tuple[str, ...] = ()
    drug_class: str = ""
    strengths: frozenset[str] = frozenset()
    is_verified: bool = False
    source: str = ""


@dataclass(frozen=True)
class DrugTable:
    """Medicines by every name they have."""

    drugs: tuple[Drug, ...]

    @cached_property
    def by_name(self) -> dict[str, Drug]:
        """Each medicine by its ingredient and its other names, in lower case."""
        return {name.lower(): drug for drug in self.drugs for name in (drug.ingredient, *drug.names)}

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The first word of every name, to tell quickly that a text names none."""
        return frozenset(re.split(r"[ /#-]", name)[0] for name in self.by_name)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the names in a text in lower case."""
        names = sorted(self.by_name, key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")

    def named(self, lower: str) -> list[tuple[Drug, int]]:
        """The medicines that a text in lower case names, with the end of each name in it."""
        return [(self.by_name[match[0]], match.end()) for match in self.pattern.finditer(lower)]

    def joined(self, drugs: Iterable[Drug]) -> "DrugTable":
        """This table with further medicines; one of the same ingredient has the further one's strengths and source, and
        the names of both.
        """
        known = {drug.ingredient: drug for drug in self.drugs}
        for drug in drugs:
            before = known.get(drug.ingredient)
            if before is not None:
                names = tuple(dict.fromkeys((*before.names, *drug.names)))
                drug = replace(drug, names=names, drug_class=drug.drug_class or before.drug_class)
            known[drug.ingredient] = drug
        return DrugTable(tuple(known.values()))


def strength(printed: str) -> str:
    """A strength in one spelling: `10-325mg` is `10/325 mg`."""
    words = printed.lower().replace("percent", "%").replace(" ", "")
    numbers = "/".join(_plain(number) for number in _NUMBER.findall(words.split("mg")[0].split("mcg")[0].split("%")[0]))
    unit = "mcg" if "mcg" in words else "%" if "%" in words else "mg"
    return f"{numbers} {unit}{'/ml' if words.endswith(('/ml', '/cc')) else ''}"


def _plain(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def greatest(drug: Drug, unit: str) -> float:
    """The greatest strength known of a medicine in a unit, by its first number; 0 where none is."""
    told = [entry for entry in drug.strengths if entry.split(" ")[1].split("/")[0] == unit]
    return max((float(_NUMBER.findall(entry)[0]) for entry in told), default=0.0)


@cache
def drug_table() -> DrugTable:
    """The table that comes with the package."""
    told = tomllib.loads(files("evenhand.audit").joinpath("drugs.toml").read_text(encoding="utf-8"))
    return DrugTable(
        tuple(
            Drug(
                ingredient=row["ingredient"],
                names=tuple(row["names"]),
                drug_class=row["class"],
                strengths=frozenset(row["strengths"]),
                is_verified=row.get("status", told["status"]) == "verified",
                source=row.get("source", told["source"]),
            )
            for row in told["drug"]
        )
    )
