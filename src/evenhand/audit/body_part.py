"""The part of the body, its side and its level: title, summary, examination and reasons speak of the same."""

import re
from collections.abc import Iterator
from functools import lru_cache

from evenhand.audit.anatomy import SIDES, are_related, body_parts, levels_in, parts_in, parts_with_words, side_of
from evenhand.audit.claim import Kind
from evenhand.audit.context import AuditContext
from evenhand.audit.disputed import disputed
from evenhand.audit.letter_words import Sentence
from evenhand.audit.sentence_kind import concludes, quotes_guideline, states_request, tells_of_worker
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity

_TREATMENTS = re.compile(
    r"\b(mri|magnetic resonance imaging|ct|x-?rays?|arthrogram|emg|ncv|ncs|injections?|surgery|arthroscopy|brace"
    r"|therapy|"
    r"physical therapy|acupuncture|chiropractic)\b"
)
_SYNONYMS = {
    "magnetic resonance imaging": "mri",
    "injections": "injection",
    "x-rays": "x-ray",
    "xray": "x-ray",
    "xrays": "x-ray",
}
_IMAGING = ("mri", "ct", "x-ray")
_BETWEEN = r"(?:\s+\w+){0,2}?\s+"
_TELLS = re.compile(
    r"\b(?:complain\w*|reported|noted|revealed|showed|diagnos\w+|exam\w*|presented|injur\w+|requested|request|has|had|was|were|moves?)\b"
)
_BOTH = re.compile(r"\bbilateral(?:ly)?\b|\bboth\b")
_EARLIER = re.compile(
    r"\b(?:prior|previous(?:ly)?|history|past|old|earlier|contralateral|opposite|unrelated|non-industrial)\b"
)


def sides_agree(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A line on one side of the body is described and concluded on that side."""
    compared = False
    for number, treatment in enumerate(letter.treatments):
        title = disputed(treatment.title or "").lower()
        side, parts = side_of(title), parts_in(title)
        if side not in SIDES:
            yield from _spine_with_sides(letter, context, number, title, side)
            yield from _one_of_both(letter, context, number, title, parts)
            continue
        other = SIDES[1 - SIDES.index(side)]
        concluded = [sentence for sentence in context.reading.reasons[number] if side_of(sentence.lower)]
        compared = compared or bool(concluded)
        for contrary, message in _on_the_other(context, number, concluded, parts, side, other):
            compared = True
            yield context.claim(
                letter,
                f"{{lines}} disputes the {side}; {message} the {other}.",
                context.reading.passage(contrary),
                against=(context.reading.part("title", number),),
                lines=(number + 1,),
                expected=f"summary and reasons on the {side}",
                remedy="Ask which side was reviewed; have the determination corrected.",
            )
            break
    if compared and letter.treatments:
        yield context.passed(letter, "Every conclusion is on the side in dispute.", letter.place("rationale", 0))


def _on_the_other(
    context: AuditContext,
    number: int,
    concluded: list[Sentence],
    parts: frozenset[str],
    side: str,
    other: str,
) -> Iterator[tuple[Sentence, str]]:
    """Sentences on the other side, each with what it tells; the surest first."""
    for sentence in concluded:
        if _is_other_side(sentence, parts, other):
            yield sentence, "the reasons speak of"
    if told := _only_other_side(_own_words(context.reading.reasons[number]), parts, side, other):
        yield told, "the reasons know this part only on"
    if told := _only_other_side(context.reading.summary, parts, side, other):
        yield told, "the summary knows this part only on"


def _own_words(reasons: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The sentences of some reasons that tell of the worker as he is now."""
    return tuple([each for each in reasons if not quotes_guideline(each.lower) and not _EARLIER.search(each.lower)])


def _one_of_both(
    letter: PublishedDetermination, context: AuditContext, number: int, title: str, parts: frozenset[str]
) -> Iterator[Finding]:
    """A line on both sides of a part that is concluded on one of them only."""
    if _BOTH.search(title) is None or not parts:
        return
    concluded = [each for each in context.reading.reasons[number] if concludes(each.lower) and side_of(each.lower)]
    sides = {side_of(sentence.lower) for sentence in concluded}
    if len(sides) != 1 or not sides <= set(SIDES) or not parts_in(concluded[0].lower) & parts:
        return
    yield context.claim(
        letter,
        f"{{lines}} disputes both sides; the reasons conclude on the {sides.pop()} only.",
        context.reading.passage(concluded[0]),
        against=(context.reading.part("title", number),),
        lines=(number + 1,),
        expected="a conclusion on each side",
        remedy="Ask which side was reviewed; have the determination corrected.",
    )


def _is_other_side(sentence: Sentence, parts: frozenset[str], other: str) -> bool:
    """Whether a sentence that concludes or tells the request names only the other side of the part in dispute."""
    if side_of(sentence.lower) != other or _EARLIER.search(sentence.lower):
        return False
    told = parts_in(sentence.lower)
    is_same = not told or not parts or bool(told & parts)
    return is_same and (
        concludes(sentence.lower) or (states_request(sentence.lower) and not quotes_guideline(sentence.lower))
    )


def _only_other_side(summary: tuple[Sentence, ...], parts: frozenset[str], side: str, other: str) -> Sentence | None:
    """The first sentence of a summary that names the part in dispute on the other side, where none names it on the
    side in dispute or on both, and several do.
    """
    told: dict[str, list[Sentence]] = {side: [], other: [], "both": []}
    for sentence in summary:
        for part in parts:
            for named in _sides_of(sentence.lower, part):
                told[named if named in told else "both"].append(sentence)
    if (
        told[side]
        or told["both"]
        or len({sentence.start for sentence in told[other]} | {sentence.words for sentence in told[other]}) < 1
    ):
        return None
    return told[other][0] if told[other] else None


@lru_cache(maxsize=4096)
def _sides_of(lower: str, part: str) -> tuple[str, ...]:
    """The sides on which a sentence names a part: `right knee`, `knee on the left`."""
    words = "|".join(re.escape(word) for name, word in parts_with_words(lower) if name == part)
    if not words:
        return ()
    before = re.findall(rf"\b(left|right|bilateral|both){_BETWEEN}(?:{words})\b", lower)
    after = re.findall(rf"\b(?:{words})\b(?:\s+\w+){{0,2}}?\s+(?:on|to) the (left|right)\b", lower)
    return tuple(before + after)


def _spine_with_sides(
    letter: PublishedDetermination, context: AuditContext, number: int, title: str, side: str
) -> Iterator[Finding]:
    """A picture of the spine asked for on one side, or on both: a spine has none."""
    parts = parts_in(title)
    is_spine = bool(parts) and all(body_parts()[part].is_spine for part in parts)
    if side and is_spine and _modalities(title) & set(_IMAGING):
        yield context.claim(
            letter,
            "{lines} asks for a picture of the spine with a side, and a spine has no sides: what was asked for?",
            context.reading.part("title", number),
            lines=(number + 1,),
            prompt=True,
            remedy="Compare the line with the request for authorization.",
        )


def parts_agree(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A line on one part of the body is described and reasoned on that part."""
    compared = False
    every = frozenset(
        (part, treatment)
        for line in letter.treatments
        for part in parts_in((line.title or "").lower())
        for treatment in _modalities((line.title or "").lower())
    )
    for number, treatment in enumerate(letter.treatments):
        title = disputed(treatment.title or "").lower()
        parts = parts_in(title) or parts_in((treatment.title or "").lower())
        if not parts:
            continue
        reasons = context.reading.reasons[number]
        stray = _stray(reasons, title, parts, every) or _elsewhere(reasons, parts)
        compared = compared or any(parts_in(sentence.lower) for sentence in reasons)
        if stray is not None:
            yield context.claim(
                letter,
                "{lines} disputes a treatment of one part of the body; the reasons speak of another.",
                context.reading.passage(stray),
                against=(context.reading.part("title", number),),
                lines=(number + 1,),
                expected="reasons on the part of the body in dispute",
                remedy="Ask whether the reasons belong to another line or another case.",
            )
        elif (strange := _strange_summary(context.reading.summary, parts)) is not None:
            yield context.claim(
                letter,
                "{lines} disputes a part of the body that the summary never names.",
                context.reading.passage(strange),
                against=(context.reading.part("title", number),),
                lines=(number + 1,),
                severity=Severity.WARNING,
                expected="a summary that tells of the part in dispute",
                remedy="Compare the line with the request for authorization.",
            )
    if compared:
        yield context.passed(letter, "Title and reasons speak of the same parts.", letter.place("rationale", 0))


def _modalities(lower: str) -> set[str]:
    return {_SYNONYMS.get(word, word) for word in _TREATMENTS.findall(lower)}


def _stray(
    reasons: tuple[Sentence, ...], title: str, parts: frozenset[str], every: frozenset[tuple[str, str]]
) -> Sentence | None:
    """A sentence that joins the treatment in dispute with another part of the body: `criteria for a shoulder MRI`."""
    treatments = _modalities(title)
    for sentence in reasons:
        about_case = re.search(r"\b(?:patient|worker|claimant|request|does not meet|met|documented)\b", sentence.lower)
        if not about_case:
            continue
        for part, word in parts_with_words(sentence.lower):
            if part in parts or are_related(frozenset((part,)), parts) or body_parts()[part].id == "back":
                continue
            for treatment in treatments:
                joined = (
                    rf"\b{re.escape(word)}\s+{re.escape(treatment)}\b|\b{re.escape(treatment)}\s+(?:scan\s+)?(?:of|to|for)"
                    rf"\s+(?:the\s+)?(?:left\s+|right\s+)?{re.escape(word)}\b"
                )
                match = re.search(joined, sentence.lower)
                if (
                    match
                    and (part, treatment) not in every
                    and not _EARLIER.search(sentence.lower[max(match.start() - 40, 0) : match.end()])
                ):
                    return sentence
    return None


def _elsewhere(reasons: tuple[Sentence, ...], parts: frozenset[str]) -> Sentence | None:
    """A sentence on the worker's complaint or finding in another part, where no sentence names the part in dispute."""
    if any(parts_in(sentence.lower) & parts for sentence in reasons):
        return None
    told = [
        sentence
        for sentence in reasons
        if tells_of_worker(sentence.lower) and parts_in(sentence.lower) and _TELLS.search(sentence.lower)
    ]
    if not told or any(
        are_related(parts_in(sentence.lower), parts) for sentence in reasons if parts_in(sentence.lower)
    ):
        return None
    return told[0]


def _strange_summary(summary: tuple[Sentence, ...], parts: frozenset[str]) -> Sentence | None:
    told = [sentence for sentence in summary if parts_in(sentence.lower)]
    if not told or any(
        parts_in(sentence.lower) & parts or are_related(parts_in(sentence.lower), parts) for sentence in told
    ):
        return None
    return told[0]


def levels_agree(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A line on some levels of the spine is concluded on the same levels."""
    compared = False
    for number, treatment in enumerate(letter.treatments):
        levels = levels_in(disputed(treatment.title or ""))
        if not levels:
            continue
        for sentence in context.reading.reasons[number]:
            told = levels_in(sentence.words)
            if (
                not told
                or quotes_guideline(sentence.lower)
                or not (states_request(sentence.lower) or concludes(sentence.lower))
            ):
                continue
            compared = True
            if not told & levels:
                yield context.claim(
                    letter,
                    "{lines} disputes one level of the spine; the reasons conclude on another.",
                    context.reading.passage(sentence),
                    against=(context.reading.part("title", number),),
                    lines=(number + 1,),
                    kind=Kind.BODY_PART,
                    expected="a conclusion on the level in dispute",
                    remedy="Compare the line with the request for authorization.",
                )
                break
    if compared:
        yield context.passed(letter, "Title and conclusion name the same level.", letter.place("rationale", 0))
