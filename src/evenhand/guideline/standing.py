"""How a cited guideline stands on the days of a case: in force, superseded and by what, or no part of the schedule."""

from dataclasses import dataclass
from enum import StrEnum

from evenhand.citation import VerificationStatus
from evenhand.guideline.cited import CitedGuideline
from evenhand.guideline.in_force import CaseDays, EditionInForce, editions_in_force
from evenhand.guideline.library import Adoption, Edition, Library, Outside


class Standing(StrEnum):
    """How a cited edition stands on the days of a case."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    NOT_YET = "not_yet"
    OUTSIDE = "outside"
    """No part of the schedule: another body's, a proposal, or a chapter that was never adopted."""
    NO_SUCH_EDITION = "no_such_edition"
    """The title is of the schedule, and no edition of it bears that year or day."""
    NO_EDITION_TOLD = "no_edition_told"
    UNKNOWN = "unknown"
    """Nothing here tells: to be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedStanding:
    """How a citation stands, in words, with the edition meant, the one that counts instead, and how that is known."""

    standing: Standing
    words: str
    edition: Edition | None = None
    counts: Adoption | None = None
    source: str = ""
    status: VerificationStatus = VerificationStatus.UNVERIFIED


def standing(cited: CitedGuideline, library: Library, days: CaseDays) -> CitedStanding:
    """How a citation stands on the days of a case.

    Where the day that decides is not known, the day of the decision is taken and the words say so. Nothing here says
    that a decision is wrong: an edition may be cited for another reason.
    """
    outside = _outside(cited, library)
    if outside is not None:
        words = f"{named(outside.edition)} is no part of the schedule here. {outside.reason}"
        return CitedStanding(
            standing=Standing.OUTSIDE,
            words=words,
            edition=outside.edition,
            source=outside.source,
            status=outside.status,
        )
    adoptions = _adoptions(cited, library)
    if not adoptions:
        return CitedStanding(
            standing=Standing.UNKNOWN, words=f"{cited.title} is no guideline of the schedule known here."
        )
    meant = [adoption for adoption in adoptions if cited.edition in (*adoption.edition.labels, adoption.edition.dated)]
    counting = next(
        (each for each in editions_in_force(library, days) if each.adoption.line in {a.line for a in adoptions}), None
    )
    if cited.edition is None:
        return _told_none(cited, counting)
    if not meant:
        return _no_such(cited, adoptions, counting)
    return _compared(meant[-1], counting)


def _adoptions(cited: CitedGuideline, library: Library) -> list[Adoption]:
    """The adoptions under the section of law that a citation names or its title stands for."""
    section = (cited.chapter or "").rpartition("; ")[2]
    return [adoption for adoption in library.adoptions if adoption.section == section.partition("(")[0]]


def _outside(cited: CitedGuideline, library: Library) -> Outside | None:
    """What says that a citation is of nothing the schedule has adopted."""
    return next((outside for outside in library.outside if _is_meant(outside, cited)), None)


def _is_meant(outside: Outside, cited: CitedGuideline) -> bool:
    edition = outside.edition
    if cited.body != edition.body:
        return False
    if outside.chapters:
        chapter = (cited.chapter or "").partition(";")[0]
        return chapter in outside.chapters and cited.edition in (None, *edition.labels)
    return not edition.labels or (cited.edition in edition.labels and cited.title in edition.title)


def named(edition: Edition, chapter: str = "") -> str:
    """An edition as a person reads it: title, chapter, day or year."""
    return ", ".join(filter(None, (edition.title, chapter, edition.dated)))


def _of(adoption: Adoption) -> str:
    return named(adoption.edition, adoption.chapter)


def _told_none(cited: CitedGuideline, counting: EditionInForce | None) -> CitedStanding:
    counts = f" The edition that counts is {_of(counting.adoption)}." if counting else ""
    words = f"The citation of {cited.title} tells no edition.{counts}"
    return _standing(Standing.NO_EDITION_TOLD, words, None, counting)


def _no_such(cited: CitedGuideline, adoptions: list[Adoption], counting: EditionInForce | None) -> CitedStanding:
    known = ", ".join(dict.fromkeys(adoption.edition.dated for adoption in adoptions))
    words = f"No edition of {cited.title} of {cited.edition} is known here; known are those of {known}."
    return _standing(Standing.NO_SUCH_EDITION, words, None, counting)


def _compared(meant: Adoption, counting: EditionInForce | None) -> CitedStanding:
    """How the edition meant stands to the one that counts."""
    if counting is None:
        return _standing(Standing.UNKNOWN, f"No edition for {meant.line} is known to count on that day.", meant, None)
    by = _by(counting)
    if counting.adoption.edition == meant.edition:
        return _standing(Standing.IN_FORCE, f"{_of(meant)} counts{by}.", meant, counting)
    is_past = meant.counts_from < counting.adoption.counts_from
    kind = Standing.SUPERSEDED if is_past else Standing.NOT_YET
    happened = "no longer counts" if is_past else f"counts only from {meant.counts_from}"
    words = f"{_of(meant)} {happened}; what counts is {_of(counting.adoption)}{by}."
    return _standing(kind, words, meant, counting)


def _by(counting: EditionInForce) -> str:
    """By which day an edition counts, and what would change it."""
    adoption = counting.adoption
    if adoption.basis is None:
        return f" since {adoption.since}"
    words = f" for {adoption.basis}s of {adoption.counts_from} or later"
    if not counting.is_assumed:
        return words
    other = f"; for earlier ones {_of(counting.otherwise)}" if counting.otherwise else ""
    return f"{words} (the day of the {adoption.basis} is not known{other})"


def _standing(kind: Standing, words: str, meant: Adoption | None, counting: EditionInForce | None) -> CitedStanding:
    authority = counting.adoption if counting else meant
    return CitedStanding(
        standing=kind,
        words=words,
        edition=meant.edition if meant else None,
        counts=counting.adoption if counting else None,
        source=f"{authority.section}; {authority.source}" if authority else "",
        status=authority.status if authority else VerificationStatus.UNVERIFIED,
    )
