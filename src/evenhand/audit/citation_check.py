"""What both sides cite: a chapter on the part in dispute, in an edition that was in force, with a section that is
one."""

import datetime as dt
import re
from collections.abc import Iterator

from evenhand.audit.anatomy import are_related, parts_in
from evenhand.audit.claim import Kind, Party
from evenhand.audit.context import AuditContext
from evenhand.audit.disputed import disputed
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity
from evenhand.guideline.standing import CitedStanding
from evenhand.programme.rule import Statement

_SIDES = (("reviewer_guideline", Party.REVIEWER), ("payer_guideline", Party.PAYER))
_COMPLAINTS = re.compile(
    r"\b(neck and upper back|low back|shoulder|elbow|forearm, wrist,? and hand|knee|ankle and foot)\s+complaints\b",
    re.IGNORECASE,
)
_ODG = re.compile(
    r"\b(?:official disability guidelines|odg)\)?[ ,:;-]*(?:\(?\d{4}\)?[ ,;]*)?(?:treatment in workers'? "
    r"compensation[ ,;]*)?"
    r"(neck(?: and upper back| & upper back)?|low back|shoulder|elbow|forearm,? wrist,? (?:and|&) hand|knee(?: "
    r"(?:and|&) leg)?|"
    r"ankle(?: (?:and|&) foot)?|hip (?:and|&) pelvis|head)\b",
    re.IGNORECASE,
)
_PART_OF = {
    "neck and upper back": {"neck", "upper_back"}, "neck & upper back": {"neck", "upper_back"},
    "neck": {"neck", "upper_back"}, "low back": {"low_back", "upper_back"}, "shoulder": {"shoulder"},
    "elbow": {"elbow"}, "knee": {"knee"}, "ankle": {"foot"}, "head": {"head"}, "hip and pelvis": {"hip"},
    "hip & pelvis": {"hip"},
}  # fmt: skip
_SECTION = re.compile(
    r"\bsection(?:\(s\)|s)?:?\s*(?:pages?|pp?\.)?\s*(\d{2,3}(?:\s*[-,]\s*\d{1,3})*)\s*(?=[.;]|$)", re.IGNORECASE
)


def guideline_fits_part(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A chapter on one part of the body is not cited alone for a line on another, by either side."""
    compared = False
    for number, treatment in enumerate(letter.treatments):
        title = disputed(treatment.title or "").lower()
        parts = parts_in(title) or parts_in((treatment.title or "").lower())
        parts -= {"back"}
        if not parts:
            continue
        for field, party in _SIDES:
            covered = _covered(getattr(treatment, field) or "")
            if not covered:
                continue
            compared = compared or party is Party.REVIEWER
            if covered & parts or are_related(frozenset(covered), parts):
                continue
            whose = context.programme.label("payer") if party is Party.PAYER else "reviewer"
            yield context.claim(
                letter,
                f"{{lines}} is decided by the {whose} on a chapter about another part of the body.",
                context.reading.part(field, number),
                against=(context.reading.part("title", number),),
                lines=(number + 1,),
                kind=Kind.GUIDELINE_BODY_PART,
                party=party,
                severity=None if party is Party.REVIEWER else Severity.MINOR,
                expected="the chapter on the part of the body in dispute",
                remedy="Ask whether the citation or the reasons belong to another line.",
            )
    if compared:
        message = "No chapter on one part of the body is cited for another."
        yield context.passed(letter, message, letter.place("reviewer_guideline", 0))


def _covered(cited: str) -> set[str]:
    """The parts of the body that the chapters cited are about; none where another guideline is cited beside them."""
    if re.search(
        r"chronic pain|opioid|acupuncture|postsurgical|general approaches|initial approaches", cited, re.IGNORECASE
    ):
        return set()
    chapters = [match[1].lower() for match in _COMPLAINTS.finditer(cited)] + [
        match[1].lower() for match in _ODG.finditer(cited)
    ]
    parts: set[str] = set()
    for chapter in chapters:
        first = next((name for name in _PART_OF if chapter == name or chapter.startswith(f"{name} ")), "")
        parts |= _PART_OF.get(first, set()) or ({"hand"} if "wrist" in chapter else set(parts_in(chapter)))
    outside = re.search(r"non-?mtus", cited, re.IGNORECASE)
    is_read = _ODG.search(cited) or (outside and _COMPLAINTS.search(cited, outside.end()))
    if re.search(r"non-?mtus|https?://|www\.|journal", cited, re.IGNORECASE) and not is_read:
        return set()
    return parts


def editions_stand(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """What is cited of the schedule is cited in an edition that there is, and that counted by the library."""
    editions = context.editions
    if editions is None:
        return
    is_wrong, is_right = False, False
    for number, treatment in enumerate(letter.treatments):
        for name, party in _SIDES:
            statement: str | None = getattr(treatment, name)
            field = "decision_date" if party is Party.REVIEWER else "ur_denial_date"
            day: dt.date | None = getattr(letter, field)
            if not statement or day is None:
                continue
            cited = editions.stood(statement, day, letter.ur_denial_date)
            for stand, is_sure in cited.wrong:
                is_wrong = is_wrong or party is Party.REVIEWER
                yield _edition(letter, context, number, name, field, party, stand, is_sure=is_sure)
            is_right = is_right or (party is Party.REVIEWER and cited.is_right)
    if is_right and not is_wrong:
        words = "Every edition cited of the schedule was in force."
        yield context.passed(letter, words, letter.place("reviewer_guideline", 0))


def _edition(
    letter: PublishedDetermination,
    context: AuditContext,
    number: int,
    name: str,
    field: str,
    party: Party,
    stand: CitedStanding,
    *,
    is_sure: bool,
) -> Finding:
    return context.claim(
        letter,
        f"{{lines}} rests on an edition that did not count: {stand.words}",
        context.reading.part(name, number),
        against=(context.reading.part(field),),
        lines=(number + 1,),
        kind=Kind.EDITION,
        party=party,
        prompt=None if is_sure else True,
        severity=None if party is Party.REVIEWER else Severity.MINOR,
        expected="the edition that counted",
        remedy="Look the recommendation up in the edition that counted.",
    )


def sections_are_sections(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """What is given as a section is the name of one, and no page number."""
    for number, treatment in enumerate(letter.treatments):
        for field, party in _SIDES:
            match = _SECTION.search(getattr(treatment, field) or "")
            if match is None:
                continue
            yield context.claim(
                letter,
                f'{{lines}}: "{match[1]}" stands for the section, and is a page or nothing.',
                context.reading.part(field, number),
                against=(context.reading.part(field, number),),
                lines=(number + 1,),
                kind=Kind.PAGE_AS_SECTION,
                party=party,
                severity=Severity.MINOR,
                expected="the title of the section",
                remedy="Look the place up and name its section.",
            )


def chronic_phase(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A guideline on chronic pain or chronic opioid use, applied within three months of the injury: asked, never
    said."""
    injured, denied = letter.date_of_injury, letter.ur_denial_date or letter.decision_date
    if injured is None or denied is None or not 0 <= (denied - injured).days < _months(context) * 365 / 12:
        return
    days = (denied - injured).days
    for number, treatment in enumerate(letter.treatments):
        cited = (treatment.reviewer_guideline or "").lower()
        if any(words in cited for words in context.law.words["chronic"]):
            yield context.claim(
                letter,
                f"{{lines}} is decided by a guideline on chronic pain {days} days after the {context.occurrence}: "
                "is the pain chronic, and "
                "what does the chapter on the part of the body say?",
                context.reading.part("reviewer_guideline", number),
                against=(context.reading.part("date_of_injury"),),
                lines=(number + 1,),
                kind=Kind.GUIDELINE_PHASE,
                prompt=True,
                severity=Severity.MINOR,
                expected="the chapter on the part of the body first, and why the chronic pain guideline applies",
                remedy="Have the reviewer say why the guideline applies so early.",
            )


def _months(context: AuditContext) -> int:
    """The months after which pain counts as chronic, by the latest version of the rule that says so."""
    values = [version.value for version in context.rule().versions]
    told = [value.facts.get("months_since_onset_at_least") for value in values if isinstance(value, Statement)]
    return next((months for months in reversed(told) if isinstance(months, int)), 0)


def sources_ranked(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A page of the web that the reviewer cites is placed in the order of standards; asked, for it may hold a study."""
    for number, treatment in enumerate(letter.treatments):
        cited = (treatment.reviewer_guideline or "").lower()
        if not _WEB.search(cited) or any(words in cited for words in context.law.words["known"]):
            continue
        yield context.claim(
            letter,
            "{lines} is decided on a page of the web: what is it, and which rank of evidence has it?",
            context.reading.part("reviewer_guideline", number),
            against=(context.reading.part("title", number),),
            lines=(number + 1,),
            expected="the source and its rank in the order of standards",
            remedy="Have the reviewer name the study or guideline and its rank.",
        )


_WEB = re.compile(r"https?://|\bwww\.|\b[a-z0-9-]+\.(?:com|org|net|edu|gov)\b|\bwikipedia\b|\bwebmd\b")
