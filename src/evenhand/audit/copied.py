"""Reasons copied from one line of a letter to another."""

import re
from collections.abc import Iterator

from rapidfuzz.fuzz import ratio

from evenhand.audit.claim import Kind
from evenhand.audit.context import AuditContext, listed
from evenhand.audit.disputed import disputed
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity

_ALIKE = 93.0
"""Of a hundred, after the words of both titles are taken out."""
_SHORTEST = 60
_FOLLOWS = re.compile(
    r"\b(?:primary|surgical|surgery|procedure|intervention|requested service|main)\b[^.]{0,60}\b(?:not"
    r"|un)\W?(?:medically )?(?:necessary|"
    r"certified|supported)|associated (?:services?|items?)|ancillary|as (?:above|the (?:surgery|procedure|request))"
    r"|see above"
)
"""Reasons that only follow from another line's."""
_WORD = re.compile(r"[a-z0-9]+")


def reasons_are_own(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """Every line has reasons of its own, or says that they are another's."""
    told: list[tuple[int, str]] = []
    copied: dict[int, int] = {}
    for number, treatment in enumerate(letter.treatments):
        reasons = (treatment.rationale or "").lower()
        if len(reasons) < _SHORTEST or (_FOLLOWS.search(reasons) and len(reasons) < 400):
            continue
        for earlier, before in told:
            titles = _words(letter, number) | _words(letter, earlier)
            if abs(len(before) - len(reasons)) > 0.2 * max(len(before), len(reasons)) + 60:
                continue
            if earlier not in copied and ratio(
                _without(before, titles), _without(reasons, titles), score_cutoff=_ALIKE
            ):
                copied[number] = earlier
                break
        told.append((number, reasons))
    for first in dict.fromkeys(copied.values()):
        lines = [first, *(number for number, earlier in copied.items() if earlier == first)]
        yield context.claim(
            letter,
            f"Lines {listed([str(number + 1) for number in lines])} have the same reasons, word for word or nearly: "
            "say them once, or say what is each line's own.",
            context.reading.part("rationale", lines[0]),
            against=tuple(context.reading.part("rationale", number) for number in lines[1:]),
            lines=tuple(number + 1 for number in lines),
            kind=Kind.COPIED_REASONS,
            severity=Severity.MINOR,
            expected="reasons for each disputed treatment",
            remedy="See that the reasons answer each of these lines.",
        )
    if len(told) > 1 and not copied:
        yield context.passed(letter, "No two lines have the same reasons.", letter.place("rationale", 0))


def _words(letter: PublishedDetermination, number: int) -> frozenset[str]:
    return frozenset(_WORD.findall(disputed(letter.treatments[number].title or "").lower()))


def _without(reasons: str, titles: frozenset[str]) -> str:
    return " ".join(word for word in _WORD.findall(reasons) if word not in titles)
