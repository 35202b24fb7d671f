"""What is stated of the reviewer, read for its meaning: the opposite of a required statement is no statement of it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from evenhand.audit.claim import Kind, Passage
from evenhand.audit.context import AuditContext
from evenhand.audit.counts import NUMBER, value
from evenhand.audit.passage import passage, sentences
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity
from evenhand.programme.rule import Statement

_DENIES = re.compile(r"\b(?:no|not|never|none|neither|nor|without|free of|denies|isn't|hasn't|cannot)\b")
_EVALUATOR = re.compile(r"\b(?:qualified medical evaluator|qme)\b")
_DISCIPLINED = re.compile(
    r"\b(?:disciplin\w+|sanction\w*|suspen(?:ded|sion)|revo(?:ked|cation)|probation|restrict(?:ed|ion)s?)\b"
)
_TIED = re.compile(
    r"\b(?:affiliat\w+|conflicts? of interest|financial (?:interest|tie)|employed by|related to|works for|owns)\b"
)
_YEARS = re.compile(
    rf"\b(?:for|of)\s+(?P<than>more than|over|at least|less than|under|about)?\s*(?P<number>{NUMBER})\s+years?\b"
)
_HOURS = re.compile(
    rf"\b(?P<than>more than|over|at least|less than|under|about)?\s*(?P<number>{NUMBER})\s+hours?\s+(?:a|per"
    rf"|each)\s+week\b"
)


def stated_rightly(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """Nothing stated of the reviewer is the opposite of what must be."""
    for sentence, message in opposites(letter.how_made or ""):
        yield _major(letter, context, sentence, message, "qualifications")
    yield from _practice(letter, context, sentences(letter.how_made))


@lru_cache(maxsize=256)
def opposites(statement: str) -> tuple[tuple[str, str], ...]:
    """What a statement on the reviewer states that must not be: each sentence, and what it states in words."""
    return tuple(
        (sentence, message)
        for sentence in sentences(statement)
        for clause in re.split(r"(?:,|;)?\s+(?:and|but)\s+|;\s*", sentence)
        if (message := _opposite(clause.lower(), sentence.lower()))
    )


def _opposite(clause: str, sentence: str) -> str:
    """What a clause states that must not be; a denial before it in the sentence holds for it, too, where it has no
    verb."""
    is_denied = bool(_DENIES.search(clause)) or (
        bool(_DENIES.search(sentence)) and not re.search(r"\b(?:is|was|has|had|are|holds|works)\b", clause)
    )
    if is_denied:
        return ""
    if _EVALUATOR.search(clause):
        return "The letter states that the reviewer is a qualified medical evaluator."
    if _DISCIPLINED.search(clause):
        return "The letter states that the reviewer was disciplined or sanctioned."
    if _TIED.search(clause) and re.search(r"\b(?:has|have|is|was|works|owns)\b", clause):
        return "The letter states that the reviewer has an affiliation."
    return ""


def _practice(letter: PublishedDetermination, context: AuditContext, told: list[str]) -> Iterator[Finding]:
    value_of = context.version(letter, "practice").value
    facts = value_of.facts if isinstance(value_of, Statement) else {}
    for sentence in told:
        lower = sentence.lower()
        if "practice" not in lower and "week" not in lower:
            continue
        short = []
        for pattern, fact, unit in (
            (_YEARS, "years_in_practice_more_than", "years"),
            (_HOURS, "hours_a_week_at_least", "hours a week"),
        ):
            match, least = pattern.search(lower), facts.get(fact)
            if match is None or not isinstance(least, int):
                continue
            number = value(match["number"])
            if number < least or (match["than"] or "") in ("less than", "under"):
                short.append(f"{number} {unit}, where letters state {least}")
        if short:
            yield _major(
                letter, context, sentence, f"The letter states a practice of {' and '.join(short)}.", "practice"
            )


def _major(letter: PublishedDetermination, context: AuditContext, sentence: str, message: str, part: str) -> Finding:
    place = passage(letter, context.text, sentence, "how_made")
    return context.claim(
        letter,
        message,
        Passage(words=sentence, place=place),
        kind=Kind.OTHER,
        severity=Severity.MAJOR,
        rule=part,
        expected="a reviewer who meets the law's requirements",
        remedy="Have the review organization confirm the reviewer's qualifications, or assign another reviewer.",
    )
