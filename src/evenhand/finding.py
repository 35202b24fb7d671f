"""A Finding: something wrong, missing or worth saying in somebody's paper, with its place and its authority.

Findings are values. A function returns its result *and* its findings and never stops at the first; only an action
that the docket forbids, a programmer's mistake, or a rule demanded where the law gives none raises.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Severity(StrEnum):
    """How heavy a Finding is, lightest first."""

    PASS = "pass"
    """The check was made and the paper stood it."""
    NOTE = "note"
    MINOR = "minor"
    WARNING = "warning"
    MAJOR = "major"
    FATAL = "fatal"
    """The paper cannot be used until this is mended: nothing is made from it."""

    @property
    def rank(self) -> int:
        """Order of weight, 0 (pass) to 5 (fatal)."""
        return list(Severity).index(self)


class Provenance(StrEnum):
    """Where a fact comes from; clocks and findings built on facts take the weakest provenance among them."""

    STATED = "stated"
    ASSUMED = "assumed"
    ILLUSTRATIVE = "illustrative"

    @property
    def rank(self) -> int:
        """Order of weakness, 0 (stated) to 2 (illustrative)."""
        return _WEAKNESS[self]


_WEAKNESS = {provenance: place for place, provenance in enumerate(Provenance)}


def weakest(provenances: Iterable[Provenance]) -> Provenance:
    """The weakest of the given provenances; STATED when there are none."""
    return max(provenances, key=_WEAKNESS.__getitem__, default=Provenance.STATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a paper a Finding stands: a file, and in it a line, a key or heading, a page, or a span of characters.

    `line`, `column` and `page` count from 1; `start` and `end` are character offsets into the text as read, end
    excluded.
    """

    file: str = ""
    line: int | None = None
    column: int | None = None
    key: str = ""
    page: int | None = None
    start: int | None = None
    end: int | None = None

    def __str__(self) -> str:
        where = self.file
        if self.line is not None:
            where += f":{self.line}" if where else f"line {self.line}"
            if self.column is not None:
                where += f":{self.column}"
        if self.page is not None:
            where += (", " if where else "") + f"page {self.page}"
        if self.key:
            where += (", " if where else "") + self.key
        return where


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing said of one paper.

    `rule` is the id of the rule of law (`CAWC-F-01`) or of the check (`INPUT-DATE`) it rests on; `message` is a
    sentence in the field's words; `citation` names the authority; `expected` what was expected instead; `remedy`
    what to do next; `check` the id of the check that an audit made.
    """

    rule: str
    message: str
    severity: Severity = Severity.WARNING
    citation: str = ""
    place: Place = Place()
    expected: str = ""
    remedy: str = ""
    topic: str = ""
    provenance: Provenance = Provenance.STATED
    check: str = ""

    def __str__(self) -> str:
        """The finding read aloud: place, weight, rule, message, expectation, authority, remedy, provenance."""
        where = f"{self.place}: " if str(self.place) else ""
        text = f"{where}{self.severity.upper()} {self.rule}: {self.message}"
        if self.expected:
            text += f" Expected: {self.expected}."
        if self.citation:
            text += f" Authority: {self.citation}."
        if self.remedy:
            text += f" What to do: {self.remedy}"
        if self.provenance is not Provenance.STATED:
            text += f" [built on {self.provenance} facts]"
        return text


class Authority(Protocol):
    """Law that a Finding rests on: a rule's id and its citation."""

    @property
    def rule(self) -> str:
        """The id of the rule."""

    @property
    def citation(self) -> str:
        """Where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingKind:
    """What all Findings of one kind share, declared once at the top of the module that makes them.

    `message`, `expected` and `remedy` are sentences with blanks in braces, which each paper fills; `rule` stays empty
    where the law that a paper meets gives it.
    """

    rule: str = ""
    severity: Severity = Severity.WARNING
    message: str = "{what}"
    citation: str = ""
    expected: str = ""
    remedy: str = ""

    def at(
        self,
        place: Place = Place(),
        *,
        law: Authority | None = None,
        severity: Severity | None = None,
        citation: str = "",
        topic: str = "",
        **words: object,
    ) -> Finding:
        """The Finding of this kind in one place, its blanks filled with `words`, on the authority of `law`.

        ValueError for a blank that no word fills.
        """
        try:
            message, expected, remedy = (text.format_map(words) for text in (self.message, self.expected, self.remedy))
        except KeyError as blank:
            raise ValueError(f"nothing fills the blank {blank} of {self.rule or self.message}") from None
        return Finding(
            rule=law.rule if law else self.rule,
            message=message,
            severity=severity or self.severity,
            citation=law.citation if law else citation or self.citation,
            place=place,
            expected=expected,
            remedy=remedy,
            topic=topic,
        )


def is_fatal(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings forbids going on."""
    return any(finding.severity is Severity.FATAL for finding in findings)
