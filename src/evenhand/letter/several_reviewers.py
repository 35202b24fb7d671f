"""What a letter says where several reviewers decided: how many, and each one's analysis where the law wants it."""

from collections.abc import Sequence

from evenhand.determination.model import Determination
from evenhand.letter.determination_letter import line_values, reviewer_values
from evenhand.letter.value import Values
from evenhand.procedure.state import CaseState
from evenhand.procedure.tally import is_split_evenly
from evenhand.programme.model import Programme

COUNT = "reviewer_count"
"""The blank by which a wording says how many reviewers decided."""


def several_values(state: CaseState, programme: Programme, analyses: Sequence[Determination]) -> Values:
    """How many reviewers decided a case, whether they were evenly split on any line, and `analyses` of each, numbered
    in the order of their signatures, where the programme has every one printed; none otherwise.
    """
    deciding = state.reviewers.assigned.keys() & state.reviewers.signed.keys()
    count = max(len(deciding), 1)
    is_each = count > 1 and programme.procedure.panel(state.flags).prints_each
    printed = tuple(analysis_values(each, at, programme) for at, each in enumerate(analyses, 1)) if is_each else ()
    return {
        COUNT: count,
        "has_several_reviewers": count > 1,
        "has_even_split": is_split_evenly(tuple(state.reviewers.signed[reviewer] for reviewer in sorted(deciding))),
        "prints_each_analysis": is_each,
        "analyses": printed,
    }


def analysis_values(signed: Determination, number: int, programme: Programme) -> Values:
    """What one reviewer found, by line, and who the reviewer is in the words a letter may use."""
    lines = tuple(line_values(signed, line, at, programme) for at, line in enumerate(signed.analysis.lines, 1))
    return {"analysis_number": str(number), "lines": lines, **reviewer_values(signed, programme)}
