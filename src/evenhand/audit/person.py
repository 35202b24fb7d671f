"""The worker as a person: one sex and one age throughout."""

import re
from collections.abc import Iterator

from evenhand.audit.claim import Kind
from evenhand.audit.context import AuditContext
from evenhand.audit.letter_words import Sentence
from evenhand.audit.sentence_kind import quotes_guideline
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding

_NUMBERS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "one": 1, "two": 2, "three": 3,
    "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_AGED = re.compile(
    r"\b(?:(\d{2})[\s-]*(?:years?|yrs?|y)[\s./-]*(?:old|o\b)|(\d{2})\s?y/?o\b|aged? (\d{2})\b|((?:twenty|thirty"
    r"|forty|fifty|sixty|seventy)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)[- ]years?[- ]old)"
)
_SEX = re.compile(
    r"\b(?:(?:old|yo|y/o|handed|dominant|obese|hispanic)[\s,-]+(?:[a-z-]+[\s,-]+){0,3}?(male|female|man|woman|gentleman|lady)\b"
    r"|(?:this (male|female|gentleman|lady)|(male|female) (?:patient|worker|claimant|employee|applicant))\b)"
)
_WORDS = {"male": "male", "man": "male", "gentleman": "male", "female": "female", "woman": "female", "lady": "female"}
_PRONOUN = {"male": re.compile(r"\b(?:she|her|hers|herself)\b"), "female": re.compile(r"\b(?:he|his|him|himself)\b")}
_POSSESSIVE = {"male": ("her",), "female": ("his",)}
_OWN_BODY = re.compile(
    r"\b(his|her)\s+(?:(?:left|right|low|lower|upper|cervical|lumbar|neck|back|knee|shoulder|chronic|ongoing)\s+){0,3}?"
    r"(?:pain|symptoms?|injury|neck|back|spine|shoulders?|elbows?|wrists?|hands?|hips?|knees?|ankles?|foot|feet|legs?"
    r"|arms?|diagnos[ie]s|medications?|work|sleep)\b"
)
"""What is the worker's own, whoever else is spoken of."""
_EITHER = re.compile(r"\b(?:he/she|s/he|his/her|him/her|she/he|her/his|he or she|his or her|he\(she\))\b")
_SOMEBODY_ELSE = re.compile(
    r"\b(?:dr|physician|provider|doctor|surgeon|therapist|chiropractor|author|et al|wife|husband|mother|father|son"
    r"|daughter|"
    r"spouse|sister|brother|nurse|supervisor|co-?worker|attorney|examiner|psychologist|specialist|specifies|partner|boss|manager|"
    r"customer|patients|individuals|driver|student|child|baby|client|women|men)\b"
)


def sex_agrees(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The worker is of one sex throughout: by the words for it, and by the pronouns."""
    stated = [
        (sex, sentence)
        for sentence in context.reading.all
        if "male" in sentence.lower or "man" in sentence.lower or "lady" in sentence.lower
        for sex in _stated(sentence)
    ]
    if not stated:
        return
    sex, first = stated[0]
    contrary = next((sentence for told, sentence in stated if told != sex), None) or _pronoun(sex, context)
    if contrary is None:
        yield context.passed(letter, "Words and pronouns tell of one sex.", letter.place("summary"))
        return
    yield context.claim(
        letter,
        f"The patient is {sex} in one place and not in another.",
        context.reading.passage(contrary),
        against=(context.reading.passage(first),),
        lines=(contrary.line + 1,) if contrary.line >= 0 else (),
        kind=Kind.SEX,
        expected="one person throughout",
        remedy="Ask whether a passage was taken from another case.",
    )


def _stated(sentence: Sentence) -> Iterator[str]:
    if quotes_guideline(sentence.lower) and not re.search(r"\b(?:patient|worker|claimant)\b", sentence.lower):
        return
    for match in _SEX.finditer(sentence.lower):
        yield _WORDS[match[1] or match[2] or match[3]]


def _pronoun(sex: str, context: AuditContext) -> Sentence | None:
    """A sentence with a pronoun of the other sex and nobody else in it or in the one before."""
    if not context.reading.vocabulary & (
        {"she", "her", "herself"} if sex == "male" else {"he", "his", "him", "himself"}
    ):
        return None
    before, section = "", -1
    for sentence in context.reading.all:
        plain = _EITHER.sub(" ", sentence.lower)
        if sentence.line != section:
            before, section = "", sentence.line
        if _PRONOUN[sex].search(plain) and not _SOMEBODY_ELSE.search(plain):
            if not _SOMEBODY_ELSE.search(before):
                return sentence
            own = _OWN_BODY.search(plain)
            if own and own[1] in _POSSESSIVE[sex]:
                return sentence
        before = plain
    return None


def age_agrees(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The worker is of one age throughout; a birthday lies between two ages that are a year apart."""
    told = [
        (age, sentence)
        for sentence in context.reading.all
        if "old" in sentence.lower or "y/o" in sentence.lower or "yo " in sentence.lower or "aged" in sentence.lower
        for age in _ages(sentence)
    ]
    if len(told) < 2:
        return
    age, first = told[0]
    contrary = next((sentence for other, sentence in told if abs(other - age) > 1), None)
    if contrary is None:
        yield context.passed(letter, "One age is told.", letter.place("summary"))
        return
    yield context.claim(
        letter,
        "The patient's age differs between two passages by more than a birthday.",
        context.reading.passage(contrary),
        against=(context.reading.passage(first),),
        lines=(contrary.line + 1,) if contrary.line >= 0 else (),
        kind=Kind.AGE,
        expected="one age throughout",
        remedy="Ask whether a passage was taken from another case.",
    )


def _ages(sentence: Sentence) -> Iterator[int]:
    if re.search(
        r"\b(?:over|under|older than|younger than|than|above|below|guideline\w*|patients|between|at age|since age|at "
        r"the age)\b",
        sentence.lower,
    ):
        return
    for match in _AGED.finditer(sentence.lower):
        if match[4]:
            yield sum(_NUMBERS[word] for word in re.split(r"[- ]", match[4]))
        else:
            yield int(match[1] or match[2] or match[3])
