"""A part of a draft out of a form: rows of fields that bear the same names, blank rows passed over."""

from collections.abc import Iterable, Iterator

from django.http import QueryDict

from evenhand.determination.model import ContraryReport, EvidenceCitation, RecordFact, SummaryParagraph
from evenhand.treatment import Necessity
from evenhand_web.reviewing.content import LINE, SUMMARY, LineText, PartText, StatementText, SummaryText, Text

_LONGEST, _MOST_ROWS = 8000, 80


def keyed(part: str, data: QueryDict) -> Text:
    """A part of a draft as it was keyed."""
    if part.startswith(LINE):
        return _line(data)
    if part == SUMMARY:
        anchored = _anchored(data, "paragraph")
        return SummaryText(paragraphs=tuple(SummaryParagraph(words=w, record=r, page=p) for w, r, p in anchored))
    return StatementText(fit=_text(data, "fit"))


def _line(data: QueryDict) -> LineText:
    return LineText(
        necessity=_necessity(data.get("necessity", "")),
        question=_text(data, "question"),
        answer=_text(data, "answer"),
        standard=_text(data, "standard"),
        higher_tiers=_text(data, "higher_tiers"),
        facts=tuple(RecordFact(words=w, record=r, page=p) for w, r, p in _anchored(data, "fact")),
        citations=tuple(_citations(data)),
        parts=tuple(_parts(data)),
        contrary=tuple(
            ContraryReport(record=record, says=says, answer=answer)
            for record, says, answer in _rows(data, "contrary_record", "contrary_says", "contrary_answer")
        ),
        reused=_text(data, "reused"),
        adopted=data.get("adopted") == "on",
    )


def _text(data: QueryDict, name: str) -> str:
    return str(data.get(name, "")).replace("\r\n", "\n").strip()[:_LONGEST]


def _necessity(given: str) -> Necessity | None:
    return Necessity(given) if given in set(Necessity) else None


def _rows(data: QueryDict, *names: str) -> Iterator[tuple[str, ...]]:
    """Rows of fields; one that says nothing is none."""
    columns: Iterable[list[str]] = [data.getlist(name)[:_MOST_ROWS] for name in names]
    for row in zip(*columns, strict=False):
        told = tuple(field.replace("\r\n", "\n").strip()[:_LONGEST] for field in row)
        if any(told):
            yield told


def _anchored(data: QueryDict, name: str) -> Iterator[tuple[str, str, int | None]]:
    for words, record, page in _rows(data, f"{name}_words", f"{name}_record", f"{name}_page"):
        yield words, record, int(page) if page.isdecimal() and 0 < int(page) < 100_000 else None


def _citations(data: QueryDict) -> Iterator[EvidenceCitation]:
    names = ("cite_title", "cite_tier", "cite_edition", "cite_section", "cite_pages")
    for title, tier, edition, section, pages in _rows(data, *names):
        yield EvidenceCitation(title=title, tier=tier, edition=edition, section=section, pages=pages)


def _parts(data: QueryDict) -> Iterator[PartText]:
    for component, necessity, reason in _rows(data, "part_component", "part_necessity", "part_reason"):
        yield PartText(component=component, necessity=_necessity(necessity), reason=reason)
