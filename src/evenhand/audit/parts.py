"""Bundled lines: treatments, studies of two regions or named procedures joined in one line and answered with one word."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from evenhand.audit.anatomy import are_related, body_parts, parts_with_words
from evenhand.audit.claim import Kind, Passage
from evenhand.audit.context import AuditContext, listed
from evenhand.audit.disputed import disputed
from evenhand.audit.passage import mentions
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity
from evenhand.treatment import Outcome

_JOIN = re.compile(r"\b(?:with|and|plus|followed by)\b|[/&+,;]", re.IGNORECASE)
_NO_JOIN = re.compile(
    r"\b(?:with|without)\s+(?:and\s+without\s+)?(?:contrast|modalities|dye)\b|\bevaluation (?:and|&) treat\w*|\bevaluat\w+ and treat\w*"
    r"|\bsling with|\btens unit with\b|\bwith (?:electrodes|batteries|supplies|pads)",
    re.IGNORECASE,
)
_STUDY = re.compile(r"\b(?:mri|mra|ct|magnetic resonance|x-?rays?|ultrasound|emg|ncv|ncs|injections?|block|esi|arthrogram)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;,:]\s|\b(?:but|however|while|whereas|although)\b", re.IGNORECASE)
_STANCE = re.compile(r"\b(?:recommend\w*|option|indicated|supported|appropriate|warranted|necessary)\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"\bnot\s+(?:\w+\s+){0,2}?(?:recommend\w*|indicated|supported|appropriate|warranted|necessary)\b", re.IGNORECASE
)
_DOUBT = re.compile(
    r"\b(?:not|no|never|nor|cannot|lacks?|lack of|fail\w*|without|unclear|insufficient)\b", re.IGNORECASE
)
_CUSTOMARY = "customary together: "
"""Before the names of treatments that are so often asked for together that joining them only asks."""


def parts_decided_apart(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A line that joins treatments, or a study of two regions, has a finding on each of them."""
    bundled = False
    for number, treatment in enumerate(letter.treatments):
        title = _NO_JOIN.sub(" ", disputed(treatment.title or ""))
        parts = _joined(title, context) or _studies(title)
        if len(parts) < 2 or treatment.outcome is None or treatment.outcome is Outcome.OVERTURNED_IN_PART:
            continue
        if _each_concluded(treatment.rationale, parts, context):
            continue
        bundled = True
        favoured, disfavoured = _stances(treatment.rationale or "", parts, context)
        differ = bool(favoured and disfavoured)
        reasons = f"; its reasons speak for {listed(favoured)} and against {listed(disfavoured)}" if differ else ""
        is_customary = _is_customary(parts, context)
        yield context.claim(
            letter,
            f"{{lines}} joins {listed(list(parts))} and answers them with one word{reasons}.",
            context.reading.part("title", number),
            against=(_conclusion(context, number),),
            lines=(number + 1,),
            kind=Kind.BUNDLE,
            prompt=is_customary and not differ,
            severity=None if differ else Severity.MINOR,
            expected="a finding on each disputed treatment",
            remedy="Split the line into its parts and have each decided.",
        )
    if not bundled and letter.treatments:
        message = "No line joins treatments that this check tells apart."
        yield context.passed(letter, message, letter.place("title", 0))


def _conclusion(context: AuditContext, number: int) -> Passage:
    reasons = context.reading.reasons[number]
    return context.reading.passage(reasons[-1]) if reasons else context.reading.part("title", number)


def _is_customary(parts: Sequence[str], context: AuditContext) -> bool:
    pairs = [set(entry.split(" + ")) for entry in context.law.words["customary"]]
    return {part.lower() for part in parts} in pairs


def _joined(words: str, context: AuditContext) -> list[str]:
    """The treatments a line names, where a word or sign joins each to the one before."""
    matches = sorted(
        (match.start(), match.end(), treatment)
        for treatment, names in context.law.words.items()
        if treatment != "customary" and (match := _first(words, names))
    )
    joined = [matches[0][2]] if matches else []
    for (_, end, _), (start, _, treatment) in pairwise(matches):
        if start >= end and _JOIN.search(words[end:start]) and len(words[end:start].split()) <= _APART:
            joined.append(treatment)
    return joined if len(joined) > 1 else []


_APART = 9
"""So many words may stand between two treatments that are joined."""


def _studies(title: str) -> list[str]:
    """A study or injection of two regions: one for each region."""
    study = _STUDY.search(title)
    if study is None:
        return []
    told: list[tuple[str, str]] = []
    for part, word in parts_with_words(title.lower()):
        if part == "back" or any(part == other for other, _ in told):
            continue
        told.append((part, word))
    if len(told) < 2 or not _JOIN.search(title[title.lower().find(told[0][1]) :]):
        return []
    if any(are_related(frozenset((first,)), frozenset((second,))) for (first, _), (second, _) in pairwise(told)) and not (
        body_parts()[told[0][0]].is_spine and body_parts()[told[1][0]].is_spine
    ):
        return []
    return [f"{study[0]} of the {word}" for _, word in told]


def _each_concluded(rationale: str | None, parts: Sequence[str], context: AuditContext) -> bool:
    """Whether for each part a sentence of its own concludes on necessity."""
    alone = set()
    for sentence in re.split(r"(?<=[.?!])\s+", rationale or ""):
        named = _named(sentence, parts, context)
        if len(named) == 1 and mentions(sentence, ("necessary", "necessity")):
            alone.update(named)
    return alone == set(parts)


def _named(words: str, parts: Sequence[str], context: AuditContext) -> list[str]:
    return [
        part for part in parts if mentions(words, context.law.words.get(part) or (part.lower().rpartition(" of the ")[2],))
    ]


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
