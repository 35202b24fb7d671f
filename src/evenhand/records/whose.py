"""Whose record a page is of: the names and births it states, held against the person whose record this is."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from evenhand.records.page import Legibility
from evenhand.records.page_signs import PageSigns
from evenhand.records.person_names import likeness, name_parts, stands_in
from evenhand.records.service_day import common_day

_SAME, _OTHER = 0.75, 0.5
_SLIP = 1
"""A birth that differs by one figure is taken for misread."""
_SURE, _FAIR, _DIM, _CLEAR = 40.0, 50.0, 20.0, 78.0
_STRANGE = 0.25
"""So little likeness is none: a name of which nothing fits is another's, also where it was read unsurely."""
_ENOUGH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whose record it is; `born` is None where nobody said."""

    name: str
    born: dt.date | None = None


def likeliest_person(pages: Sequence[PageSigns]) -> Person | None:
    """The person whom most pages of a file name; None where few do or two do about as often."""
    names: Counter[str] = Counter()
    for page in pages:
        names.update({name.name for name in page.names if not name.weak})
    groups: Counter[str] = Counter()
    for name, number in names.most_common():
        same = next((other for other in groups if likeness(name, other) >= _SAME), name)
        groups[same] += number
    ranked = groups.most_common(2)
    if not ranked or ranked[0][1] < _ENOUGH or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    name = ranked[0][0]
    own = [page for page in pages if any(likeness(written.name, name) >= _SAME for written in page.names)]
    return Person(name=name, born=common_day(born for page in own for born in page.born))


def is_of_another(pages: Sequence[PageSigns], person: Person) -> bool:
    """Whether the pages of a document are of another person than the one whose record this is.

    A name that differs counts where it is clearly written and the person's own name stands nowhere; a birth that
    differs counts by more than a misread figure. What names nobody is taken for the person's.
    """
    births = [(day, sure) for page in pages for day, sure in page.born]
    agrees = any(day == person.born for day, _ in births)
    differs = _birth_differs([day for day, sure in births if sure >= 60], person.born)
    if any(stands_in(person.name, page.words) for page in pages):
        return differs and not agrees and _is_stated(pages, person.name)
    named = [name for page in pages for name in page.names]
    if any(likeness(name.name, person.name) >= _SAME for name in named):
        return differs and not agrees
    if agrees:
        return False
    others = [name for name in named if _is_other(name.name, person.name)]
    least = _CLEAR if any(page.is_recognised for page in pages) else _SURE
    strange = [name for name in others if likeness(name.name, person.name) <= _STRANGE and not name.weak]
    clear = [name for name in others if name.sure >= (max(least, _CLEAR) if name.weak else least)]
    is_good = all(page.page.legibility is Legibility.GOOD for page in pages)
    clear += [name for name in strange if name.sure >= (_DIM if is_good else _FAIR)]
    return bool(clear) or (differs and (bool(others) or not named))


def _is_stated(pages: Sequence[PageSigns], name: str) -> bool:
    """Whether the person's name stands as that of the record, and not in passing."""
    return any(likeness(written.name, name) >= _SAME for page in pages for written in page.names)


def _is_other(name: str, person: str) -> bool:
    """Whether a name is clearly another's: its last word or its first does not fit."""
    if likeness(name, person) >= _SAME:
        return False
    return likeness(name, person) <= _OTHER and len(name_parts(name)) >= 2


def _birth_differs(days: Sequence[dt.date], born: dt.date | None) -> bool:
    if born is None or not days:
        return False
    apart = [OSA.distance(day.strftime("%m%d%Y"), born.strftime("%m%d%Y")) for day in days]
    return min(apart) > _SLIP
