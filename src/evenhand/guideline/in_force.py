"""Which editions count in a case: by the day of the request, of the service or of the decision, as each order says."""

import datetime as dt
from dataclasses import dataclass

from evenhand.guideline.library import Adoption, Basis, Library


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDays:
    """The days of a case that decide which edition counts; None where the day is not known."""

    decision: dt.date
    request: dt.date | None = None
    service: dt.date | None = None

    def by(self, basis: Basis | None) -> tuple[dt.date, bool]:
        """The day of a basis, and whether it is only assumed: the day of the decision in place of one not known."""
        day = {Basis.REQUEST: self.request, Basis.SERVICE: self.service}.get(basis or Basis.DECISION, self.decision)
        return (day, False) if day is not None else (self.decision, True)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionInForce:
    """An edition that counts for a topic: by which day, whether that day is only assumed, and which edition counts
    instead (`otherwise`) if the day lay before the edition's first.
    """

    adoption: Adoption
    day: dt.date
    is_assumed: bool
    otherwise: Adoption | None = None


def lines(library: Library, topic: str = "") -> dict[str, list[Adoption]]:
    """The adoptions that follow one another, by their line and in order of their day; with a topic, those for it.

    A topic matches where all its words stand in a topic of the schedule, or the other way round.
    """
    by_line: dict[str, list[Adoption]] = {}
    for adoption in sorted(library.adoptions, key=lambda adoption: adoption.counts_from):
        by_line.setdefault(adoption.line, []).append(adoption)
    wanted = set(topic.lower().split())
    return {
        line: adoptions
        for line, adoptions in by_line.items()
        if not wanted or any(_is_of(wanted, set(each.lower().split())) for a in adoptions for each in a.topics)
    }


def _is_of(wanted: set[str], topic: set[str]) -> bool:
    return wanted <= topic or topic <= wanted


def editions_in_force(library: Library, days: CaseDays, topic: str = "") -> tuple[EditionInForce, ...]:
    """The edition that counts for each topic, or for one, in a case with the given days; a topic without one is left
    out.

    An edition that counts for requests or services of a day or later leaves the earlier ones to its predecessor, even
    after it began (8 CCR 9792.24.2 as amended in 2016, and the order of 2017, as the adoptions say).
    """
    counting = (_counting(adoptions, days) for adoptions in lines(library, topic).values())
    return tuple(edition for edition in counting if edition is not None)


def _counting(adoptions: list[Adoption], days: CaseDays) -> EditionInForce | None:
    for number in range(len(adoptions) - 1, -1, -1):
        adoption = adoptions[number]
        day, is_assumed = days.by(adoption.basis)
        if day < adoption.counts_from:
            continue
        has_ended = adoption.until is not None and day > adoption.until and number == len(adoptions) - 1
        before = adoptions[number - 1] if number and is_assumed else None
        return (
            None if has_ended else EditionInForce(adoption=adoption, day=day, is_assumed=is_assumed, otherwise=before)
        )
    return None


def successor(library: Library, adoption: Adoption) -> Adoption | None:
    """The adoption that followed another for the same topic, or None."""
    following = lines(library)[adoption.line]
    place = following.index(adoption) + 1
    return following[place] if place < len(following) else None
