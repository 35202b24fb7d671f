"""Absences that the letter may contradict: "no documentation of", beside the passage that seems to document it.

Words are compared by their stems and by the synonyms of treatments. Whether the one passage answers the other only a
reader can tell: it is asked, with both.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from evenhand.audit.claim import Kind
from evenhand.audit.context import AuditContext
from evenhand.audit.letter_words import Sentence
from evenhand.audit.sentence_kind import quotes_guideline
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity

_ABSENT = re.compile(
    r"\b(?:no (?:[a-z-]+ ){0,2}?(?:documentation|evidence|record|mention|indication|report|documented|clear|"
    r"discussion|red flags?|signs?|findings?|description|objective|rationale)\b|not (?:been )?(?:documented|"
    r"specified|provided|clear|noted|mentioned|described|reported|identified|shown)|(?:lack|absence) of|fail(?:s|"
    r"ed)? to (?:document|show|provide|demonstrate|establish|indicate|specify)|does not (?:document|show|specify|"
    r"mention|indicate|describe)|without (?:documentation|evidence)|(?:is|are|was|were) (?:not specified|"
    r"unspecified|unclear|unknown)|recommended that)\b"
)
_NEGATIVE = re.compile(r"\b(?:no|not|denie[sd]|negative|without|absent|none|never|nor|normal|intact)\b")
_STOP = frozenset((
    "the", "a", "an", "of", "and", "or", "to", "in", "for", "with", "that", "this", "is", "are", "was", "were", "be",
    "been", "has", "have", "had", "there", "their", "his", "her", "patient", "worker", "injured", "any", "which",
    "from", "at", "by", "as", "on", "it", "its", "not", "no", "documentation", "documented", "evidence", "record",
    "records", "recent", "prior", "previous", "noted", "medical", "submitted", "provided", "documents", "clinical",
    "review", "available", "does", "did", "do", "report", "reported", "case", "file", "indicate", "indicated",
    "clear", "support", "request", "requested", "treatment", "necessary", "medically", "specific", "current",
    "currently", "additional", "including", "include", "significant", "such", "other", "also", "would", "should",
    "may", "findings", "sufficient", "due", "who", "than", "more", "use", "used", "employee", "claimant", "applicant",
    "note", "notes", "information", "lack", "failed", "fails", "show", "shows", "demonstrate", "demonstrated",
    "related", "within", "time", "physician", "provider", "rationale", "guidelines", "guideline", "criteria",
    "recommended", "based", "evaluation", "examination", "objective", "subjective",
))  # fmt: skip
_SYNONYMS = {
    "physiotherapy": "physical therapy", "pt": "physical therapy", "chiropractic": "conservative",
    "acupuncture": "conservative", "therapy": "conservative", "nsaids": "medication", "ibuprofen": "medication",
    "naproxen": "medication", "medications": "medication", "weakness": "weak", "strength": "weak",
    "numbness": "sensory", "sensation": "sensory", "tingling": "sensory", "paresthesia": "sensory",
    "radiculopathy": "radicular", "radiating": "radicular", "radiation": "radicular", "straight": "radicular",
    "slr": "radicular", "x-ray": "imaging", "x-rays": "imaging", "mri": "imaging", "radiographs": "imaging",
    "entrapment": "nerve", "cubital": "nerve", "carpal": "nerve", "arthritis": "osteoarthritis",
    "arthrosis": "osteoarthritis", "joint": "osteoarthritis", "audiologist": "audiology", "audiological": "audiology",
    "hearing": "audiology", "improved": "improvement", "improving": "improvement", "better": "improvement",
    "functional": "function", "spasms": "spasm", "failed": "failure", "sessions": "visits", "instability": "unstable",
}  # fmt: skip
_FEWEST = 2
_WORD = re.compile(r"[a-z][a-z-]{2,}")


def absences_hold(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """An absence that the reasons rest on is not answered by another passage of the letter."""
    summary: list[tuple[Sentence, frozenset[str], int]] | None = None
    for number, reasons in enumerate(context.reading.reasons):
        best: tuple[int, Sentence, Sentence] | None = None
        present: list[tuple[Sentence, frozenset[str], int]] | None = None
        for sentence in reasons:
            absent = _ABSENT.search(sentence.lower)
            if absent is None or quotes_guideline(sentence.lower[: absent.start()][-80:]):
                continue
            sought = _stems(sentence.lower[absent.end() : absent.end() + 140])
            if len(sought) < _FEWEST:
                continue
            summary = _present(context.reading.summary) if summary is None else summary
            present = summary + _present(reasons) if present is None else present
            for told, stems, negative in present:
                weight = len(sought & stems) - negative
                if weight >= max(_FEWEST, len(sought) // 2) and (best is None or weight > best[0]):
                    best = weight, sentence, told
        if best is None:
            continue
        _, sentence, told = best
        yield context.claim(
            letter,
            "{lines} rests on something not being there; another passage may show it: does it?",
            context.reading.passage(sentence),
            against=(context.reading.passage(told),),
            lines=(number + 1,),
            kind=Kind.ABSENCE_CONTRADICTED,
            prompt=True,
            severity=Severity.MINOR,
            expected="the absence, or the passage, explained",
            remedy="Search the record, and confirm the absence or withdraw it.",
        )


def _present(sentences: Iterable[Sentence]) -> list[tuple[Sentence, frozenset[str], int]]:
    """The sentences that tell of something being there, with their stems and what a denial in them weighs."""
    return [
        (sentence, _stems(sentence.lower), 1 if _NEGATIVE.search(sentence.lower) else 0)
        for sentence in sentences
        if not _ABSENT.search(sentence.lower) and not quotes_guideline(sentence.lower)
    ]


@lru_cache(maxsize=4096)
def _stems(lower: str) -> frozenset[str]:
    """The stems of the words that mean something here."""
    return frozenset(_stem(_SYNONYMS.get(word, word)) for word in _WORD.findall(lower) if word not in _STOP)


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ers", "ed", "es", "s", "y"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word
