"""Conclusion and outcome: the reasons end as the word printed above them says."""

import re
from collections.abc import Iterator

from evenhand.audit.claim import Kind
from evenhand.audit.context import AuditContext
from evenhand.audit.letter_words import Sentence
from evenhand.determination.published import PublishedDetermination, PublishedTreatment
from evenhand.finding import Finding, Severity
from evenhand.treatment import Necessity, Outcome, outcome

_NECESSARY = re.compile(r"\bmedical(?:ly)?\W+(?:necess\w+|appropriate)", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:not|non|no|never|nor|cannot|can't|isn't|lacks?|lack|lacking|without|un(?:able|likely|clear)|insufficient|"
    r"fail(?:s|ed)?|denied|absence|questionable|if|whether|unless|would|should|until)\b|n't\b",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(r"\b(?:is|are|was|were|be|as|considered|deemed|determined|remains?)\b", re.IGNORECASE)
_CERTIFIED = re.compile(
    r"\b(?:request|treatment|service|medication|study|procedure|it|this|therapy|mri)\b[^.;]{0,80}?\b(?:is|are|was|be"
    r"|cannot be|should be)\s+"
    r"(not\s+|non-?\s?)?(?:recommended for\s+)?(certified|authorized|approved|supported|certification"
    r"|non-?certified|denied)\b",
    re.IGNORECASE,
)
_ALREADY = re.compile(
    r"\b(?:previously|already|prior)\s+(?:been\s+)?(?:authori[sz]ed|approved|certified)\b|\bredundant\b|\balready "
    r"(?:been )?(?:provided|completed|performed)\b"
)
_MET = re.compile(
    r"\b(?:meets?|met|satisf(?:y|ies|ied)|fulfil(?:ls|led)?)\b[^.;]{0,60}\b(?:criteria|guidelines?|requirements?)\b"
    r"|\bcriteria\b[^.;]{0,40}?\b(?:are|is|have been|has been|were) met\b"
    r"|\bis (?:medically )?(?:indicated|supported|recommended|warranted) (?:for this|in this case|at this time)"
)
_UNMET = re.compile(r"\b(?:not|no|fail\w*|lack\w*|without|nor|unclear|insufficient|does not|did not|until|unless|if)\b")
_DISCOURAGED = re.compile(r"\bnot recommended\b|\bnot routinely\b|\bnot supported\b")


def conclusion_fits(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A line upheld is concluded to be not necessary, a line overturned to be necessary."""
    compared, fits = False, True
    for number, treatment in enumerate(letter.treatments):
        sentence, necessity = _conclusion(context.reading.reasons[number])
        if treatment.outcome is None or treatment.outcome is Outcome.OVERTURNED_IN_PART or necessity is None:
            continue
        compared = True
        if outcome(necessity) is treatment.outcome or sentence is None:
            continue
        fits = False
        finding_words, terms = necessity.replace("_", " "), context.programme.terms
        yield context.claim(
            letter,
            f"{{lines}} is printed as {terms.get(treatment.outcome, treatment.outcome)}, and its reasons conclude "
            f"that the "
            f"treatment is {finding_words}.",
            context.reading.passage(sentence),
            against=(context.reading.part("outcome", number),),
            lines=(number + 1,),
            expected=f"{terms.get(outcome(necessity), outcome(necessity))} for a treatment found {finding_words}",
            remedy="Ask which of the two was meant; have the determination corrected.",
        )
    if compared and fits:
        message = "Every conclusion that this check can read fits the word of outcome."
        yield context.passed(letter, message, letter.place("outcome", 0))


def _conclusion(reasons: tuple[Sentence, ...]) -> tuple[Sentence | None, Necessity | None]:
    """The last sentence that concludes and what it finds; nothing where it cannot be read without doubt.

    A bare statement that the treatment is necessary has no word in it that could turn it round; a bare denial has one
    such word, right before the necessity. A conclusion that it is "not certified" is read where none speaks of
    necessity.
    """
    for sentence in reversed(reasons):
        words = sentence.words
        stated = _NECESSARY.search(words)
        if stated is None:
            certified = _CERTIFIED.search(words)
            if certified is not None and sentence is reasons[-1]:
                how = certified[2].lower()
                if how == "denied" and (certified[1] or " was " in f" {certified[0].lower()} "):
                    return sentence, None
                is_denied = bool(certified[1]) or "non" in how or how == "denied" or "cannot" in certified[0].lower()
                return sentence, Necessity.NOT_NECESSARY if is_denied else Necessity.NECESSARY
            continue
        turned = list(_NEGATED.finditer(words))
        if not turned and _CONCLUDES.search(words[: stated.start()]):
            return sentence, Necessity.NECESSARY
        if turned and _is_denial(words, turned[-1], stated):
            return sentence, Necessity.NOT_NECESSARY
        return sentence, None
    return None, None


def _is_denial(sentence: str, word: re.Match[str], stated: re.Match[str]) -> bool:
    """Whether the last turning word is a `not` that belongs to the necessity: `is not medically necessary`."""
    between = sentence[word.end() : stated.start()]
    return (
        word[0].lower() in ("not", "non", "isn't", "n't")
        and len(between.split()) <= 3
        and not re.search(r"[.;:]", between)
    )


def reasons_carry_outcome(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """What in the reasons may not carry the outcome; asked, for only a reader can tell."""
    for number, treatment in enumerate(letter.treatments):
        if treatment.outcome not in (Outcome.UPHELD, Outcome.OVERTURNED):
            continue
        asked = _asked(context.reading.reasons[number], treatment)
        if asked is None:
            continue
        sentence, question = asked
        reasons = context.reading.reasons[number]
        yield context.claim(
            letter,
            question,
            context.reading.passage(sentence),
            against=(context.reading.passage(reasons[-1]), context.reading.part("outcome", number)),
            lines=(number + 1,),
            kind=Kind.OUTCOME_VS_REASONS,
            prompt=True,
            severity=Severity.MINOR,
            expected="reasons that lead to the outcome",
            remedy="Have the reviewer say how the two go together.",
        )


def _asked(reasons: tuple[Sentence, ...], treatment: PublishedTreatment) -> tuple[Sentence, str] | None:
    for sentence in reasons:
        lower = sentence.lower
        if (
            treatment.outcome is Outcome.UPHELD
            and _ALREADY.search(lower)
            and re.search(r"\bredundant\b|\bnot appropriate\b|\bmoot\b|\bno longer\b", lower)
        ):
            return (
                sentence,
                "{lines} is refused for being authorized already: that is no finding on necessity. What was found?",
            )
        if treatment.outcome is Outcome.UPHELD and _MET.search(lower) and not _UNMET.search(lower):
            return sentence, "{lines} is upheld, and its reasons say that criteria are met: what decided against it?"
        if (
            treatment.outcome is Outcome.OVERTURNED
            and _DISCOURAGED.search(lower)
            and not re.search(r"\b(?:unless|except|but|however|until)\b", lower)
        ):
            return (
                sentence,
                "{lines} is overturned on a text that does not recommend it: what was weighed against the text?",
            )
    return None
