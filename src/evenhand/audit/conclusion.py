"""Conclusion and outcome: the reasons end as the word printed above them says."""

import re
from collections.abc import Iterator

from evenhand.audit.context import AuditContext
from evenhand.audit.passage import passage, sentences
from evenhand.determination.published import PublishedDetermination, PublishedTreatment
from evenhand.finding import Finding
from evenhand.treatment import Necessity, Outcome, outcome

_NECESSARY = re.compile(r"\bmedical(?:ly)?\W+(?:necess\w+|appropriate)", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:not|non|no|never|nor|cannot|can't|isn't|lacks?|lack|lacking|without|un(?:able|likely|clear)|insufficient|"
    r"fail(?:s|ed)?|denied|absence|questionable|if|whether|unless|would|should|until)\b|n't\b",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(r"\b(?:is|are|was|were|be|as|considered|deemed|determined|remains?)\b", re.IGNORECASE)


def conclusion_fits(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A line upheld is concluded to be not necessary, a line overturned to be necessary."""
    compared, fits = False, True
    for number, treatment in enumerate(letter.treatments):
        sentence, necessity = _conclusion(treatment)
        if treatment.outcome is None or treatment.outcome is Outcome.OVERTURNED_IN_PART or necessity is None:
            continue
        compared = True
        if outcome(necessity) is treatment.outcome:
            continue
        fits = False
        finding_words, terms = necessity.replace("_", " "), context.programme.terms
        yield context.finding(
            letter,
            f"Line {number + 1} is printed as {terms.get(treatment.outcome, treatment.outcome)}, and its reasons "
            f"conclude that the treatment is {finding_words}.",
            passage(letter, context.text, sentence, "rationale", number),
            expected=f"{terms.get(outcome(necessity), outcome(necessity))} for a treatment found {finding_words}",
            remedy="Ask which of the two was meant; have the determination corrected.",
        )
    if compared and fits:
        message = "Every conclusion that this check can read fits the word of outcome."
        yield context.passed(letter, message, letter.place("outcome", 0))


def _conclusion(treatment: PublishedTreatment) -> tuple[str, Necessity | None]:
    """The last sentence on necessity and what it finds; nothing where it cannot be read without doubt.

    A bare statement that the treatment is necessary has no word in it that could turn it round; a bare denial has one
    such word, right before the necessity.
    """
    for sentence in reversed(sentences(treatment.rationale)):
        stated = _NECESSARY.search(sentence)
        if stated is None:
            continue
        turned = list(_NEGATED.finditer(sentence))
        if not turned and _CONCLUDES.search(sentence[: stated.start()]):
            return sentence, Necessity.NECESSARY
        if turned and _is_denial(sentence, turned[-1], stated):
            return sentence, Necessity.NOT_NECESSARY
        return sentence, None
    return "", None


def _is_denial(sentence: str, word: re.Match[str], stated: re.Match[str]) -> bool:
    """Whether the last turning word is a `not` that belongs to the necessity: `is not medically necessary`."""
    between = sentence[word.end() : stated.start()]
    return (
        word[0].lower() in ("not", "non", "isn't", "n't")
        and len(between.split()) <= 3
        and not re.search(r"[.;:]", between)
    )
