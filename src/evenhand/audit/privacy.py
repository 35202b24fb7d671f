"""What of the published letter could tell who the employee is."""

import re
from collections.abc import Iterator

from evenhand.audit.context import AuditContext, listed
from evenhand.audit.passage import frame, passage
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Place

_AGE = re.compile(
    r"\b\d{1,3}(?:[\s-]*(?:years?|yrs?)[\s.-]*old|[\s-]*y/?o)\b"
    r"(?:,?\s+(?:[a-z-]+\s+){0,3}?(?:male|female|man|woman|gentleman|lady)\b)?",
    re.IGNORECASE,
)
_AGED = re.compile(r"\b(?:aged?|age of)\s+\d{1,3}\b", re.IGNORECASE)
_SEX = re.compile(r"\b(?:male|female|man|woman|gentleman|lady)\b", re.IGNORECASE)
_DAYS = {
    "ur_denial_date": "the decision under review",
    "application_received": "the application",
    "date_assigned": "the assignment",
    "decision_date": "the determination",
}


def identity_protected(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The published letter shows no name, and not so many particulars that together they may single out one person."""
    around = frame(letter, context.text)
    labels = "|".join(map(re.escape, context.law.words["identifying"]))
    named = False
    for match in re.finditer(rf"^[ \t]*({labels})[ \t]*:[ \t]*(\S.*)$", around, re.IGNORECASE | re.MULTILINE):
        named = True
        yield context.finding(
            letter,
            f'The header fills in "{match[1]}", which identifies a person; a published letter must not.',
            Place(file=letter.file, key=match[1].lower(), start=match.start(), end=match.end()),
            expected="individually identifiable information removed before publication",
            remedy="Take the published copy down and publish one without it.",
        )
    personal, place = _personal(letter, context)
    if personal:
        shown = personal + _of_the_case(letter)
        yield context.finding(
            letter,
            f"Published together: {listed(shown)}. Whoever knows these of a person can find the letter, though it "
            "shows no name. The risk has not been scored here.",
            place,
            expected="a score of the risk of re-identification before publication",
            remedy="Publish year of injury and age band, or keep the full days to those who need them.",
        )
    elif not named:
        message = "The letter shows neither the exact day of injury nor age and sex together."
        yield context.passed(letter, message, letter.place("date_of_injury"))


def _personal(letter: PublishedDetermination, context: AuditContext) -> tuple[list[str], Place]:
    """What others may know of a person and the letter shows, and where it stands; nothing where it is too little."""
    summary = letter.summary or ""
    age = _AGE.search(summary) or _AGED.search(summary)
    sex = _SEX.search(age[0] if age else summary)
    shown = [words for words, is_shown in (("age", age), ("sex", sex)) if is_shown]
    if letter.date_of_injury:
        return ["the exact day of injury", *shown], letter.place("date_of_injury")
    return (shown, passage(letter, context.text, age[0], "summary")) if age and sex else ([], letter.place("summary"))


def _of_the_case(letter: PublishedDetermination) -> list[str]:
    """What tells the case apart: its number and the days of its course."""
    number = ["the case number"] if letter.case_number else []
    days = [words for field, words in _DAYS.items() if getattr(letter, field)]
    return number + ([f"the day{'s' if len(days) > 1 else ''} of {listed(days)}"] if days else [])
