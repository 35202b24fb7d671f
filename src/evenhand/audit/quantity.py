"""Quantities: whether summary, reasons and the line decided speak of the same number of visits."""

import re
from collections.abc import Iterator
from decimal import Decimal

from evenhand.audit.context import AuditContext, listed
from evenhand.audit.counts import NUMBER, TABLETS, told, value
from evenhand.audit.disputed import disputed
from evenhand.audit.letter_words import Sentence
from evenhand.audit.passage import mentions
from evenhand.audit.sentence_kind import concludes, quotes_guideline, states_request
from evenhand.components.clauses import clauses
from evenhand.components.title import components
from evenhand.components.words import one_form
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity

_NUMBER = NUMBER
_ALONE = re.compile(rf"(?<![\w.]){_NUMBER}(?![\w%]|\.\d)", re.IGNORECASE)
_ATTACHED = re.compile(r"(?<=[#x])\d{1,2}\b|\b\d{1,2}(?=x\d)", re.IGNORECASE)
_VISITS = re.compile(
    rf"\b({_NUMBER})\s+(?:\(\d+\)\s+)?(?:[a-z/-]+\s+){{0,4}}?(?:sessions?|visits?|treatments?)\b", re.IGNORECASE
)
_REQUEST_FOR = re.compile(r"\brequest (?:for|of) (?:an? |the )?(?:additional |initial |remaining )?$", re.IGNORECASE)
_CONCLUDING = ("necessary", "necessity")
_LONGEST = 120
_TIMES = re.compile(r"\d\s?x\s?\d|\btimes\b|\b(?:a|per|each) week\b|\bweekly\b", re.IGNORECASE)


def quantities_agree(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The request, wherever the letter speaks of it, asks for as many visits as the line decided."""
    everywhere = {count for treatment in letter.treatments for count in _counts(treatment.title or "")}
    compared, agree = False, True
    for number, treatment in enumerate(letter.treatments):
        title = treatment.title or ""
        yield from _other_units(letter, context, number)
        yield from _sum_is_wrong(letter, context, number)
        stated = _counts(title)
        if not stated or not mentions(title, context.law.words["counted"]):
            continue
        compared = True
        for sentence, counts in _strange(context.reading.reasons[number], title, stated, context):
            agree = False
            yield _disagree(letter, context, number, sentence, counts, None)
            break
        for sentence, counts in _strange(context.reading.summary, title, everywhere, context):
            agree = False
            yield _disagree(letter, context, number, sentence, counts, Severity.WARNING)
            break
    if compared and agree:
        message = "No request in the summary or the reasons differs in its number of visits from the lines decided."
        yield context.passed(letter, message, letter.place("title", 0))


def _other_units(letter: PublishedDetermination, context: AuditContext, number: int) -> Iterator[Finding]:
    """Days of rental and numbers of injections: the line's own, wherever its request is told."""
    title = disputed(letter.treatments[number].title or "").lower()
    for unit, stated in told(title):
        if not stated:
            continue
        for sentence in (*context.reading.reasons[number], *context.reading.summary):
            if quotes_guideline(sentence.lower) or not (states_request(sentence.lower) or concludes(sentence.lower)):
                continue
            if unit == TABLETS and not (sentence.line >= 0 and concludes(sentence.lower)):
                continue  # the summary lists other medicines, and earlier prescriptions of this one
            other = next((counts for name, counts in told(sentence.lower) if name == unit), frozenset())
            if other and not other & stated:
                is_reasons = sentence.line >= 0
                yield _disagree(
                    letter, context, number, sentence, sorted(other), None if is_reasons else Severity.WARNING
                )
                if is_reasons:
                    return
                break


def _sum_is_wrong(letter: PublishedDetermination, context: AuditContext, number: int) -> Iterator[Finding]:
    """What was requested, less what was granted, is what is left in dispute, where a line prints all three."""
    title_words = letter.treatments[number].title or ""
    asked, left = components(clauses(one_form(title_words)).original), components(title_words)
    if not (len(asked) == len(left) == 1):
        return
    units = {(each[0].unit or "").rstrip("s") for each in (asked, left)} - {""}
    amounts = (asked[0].quantity, left[0].authorised_quantity, left[0].quantity)
    counted = [amount for amount in amounts if isinstance(amount, Decimal)]
    if len(counted) < len(amounts) or len(units) > 1:
        return
    whole, given, rest = counted
    if rest in (whole - given, whole):
        return
    title = context.reading.part("title", number)
    yield context.claim(
        letter,
        f"{{lines}} tells of {whole:f} requested, {given:f} granted and {rest:f} left in dispute, which do not add up.",
        title,
        against=(title,),
        lines=(number + 1,),
        expected="what was requested, less what was granted",
        remedy="Compare the line with the request for authorization and the decision on it.",
    )


def _disagree(
    letter: PublishedDetermination,
    context: AuditContext,
    line: int,
    sentence: Sentence,
    counts: list[int],
    severity: Severity | None,
) -> Finding:
    numbers = listed([str(count) for count in counts])
    where = "reasons tell" if sentence.line >= 0 else "summary tells"
    return context.claim(
        letter,
        f"{{lines}} decides on one quantity; the {where} of a request for {numbers}. Which request was decided is "
        f"unclear.",
        context.reading.passage(sentence),
        against=(context.reading.part("title", line),),
        lines=(line + 1,),
        severity=severity,
        prompt=severity is Severity.WARNING,
        expected="the quantity of the request for authorization, the same throughout",
        remedy="Compare the line with the request for authorization.",
    )


def _strange(
    told_in: tuple[Sentence, ...], title: str, known: set[int], context: AuditContext
) -> Iterator[tuple[Sentence, list[int]]]:
    """The sentences that tell of a request for this treatment with numbers of visits that the line does not know.

    A sentence that concludes on necessity may only speak of what is left in dispute after a partial authorisation.
    """
    treatments = tuple(treatment for treatment in context.law.words["counted"] if mentions(title, (treatment,)))
    remaining = known & _counts(disputed(title))
    for sentence in told_in:
        words = sentence.lower
        if not (mentions(words, context.law.words["request"]) and mentions(words, treatments)):
            continue
        lawful = remaining if remaining and mentions(words, _CONCLUDING) else known
        counts = [count for count in _requested(words, context) if count not in lawful]
        if counts:
            yield sentence, counts


def _requested(sentence: str, context: AuditContext) -> list[int]:
    """The numbers of visits that a sentence tells as requested.

    In a sentence that also speaks of guidelines or of earlier visits, only those right after "request for" are.
    """
    is_plain = not mentions(sentence, context.law.words["not_the_request"])
    matches = _VISITS.finditer(sentence)
    return [_value(match[1]) for match in matches if is_plain or _REQUEST_FOR.search(sentence[: match.start()])]


def _value(word: str) -> int:
    return value(word)


def _counts(title: str) -> set[int]:
    """Every number of visits that a line may mean: its numbers, and their sums and products in pairs.

    Three times a week for two weeks is six visits.
    """
    numbers = [_value(number) for number in _ALONE.findall(title)] + [
        int(number) for number in _ATTACHED.findall(title)
    ]
    if _TIMES.search(title):
        return set(numbers) | {first * second for index, first in enumerate(numbers) for second in numbers[index + 1 :]}
    pairs = [(first, second) for index, first in enumerate(numbers) for second in numbers[index + 1 :]]
    return set(numbers) | {first * second for first, second in pairs} | {first + second for first, second in pairs}
