"""Bundled lines: treatments, studies of two regions or named procedures joined in one line and answered with one
word.
"""

import re
from collections.abc import Iterator, Sequence

from evenhand.audit.anatomy import parts_in
from evenhand.audit.claim import Kind, Passage
from evenhand.audit.context import AuditContext, listed
from evenhand.audit.disputed import disputed
from evenhand.audit.passage import mentions
from evenhand.components.component import ComponentKind
from evenhand.components.title import components
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity
from evenhand.treatment import Outcome

_JOIN = re.compile(r"\b(?:with|and|plus|followed by)\b|[/&+,;]", re.IGNORECASE)
_TREATMENT = re.compile(
    r"\b(?:mri|mra|ct|x-?rays?|emg|ncv|ncs|electromyograph\w*|nerve conduction|braces?|sling|splint|injections?|esi"
    r"|block|therapy|pt|ot|"
    r"acupuncture|chiro\w*|massage|ultrasound|\w+(?:ectomy|plasty|otomy|desis|lysis)|repair|fusion|release|fixation|decompression|resection|excision|replacement|reconstruction|debridement|patch(?:es)?|cream|gel|"
    r"consult\w*|tens|unit|stimulation|traction|infrared|cbc|cmp|arthrogram|pillow|pad|walker|crutches|mg)\b",
    re.IGNORECASE,
)
"""Words of treatments: with fewer than two of them, and fewer than two parts of the body, a line joins nothing."""
_STRENGTH = re.compile(r"\d\s?(?:mg|mcg)\b", re.IGNORECASE)
_STUDIES = frozenset(
    (
        "mri",
        "mra",
        "ct",
        "x-ray",
        "x-rays",
        "xray",
        "xrays",
        "emg",
        "ncv",
        "ncs",
        "injection",
        "injections",
        "block",
        "esi",
    )
)
_APPROACH = ("arthroscop", "evaluation of", "exam under", "diagnostic arthro")
"""What goes before a named procedure and is decided with it."""
_CLAUSE = re.compile(r"[.;,:]\s|\b(?:but|however|while|whereas|although)\b", re.IGNORECASE)
_STANCE = re.compile(r"\b(?:recommend\w*|option|indicated|supported|appropriate|warranted|necessary)\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"\bnot\s+(?:\w+\s+){0,2}?(?:recommend\w*|indicated|supported|appropriate|warranted|necessary)\b", re.IGNORECASE
)
_DOUBT = re.compile(
    r"\b(?:not|no|never|nor|cannot|lacks?|lack of|fail\w*|without|unclear|insufficient)\b", re.IGNORECASE
)


def parts_decided_apart(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A line that joins treatments, or a study of two regions, has a finding on each of them."""
    bundled = False
    for number, treatment in enumerate(letter.treatments):
        parts = _parts(disputed(treatment.title or ""), context)
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
            f"{{lines}} joins {listed(list(parts))}, answered with one word{reasons}.",
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
    """Whether the parts are tests that are so often asked for together that joining them only asks."""
    pairs = [set(entry.split(" + ")) for entry in context.law.words["customary"]]
    told = {_plain(part).split(" of ")[0] for part in parts}
    return any(told <= pair for pair in pairs)


def _parts(title: str, context: AuditContext) -> list[str]:
    """The treatments a line joins that could be granted or refused alone, each with its part of the body."""
    if not _JOIN.search(title):
        return []
    named = {match.lower() for match in _TREATMENT.findall(title)}
    if (
        len(_STRENGTH.findall(title)) < 2
        and len(named) < 2
        and not (named & _STUDIES and len(parts_in(title.lower())) > 1)
    ):
        return []
    told = components(title)
    if len(told) > 1 and any(part.kind is ComponentKind.SURGERY for part in told):
        told = tuple(part for part in told if not part.treatment.lower().startswith(_APPROACH))
    names: dict[tuple[tuple[str, ...], str], str] = {}
    for part in told:
        is_place = part.kind in _BY_PLACE and sum(other.treatment == part.treatment for other in told) > 1
        name = f"{part.treatment} of the {part.body_region}" if is_place and part.body_region else part.treatment
        names.setdefault((_names_of(part.treatment, context), name.removeprefix(part.treatment)), name)
    if len(names) < 2:
        return _on_both_sides(title, context)
    is_mixture = "injection" in title.lower() and all(part.kind is ComponentKind.DRUG for part in told)
    return [] if is_mixture else list(names.values())


def _on_both_sides(title: str, context: AuditContext) -> list[str]:
    """The two treatments that a title joins with a word where it reads like one: `brace with TENS unit`."""
    before, joint, after = title.lower().partition(" with ")
    if not joint or re.search(r"\bguid(?:ance|ed)\b", after):
        return []
    groups = {name: names for name, names in context.law.words.items() if name != "customary"}
    first, second = ([name for name, names in groups.items() if mentions(words, names)] for words in (before, after))
    return [first[0], second[0]] if first and second and first[0] != second[0] else []


_BY_PLACE = (ComponentKind.IMAGING, ComponentKind.TEST, ComponentKind.INJECTION, ComponentKind.SURGERY)
"""Kinds of which one on two parts of the body is two."""


def _plain(words: str) -> str:
    return (
        words.lower()
        .replace("ncs", "ncv")
        .replace("nerve conduction velocity", "ncv")
        .replace("electromyography", "emg")
    )


def _each_concluded(rationale: str | None, parts: Sequence[str], context: AuditContext) -> bool:
    """Whether for each part a sentence of its own concludes on necessity."""
    alone = set()
    for sentence in re.split(r"(?<=[.?!])\s+", rationale or ""):
        named = _named(sentence, parts, context)
        if len(named) == 1 and mentions(sentence, ("necessary", "necessity")):
            alone.update(named)
    return alone == set(parts)


def _named(words: str, parts: Sequence[str], context: AuditContext) -> list[str]:
    """The parts that some words name, by their own words or by those that letters use for them."""
    return [part for part in parts if mentions(words, _names_of(part, context))]


def _names_of(part: str, context: AuditContext) -> tuple[str, ...]:
    treatment, _, place = part.lower().partition(" of the ")
    names = next(
        (names for names in context.law.words.values() if treatment in names), (treatment, treatment.split()[-1])
    )
    return (place,) if place else names


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
