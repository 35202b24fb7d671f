"""A reader for RxNorm's files (RRF): names, ingredients and strengths, for whoever holds a copy.

RxNorm is the National Library of Medicine's; its prescribable subset is free to use. The files are not part of this
package. Read is RXNCONSO.RRF, whose clinical drugs name ingredient, strength and brand.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from evenhand.audit.drug_table import Drug, strength
from evenhand.finding import Finding, FindingKind, Place, Severity

_NO_RELEASE = FindingKind(
    rule="RXNORM-FILE",
    severity=Severity.WARNING,
    expected="RXNCONSO.RRF of a release of RxNorm",
    remedy="Take the file from the release again.",
)

_FIELDS = 18
_SOURCE, _TYPE, _NAME, _SUPPRESS = 11, 12, 14, 16
_CLINICAL = ("SCD", "SBD", "SCDC")
_STRENGTH = re.compile(r"([A-Za-z][A-Za-z' -]*?)\s+(\d+(?:\.\d+)?)\s+(MG/ML|MG|MCG|%)", re.IGNORECASE)
_BRAND = re.compile(r"\[([^\]]+)\]\s*$")
_SALTS = re.compile(
    r"\s+(?:hydrochloride|sodium|bitartrate|citrate|tartrate|phosphate|sulfate|potassium|acetate|maleate)\b",
    re.IGNORECASE,
)


def read_rxnorm(folder: Path) -> tuple[tuple[Drug, ...], tuple[Finding, ...]]:
    """The medicines in RxNorm's files in a folder, verified by that source; and what could not be read."""
    path = folder / "RXNCONSO.RRF"
    findings: list[Finding] = []
    strengths: dict[str, set[str]] = defaultdict(set)
    brands: dict[str, set[str]] = defaultdict(set)
    try:
        for row in _rows(path, findings):
            if row[_SOURCE] != "RXNORM" or row[_SUPPRESS] not in ("N", ""):
                continue
            if row[_TYPE] in _CLINICAL:
                _clinical(row[_NAME], strengths, brands)
            elif row[_TYPE] == "IN":
                strengths[_ingredient(row[_NAME])] |= set()
    except OSError as fault:
        return (), (_NO_RELEASE.at(Place(file=str(path)), what=f"{path.name} cannot be read: {fault.strerror}."),)
    drugs = tuple(
        Drug(
            ingredient=name,
            names=tuple(sorted(brands[name])),
            strengths=frozenset(told),
            is_verified=True,
            source=f"RxNorm, {path.name}",
        )
        for name, told in sorted(strengths.items())
    )
    return drugs, tuple(findings)


def _rows(path: Path, findings: list[Finding]) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            row = line.rstrip("\n").split("|")
            if len(row) < _FIELDS:
                findings.append(
                    _NO_RELEASE.at(
                        Place(file=str(path), line=number),
                        what=f"Line {number} has {len(row)} fields of {_FIELDS} and was left out.",
                    )
                )
                continue
            yield row


def _clinical(name: str, strengths: dict[str, set[str]], brands: dict[str, set[str]]) -> None:
    """Take in a clinical drug: `tramadol hydrochloride 50 MG Oral Tablet [Ultram]`; joined ones by their parts'
    order."""
    parts = [match for piece in name.split(" / ") if (match := _STRENGTH.search(piece))]
    if not parts:
        return
    ingredient = "/".join(_ingredient(match[1]) for match in parts)
    units = {match[3].lower() for match in parts}
    if len(units) == 1:
        strengths[ingredient].add(strength("/".join(match[2] for match in parts) + units.pop()))
    if brand := _BRAND.search(name):
        brands[ingredient].add(brand[1].lower())


def _ingredient(words: str) -> str:
    return _SALTS.sub("", words).strip().lower()
