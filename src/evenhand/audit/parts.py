"""Bundled lines: two treatments joined in one line and refused with one word."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from evenhand.audit.context import AuditContext, listed
from evenhand.audit.disputed import disputed
from evenhand.audit.passage import mentions, sentences
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity
from evenhand.treatment import Outcome

_JOIN = re.compile(r"\b(?:with|and|plus)\b|[/&+]", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;,:]\s|\b(?:but|however|while|whereas|although)\b", re.IGNORECASE)
_STANCE = re.compile(r"\b(?:recommend\w*|option|indicated|supported|appropriate|warranted|necessary)\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"\bnot\s+(?:\w+\s+){0,2}?(?:recommend\w*|indicated|supported|appropriate|warranted|necessary)\b", re.IGNORECASE
)
_DOUBT = re.compile(
    r"\b(?:not|no|never|nor|cannot|lacks?|lack of|fail\w*|without|unclear|insufficient)\b", re.IGNORECASE
)


def parts_decided_apart(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A line that joins two treatments and is refused as a whole finds on each of them."""
    bundled = False
    for number, treatment in enumerate(letter.treatments):
        parts = _joined(disputed(treatment.title or ""), context)
        if (
            len(parts) < 2
            or treatment.outcome is not Outcome.UPHELD
            or _each_concluded(treatment.rationale, parts, context)
        ):
            continue
        bundled = True
        favoured, disfavoured = _stances(treatment.rationale or "", parts, context)
        differ = favoured and disfavoured
        reasons = f"; its reasons speak for {listed(favoured)} and against {listed(disfavoured)}" if differ else ""
        yield context.finding(
            letter,
            f"Line {number + 1} joins {listed(list(parts))} and refuses them with one word{reasons}.",
            letter.place("title", number),
            severity=None if differ else Severity.MINOR,
            expected="a finding on each disputed treatment",
            remedy="Split the line into its parts and have each decided.",
        )
    if not bundled and letter.treatments:
        message = "No refused line joins treatments that this check tells apart."
        yield context.passed(letter, message, letter.place("title", 0))


def _joined(words: str, context: AuditContext) -> Sequence[str]:
    """The treatments a line names, where a word or sign joins each to the one before."""
    matches = sorted(
        (match.start(), match.end(), treatment)
        for treatment, names in context.law.words.items()
        if (match := _first(words, names))
    )
    joined = [matches[0][2]] if matches else []
    for (_, end, _), (start, _, treatment) in pairwise(matches):
        if _JOIN.search(words[end:start]):
            joined.append(treatment)
    return joined


def _each_concluded(rationale: str | None, parts: Sequence[str], context: AuditContext) -> bool:
    """Whether for each part a sentence of its own concludes on necessity."""
    alone = set()
    for sentence in sentences(rationale):
        named = _named(sentence, parts, context)
        if len(named) == 1 and mentions(sentence, ("necessary", "necessity")):
            alone.update(named)
    return alone == set(parts)


def _named(words: str, parts: Sequence[str], context: AuditContext) -> list[str]:
    return [part for part in parts if mentions(words, context.law.words[part])]


def _first(words: str, names: Sequence[str]) -> re.Match[str] | None:
    return re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", words, re.IGNORECASE)


def _stances(rationale: str, parts: Sequence[str], context: AuditContext) -> tuple[list[str], list[str]]:
    """The parts that the reasons speak for, and those they only speak against, clause by clause."""
    favoured: set[str] = set()
    disfavoured: set[str] = set()
    for clause in _CLAUSE.split(rationale):
        named = _named(clause, parts, context)
        if len(named) != 1:
            continue
        if _AGAINST.search(clause):
            disfavoured.update(named)
        elif _STANCE.search(clause) and not _DOUBT.search(clause):
            favoured.update(named)
    return sorted(favoured), sorted(disfavoured - favoured)
