"""The days that summary and reasons tell, against those of the header: injury, denial, visits, and impossible ones."""

import datetime as dt
import re
from collections.abc import Generator, Iterator

from evenhand.audit.claim import Kind
from evenhand.audit.context import AuditContext
from evenhand.audit.letter_words import Sentence
from evenhand.audit.told_day import DAY, impossible_days, told_days
from evenhand.clock.due import spoken
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity

_INJURED = re.compile(
    rf"(?:(?:industrial|work(?:[- ]related)?|occupational|initial|original)\s+(?:injur(?:y|ies)|accident|claim)|date "
    rf"of (?:the )?injury"
    rf"|\bdoi\b|\binjured(?: (?:his|her|the|their) [a-z ]{{3,40}})?|sustained an? (?:[a-z-]+ ){{0,3}}injur(?:y|ies)"
    rf"|reported an injury|hurt [a-z ]{{3,40}})"
    rf"(?:\s+(?:that )?(?:occurred|sustained|dated|date))?(?:\s+(?:to|of) (?:his|her|the) [a-z ]{{3,30}})?\s*(?:on"
    rf"|of|from|is|was|:|dated)?\s*(?:of\s+)?(?P<day>{DAY})"
)
_DAY_OF_INJURY = re.compile(r"\b(?:date of (?:the )?injury|doi)\b")
_ANOTHER = re.compile(r"\b(?:prior|previous|another|other|different|second|first|earlier|separate|old|unrelated)\b")
_OF_INJURY = ("injur", "accident", "claim", "doi", "hurt")
"""One of these stands wherever the pattern finds a day."""
_DENIED = re.compile(
    rf"(?:utilization review|\bur\b|prior review|peer review)(?: (?:letter|decision|determination|report|denial"
    rf"|review))*"
    rf"[^.;]{{0,25}}?\s(?:dated|date|on|of|from)\s(?P<after>{DAY})"
    rf"|(?:on|dated)\s(?P<before>{DAY}),?\s(?:the\s)?(?:utilization review|\bur\b|claims administrator)"
)
_REFUSES = re.compile(
    r"\b(?:non-?\s?certif\w+|den(?:y|ied|ial|ies)|modif\w+|not medically necessary|determin\w+|not certified|did not "
    r"certify|certified)\b"
)
_VISIT = re.compile(
    r"\b(?:progress (?:notes?|reports?)|pr-?2|notes?|reports?|follow[- ]up|presented|was (?:seen|evaluated)|visits?"
    r"|examination|"
    r"evaluation|consultation)\b"
)
_EARLIER = re.compile(
    r"\b(?:prior|previous(?:ly)?|history|past|pre-?existing|before|earlier|old|surgery|surgical|initial|mri|x-?rays?|ct|emg|"
    r"radiograph\w*|operat\w+|status post|s/p|born|dob|hired|employ\w+|guideline\w*|adopted|effective|published"
    r"|version)\b"
)
_FAR = dt.timedelta(days=365 * 25)
_NEAR = dt.timedelta(days=120)
_LENGTH = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})[- ](weeks?|months?"
    r"|years?)\s+(?:after|since|post|from|following)[- ](?:the |his |her )?(?:date of )?injury\b"
)
_SINCE = re.compile(
    r"(?:weeks?|months?|years?)[ -](?:after|since|post|from|following)[ -](?:the |his |her )?(?:date of )?injury"
)
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_UNITS = {"week": 7, "month": 30, "year": 365}


def days_told_agree(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """The days of injury and denial that the letter tells are those of its header; no day is impossible."""
    is_injury_read = yield from _injury(letter, context)
    is_denial_read = yield from _denial(letter, context)
    yield from _impossible(letter, context)
    yield from _before_injury(letter, context)
    yield from _since_injury(letter, context)
    if is_injury_read or is_denial_read:
        yield context.passed(letter, "The days told are those of the header.", letter.place("summary"))


Compared = Generator[Finding, None, bool]
"""Findings, and at the end whether both sides were read."""


def _injury(letter: PublishedDetermination, context: AuditContext) -> Compared:
    header, compared = letter.date_of_injury, False
    if header is None:
        return False
    told = [
        (day, sentence)
        for sentence in context.reading.dated
        if any(word in sentence.lower for word in _OF_INJURY)
        for day in _named(_INJURED, sentence)
    ]
    contrary = [(day, sentence) for day, sentence in told if day != header]
    named = [each for each in contrary if _DAY_OF_INJURY.search(each[1].lower) and not _ANOTHER.search(each[1].lower)]
    if contrary and (named or len(contrary) == len(told)):
        day, sentence = (named or contrary)[0]
        yield _contrary(
            letter,
            context,
            sentence,
            "date_of_injury",
            f"The {context.occurrence} is told as of {spoken(day)}; the header has {spoken(header)}.",
        )
    elif told:
        compared = True
    return compared


def _denial(letter: PublishedDetermination, context: AuditContext) -> Compared:
    header = letter.ur_denial_date
    if header is None:
        return False
    told = [
        (day, sentence)
        for sentence in context.reading.dated
        if _REFUSES.search(sentence.lower)
        for day in _named(_DENIED, sentence)
        if abs(day - header) <= _NEAR
    ]
    if not told or any(day == header for day, _ in told):
        return bool(told)
    day, sentence = told[-1]
    yield _contrary(
        letter,
        context,
        sentence,
        "ur_denial_date",
        f"The denial is told as of {spoken(day)}; the header has {spoken(header)}.",
    )
    return False


def _named(pattern: re.Pattern[str], sentence: Sentence) -> Iterator[dt.date]:
    for match in pattern.finditer(sentence.lower):
        group = next(name for name, words in match.groupdict().items() if words)
        yield from (day for day, start, _ in told_days(sentence.lower) if start == match.start(group))


def _contrary(
    letter: PublishedDetermination, context: AuditContext, sentence: Sentence, field: str, message: str
) -> Finding:
    return context.claim(
        letter,
        message,
        context.reading.passage(sentence),
        against=(context.reading.part(field),),
        lines=(sentence.line + 1,) if sentence.line >= 0 else (),
        kind=Kind.DATE,
        expected="one day throughout",
        remedy="Compare with the notice of the decision and the case file.",
    )


def _impossible(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """Days that are none, that lie after the determination, or a generation before the injury."""
    decided = letter.decision_date
    for sentence in context.reading.dated:
        for words in impossible_days(sentence.lower)[:1]:
            yield _contrary(letter, context, sentence, "decision_date", f'"{words}" is no day of the calendar.')
        late = [day for day, _, _ in told_days(sentence.lower) if decided and day > decided]
        if late and not re.search(
            r"\b(?:scheduled|appointment|will|next|until|through|to be|expires?|planned)\b", sentence.lower
        ):
            yield _contrary(
                letter, context, sentence, "decision_date",
                f"The letter tells of {spoken(late[0])}, a day after the determination.",
            )  # fmt: skip


def _before_injury(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """Notes and visits dated before the injury; and after the denial, which only asks."""
    injured, denied = letter.date_of_injury, letter.ur_denial_date
    if injured is None:
        return
    for sentence in context.reading.dated:
        for day, start, _ in told_days(sentence.lower):
            around = sentence.lower[max(start - 60, 0) : start + 40]
            if _VISIT.search(around) is None:
                continue
            is_explained = _EARLIER.search(sentence.lower) or re.search(
                r"\bdoi\b|different injury|another injury", sentence.lower
            )
            if injured - _FAR < day < injured and not is_explained:
                yield _contrary(
                    letter, context, sentence, "date_of_injury",
                    f"A note or visit is dated {spoken(day)}, before the {context.occurrence} of {spoken(injured)}.",
                )  # fmt: skip
                return
            if denied and day > denied and sentence.line < 0:
                yield context.claim(
                    letter,
                    f"The summary tells of a visit on {spoken(day)}, after the denial of {spoken(denied)}: was it "
                    f"part of the request?",
                    context.reading.passage(sentence),
                    against=(context.reading.part("ur_denial_date"),),
                    kind=Kind.DATE,
                    prompt=True,
                    severity=Severity.NOTE,
                    remedy="See whether the request decided rests on it.",
                )
                return


def _since_injury(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A time since the injury that the days of the header cannot be."""
    injured, decided = letter.date_of_injury, letter.decision_date
    if injured is None or decided is None:
        return
    if "injury" not in context.reading.vocabulary or not _SINCE.search(context.reading.prose):
        return
    for sentence in context.reading.all:
        for match in _LENGTH.finditer(sentence.lower):
            number = int(match[1]) if match[1].isdigit() else _NUMBERS.index(match[1])
            told = number * _UNITS[match[2].rstrip("s")]
            if told > (decided - injured).days * 1.3 + 14 and not re.search(
                r"\b(?:guideline|if|when|unless|recommend)", sentence.lower
            ):
                yield _contrary(
                    letter, context, sentence, "date_of_injury",
                    f'"{match[0]}" is told, and {(decided - injured).days} days lie between the {context.occurrence} '
                    "and the determination.",
                )  # fmt: skip
                return
