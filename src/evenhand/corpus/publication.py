"""A letter prepared for publication: what must go is masked, and what a person must look at is said."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

import re2

from evenhand.corpus.case_days import day_spans
from evenhand.corpus.gathered import Gathered
from evenhand.corpus.identities import Identities
from evenhand.corpus.initials import case_initials, initial_spans, with_neighbors
from evenhand.corpus.known import KnownSearch, known_search, known_spans
from evenhand.corpus.lettering import Lettering, composed, lettering
from evenhand.corpus.misspelt import misspelt_spans, told_words
from evenhand.corpus.namelike import namelike
from evenhand.corpus.patterns import Pattern, PatternSearch, general_patterns
from evenhand.corpus.places_written import with_state
from evenhand.corpus.policy import PublicationPolicy
from evenhand.corpus.readings import read
from evenhand.corpus.redaction import Kind, Redaction, Span, masked, redactions

_LOOKED_AT = (Kind.UNSURE, Kind.STORY)
"""What stays masked until a person lifts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSearch:
    """What is known of a case, ready for all its letters."""

    identities: Identities
    known: KnownSearch
    told: tuple[tuple[str, Kind, str], ...]
    initials: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedLetter:
    """A letter prepared for publication.

    `text` has every redaction masked; the letter as served is another document and stays as it is. `reasons` say why a
    person must look before it is published; where there are none, nobody must.
    """

    text: str
    redactions: tuple[Redaction, ...]
    reasons: tuple[str, ...]


def case_search(identities: Identities) -> CaseSearch:
    """Make the identities of a case ready to be sought in its letters."""
    return CaseSearch(
        identities=identities,
        known=known_search(identities),
        told=told_words(identities),
        initials=case_initials(identities),
    )


NOBODY = Identities()
"""The identities of a case of which nothing is known."""


def prepared(
    text: str, policy: PublicationPolicy, case: CaseSearch | None = None, *, occurred_on: dt.date | None = None
) -> PreparedLetter:
    """Prepare the text of a letter for publication under a programme's policy.

    `case` is what is known of the case, if anything; `occurred_on` the day from which intervals count, where the policy
    wants them.
    """
    masks = identifiers(text, policy, case, occurred_on=occurred_on)
    return PreparedLetter(
        text=masked(text, masks, policy.masks), redactions=masks, reasons=tuple(_reasons(text, masks, policy))
    )


def identifiers(
    text: str, policy: PublicationPolicy, case: CaseSearch | None = None, *, occurred_on: dt.date | None = None
) -> tuple[Redaction, ...]:
    """The passages of a text that identify somebody, or may, in their order: of a letter, or of a sentence as typed.

    Offsets are those of `text`. `case` and `occurred_on` as for `prepared`.
    """
    joined, origin = composed(text)
    spans = _spans(lettering(joined), policy, case or _nobody(), occurred_on)
    if origin is not None:
        spans = [span._replace(start=int(origin[span.start]), end=int(origin[span.end])) for span in spans]
    return redactions(text, spans)


@lru_cache(maxsize=1)
def _nobody() -> CaseSearch:
    return case_search(NOBODY)


def _spans(letter: Lettering, policy: PublicationPolicy, case: CaseSearch, occurred_on: dt.date | None) -> list[Span]:
    gathered = Gathered(letter=letter, policy=policy)
    pattern_search(policy).seek(letter.shadow, partial(read, gathered))
    known = [*known_spans(letter, case.known), *misspelt_spans(letter, case.told)]
    named = [*gathered.spans, *known, *initial_spans(letter, case.initials, gathered.initials)]
    settled = [(span.start, span.end) for span in named if span.kind is not Kind.STORY] + gathered.kept
    names = [(span.start, span.end) for span in named if span.kind is Kind.NAME]
    named += namelike(letter, settled, names)
    whole = [with_state(letter, with_neighbors(letter, span)) for span in named]
    return [*whole, *day_spans(gathered, case.identities, occurred_on)]


@lru_cache(maxsize=8)
def pattern_search(policy: PublicationPolicy) -> PatternSearch:
    """The patterns for any letter and those of a programme's policy, made ready to be sought."""
    return PatternSearch((*_of_policy(policy), *general_patterns()))


def _of_policy(policy: PublicationPolicy) -> Iterator[Pattern]:
    stories = (
        ("incident", "tells of an incident that others may know of", policy.incidents),
        ("occupation", "tells of an occupation that few people have", policy.occupations),
    )
    for name, why, phrases in stories:
        if phrases:
            yield _pattern(name, Kind.STORY, why, rf"(?i)\b(?:{'|'.join(phrases)})\b", "story")
    labels, names = policy.number_labels, policy.organizations
    if labels:
        value = r"[\s.:#-]*(?:numbers?|nos?\b\.?|#)?[\s:#.-]*\d[\da-z]*(?:[\s./-]{1,2}[a-z]{0,3}\d[\da-z]*){0,8}"
        yield _pattern(
            "label", Kind.NUMBER, "a number with the label of a file", rf"(?i)\b(?:{_any(labels)}){value}", "labelled"
        )
    if names:
        capitals = _any([*names, *(name.upper() for name in names)])
        yield _pattern(
            "payer", Kind.ORGANIZATION, "an organization that pays or reviews", rf"\b(?:{capitals})\b", "payer"
        )
    several = [place for place in policy.places if " " in place]
    single = [place for place in policy.places if " " not in place]
    if several:
        yield _pattern(
            "place", Kind.ADDRESS, "a town or county", rf"\b(?:{_any([*several, *map(str.upper, several)])})\b", ""
        )
    if single:
        yield _pattern(
            "town behind a word",
            Kind.ADDRESS,
            "a town",
            rf"\b(?:in|at|from|near|to|of)\s+(?:{_any(single)})\b",
            "place",
        )


def _pattern(name: str, kind: Kind, why: str, expression: str, reading: str) -> Pattern:
    return Pattern(name=name, kind=kind, why=why, reading=reading, expression=expression)


def _any(phrases: Iterable[str]) -> str:
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in sorted(phrases, key=len, reverse=True))


def _reasons(text: str, masks: tuple[Redaction, ...], policy: PublicationPolicy) -> Iterator[str]:
    """Why a person must look at a letter before it is published."""
    for kind in _LOOKED_AT:
        count = sum(mask.kind is kind for mask in masks)
        if count:
            noun = "passage is" if count == 1 else "passages are"
            yield f"{count} {noun} masked as {kind.value} until a person lifts the mask"
    shadow = text.encode("ascii", "replace")
    if _any_sensitive(policy).search(shadow):
        for sensitive, expression in _sensitive(policy):
            if expression.search(shadow):
                yield f"the letter speaks of {sensitive}"


@lru_cache(maxsize=8)
def _any_sensitive(policy: PublicationPolicy) -> "re2._Regexp":
    words = [word for sensitive in policy.sensitive for word in sensitive.words]
    return re2.compile((rf"(?i)\b(?:{'|'.join(words)})" if words else r"[^\s\S]").encode())


@lru_cache(maxsize=8)
def _sensitive(policy: PublicationPolicy) -> tuple[tuple[str, "re2._Regexp"], ...]:
    return tuple(
        (sensitive.title, re2.compile(rf"(?i)\b(?:{'|'.join(sensitive.words)})".encode()))
        for sensitive in policy.sensitive
    )
