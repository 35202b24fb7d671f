"""Which type a document is of: its title and the words of its pages weighed together, and how sure that is."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

from evenhand.records.page_signs import PageSigns
from evenhand.records.page_title import PageTitle
from evenhand.records.record_words import DocumentType, RecordWords

_TITLE, _WORDS, _MODEL, _LATER = 8.0, 1.8, 5.0, 0.35
_ENOUGH = 8.0
"""The weight of phrases from which a page says enough of itself."""
_CHOICES = 3
_REPORT, _NOT_BRIEF = 3, 4.0
"""With so many parts of a report a paper is one, and none that is brief."""
CERTAIN, CERTAIN_TITLED = 0.97, 0.93
"""The belief from which a type is shown unasked: without a title that tells it, and with one."""
_SHEET, _SLIP = 14, 5
_SIGNING = re.compile(r"\b(signature|signed|sign)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeReading:
    """The type of a document: the likeliest (None where nothing can be read), the likeliest three, the share of belief
    in the first, and the title found. `is_certain` says that it may be shown without asking.
    """

    type: str | None
    choices: tuple[str, ...]
    belief: float
    title: PageTitle | None
    is_certain: bool


def type_of(pages: Sequence[PageSigns], words: RecordWords) -> TypeReading:
    """The type of a document from the signs of its pages."""
    told = [page for page in pages if page.is_told]
    if not told:
        return TypeReading(type=None, choices=(), belief=0.0, title=None, is_certain=False)
    other = words.fallback
    titles = _titles(told)
    scores = _scores(told)
    if told[0].is_listing:
        told = [page for page in told if page.is_listing]
        scores = {other: _ENOUGH * 3}
        titles = {kind: title for kind, title in titles.items() if kind == other}
    weights = {kind: 0.1 if kind == other else 0.0 for kind in words.types}
    for kind, score in scores.items():
        weights[kind] += _WORDS * sqrt(score)
    for kind, score in words.model.scores(_said(told)).items():
        weights[kind] += _MODEL * score
    for kind, title in titles.items():
        weights[kind] += _TITLE * title.strength
    words_told = sum(len(page.words) for page in told)
    if words_told <= _SHEET:
        weights[other] += 4.0 if words_told <= _SLIP else 2.0
    if len(frozenset().union(*(page.parts for page in told))) >= _REPORT:
        for brief in words.brief:
            weights[brief] -= _NOT_BRIEF
    order = sorted(weights, key=lambda kind: -weights[kind])
    belief = 1 / sum(exp(weights[kind] - weights[order[0]]) for kind in order)
    best = titles.get(order[0])
    firm = best is not None and not best.is_hint and best.strength >= 0.55
    return TypeReading(
        type=order[0],
        choices=tuple(order[:_CHOICES]),
        belief=belief,
        title=best,
        is_certain=belief >= (CERTAIN_TITLED if firm else CERTAIN)
        and pages[0].is_told  # what cannot be read on the first page is mostly the title
        and not _is_unsigned(told, words.types[order[0]]),
    )


def _titles(told: Sequence[PageSigns]) -> dict[str, PageTitle]:
    best: dict[str, PageTitle] = {}
    for place, page in enumerate(told):
        for title in page.titles:
            weight = title.strength * (1.0 if place == 0 else _LATER)
            if title.type not in best or best[title.type].strength < weight:
                best[title.type] = title._replace(strength=weight)
    return best


def _scores(told: Sequence[PageSigns]) -> dict[str, float]:
    scores: dict[str, float] = defaultdict(float)
    for place, page in enumerate(told):
        for kind, score in page.scores.items():
            scores[kind] += score * (1.0 if place == 0 else 0.7)
    return dict(scores)


def _is_unsigned(told: Sequence[PageSigns], kind: DocumentType) -> bool:
    """Whether a paper that counts only where its person signed it bears no name or day where it is signed."""
    if not kind.by_person:
        return False
    fields = [field for page in told for field in page.fields_stated if _SIGNING.search(field.label)]
    return not any(any(sign.isalnum() for sign in field.value) for field in fields)


def _said(told: Sequence[PageSigns]) -> list[str]:
    """The words of all pages, those of lines that list papers left out."""
    return [word for page in told for word in page.said_words()]
