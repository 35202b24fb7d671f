"""Counting the findings of several reviewers."""

from collections.abc import Mapping

from evenhand.docket.review import LineFinding
from evenhand.treatment import Necessity


def tally(analyses: tuple[tuple[LineFinding, ...], ...]) -> Mapping[str, Necessity]:
    """The finding on each line: the majority's; on an even split the one in favour of providing (LC 4610.6(e)).

    Takes one tuple of findings a reviewer. A partial necessity counts for providing; it prevails as such only where
    it is the most frequent finding on the side that prevails, the fuller one winning a tie.
    """
    votes: dict[str, list[Necessity]] = {}
    for findings in analyses:
        for finding in findings:
            votes.setdefault(finding.line, []).append(finding.necessity)
    return {line: _prevailing(cast) for line, cast in votes.items()}


def _prevailing(cast: list[Necessity]) -> Necessity:
    against = cast.count(Necessity.NOT_NECESSARY)
    if against * 2 > len(cast):
        return Necessity.NOT_NECESSARY
    full, part = cast.count(Necessity.NECESSARY), cast.count(Necessity.NECESSARY_IN_PART)
    return Necessity.NECESSARY if full >= part else Necessity.NECESSARY_IN_PART
