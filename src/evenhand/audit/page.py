"""The audit as a page to read: each finding with its authority, each passage marked in the letter, links both ways.

The page stands alone: no script, no picture, nothing fetched. Whatever comes from the letter is escaped.
"""

from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import PurePath
from typing import NamedTuple

from markupsafe import Markup

from evenhand.audit.context import AuditLaw
from evenhand.audit.report import counts, heaviest_first, printable
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Provenance, Severity
from evenhand.markup import templates
from evenhand.programme.model import Programme

_STYLE = Markup((resources.files("evenhand.audit") / "page.css").read_text(encoding="utf-8"))
_TEMPLATES = templates("evenhand.audit")
_BUILT_ON = {
    Provenance.ASSUMED: "an assumption, named in the text",
    Provenance.ILLUSTRATIVE: "an illustrative fact",
}


def page(
    letter: PublishedDetermination, text: str, findings: Sequence[Finding], law: AuditLaw, programme: Programme
) -> str:
    """One letter's audit as an HTML page.

    Takes the letter, the text it was read from (to which the places of the findings refer), what the checks said, and
    the checks with their programme. Findings are numbered from the heaviest; a passage bears the number of each that
    speaks of it.
    """
    flagged = heaviest_first([finding for finding in findings if finding.severity is not Severity.PASS])
    stood = [finding for finding in findings if finding.severity is Severity.PASS]
    titles = {check.id: check.title for check in law.checks}
    facts = (
        programme.title,
        f"File: {PurePath(letter.file).name or 'not named'}",
        f"Decided: {letter.decision_date or 'not shown'}",
        f"Lines: {len(letter.treatments)}",
    )
    return _TEMPLATES.get_template("page.html").render(
        name=letter.case_number or PurePath(letter.file).name or "a determination",
        style=_STYLE,
        facts=facts,
        counts=counts(findings).items(),
        flagged=flagged,
        stood=stood,
        rows=lambda finding: _rows(finding, titles),
        pieces=_pieces(text, flagged),
    )


def _printed(words: str) -> str:
    """Text as it can be printed on a page, its line ends as a page has them."""
    return printable(words.replace("\f", "\n").replace("\r\n", " \n").replace("\r", "\n"))


_TEMPLATES.filters["printed"] = _printed


def _rows(finding: Finding, titles: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return (
        ("Check", f"{finding.check}: {titles.get(finding.check, '')}"),
        ("Rule", finding.rule),
        ("Authority", finding.citation),
        ("Expected", finding.expected),
        ("What to do", finding.remedy),
        ("Built on", _BUILT_ON.get(finding.provenance, "")),
    )


class _Piece(NamedTuple):
    """A piece of the letter between two edges of passages: the findings whose passage begins with it, each with its
    weight, its words, and the heaviest weight on it, empty where no finding speaks of it.
    """

    begun: tuple[tuple[int, Severity], ...]
    words: str
    weight: str


def _pieces(text: str, flagged: Sequence[Finding]) -> Iterator[_Piece]:
    """The letter with every passage in the colour of its heaviest finding, numbers where they begin."""
    passages = [*_passages(text, flagged)]
    edges = sorted({0, len(text), *(edge for start, end, _, _ in passages for edge in (start, end))})
    for edge, until in zip(edges, [*edges[1:], len(text)], strict=True):
        begun = tuple((number, weight) for start, _, number, weight in passages if start == edge)
        on = [weight for start, end, _, weight in passages if start <= edge < until <= end]
        yield _Piece(begun, text[edge:until], max(on, key=lambda weight: weight.rank, default=""))


Passage = tuple[int, int, int, Severity]
"""Start, end, number of the finding, and its weight."""


def _passages(text: str, flagged: Sequence[Finding]) -> Iterator[Passage]:
    for number, finding in enumerate(flagged, start=1):
        if finding.place.start is not None:
            start = min(finding.place.start, len(text))
            yield start, min(max(finding.place.end or 0, start), len(text)), number, finding.severity
