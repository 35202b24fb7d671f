"""What a person may enter next in a case, the usual steps first."""

from collections.abc import Iterator
from typing import NamedTuple

from evenhand.docket.kind import EntryKind
from evenhand.procedure.permit import permitted, permitted_own
from evenhand_web.cases.access import actors_for
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.desk.entry_form import KEYED, WITH_DOCUMENT

_USUAL = (
    EntryKind.UR_DECISION_FILED,
    EntryKind.ELIGIBILITY_FOUND,
    EntryKind.ASSIGNED,
    EntryKind.RECORDS_RECEIVED,
    EntryKind.FEE_CHARGED,
    EntryKind.QUESTION_ASKED,
    EntryKind.QUESTION_ANSWERED,
    EntryKind.IMPLEMENTED,
)
_AGAIN = (
    EntryKind.RECORDS_RECEIVED,
    EntryKind.QUESTION_ASKED,
    EntryKind.QUESTION_ANSWERED,
    EntryKind.IMPLEMENTED,
)
"""Steps that are usual more than once."""


class Step(NamedTuple):
    """Something a person may enter next."""

    kind: str
    title: str
    is_usual: bool


def steps(case: OpenCase) -> Iterator[Step]:
    """What the person may enter next in this case, the usual steps first."""
    open_kinds = [kind for kind in permitted(case.state, case.programme) if may_key(case, kind)]
    open_kinds.sort(key=lambda kind: _USUAL.index(kind) if kind in _USUAL else len(_USUAL))
    for kind in open_kinds:
        if _has_something(case, kind):
            rule = case.programme.procedure.kinds[kind]
            yield Step(
                kind.value, rule.title, kind in _USUAL and (kind in _AGAIN or kind.value not in case.state.events)
            )
    yield from _own_steps(case)


def _own_steps(case: OpenCase) -> Iterator[Step]:
    """The kinds of the programme's own that the person may enter next."""
    for own in permitted_own(case.state, case.programme):
        if actors_for(case.viewer, EntryKind.OWN_ENTRY, case.state, case.programme, case.delegated, own):
            yield Step(own, case.programme.procedure.own_kinds[own].rule.title, False)


def may_key(case: OpenCase, kind: EntryKind) -> bool:
    """Whether entries of a kind are keyed in an open case, and the person may make them in somebody's name."""
    if kind not in (*KEYED, *WITH_DOCUMENT, EntryKind.RECORDS_RECEIVED):
        return False
    return bool(actors_for(case.viewer, kind, case.state, case.programme, case.delegated))


def _has_something(case: OpenCase, kind: EntryKind) -> bool:
    """Whether what the entry must name exists: a notice that went out, a line found necessary."""
    if kind in (EntryKind.DEPOSITED, EntryKind.RECEIVED, EntryKind.MAIL_RETURNED):
        return bool(case.state.issued_to if kind is EntryKind.DEPOSITED else case.state.deposited_to)
    if kind is EntryKind.IMPLEMENTED:
        return "line_necessary" in case.state.events
    return True
