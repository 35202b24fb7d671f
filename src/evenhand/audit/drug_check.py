"""Medicines: the reasons are about the one in dispute, in its strength, and the strength is one it comes in."""

import re
from collections.abc import Iterator

from evenhand.audit.claim import Kind, Passage
from evenhand.audit.context import AuditContext
from evenhand.audit.disputed import disputed
from evenhand.audit.drug_table import STRENGTH, Drug, DrugTable, greatest, strength
from evenhand.audit.letter_words import Sentence
from evenhand.audit.sentence_kind import concludes, quotes_guideline
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity

_AFTER = re.compile(
    rf"[\s(:,]*(?:(?:hcl|er|ir|sr|xr|ec|sodium|hydrochloride|tablets?|capsules?|oral|bitartrate|gel|cream"
    rf"|patch)[\s):,]*|\([a-z /-]+\)\s*)*({STRENGTH})"
)
_TOO_MUCH = 4
"""So many times the greatest strength known is none that exists."""
_FOR = re.compile(r"\b(?:request(?:ed)?|use|continued use|continuation|prescription|refill)\b[^.;]{0,30}\b(?:for|of)\b")


def drug_agrees(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The reasons conclude on the medicine in dispute and not on another."""
    table = context.drugs
    compared = False
    for number, treatment in enumerate(letter.treatments):
        asked = {drug.ingredient for drug, _ in table.named(disputed(treatment.title or "").lower())}
        if not asked:
            continue
        reasons = context.reading.reasons[number]
        if any(_names(sentence, asked, table) for sentence in reasons):
            compared = True
            continue
        for sentence in reasons:
            told = {drug.ingredient for drug, _ in table.named(sentence.lower)}
            is_final = concludes(sentence.lower) or (
                _FOR.search(sentence.lower) and not quotes_guideline(sentence.lower)
            )
            if told and is_final and not _share(told, asked):
                yield context.claim(
                    letter,
                    "{lines} disputes one medicine; the reasons conclude on another.",
                    context.reading.passage(sentence),
                    against=(context.reading.part("title", number),),
                    lines=(number + 1,),
                    kind=Kind.DRUG,
                    expected="a conclusion on the medicine in dispute",
                    remedy="Ask whether the reasons belong to another line or another case.",
                )
                break
    if compared:
        yield context.passed(letter, "The reasons speak of the medicine in dispute.", letter.place("rationale", 0))


def _names(sentence: Sentence, asked: set[str], table: DrugTable) -> bool:
    return _share({drug.ingredient for drug, _ in table.named(sentence.lower)}, asked)


def _share(first: set[str], second: set[str]) -> bool:
    """Whether two sets of medicines share an ingredient, joined ones by their parts."""
    return bool(
        {part for name in first for part in name.split("/")} & {part for name in second for part in name.split("/")}
    )


def dose_stands(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The strength in dispute is one the medicine comes in, and the conclusion is on the same."""
    table = context.drugs
    for number, treatment in enumerate(letter.treatments):
        title = disputed(treatment.title or "").lower()
        whole = (treatment.title or "").lower()
        for drug, printed in _strengths(title, table):
            before = [told for named, told in _strengths(whole, table) if named.ingredient == drug.ingredient]
            if any(_shape(strength(told)) != _shape(strength(printed)) for told in before):
                message = (
                    f"{{lines}} was requested as {strength(before[0])} of {drug.ingredient} and is decided as "
                    f"{strength(printed)}."
                )
                yield _other_strength(letter, context, number, message, context.reading.part("title", number))
                continue
            yield from _known(letter, context, number, drug, printed)
            yield from _concluded(letter, context, number, drug, printed)


def _concluded(
    letter: PublishedDetermination, context: AuditContext, number: int, drug: Drug, printed: str
) -> Iterator[Finding]:
    """The first conclusion of a line's reasons that is on another strength of its medicine."""
    table = context.drugs
    for sentence in context.reading.reasons[number]:
        if not concludes(sentence.lower):
            continue
        told = [words for named, words in _strengths(sentence.lower, table) if named.ingredient == drug.ingredient]
        if told and _shape(strength(printed)) not in {_shape(strength(words)) for words in told}:
            message = (
                f"{{lines}} is for {drug.ingredient} of {strength(printed)}; the reasons conclude on "
                f"{strength(told[0])}."
            )
            yield _other_strength(letter, context, number, message, context.reading.passage(sentence))
            return


def _other_strength(
    letter: PublishedDetermination, context: AuditContext, number: int, message: str, passage: Passage
) -> Finding:
    return context.claim(
        letter,
        message,
        passage,
        against=(context.reading.part("title", number),),
        lines=(number + 1,),
        kind=Kind.DOSE,
        expected="the strength of the request for authorization, throughout",
        remedy="Compare the line with the request for authorization.",
    )


def _strengths(lower: str, table: DrugTable) -> Iterator[tuple[Drug, str]]:
    for drug, end in table.named(lower):
        if match := _AFTER.match(lower, end):
            yield drug, match[1]


def _shape(told: str) -> tuple[tuple[str, ...], str]:
    """A strength without the order of its numbers, for joined medicines are printed in any."""
    numbers, unit = told.split(" ")
    return tuple(sorted(numbers.split("/"))), unit.removesuffix("/ml")


def _of_another_unit(
    letter: PublishedDetermination, context: AuditContext, number: int, drug: Drug, told: str, unit: str
) -> Iterator[Finding]:
    """A strength that the medicine comes in, in another unit: milligrams for micrograms."""
    others = {entry for entry in drug.strengths if entry.split(" ")[0] == told.split(" ")[0]}
    if {unit, *(entry.split(" ")[1].split("/")[0] for entry in others)} != {"mg", "mcg"}:
        return
    yield context.claim(
        letter,
        f"{{lines}} names {drug.ingredient} of {told}; known is {', '.join(sorted(others))} ({drug.source}).",
        context.reading.part("title", number),
        against=(context.reading.part("title", number),),
        lines=(number + 1,),
        kind=Kind.DOSE,
        severity=Severity.WARNING,
        expected="a strength that the medicine comes in",
        remedy="Compare the line with the request for authorization.",
    )


def _known(
    letter: PublishedDetermination, context: AuditContext, number: int, drug: Drug, printed: str
) -> Iterator[Finding]:
    told = strength(printed)
    unit = told.split(" ")[1].split("/")[0]
    if not any(entry.split(" ")[1].split("/")[0] == unit for entry in drug.strengths):
        yield from _of_another_unit(letter, context, number, drug, told, unit)
        return
    if _shape(told) in {_shape(entry) for entry in drug.strengths}:
        return
    most = greatest(drug, unit)
    is_sure = drug.is_verified or (most > 0 and float(re.findall(r"[\d.]+", told)[0]) >= _TOO_MUCH * most)
    known = ", ".join(sorted(drug.strengths))
    status = f"{drug.source}{'' if drug.is_verified else '; unverified'}"
    yield context.claim(
        letter,
        f"{{lines}} names {drug.ingredient} of {told}, and none such is known"
        + (". " if is_sure else ": is it right? ")
        + f"Known: {known} ({status}).",
        context.reading.part("title", number),
        against=(context.reading.part("title", number),),
        lines=(number + 1,),
        kind=Kind.DOSE,
        prompt=not is_sure,
        severity=Severity.WARNING if is_sure else Severity.NOTE,
        expected="a strength that the medicine comes in",
        remedy="Compare the line with the request for authorization.",
    )
