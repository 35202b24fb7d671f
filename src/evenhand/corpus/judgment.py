"""What people decided about the passages of a letter prepared for publication, and what is masked after it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from evenhand.corpus.redaction import Certainty, Kind, Redaction, Span, redactions


class Judgment(NamedTuple):
    """That a person lifted what is masked between two offsets of a letter, or masked it as `kind`, and why."""

    start: int
    end: int
    is_lifted: bool
    kind: Kind
    why: str


def judged(text: str, masks: Iterable[Redaction], judgments: Iterable[Judgment]) -> tuple[Redaction, ...]:
    """What is masked in a letter after every judgment, each upon those before it; `masks` is what was masked first.

    Lifting takes away whole passages that lie within the offsets; a passage that only reaches into them stays, so that
    nothing is laid bare that nobody looked at.
    """
    spans = [Span(mask.start, mask.end, mask.kind, mask.why, Certainty.WRITTEN, mask.shown) for mask in masks]
    for judgment in judgments:
        if judgment.is_lifted:
            spans = [span for span in spans if not (judgment.start <= span.start and span.end <= judgment.end)]
        else:
            spans.append(Span(judgment.start, judgment.end, judgment.kind, judgment.why, Certainty.KNOWN))
    return redactions(text, spans)


def places_of(text: str, words: str) -> Sequence[tuple[int, int]]:
    """The offsets of every place where words stand in a text, whatever their capitals and the spaces between them."""
    wanted = words.split()
    if not wanted:
        return ()
    low, places, start = text.lower(), list[tuple[int, int]](), 0
    while (start := low.find(wanted[0].lower(), start)) >= 0:
        end = _end_of(low, start, wanted)
        if end is not None:
            places.append((start, end))
        start = start + 1 if end is None else end
    return places


def _end_of(low: str, start: int, wanted: Sequence[str]) -> int | None:
    """Where words end that begin at an offset; None where they do not stand there."""
    for number, word in enumerate(wanted):
        if number:
            start += len(low[start:]) - len(low[start:].lstrip())
        if not low.startswith(word.lower(), start):
            return None
        start += len(word)
    return start
