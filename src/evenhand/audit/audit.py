"""The audit of one letter: every check of the programme made, and what each says, once and in order."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from evenhand.audit.check import CHECKS, Check
from evenhand.audit.claim import Claim, Party
from evenhand.audit.context import AuditContext, AuditLaw, CheckLaw, listed
from evenhand.audit.letter_words import LetterWords
from evenhand.citation import NoRuleInForce
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity
from evenhand.programme.model import Programme


def audit(letter: PublishedDetermination, law: AuditLaw, programme: Programme, text: str = "") -> tuple[Claim, ...]:
    """Everything the checks say of a letter: contradictions first, then questions, then the administrator's faults,
    then what every letter of the kind lacks, then what the letter stood.

    Each is said once, with the lines it speaks of. `text` is the letter as read, by which passages are found and lines
    counted. A check that the law of the letter's day gives no answer to becomes a note that says what would have to be
    read first.
    """
    reading = LetterWords(letter, text)
    claims: list[Claim] = []
    for check_law in law.checks:
        check = CHECKS[check_law.name]
        context = AuditContext(
            programme=programme,
            law=check_law,
            assumed=law.assumed,
            reading=reading,
            text=text,
            kind=check.kind,
            party=check.party,
            prompt=check_law.prompt or check.prompt,
            fit=law.fit,
            editions=law.editions,
            drugs=law.drugs,
            topic=check.topic,
        )
        claims += _once(_made(letter, check, check_law, context))
    return tuple(sorted(claims, key=_order))


def _made(letter: PublishedDetermination, check: Check, check_law: CheckLaw, context: AuditContext) -> Iterator[Claim]:
    try:
        for finding in check.examine(letter, context):
            yield finding if isinstance(finding, Claim) else _as_claim(finding, check)
    except NoRuleInForce as error:
        yield Claim(
            rule=error.rule,
            message=f"{check_law.title}: not checked. {error}",
            severity=Severity.NOTE,
            citation=error.citation,
            place=letter.place(""),
            check=check_law.id,
            topic=check.topic,
            party=check.party,
            prompt=True,
        )


def _as_claim(finding: Finding, check: Check) -> Claim:
    told = {name: getattr(finding, name) for name in Finding.__dataclass_fields__}
    return Claim(**{**told, "topic": check.topic}, kind=check.kind, party=check.party, prompt=check.prompt)


def _once(claims: Iterable[Claim]) -> list[Claim]:
    """One claim for each message, with all lines it is made of; the first passage, and the others against it."""
    joined: dict[tuple[str, Severity, bool], Claim] = {}
    for claim in claims:
        key = claim.message, claim.severity, claim.prompt
        if key not in joined:
            joined[key] = claim
            continue
        before = joined[key]
        more = (*before.against, *((claim.passage,) if claim.passage else ()), *claim.against)
        lines = tuple(sorted({*before.lines, *claim.lines}))
        joined[key] = replace(before, lines=lines, against=tuple(dict.fromkeys(more)))
    return [replace(claim, message=_told(claim)) if "{lines}" in claim.message else claim for claim in joined.values()]


def _told(claim: Claim) -> str:
    """The message with the lines it speaks of in words."""
    numbers = listed([str(line) for line in claim.lines])
    words = f"line{'s' if len(claim.lines) > 1 else ''} {numbers}" if claim.lines else "the letter"
    message = claim.message.replace("{lines}", words)
    if len(claim.lines) > 1:
        for alone, several in _PLURALS:
            message = message.replace(f"{words} {alone} ", f"{words} {several} ")
    return message[0].upper() + message[1:]


_PLURALS = (
    ("is", "are"), ("disputes", "dispute"), ("asks", "ask"), ("joins", "join"), ("rests", "rest"),
    ("refuses", "refuse"), ("names", "name"), ("speaks", "speak"), ("seems", "seem"), ("decides", "decide"),
)  # fmt: skip


def _order(claim: Claim) -> tuple[int, int, int]:
    """Contradictions and other claims, heaviest first; questions; the administrator's; the form's; what was stood."""
    is_passed = claim.severity is Severity.PASS
    group = {Party.REVIEWER: 0, Party.PAYER: 2, Party.FORM: 3}[claim.party]
    return (
        4 if is_passed else 1 if group == 0 and claim.prompt else group,
        -claim.severity.rank,
        claim.lines[0] if claim.lines else 0,
    )
