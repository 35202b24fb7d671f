"""Whether the reasons answer the line: they name its treatment, and decide no more and no other than is in dispute."""

import re
from collections.abc import Iterator

from evenhand.audit.claim import Kind, Passage
from evenhand.audit.context import AuditContext
from evenhand.audit.disputed import disputed
from evenhand.audit.drug_table import drug_table
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity
from evenhand.treatment import Outcome

_ANCILLARY = re.compile(r"\b(?:ancillary|associated|accessory|adjunct)\b[^.]{0,80}\bnot (?:medically )?necessary")
_OWN = re.compile(r"\b(?:injection|mri|x-?ray|emg|physical therapy|acupuncture|chiropractic|\d+\s?mg)\b")
_BOTH = re.compile(r"\bboth\b[^.]{0,80}\b(?:are|were)\b[^.]{0,30}\bnecessary")
_WORD = re.compile(r"[a-z][a-z-]{3,}")
_COMMON = frozenset(
    [
        "request",
        "requested",
        "original",
        "authorized",
        "remaining",
        "eligible",
        "portion",
        "claims",
        "administrator",
        "left",
        "right",
        "bilateral",
        "times",
        "week",
        "weeks",
        "month",
        "months",
        "sessions",
        "visits",
        "without",
        "with",
        "quantity",
        "unknown",
        "retrospective",
        "additional",
        "treatment",
        "service",
        "services",
        "days",
        "refill",
        "refills",
        "twice",
        "three",
        "four",
        "five",
        "eight",
        "twelve",
        "once",
        "daily",
        "tablet",
        "tablets",
        "capsules",
        "purchase",
        "rental",
        "unit",
        "post-op",
        "pre-op",
        "associated",
        "surgical",
        "for",
        "the",
        "and",
        "spine",
        "body",
        "part",
        "area",
        "affected",
        "apply",
        "hours",
        "initial",
        "continuation",
        "home",
    ]
)
_SYNONYMS = {
    "mri": ("magnetic", "imaging", "scan"), "ct": ("tomograph", "imaging", "scan"),
    "emg": ("electro", "nerve conduction"), "ncs": ("electro", "nerve conduction"),
    "ncv": ("electro", "nerve conduction"), "x-ray": ("radiograph", "imaging", "plain film"),
    "x-rays": ("radiograph", "imaging", "plain film"), "xray": ("radiograph", "imaging"),
    "pt": ("therap", "physical med"), "ot": ("therap",), "pt/ot": ("therap",),
    "tens": ("electrical", "transcutaneous"), "electrical": ("tens", "e-stim", "interferential"),
    "esi": ("epidural",), "fce": ("functional capac",), "chiro": ("manipul", "chiropr", "manual"),
    "chiropractic": ("manipul", "manual"), "chirophysio": ("manipul", "manual"), "brace": ("support", "orthos"),
    "lab": ("test",), "labs": ("test",), "consult": ("visit", "referr"), "consultation": ("visit", "referr"),
}  # fmt: skip
"""Beginnings of other words for a treatment."""
_INITIALS = frozenset(
    ("mri", "ct", "emg", "ncs", "ncv", "pt", "ot", "tens", "esi", "fce", "cbc", "cmp", "gym", "rue", "lue")
)
_STOPPING = re.compile(
    r"\b(?:wean\w*|taper\w*|withdraw\w*|discontinu\w*|abrupt\w*|titrat\w*|slowly reduc\w*|detox\w*)\b"
)
_STOPS_HARM = re.compile(
    r"\b(?:norco|hydrocodone|oxycodone|percocet|tramadol|ultram|morphine|ms contin|opana|oxymorphone|fentanyl"
    r"|duragesic|methadone|"
    r"tapentadol|nucynta|codeine|tylenol #?3|vicodin|dilaudid|hydromorphone|butrans|buprenorphine|suboxone|diazepam"
    r"|valium|alprazolam|xanax|"
    r"lorazepam|ativan|clonazepam|klonopin|temazepam|restoril|ambien|zolpidem|lunesta|carisoprodol|soma|butalbital|fioricet)\b"
)
_LIMIT = re.compile(
    r"\b(?:up to|maximum of|no more than|not (?:to )?exceed|limited to|recommends? (?:a )?(?:total of "
    r")?)\s*(\d{1,2})(?:\s*(?:-|to)\s*(\d{1,2}))?\s+"
    r"(?:[a-z]+\s){0,2}?(?:visits?|sessions?|treatments?)\b"
)


def line_answered(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The reasons for a line name what is in dispute, and do not answer it as an accessory or decide more."""
    for number, treatment in enumerate(letter.treatments):
        title = disputed(treatment.title or "").lower()
        reasons = context.reading.reasons[number]
        if not reasons:
            continue
        question, about = "", reasons[-1]
        for sentence in reasons:
            if (
                _ANCILLARY.search(sentence.lower)
                and _OWN.search(title)
                and not title.startswith(("associated", "post", "pre-", "pre "))
            ):
                question, about = "{lines} is answered as an accessory of another treatment: is it one?", sentence
            elif _BOTH.search(sentence.lower) and (treatment.title or "").lower() != title:
                question, about = (
                    "{lines} seems to decide more than what was left in dispute: what was decided?",
                    sentence,
                )
        if not question and not _is_named(title, " ".join(sentence.lower for sentence in reasons)):
            question = "The reasons for {lines} never name what is in dispute: do they answer it?"
        if question:
            yield _asked(letter, context, number, question, context.reading.passage(about), Kind.NOT_ANSWERED)


def _is_named(title: str, reasons: str) -> bool:
    """Whether reasons name something of a title: one of its words or their synonyms, its medicine, its initials."""
    words = [word for word in _WORD.findall(title) if word not in _COMMON]
    short = [word for word in re.findall(r"\b[a-z]{2,4}\b", title) if word in _SYNONYMS or word in _INITIALS]
    if not words and not short:
        return True
    drugs = {drug.ingredient for drug, _ in drug_table().named(title)}
    if drugs and drugs & {drug.ingredient for drug, _ in drug_table().named(reasons)}:
        return True
    sought = [word[:6] for word in words] + [other for word in (*words, *short) for other in _SYNONYMS.get(word, ())]
    if any(word in reasons for word in sought):
        return True
    return (
        any(re.search(rf"\b{word}s?\b", reasons) for word in short)
        or "".join(word[0] for word in words) in reasons.split()
    )


def stopping_told(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A medicine whose sudden end may harm is not refused without a word on stopping it."""
    for number, treatment in enumerate(letter.treatments):
        title = (treatment.title or "").lower()
        drug = _STOPS_HARM.search(title)
        if (
            drug is None
            or treatment.outcome is not Outcome.UPHELD
            or _STOPPING.search((treatment.rationale or "").lower())
        ):
            continue
        if "post-op" in title:
            continue
        reasons = context.reading.reasons[number]
        passage = context.reading.passage(reasons[-1]) if reasons else context.reading.part("title", number)
        question = f"{{lines}} refuses {drug[0]} and says nothing of how to stop it: should it?"
        yield _asked(letter, context, number, question, passage, Kind.OTHER)


def limits_applied(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A limit that the reasons quote, and a request within it that is refused: asked."""
    for number, treatment in enumerate(letter.treatments):
        if treatment.outcome is not Outcome.UPHELD:
            continue
        count = re.search(
            r"\b(\d{1,2})\s+(?:sessions?|visits?)|(?:x|times|#)\s?(\d{1,2})\b", disputed(treatment.title or "").lower()
        )
        if count is None:
            continue
        asked = int(count[1] or count[2])
        told = [sentence for sentence in context.reading.reasons[number] if _LIMIT.search(sentence.lower)]
        has_had = any(
            re.search(r"\b(?:completed|attended|received|has had|already|prior|previous)\b", s.lower)
            for s in context.reading.reasons[number]
        )
        for sentence in told[:1]:
            limit = _LIMIT.search(sentence.lower)
            if limit and asked <= int(limit[2] or limit[1]) and not has_had:
                question = f"{{lines}} asks for {asked}, which the limit quoted allows: why is it refused?"
                yield _asked(
                    letter, context, number, question, context.reading.passage(sentence), Kind.OUTCOME_VS_REASONS
                )


def _asked(
    letter: PublishedDetermination, context: AuditContext, number: int, question: str, passage: Passage, kind: Kind
) -> Finding:
    return context.claim(
        letter,
        question,
        passage,
        against=(context.reading.part("title", number),),
        lines=(number + 1,),
        kind=kind,
        prompt=True,
        severity=Severity.MINOR,
        expected="an answer to what was asked",
        remedy="Have the reviewer answer the line, or say why not.",
    )
