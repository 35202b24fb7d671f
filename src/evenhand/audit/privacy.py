"""What of the published letter could tell who the employee is."""

import re
from collections.abc import Iterator

from evenhand.audit.context import AuditContext, listed
from evenhand.audit.passage import passage
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Place

_AGE = re.compile(
    r"\b\d{1,3}(?:[\s-]*(?:years?|yrs?)[\s.-]*old|[\s-]*y/?o)\b"
    r"(?:,?\s+(?:[a-z-]+\s+){0,3}?(?:male|female|man|woman|gentleman|lady)\b)?",
    re.IGNORECASE,
)
_AGED = re.compile(r"\b(?:aged?|age of)\s+\d{1,3}\b", re.IGNORECASE)
_SEX = re.compile(r"\b(?:male|female|man|woman|gentleman|lady)\b", re.IGNORECASE)
_OPENING = 600
"""Characters of the summary in which the worker is introduced."""
_DAYS = {
    "ur_denial_date": "the decision under review",
    "application_received": "the application",
    "date_assigned": "the assignment",
    "decision_date": "the determination",
}


def identity_protected(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The published letter shows no name, and not so many particulars that together they may single out one person."""
    labels, named = frozenset(context.law.words["identifying"]), False
    for line in context.reading.around[0].split("\n") if context.reading.around else ():
        label, colon, filled = line.partition(":")
        if not colon or not filled.strip() or label.strip().lower() not in labels:
            continue
        named = True
        start = context.text.find(line)
        yield context.finding(
            letter,
            f'The header fills in "{label.strip()}", which identifies a person; a published letter must not.',
            Place(file=letter.file, key=label.strip().lower(), start=start, end=start + len(line)),
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
            remedy="Publish the year in its place and an age band, or keep the full days to those who need them.",
        )
    elif not named:
        message = f"The letter shows neither the exact {context.occurrence} nor age and sex together."
        yield context.passed(letter, message, letter.place("date_of_injury"))


_IDENTIFYING = re.compile(
    r"\b(?:ssn|social security(?: number)?)\W{0,3}\d{3}-?\d{2}-?\d{4}\b|\b\d{3}-\d{2}-\d{4}\b"
    r"|\b(?:dob|date of birth|born on)\W{0,3}\d{1,2}[/-]\d{1,2}[/-]\d{2,4}"
    r"|\b(?:mrn|(?:medical record|claim|policy) (?:number|no\.?))\W{0,3}(?:[A-Z]+-?)?\d{4,}"
    r"|\(?\b\d{3}\)?[ .-]\d{3}[.-]\d{4}\b|[\w.+-]+@[\w-]+\.[a-z]{2,}"
    r"|\b\d{2,5} [A-Z][a-z]+ (?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Boulevard|Blvd\.|Drive|Lane)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss)\.? (?:[A-Z][a-z]*\.? ){0,2}[A-Z][a-z]+\b|\b(?:Dr|Doctor)\.? (?:[A-Z]\.? )?[A-Z][a-z]{2,}\b"
)
_EMPLOYER = re.compile(
    r"\b(?:works?|worked|employed|employee|employer|hired|job|working)\b[^.;]{0,40}?\b(?:at|by|for|of|with|is|was)\s+"
    r"(?:the\s+)?((?:[A-Z][\w&'-]+,?\s+){1,4}(?:Inc|LLC|L\.L\.C|Corp|Corporation|Company|Co|Ltd|LLP)\b)"
)
"""The company a person works for, by its name."""
_TELLING = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "doctor",
        "ssn",
        "dob",
        "mrn",
        "social",
        "born",
        "street",
        "avenue",
        "road",
        "boulevard",
        "lane",
        "drive",
        "policy",
        "inc",
        "llc",
        "corp",
        "corporation",
        "company",
        "ltd",
    ]
)
_FIGURES = re.compile(r"\d{3}[ .-]\d{4}|\d{3}-\d{2}-\d{4}|@|claim n|record n|date of birth")
_NO_NAMES = frozenset(
    ("Placeholder", "Redacted", "Name", "The", "Recommends", "Requests", "States", "Notes", "Reports")
)


def identifying_passages(words: str) -> tuple[str, ...]:
    """The passages of words as somebody types them that name a person by a title, or are a number, a day of birth or an
    address written as one: what a published letter must not show.
    """
    told = [match for pattern in (_IDENTIFYING, _NAMED) for match in pattern.finditer(words)]
    kept = [match for match in told if match[0].split()[-1] not in _NO_NAMES]
    return tuple(dict.fromkeys(match[0] for match in sorted(kept, key=lambda match: match.start())))


def text_without_names(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """Summary and reasons name nobody and give no number that tells a person."""
    if not context.reading.vocabulary & _TELLING and not _FIGURES.search(context.reading.prose):
        return
    for sentence in context.reading.all:
        match = _IDENTIFYING.search(sentence.words) or _NAMED.search(sentence.words) or _EMPLOYER.search(sentence.words)
        if match is None or match[0].split()[-1] in _NO_NAMES:
            continue
        yield context.claim(
            letter,
            "The text holds a name or a number that identifies a person; a published letter must not.",
            context.reading.passage(sentence),
            against=(context.reading.passage(sentence),),
            lines=(sentence.line + 1,) if sentence.line >= 0 else (),
            expected="individually identifiable information removed before publication",
            remedy="Take the published copy down and publish one without it.",
        )


def _personal(letter: PublishedDetermination, context: AuditContext) -> tuple[list[str], Place]:
    """What others may know of a person and the letter shows, and where it stands; nothing where it is too little."""
    summary = (letter.summary or "")[:_OPENING]
    age = _AGE.search(summary) or _AGED.search(summary)
    sex = _SEX.search(age[0] if age else summary)
    shown = [words for words, is_shown in (("age", age), ("sex", sex)) if is_shown]
    if letter.date_of_injury:
        return [f"the exact {context.occurrence}", *shown], letter.place("date_of_injury")
    return (shown, passage(letter, context.text, age[0], "summary")) if age and sex else ([], letter.place("summary"))


def _of_the_case(letter: PublishedDetermination) -> list[str]:
    """What tells the case apart: its number and the days of its course."""
    number = ["the case number"] if letter.case_number else []
    days = [words for field, words in _DAYS.items() if getattr(letter, field)]
    return number + ([f"the day{'s' if len(days) > 1 else ''} of {listed(days)}"] if days else [])
