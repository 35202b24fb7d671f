"""Counting the findings of several reviewers."""

from collections.abc import Mapping

from evenhand.docket.review import LineFinding
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Side
from evenhand.treatment import Necessity


def prevailing(state: CaseState) -> Mapping[str, Necessity]:
    """The finding on each line of the reviewers who sit in a case and have signed, as its programme has them counted;
    a line on which they are evenly split is left out where no text read says which side prevails.
    """
    reviewers = state.reviewers
    analyses = [findings for reviewer, findings in reviewers.signed.items() if reviewer in reviewers.assigned]
    return tally(tuple(analyses), state.programme.procedure.panel(state.flags).tie)


def tally(analyses: tuple[tuple[LineFinding, ...], ...], tie: Side | None) -> Mapping[str, Necessity]:
    """The finding on each line: the majority's; on an even split the one of the side `tie`, none where that is None.

    Takes one tuple of findings a reviewer. A partial necessity counts for providing; it prevails as such only where
    it is the most frequent finding on the side that prevails, the fuller one winning a tie.
    """
    votes: dict[str, list[Necessity]] = {}
    for findings in analyses:
        for finding in findings:
            votes.setdefault(finding.line, []).append(finding.necessity)
    counted = {line: _counted(cast, tie) for line, cast in votes.items()}
    return {line: necessity for line, necessity in counted.items() if necessity is not None}


def is_split_evenly(analyses: tuple[tuple[LineFinding, ...], ...]) -> bool:
    """Whether as many reviewers found for providing a line as against it, on any line."""
    against: dict[str, list[bool]] = {}
    for findings in analyses:
        for finding in findings:
            against.setdefault(finding.line, []).append(finding.necessity is Necessity.NOT_NECESSARY)
    return any(sum(cast) * 2 == len(cast) for cast in against.values())


def _counted(cast: list[Necessity], tie: Side | None) -> Necessity | None:
    against = cast.count(Necessity.NOT_NECESSARY)
    is_split = against * 2 == len(cast)
    if against * 2 > len(cast) or (is_split and tie is Side.DENIAL):
        return Necessity.NOT_NECESSARY
    if is_split and tie is None:
        return None
    full, part = cast.count(Necessity.NECESSARY), cast.count(Necessity.NECESSARY_IN_PART)
    return Necessity.NECESSARY if full >= part else Necessity.NECESSARY_IN_PART
