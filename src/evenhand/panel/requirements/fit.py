"""Fit: how near a physician's certified areas are to the treatments and conditions a case asks about.

The weights are the house's own, not the law's; until the medical director has approved them, whatever is built on
them is printed with that caveat. The law's floor is lower than the house's: below `appropriate` nobody may review (the
certificate is not in an area appropriate to condition or treatment), below `floor` only with a second person's
override.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.panel.people.vocabulary import Editorial, Vocabulary

_AREA_UNKNOWN = FindingKind(
    rule="PANEL-AREA",
    severity=Severity.MAJOR,
    expected="{expected}",
    remedy="Describe the line in the words of the programme's vocabulary; nobody fits a line that nobody knows.",
)
_NO_OVERRIDE = FindingKind(
    rule="PANEL-OVERRIDE",
    severity=Severity.FATAL,
    expected="{expected}",
    remedy="Propose a physician who reaches the floor, or have the override made properly.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaUnderReview:
    """What one disputed line is about: a treatment for a condition of a region of the body, in the vocabulary's ids.

    `condition` may be empty where the record does not tell.
    """

    line: str
    treatment: str
    region: str
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppropriateArea:
    """One row of the table: these specialties review these treatments, regions and conditions with this weight.

    An empty tuple stands for every treatment (or region, or condition). `groups` are groups of treatments. `weight`
    is 0 to 100; `reason` completes the sentence "the specialty ...".
    """

    specialties: tuple[str, ...]
    weight: int
    reason: str
    groups: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()

    def covers(self, area: AreaUnderReview, group: str) -> bool:
        """Whether the row speaks of an area whose treatment belongs to `group`."""
        treated = not (self.groups or self.treatments) or group in self.groups or area.treatment in self.treatments
        return (
            treated
            and (not self.regions or area.region in self.regions)
            and (not self.conditions or area.condition in self.conditions)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFit:
    """How well one line is covered: the best weight among the specialties held, the specialty and the reason."""

    line: str
    weight: int
    specialty: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well a physician fits a case: the weight of the line covered least, since all are decided together."""

    score: int
    lines: tuple[LineFit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FitTable:
    """The table of areas appropriate to condition and treatment, with its two floors."""

    editorial: Editorial
    appropriate: int
    floor: int
    areas: tuple[AppropriateArea, ...]
    vocabulary: Vocabulary
    _weighed: dict[tuple[AreaUnderReview, str], LineFit] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def fit(self, specialties: frozenset[str], areas: tuple[AreaUnderReview, ...]) -> Fit:
        """The fit of somebody who holds these specialties to a case of these areas; 0 where the case names none."""
        lines = tuple(self._line(specialties, area) for area in areas)
        return Fit(score=min((line.weight for line in lines), default=0), lines=lines)

    def _line(self, specialties: frozenset[str], area: AreaUnderReview) -> LineFit:
        weighed = [self._one(self.vocabulary.specialty(name), area) for name in sorted(specialties)]
        return max(weighed, key=lambda line: line.weight, default=LineFit(line=area.line, weight=0))

    def _one(self, specialty: str, area: AreaUnderReview) -> LineFit:
        """The weight of one specialty for one area; each pair is weighed once."""
        line = self._weighed.get((area, specialty))
        if line is None:
            line = self._weighed[area, specialty] = self._weigh(specialty, area)
        return line

    def _weigh(self, specialty: str, area: AreaUnderReview) -> LineFit:
        treatment = self.vocabulary.treatments.get(area.treatment)
        group = treatment.group if treatment else ""
        rows = [row for row in self.areas if specialty in row.specialties and row.covers(area, group)]
        best = max(rows, key=lambda row: row.weight, default=None)
        if best is None:
            return LineFit(line=area.line, weight=0)
        return LineFit(line=area.line, weight=best.weight, specialty=specialty, reason=best.reason)

    def sentence(self, fit: Fit, areas: tuple[AreaUnderReview, ...]) -> str:
        """The fit in words: for each line the specialty that covers it, why and with what weight, and the floors.

        Whoever prints it prints `caveat` beside it.
        """
        told = " ".join(self._told(line, area) for line, area in zip(fit.lines, areas, strict=True))
        if fit.score < self.appropriate:
            told += " This is not an area appropriate to the condition or the treatment."
        elif fit.score < self.floor:
            told += f" This is below the floor of {self.floor}: a second person would have to allow it, with a reason."
        return told

    @property
    def caveat(self) -> str:
        """What is printed beside everything built on the weights; empty once they are approved."""
        return f"The weights are the house's own, {self.editorial.words}." if self.editorial.words else ""

    def _told(self, line: LineFit, area: AreaUnderReview) -> str:
        what = self._words(area)
        if not line.weight:
            return f"Line {line.line} ({what}): no certified area covers it."
        return f"Line {line.line} ({what}): {line.specialty} {line.reason}, weight {line.weight}."

    def _words(self, area: AreaUnderReview) -> str:
        vocabulary = self.vocabulary
        treatment = vocabulary.treatments.get(area.treatment)
        words = [treatment.words if treatment else area.treatment, vocabulary.regions.get(area.region, area.region)]
        if area.condition:
            words.append(vocabulary.conditions.get(area.condition, area.condition))
        return ", ".join(words)

    def specialties_for(self, areas: tuple[AreaUnderReview, ...], weight: int) -> tuple[str, ...]:
        """The specialties that alone cover every line with at least a weight, in alphabetical order."""
        names = sorted({self.vocabulary.specialty(name) for name in self.vocabulary.specialties})
        return tuple(name for name in names if self.fit(frozenset({name}), areas).score >= weight)


def area_findings(areas: tuple[AreaUnderReview, ...], vocabulary: Vocabulary, place: Place) -> tuple[Finding, ...]:
    """The words of a case's areas that the vocabulary does not know, and a case that names no area at all."""
    findings = []
    if not areas:
        findings.append(
            _AREA_UNKNOWN.at(place, what="The case names no area under review.", expected="at least one line")
        )
    for area in areas:
        known: tuple[tuple[str, str, Mapping[str, object]], ...] = (
            ("treatment", area.treatment, vocabulary.treatments),
            ("region", area.region, vocabulary.regions),
            ("condition", area.condition, vocabulary.conditions),
        )
        for what, word, words in known:
            if word not in words and (word or what != "condition"):
                message = f"Line {area.line}: {word!r} is no {what} of this programme."
                findings.append(_AREA_UNKNOWN.at(place, what=message, expected=f"one of {', '.join(words)}"))
    return tuple(findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class FitOverride:
    """A second person's permission to propose a physician below the house's floor; it belongs on the docket."""

    case: str
    reviewer: str
    score: int
    floor: int
    asked_by: str
    allowed_by: str
    on: dt.date
    reason: str

    @property
    def words(self) -> str:
        """The override in words, for the reasons of the proposal entered on the docket."""
        return (
            f"Fit {self.score} is below the floor of {self.floor}. Asked by {self.asked_by}, allowed on {self.on} by "
            f"{self.allowed_by}: {self.reason}"
        )


def override_findings(override: FitOverride, table: FitTable) -> tuple[Finding, ...]:
    """What is wrong with an override: the same person twice, no reason, or a score no override can lift (LC
    139.5(d)(4)(B) asks for an appropriate area whoever allows otherwise).
    """
    faults = []
    if override.asked_by.strip().casefold() == override.allowed_by.strip().casefold():
        faults.append(("One person asks for the override and allows it.", "a second person"))
    if not override.reason.strip():
        faults.append(("The override gives no reason.", "why this physician and no other"))
    if override.score < table.appropriate:
        faults.append((f"A fit of {override.score} is no appropriate area.", f"at least {table.appropriate}"))
    return tuple(
        _NO_OVERRIDE.at(Place(key=override.case), what=message, expected=expected) for message, expected in faults
    )
