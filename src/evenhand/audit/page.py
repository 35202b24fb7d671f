"""The audit as a page to read: each finding with its authority, each passage marked in the letter, links both ways.

The page stands alone: no script, no picture, nothing fetched. Whatever comes from the letter is escaped.
"""

from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources
from pathlib import PurePath

from evenhand.audit.context import AuditLaw
from evenhand.audit.report import counts, heaviest_first, printable
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Provenance, Severity
from evenhand.programme.model import Programme

_STYLE = (resources.files("evenhand.audit") / "page.css").read_text(encoding="utf-8")
_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Audit of {name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#findings">To the findings</a>
"""
_TO_THE_READER = """<p class="note-to-reader">Each finding says what a check saw, what was expected, by which
authority, and what to do next. Numbers in the letter lead to the finding, and each finding back to its passage. A check
reads words and dates, not medicine: look at the passage before relying on it.</p>
</header>
"""
_LETTER = """</section>
<section class="beside" aria-labelledby="letter" tabindex="0">
<h2 id="letter">The letter</h2>
<div class="paper">"""
_FOOT = """</div>
</section>
</main>
<footer><p>Checked by what the letter shows, under the law in force on its own days. Software reads; people decide.</p>
</footer>
</body>
</html>
"""
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
    name = letter.case_number or PurePath(letter.file).name or "a determination"
    return "".join(
        (
            _HEAD.format(name=_safe(name), style=_STYLE),
            *_header(letter, name, findings, programme),
            '<main>\n<section aria-labelledby="findings">\n<h2 id="findings">Findings</h2>\n',
            *(_article(number, finding, titles) for number, finding in enumerate(flagged, start=1)),
            "" if flagged else "<p>No check found anything to say against the letter.</p>\n",
            *_passed(stood),
            _LETTER,
            *_marked(text, flagged),
            _FOOT,
        )
    )


def _safe(words: str) -> str:
    return escape(printable(words.replace("\f", "\n").replace("\r\n", " \n").replace("\r", "\n")))


def _header(
    letter: PublishedDetermination, name: str, findings: Sequence[Finding], programme: Programme
) -> Iterator[str]:
    facts = (
        programme.title,
        f"File: {PurePath(letter.file).name or 'not named'}",
        f"Decided: {letter.decision_date or 'not shown'}",
        f"Lines: {len(letter.treatments)}",
    )
    yield f"<header>\n<h1>Audit of {_safe(name)}</h1>\n"
    yield f'<ul class="facts">{"".join(f"<li>{_safe(fact)}</li>" for fact in facts)}</ul>\n'
    weights = (f'<li class="{weight}">{count} {weight}</li>' for weight, count in counts(findings).items())
    yield f'<ul class="counts" aria-label="Findings by weight">{"".join(weights)}</ul>\n'
    yield _TO_THE_READER


def _article(number: int, finding: Finding, titles: dict[str, str]) -> str:
    rows = [
        ("Check", f"{finding.check}: {titles.get(finding.check, '')}"),
        ("Rule", finding.rule),
        ("Authority", finding.citation),
        ("Expected", finding.expected),
        ("What to do", finding.remedy),
        ("Built on", _BUILT_ON.get(finding.provenance, "")),
    ]
    shown = "".join(f"<dt>{label}</dt><dd>{_safe(words)}</dd>" for label, words in rows if words)
    where = _safe(finding.place.key.replace("_", " ") or "the letter")
    if finding.place.start is not None:
        where = f'<a href="#p{number}">See the passage: {where}</a>'
    return (
        f'<article id="f{number}" class="{finding.severity}" aria-labelledby="h{number}">\n<div class="head">'
        f'<h3 id="h{number}">{number}. {_safe(finding.topic.capitalize())} ({_safe(finding.check)})</h3>'
        f'<span class="weight {finding.severity}">{finding.severity}</span></div>\n'
        f"<p>{_safe(finding.message)}</p>\n<dl>{shown}</dl>\n<p>{where}</p>\n</article>\n"
    )


def _passed(stood: Sequence[Finding]) -> Iterator[str]:
    if not stood:
        return
    yield '<h2>What the letter stood</h2>\n<ul class="passed">\n'
    for finding in stood:
        words = f"{_safe(finding.message)} <span>({_safe(finding.citation)})</span>"
        yield f"<li><strong>{_safe(finding.check)}</strong> {words}</li>\n"
    yield "</ul>\n"


Passage = tuple[int, int, int, Severity]
"""Start, end, number of the finding, and its weight."""


def _marked(text: str, flagged: Sequence[Finding]) -> Iterator[str]:
    """The letter with every passage in the colour of its heaviest finding, numbers where they begin."""
    passages = [*_passages(text, flagged)]
    edges = sorted({0, len(text), *(edge for start, end, _, _ in passages for edge in (start, end))})
    for edge, until in zip(edges, [*edges[1:], len(text)], strict=True):
        yield from (_reference(number, weight) for start, _, number, weight in passages if start == edge)
        words = _safe(text[edge:until])
        on = [weight for start, end, _, weight in passages if start <= edge < until <= end]
        yield f'<mark class="{max(on, key=lambda weight: weight.rank)}">{words}</mark>' if on else words


def _passages(text: str, flagged: Sequence[Finding]) -> Iterator[Passage]:
    for number, finding in enumerate(flagged, start=1):
        if finding.place.start is not None:
            start = min(finding.place.start, len(text))
            yield start, min(max(finding.place.end or 0, start), len(text)), number, finding.severity


def _reference(number: int, weight: Severity) -> str:
    return f'<a class="ref" id="p{number}" href="#f{number}" aria-label="Finding {number}, {weight}">{number}</a>'
