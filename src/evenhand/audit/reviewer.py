"""What the letter tells of the physician: why this specialty, which qualifications, independent of whom."""

from collections.abc import Iterator

from evenhand.audit.context import AuditContext, listed
from evenhand.audit.passage import beginning, mentions, passage, sentences
from evenhand.audit.stated import opposites
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity
from evenhand.programme.rule import Items


def specialty_explained(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The letter says what makes the physician's specialty fit the condition and the treatments."""
    if not letter.specialty or not letter.treatments:
        return
    words, place = context.law.words, letter.place("specialty")
    told = [sentence for sentence in sentences(letter.how_made) if mentions(sentence, words["similarity"])]
    if any(mentions(sentence, words["reason"]) for sentence in told):
        yield context.passed(letter, "The letter says why the physician's specialty fits.", place)
        return
    claim = "The letter asserts a same or similar specialty and" if told else "The letter"
    yield context.finding(
        letter,
        f"The reviewer's specialty is {letter.specialty}. {claim} does not say what links it to the condition or the "
        "treatment.",
        place,
        severity=Severity.MINOR,
        expected="a certification in an area appropriate to the condition or treatment, and the reason it is",
        remedy="Have the review organization state the link.",
    )


def qualifications_stated(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The letter says of the physician what the law of its day asks for and its own lines do not show."""
    asked, words = context.demanded(letter).value, context.law.words
    if not letter.how_made or not isinstance(asked, Items):
        return
    asked_here = [quality for quality in asked.items if quality.id in words]
    silent = [quality for quality in asked_here if not mentions(letter.how_made, words[quality.id])]
    place = letter.place("how_made")
    for quality in silent:
        yield context.finding(
            letter,
            f"The letter is silent on what the law asks of every reviewer: {quality.words}.",
            beginning(place),
            citation=quality.citation,
            expected="a description of the reviewer that covers it",
            remedy="Have the review organization confirm it from the reviewer's attestation.",
        )
    if not silent and asked_here and not opposites(letter.how_made):
        yield context.passed(letter, "The letter states the qualifications that the law of its day asks for.", place)


def independence_complete(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The statement of independence covers everybody the law names."""
    named = context.demanded(letter).value
    stated = [sentence for sentence in sentences(letter.how_made) if mentions(sentence, context.law.words["statement"])]
    if not letter.how_made or not isinstance(named, Items):
        return
    words = context.law.words
    silent = [
        party
        for party in named.items
        if party.id in words and not any(mentions(sentence, words[party.id]) for sentence in stated)
    ]
    place = passage(letter, context.text, stated[0], "how_made") if stated else beginning(letter.place("how_made"))
    if not silent and not opposites(letter.how_made):
        yield context.passed(letter, "The statement of independence covers everybody the law names.", place)
        return
    if not silent:
        return
    opening = "The statement of independence is silent on" if stated else "No independence is stated; the law names"
    yield context.finding(
        letter,
        f"{opening} {listed([party.words for party in silent])}.",
        place,
        expected="no material affiliation, professional, familial or financial, with anybody the law names",
        remedy="Have the reviewer attest the whole list.",
    )
