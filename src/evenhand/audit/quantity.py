"""Quantities: whether summary, reasons and the line decided speak of the same number of visits."""

import re
from collections.abc import Iterator

from evenhand.audit.context import AuditContext, listed
from evenhand.audit.disputed import disputed
from evenhand.audit.passage import mentions, passage, sentences
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity

_IN_WORDS = {
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10},
    **{"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17},
    **{"eighteen": 18, "nineteen": 19, "twenty": 20, "once": 1, "twice": 2},
}
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(sorted(_IN_WORDS, key=len, reverse=True))})"
_ALONE = re.compile(rf"(?<![\w.]){_NUMBER}(?![\w%]|\.\d)", re.IGNORECASE)
_ATTACHED = re.compile(r"(?<=[#x])\d{1,2}\b|\b\d{1,2}(?=x\d)", re.IGNORECASE)
_VISITS = re.compile(
    rf"\b({_NUMBER})\s+(?:\(\d+\)\s+)?(?:[a-z/-]+\s+){{0,4}}?(?:sessions?|visits?|treatments?)\b", re.IGNORECASE
)
_REQUEST_FOR = re.compile(r"\brequest (?:for|of) (?:an? |the )?(?:additional |initial |remaining )?$", re.IGNORECASE)
_CONCLUDING = ("necessary", "necessity")
_LONGEST = 120


def quantities_agree(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The request, wherever the letter speaks of it, asks for as many visits as the line decided."""
    everywhere = {count for treatment in letter.treatments for count in _counts(treatment.title or "")}
    compared, agree = False, True
    for number, treatment in enumerate(letter.treatments):
        title = treatment.title or ""
        stated = _counts(title)
        if not stated or not mentions(title, context.law.words["counted"]):
            continue
        compared = True
        for sentence, counts in _strange(treatment.rationale, title, stated, context):
            agree = False
            yield _reasons_disagree(letter, context, number, sentence, counts)
        for sentence, counts in _strange(letter.summary, title, everywhere, context):
            agree = False
            yield _summary_disagrees(letter, context, number, sentence, counts)
    if compared and agree:
        message = "No request in the summary or the reasons differs in its number of visits from the lines decided."
        yield context.passed(letter, message, letter.place("title", 0))


def _reasons_disagree(
    letter: PublishedDetermination, context: AuditContext, line: int, sentence: str, counts: list[int]
) -> Finding:
    told = listed([str(count) for count in counts])
    return context.finding(
        letter,
        f'Line {line + 1} decides on "{_short(letter, line)}"; its reasons tell of a request for {told}. Which request '
        "was decided is unclear.",
        passage(letter, context.text, sentence, "rationale", line),
        expected="the quantity of the request for authorization, the same throughout",
        remedy="Compare the line with the request for authorization.",
    )


def _summary_disagrees(
    letter: PublishedDetermination, context: AuditContext, line: int, sentence: str, counts: list[int]
) -> Finding:
    told = listed([str(count) for count in counts])
    return context.finding(
        letter,
        f'Line {line + 1} decides on "{_short(letter, line)}"; the summary tells of a request for {told}. It may be '
        "another request; the letter does not say.",
        passage(letter, context.text, sentence, "summary"),
        severity=Severity.WARNING,
        expected="the quantity of the request for authorization, the same throughout",
        remedy="Compare the line with the request for authorization.",
    )


def _strange(words: str | None, title: str, known: set[int], context: AuditContext) -> Iterator[tuple[str, list[int]]]:
    """The sentences that tell of a request for this treatment with numbers of visits that the line does not know.

    A sentence that concludes on necessity may only speak of what is left in dispute after a partial authorisation.
    """
    treatments = tuple(treatment for treatment in context.law.words["counted"] if mentions(title, (treatment,)))
    remaining = known & _counts(disputed(title))
    for sentence in sentences(words):
        if not (mentions(sentence, context.law.words["request"]) and mentions(sentence, treatments)):
            continue
        lawful = remaining if remaining and mentions(sentence, _CONCLUDING) else known
        counts = [count for count in _requested(sentence, context) if count not in lawful]
        if counts:
            yield sentence, counts


def _requested(sentence: str, context: AuditContext) -> list[int]:
    """The numbers of visits that a sentence tells as requested.

    In a sentence that also speaks of guidelines or of earlier visits, only those right after "request for" are.
    """
    is_plain = not mentions(sentence, context.law.words["not_the_request"])
    matches = _VISITS.finditer(sentence)
    return [_value(match[1]) for match in matches if is_plain or _REQUEST_FOR.search(sentence[: match.start()])]


def _short(letter: PublishedDetermination, line: int) -> str:
    words = disputed(letter.treatments[line].title or "")
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 3]}..."


def _value(word: str) -> int:
    return int(word) if word.isdigit() else _IN_WORDS[word.lower()]


def _counts(title: str) -> set[int]:
    """Every number of visits that a line may mean: its numbers, and their sums and products in pairs.

    Three times a week for two weeks is six visits.
    """
    numbers = [_value(number) for number in _ALONE.findall(title)] + [
        int(number) for number in _ATTACHED.findall(title)
    ]
    pairs = [(first, second) for index, first in enumerate(numbers) for second in numbers[index + 1 :]]
    return set(numbers) | {first * second for first, second in pairs} | {first + second for first, second in pairs}
