"""What the guidelines say of a treatment on a day: from the editions that count, then from what stands outside them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.fuzz import token_set_ratio

from evenhand.components.vocabulary import vocabulary
from evenhand.guideline.in_force import CaseDays, editions_in_force
from evenhand.guideline.library import Library, Recommendation
from evenhand.guideline.standing import Standing

_ALIKE = 92
"""From this likeness of all their words on, two names of treatments are one, misspelling allowed."""
_WORD = re.compile(r"\w+")
_EXACT, _HELD, _PART, _NEAR = range(4)


class Advice(NamedTuple):
    """A recommendation that speaks of a treatment, and how its edition stands on the day."""

    recommendation: Recommendation
    standing: Standing
    is_assumed: bool = False
    """The edition counts only if the day of the request or service, which is not known, is late enough."""


def lookup(library: Library, treatment: str, days: CaseDays, region: str = "") -> tuple[Advice, ...]:
    """The recommendations on a treatment: those of the editions that count on the days of a case, then those outside
    the schedule, each in the order of how well the name fits. Superseded editions are left out.

    A brand is looked up by its nonproprietary name too. `region` keeps what applies to it or to every part.
    """
    counting = {each.adoption.edition.id: each for each in editions_in_force(library, days)}
    otherwise = {each.otherwise.edition.id for each in counting.values() if each.otherwise}
    outside = {each.edition.id for each in library.outside if not each.chapters}
    advice: list[tuple[int, int, Advice]] = []
    for recommendation, fit in _fitting(library, treatment, region):
        edition = recommendation.edition.id
        if edition in counting:
            advice.append((0, fit, Advice(recommendation, Standing.IN_FORCE, counting[edition].is_assumed)))
        elif edition in otherwise:
            advice.append((1, fit, Advice(recommendation, Standing.SUPERSEDED, is_assumed=True)))
        elif edition in outside:
            advice.append((2, fit, Advice(recommendation, Standing.OUTSIDE)))
    advice.sort(key=lambda entry: entry[:2])
    return tuple(entry[2] for entry in advice)


def _fitting(library: Library, treatment: str, region: str) -> Iterator[tuple[Recommendation, int]]:
    """The recommendations whose treatment fits, each with how well: 0 is the name itself."""
    names = [treatment, *_generic(treatment)]
    for recommendation in library.recommendations:
        if region and not _applies(recommendation, region):
            continue
        own = (recommendation.treatment, *recommendation.names)
        fits = [fit for name in names for each in own if (fit := _fit(name, each)) is not None]
        if fits:
            yield recommendation, min(fits)


def _generic(treatment: str) -> tuple[str, ...]:
    drug = vocabulary().drugs.get(treatment.lower())
    return (drug.generic,) if drug and drug.generic else ()


def _fit(asked: str, name: str) -> int | None:
    """How well a name fits what is asked: the same words, all of the one in the other, or nearly the same."""
    words, own = _words(asked), _words(name)
    if not words or not own:
        return None
    if words == own:
        return _EXACT
    if words < own:
        return _HELD
    if own < words:
        return _PART
    return _NEAR if token_set_ratio(" ".join(sorted(words)), " ".join(sorted(own))) >= _ALIKE else None


def _words(name: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _WORD.findall(name.lower()))


def _applies(recommendation: Recommendation, region: str) -> bool:
    applies = _words(recommendation.applies_to)
    return not applies or bool(applies & {"any", "all"}) or bool(applies & _words(region))
