"""What a record lacks, as lines for a person: what is missing, where it is cited, what may be it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from evenhand.records.completeness import Gap, GapReason
from evenhand.records.record_words import RecordWords


def gap_lines(gaps: Sequence[Gap], words: RecordWords) -> Iterator[str]:
    """A line for each gap; documents are counted from 1, over all files."""
    for gap in gaps:
        yield f"  {_missing(gap, words)}{_perhaps(gap)}"


def _missing(gap: Gap, words: RecordWords) -> str:
    if gap.reason is GapReason.NEEDED and gap.need is not None:
        return f"Needed and not surely here: {gap.need.what} ({gap.need.citation}; status: {gap.need.status})."
    kind = words.types[gap.type].name if gap.type else "a paper of no known type"
    places = ", ".join(f"{Path(place.file).name} page {place.page}" for place in gap.cited_at)
    return f"Listed as reviewed ({places}) and not here: {kind}, {gap.day or 'no day'}, {gap.author or 'no author'}."


def _perhaps(gap: Gap) -> str:
    if not gap.perhaps:
        return ""
    return f" Look first whether it is document {' or '.join(str(place + 1) for place in gap.perhaps)}."
