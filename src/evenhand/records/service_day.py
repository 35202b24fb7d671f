"""The day of service of a document: of the visit, test, operation or collection, or of the writing itself."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evenhand.records.labelled_days import LabelledDay
from evenhand.records.page_signs import PageSigns
from evenhand.records.record_words import DocumentType, RecordWords

_SAID = re.compile(
    r"\b(saw|seen|examined|evaluated|evaluation|examination|performed|collected|visit|served|mailed|reexamined|"
    r"re examined|presented|presents|reevaluated|underwent|obtained|taken|treated|consultation|appeared|put copies)\b"
)
_IS_SERVICE = re.compile(
    r"\b(exam|examination|examined|visit|seen|service|evaluation|evaluated|consultation|surgery|operation|procedure|study|test|tested|"
    r"collected|performed|encounter|treatment|collection|issued)\b"
)
_SHORT_LABEL = 5
_LAST_RESORT = 44.0
"""The weight of a day under a label that is mostly none of service, but of this type where no better stands."""
_NOT_SAID = re.compile(
    r"\b(injur|born|last|prior|previous|next|return|until|through|since|follow|accident|history|dated|received|scheduled|"
    r"onset|hire|again|will be|back|recheck|hurt|"
    r"stopped|began|beginning|started|effective|expires?|print|fax|recd|entered|filed|scanned|report of|mri of|"
    r"surgery on)"
)
_FIRM, _MARGIN = 55.0, 18.0
"""The weight from which a day may be certain, and by how much it must lead the next."""
_OTHER_SERVICE = 46.0
"""The weight of a day under the label of a service of another type."""
_SAID_LABEL = 72.0
"""The weight of a day under a short label that nobody listed and that names a service."""
_SURE = 88.0
_LABELLED = 55.0
"""What is of no known type has a day only where a label says so."""
_PAPER = re.compile(r"\b(?:records?|reports?|notes?|letters?|results?|forms?|studies|pages?)\b")
"""What names another paper: the day behind it is of that."""
_UNKNOWN_LABEL, _UPPER, _BARE = 32.0, 0.4, 20.0
_HEAD, _FOOT = 0.04, 0.93
"""What stands higher or lower is printed around the text, and no visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDay:
    """The day of service (None where none is told), whether it is certain, and the words that decided."""

    day: dt.date | None
    is_certain: bool
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Between which days a day of service lies: after the injury, before the record came; None where not known.

    `born` is no day of service, whatever stands before it.
    """

    injured: dt.date | None = None
    born: dt.date | None = None
    received: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies within."""
        return (self.injured is None or day >= self.injured) and (self.received is None or day <= self.received)


def service_day(
    pages: Sequence[PageSigns], kind: DocumentType, words: RecordWords, window: Window, *, last_of_many: bool
) -> ServiceDay:
    """The day of service of a document of a type. `last_of_many` asks for the last of its visits."""
    weights: dict[dt.date, float] = defaultdict(float)
    best: dict[dt.date, tuple[float, LabelledDay]] = {}
    sure: dict[dt.date, float] = defaultdict(float)
    times: dict[dt.date, int] = defaultdict(int)
    for weight, stated in _weighed(pages, kind, words):
        if not window.holds(stated.day):
            weight *= 0.35
        if stated.day == window.born:
            continue
        if stated.day == window.injured and not stated.label and weight < _SAID_LABEL:
            continue
        if stated.day not in best or best[stated.day][0] < weight:
            best[stated.day] = (weight, stated)
        sure[stated.day] = max(sure[stated.day], stated.sure)
        times[stated.day] += 1
    if last_of_many and (visits := _visits(pages, kind, words, window)):
        last = max(visits)
        is_all = not any(page.is_recognised for page in pages)  # a machine may have lost the last line
        return ServiceDay(day=last, is_certain=is_all and sure.get(last, 0) >= _SURE, because="the last visit")
    for day, (weight, _) in best.items():
        weights[day] = weight + (min(times[day] - 1, 3) * 4 if weight > _BARE else 0)
    if not weights:
        return ServiceDay(day=None, is_certain=False)
    if kind.fallback and max(weights.values()) < _LABELLED:
        return ServiceDay(day=None, is_certain=False)
    order = sorted(weights, key=lambda day: (-weights[day], best[day][1].line))
    first = order[0]
    lead = weights[first] - (weights[order[1]] if len(order) > 1 else 0.0)
    is_sure = sure[first] >= _SURE or (times[first] >= 2 and sure[first] >= 50)
    is_certain = weights[first] >= _FIRM and lead >= _MARGIN and is_sure and window.holds(first)
    return ServiceDay(day=first, is_certain=is_certain, because=best[first][1].before)


def _weighed(pages: Sequence[PageSigns], kind: DocumentType, words: RecordWords) -> Iterator[tuple[float, LabelledDay]]:
    """The days of a document that may be the one, each with its weight."""
    for place, page in enumerate(pages):
        for stated in page.days:
            if stated.line in page.listed or any(stated.day == born for born, _ in page.born):
                continue
            weight = _weight(stated, kind, words, is_first=place == 0)
            if weight > 0:
                yield (weight if place == 0 else weight * 0.85), stated


def _weight(stated: LabelledDay, kind: DocumentType, words: RecordWords, *, is_first: bool) -> float:
    if stated.label in kind.service:
        rank = kind.service.index(stated.label)
        generic = stated.label in words.report_days
        return (
            (62.0 if generic else 100.0)
            - rank * (1.0 if not generic else 0.5)
            - (22.0 if stated.in_column else 0.0)
            - (0 if stated.top < 0.5 else 12)
        )
    if stated.label in kind.last_resort and _HEAD < stated.top < _FOOT:
        return _LAST_RESORT
    if stated.label in words.other_days or stated.label in words.born or stated.label in words.injured:
        return 0.0
    if stated.label in words.report_days:
        return 30.0 if stated.top < 0.35 and is_first else 16.0
    if stated.label:
        return _OTHER_SERVICE - (22.0 if stated.in_column else 0.0)
    if not _HEAD < stated.top < _FOOT:
        return 3.0
    if (
        stated.is_first
        and len(stated.before.split()) <= _SHORT_LABEL
        and _IS_SERVICE.search(stated.before)
        and not _NOT_SAID.search(stated.before)
        and not _PAPER.search(stated.before)
    ):
        return _SAID_LABEL
    if _NOT_SAID.search(stated.before):
        return 2.0
    if _SAID.search(stated.before):
        return 48.0
    if stated.alone and stated.top < 0.35 and is_first:
        return 58.0
    if stated.is_first and is_first and stated.top < _UPPER and _is_label(stated.before):
        return _UNKNOWN_LABEL
    return 20.0 if stated.top < 0.3 and is_first and stated.leads else 5.0


def _is_label(before: str) -> bool:
    """Whether a few words without figures stand before a day, as labels that nobody listed do."""
    words = before.split()
    return 1 <= len(words) <= _SHORT_LABEL - 1 and all(word.isalpha() for word in words)


def _visits(pages: Sequence[PageSigns], kind: DocumentType, words: RecordWords, window: Window) -> list[dt.date]:
    """The days of visits that a course of therapy lists: those that begin a line or stand in a column of visits."""
    visits: list[dt.date] = []
    for page in pages:
        for stated in page.days:
            is_other = stated.label in words.other_days or stated.label in words.born or stated.label in words.injured
            begins = stated.leads and not stated.label and not stated.alone
            labelled = stated.label in kind.service or stated.label in kind.visit_columns
            is_inside = _HEAD < stated.top < _FOOT
            if (begins or labelled) and not is_other and window.holds(stated.day) and is_inside:
                visits.append(stated.day)
    return visits if len(set(visits)) > 1 else []


def common_day(days: Iterable[tuple[dt.date, float]]) -> dt.date | None:
    """The day that stands most often under a label in a file, weighed by how sure its words are; None where none."""
    weights: dict[dt.date, float] = defaultdict(float)
    for day, sure in days:
        weights[day] += max(sure, 1.0)
    return max(weights, key=lambda day: weights[day], default=None)
