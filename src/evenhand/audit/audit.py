"""The audit of one letter: every check of the programme made, and what each says."""

from collections.abc import Iterator
from dataclasses import replace

from evenhand.audit.check import CHECKS
from evenhand.audit.context import AuditContext, AuditLaw, CheckLaw
from evenhand.audit.passage import with_line
from evenhand.citation import NoRuleInForce
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding, Severity
from evenhand.programme.model import Programme


def audit(letter: PublishedDetermination, law: AuditLaw, programme: Programme, text: str = "") -> tuple[Finding, ...]:
    """Everything the checks say of a letter, in the order of the programme's list.

    `text` is the letter as read, by which passages are found and lines counted. A check that the law of the letter's
    day gives no answer to becomes a note that says what would have to be read first.
    """
    return tuple(
        replace(finding, topic=CHECKS[check.name].topic, place=with_line(finding.place, text))
        for check in law.checks
        for finding in _made(
            letter, check, AuditContext(programme=programme, law=check, assumed=law.assumed, text=text)
        )
    )


def _made(letter: PublishedDetermination, check: CheckLaw, context: AuditContext) -> Iterator[Finding]:
    try:
        yield from CHECKS[check.name].examine(letter, context)
    except NoRuleInForce as error:
        yield Finding(
            rule=error.rule,
            message=f"{check.title}: not checked. {error}",
            severity=Severity.NOTE,
            citation=error.citation,
            place=letter.place(""),
            check=check.id,
        )
