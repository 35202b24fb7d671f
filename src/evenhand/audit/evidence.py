"""The grounds: what payer and reviewer cite, how exactly, by which test, and in which order of guidelines."""

import re
from collections.abc import Iterator

from evenhand.audit.context import AuditContext, listed
from evenhand.audit.passage import mentions, passage
from evenhand.determination.published import PublishedDetermination, PublishedTreatment
from evenhand.finding import Finding, Severity

_CITATION = re.compile(r"decision based on", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?:19|20)\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2}(?:st|nd|rd|th) ed(?:ition)?\b", re.IGNORECASE
)

_EARLY = 92
"""Days within which `chronic_phase` asks already."""
_TOPIC = re.compile(r"[)/,:-]\s*\(?[A-Z]\w")
"""A title followed by a topic, as in `Guidelines (X) Hip & Pelvis, X-ray`."""


def payer_gave_grounds(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The payer cited some criteria or evidence for its denial."""
    payer = context.programme.label("payer")
    silent = False
    for number, treatment in enumerate(letter.treatments):
        if mentions(treatment.payer_guideline, context.law.words["none_cited"]):
            silent = True
            yield context.finding(
                letter,
                f"The {payer} cited no evidence for its denial of {{lines}}. The fault is the {payer}'s and leaves the "
                "determination as it is.",
                letter.place("payer_guideline", number),
                expected="the criteria and the clinical reasons in the notice of the decision",
                remedy=f"Report the {payer}'s notice to the {context.programme.label('regulator')}.",
            )
    if not silent and any(treatment.payer_guideline for treatment in letter.treatments):
        message = f"The {payer} cited something for every denial whose grounds the letter shows."
        yield context.passed(letter, message, letter.place("payer_guideline", 0))


_QUOTED = re.compile('["\u201c][^"\u201d]{0,600}["\u201d]')


def lawful_test_applied(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The reasons apply the test of the law and no other; what they quote is not theirs."""
    words = context.law.words
    clean = True
    for number, treatment in enumerate(letter.treatments):
        rationale = " ".join((treatment.rationale or "").lower().split())
        if not any(test in rationale for test in words["foreign"]) or mentions(rationale, words["rebuttal"]):
            continue
        for sentence in context.reading.reasons[number]:
            own = _QUOTED.sub(" ", sentence.lower)
            if mentions(own, words["quoting"]) or not (test := mentions(own, words["foreign"])):
                continue
            clean = False
            yield context.claim(
                letter,
                f'The reasons for {{lines}} ask for "{test}", which is no test of the law, and weigh no evidence '
                "against the guideline.",
                context.reading.passage(sentence),
                against=(context.reading.passage(sentence),),
                lines=(number + 1,),
                expected="medical necessity by the order of standards; a guideline presumed correct yields to a "
                "preponderance of scientific medical evidence",
                remedy="Have the line decided by the test of the law.",
            )
            break
    if clean and any(treatment.rationale for treatment in letter.treatments):
        message = "The reasons name none of the tests that this check knows to be foreign to the law."
        yield context.passed(letter, message, letter.place("rationale", 0))


def silence_holds(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """Where the reasons call the treatment schedule silent, the payer did not decide on a chapter of it."""
    for number, treatment in enumerate(letter.treatments):
        payer = treatment.payer_guideline or ""
        words = context.law.words
        is_beside = mentions(payer, words.get("beside_schedule", ())) and not mentions(
            payer, words.get("by_schedule", ())
        )
        if not mentions(payer, words["schedule"]) or is_beside:
            continue
        rationale = " ".join((treatment.rationale or "").lower().split())
        if not any(words in rationale for words in context.law.words["silent"]):
            continue
        for sentence in context.reading.reasons[number]:
            if mentions(sentence.lower, context.law.words["silent"]):
                yield context.claim(
                    letter,
                    "{lines}: the reasons call the schedule silent, and the administrator decided on a chapter of "
                    "it: is it?",
                    context.reading.passage(sentence),
                    against=(context.reading.part("payer_guideline", number),),
                    lines=(number + 1,),
                    severity=Severity.MINOR,
                    expected="the chapter of the schedule, or why it does not apply",
                    remedy="Look the chapter up before going outside the schedule.",
                )
                break


def body_part_first(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A guideline on chronic pain is not applied alone to a part of the body that has a guideline of its own."""
    injured, denied = letter.date_of_injury, letter.ur_denial_date
    if not context.is_in_force(letter) or (injured and denied and (denied - injured).days < _EARLY):
        return
    for number, treatment in enumerate(letter.treatments):
        if _unaddressed(letter, treatment, context):
            yield context.finding(
                letter,
                "{lines} is decided by the chronic pain guideline alone. The letter neither "
                "addresses the guideline on that part of the body nor says that the pain has outlasted healing.",
                letter.place("reviewer_guideline", number),
                expected="the guideline on the part of the body first, and why the chronic pain guideline applies",
                remedy="Have the reviewer state why the chronic pain guideline applies.",
            )


def _unaddressed(letter: PublishedDetermination, treatment: PublishedTreatment, context: AuditContext) -> str:
    """The part of the body, in the line's words, whose guideline was passed over; empty where none was."""
    words = context.law.words
    cited = treatment.reviewer_guideline or ""
    if not mentions(cited, words["chronic_guideline"]) or mentions(cited, words["body_guideline"]):
        return ""
    reasons = " ".join(filter(None, (letter.summary, treatment.rationale))).lower()
    if mentions(treatment.rationale, words["body_guideline"]):
        return ""
    for name in words["chronic_guideline_names"]:
        reasons = reasons.replace(name, " ")
    return "" if mentions(reasons, words["applies"]) else mentions(treatment.title, words["body_part"])


def citations_exact(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """Every citation of the reviewer tells the edition and the section, so that anybody can find the place."""
    exact = True
    part = "manner" if context.is_in_force(letter, "manner") else "evidence"
    for number, treatment in enumerate(letter.treatments):
        if not treatment.reviewer_guideline or mentions(treatment.reviewer_guideline, context.law.words["none_cited"]):
            continue
        for cited in _citations(treatment.reviewer_guideline):
            missing = _missing(cited, context)
            if missing:
                exact = False
                yield context.finding(
                    letter,
                    f"The reviewer's citation for {{lines}} does not tell {listed(missing)}.",
                    passage(letter, context.text, cited, "reviewer_guideline", number),
                    part=part,
                    expected="name, edition or date, title of the section, and its rank in the order of standards",
                    remedy="Look the place up in the edition in force on the day of the decision.",
                )
    if exact and any(treatment.reviewer_guideline for treatment in letter.treatments):
        yield context.passed(letter, "Every citation tells edition and section.", letter.place("reviewer_guideline", 0))


def _citations(statement: str) -> list[str]:
    """The citations of a printed statement: `Decision based on A. Decision based on B.` are two."""
    starts = [match.start() for match in _CITATION.finditer(statement)] or [0]
    return [statement[start:end].strip() for start, end in zip(starts, [*starts[1:], len(statement)], strict=True)]


def _missing(cited: str, context: AuditContext) -> list[str]:
    words = context.law.words
    missing = [] if _YEAR.search(cited) else ["the edition or its date"]
    has_topic = mentions(cited, words["outside"]) and _TOPIC.search(cited)
    if not has_topic and not mentions(cited, (*words["section"], *words["undivided"])):
        missing.append("the section")
    if missing and not mentions(cited, words["tier"]):
        missing.append("its rank in the order of standards")
    return missing


def _short(cited: str) -> str:
    words = _CITATION.sub("", cited).strip(" .")
    return words if len(words) <= 90 else f"{words[:87]}..."
