"""The part of the body: the guideline cited is about it, and the conclusion is on the side in dispute."""

from collections.abc import Iterator

from evenhand.audit.context import AuditContext
from evenhand.audit.disputed import disputed
from evenhand.audit.passage import mentions, passage, sentences
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding

_SIDES = ("left", "right")
_BOTH = ("bilateral", "both")
_NECESSITY = ("necessary", "necessity")


def guideline_fits_part(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A guideline that covers one part of the body is not cited alone for another."""
    compared, fits = False, True
    covers = context.law.words
    for number, treatment in enumerate(letter.treatments):
        cited = [guideline for guideline in covers if mentions(treatment.reviewer_guideline, (guideline,))]
        part = next((part for parts in covers.values() if (part := mentions(treatment.title, parts))), "")
        if not cited or not part:
            continue
        compared = True
        if any(mentions(treatment.title, covers[guideline]) for guideline in cited):
            continue
        fits = False
        yield context.finding(
            letter,
            f'Line {number + 1} ("{part}") is decided by a guideline on another part of the body: {cited[0]}.',
            letter.place("reviewer_guideline", number),
            expected="the guideline on the part of the body in dispute",
            remedy="Ask whether the citation or the reasons belong to another line.",
        )
    if compared and fits:
        message = "No guideline on one part of the body is cited for another."
        yield context.passed(letter, message, letter.place("reviewer_guideline", 0))


def sides_agree(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """A line on one side of the body is concluded on that side."""
    compared, agree = False, True
    for number, treatment in enumerate(letter.treatments):
        side = _only_side(disputed(treatment.title or ""))
        for sentence in sentences(treatment.rationale) if side else []:
            concluded = _only_side(sentence) if mentions(sentence, _NECESSITY) else ""
            compared = compared or bool(concluded)
            if concluded in ("", side):
                continue
            agree = False
            yield context.finding(
                letter,
                f"Line {number + 1} disputes the {side} and its reasons conclude on the {concluded}.",
                passage(letter, context.text, sentence, "rationale", number),
                expected=f"a conclusion on the {side}",
                remedy="Ask which side was reviewed; have the determination corrected.",
            )
    if compared and agree:
        yield context.passed(letter, "Every conclusion is on the side in dispute.", letter.place("rationale", 0))


def _only_side(words: str) -> str:
    """The one side that some words name; empty where they name none, or both."""
    named = [side for side in _SIDES if mentions(words, (side,))]
    return named[0] if len(named) == 1 and not mentions(words, _BOTH) else ""
