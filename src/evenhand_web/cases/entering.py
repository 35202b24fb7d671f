"""Entering what a person did or keyed: in their own name, or in that of somebody whose paper it is."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from evenhand.docket.entry import Occurrence
from evenhand.docket.kind import KIND_OF
from evenhand.docket.own import own_kind_of
from evenhand.docket.payload import Payload
from evenhand.procedure.permit import NotAllowed
from evenhand_web.accounts.seam import actor
from evenhand_web.cases.access import actors_for, may_correct
from evenhand_web.cases.docketing import Attached, enter_after_reading
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.papers import KeyedPaper, with_papers


def enter_own(case: OpenCase, length: int, payload: Payload, attached: Iterable[Attached] = ()) -> OpenCase:
    """Enter what the person who has a case open does today, in their own name, on a docket `length` entries long; gives
    the case with the entry.

    Raises StaleError where the docket has grown since, NotAllowed where the procedure forbids it.
    """
    happened = Occurrence(payload=payload, on=case.today, by=actor(case.viewer))
    return enter_after_reading(case, length, happened, case.viewer, attached)


def enter_keyed(
    case: OpenCase,
    length: int,
    happened: Occurrence,
    attached: Iterable[Attached] = (),
    papers: Iterable[KeyedPaper] = (),
) -> OpenCase:
    """Enter what the person who has a case open keyed, on a docket `length` entries long: in their own name, or in the
    name of a party or office whose paper it is; also what is to stand instead of an entry that says it wrong. `papers`
    are those it rests on. Gives the case with the entry.

    Raises NotAllowed where they make no such entry in that name, may not say that entry anew, or the procedure forbids
    it; StaleError where the docket has grown since; ValueError where it lies in the future.
    """
    if reasons := tuple(_not_theirs(case, happened)):
        raise NotAllowed(KIND_OF[type(happened.payload)], reasons)
    happened, scans = with_papers(happened, papers, case.docket)
    attached = (*attached, *scans)
    return enter_after_reading(case, length, happened, case.viewer, attached)


def _not_theirs(case: OpenCase, happened: Occurrence) -> Iterable[str]:
    kind, own = KIND_OF[type(happened.payload)], own_kind_of(happened.payload)
    if happened.by not in actors_for(case.viewer, kind, case.state, case.programme, case.delegated, own):
        title, label = case.programme.procedure.rule(kind, own).title, case.programme.label(happened.by.role)
        yield _("“%(title)s” is not yours to enter in the name of the %(label)s") % {"title": title, "label": label}
    corrected = happened.instead_of
    if corrected is not None and not (1 <= corrected <= case.length and _may_say_anew(case, corrected)):
        yield _("entry %(corrected)s is not yours to say anew") % {"corrected": corrected}


def _may_say_anew(case: OpenCase, number: int) -> bool:
    entry = case.docket.entries[number - 1]
    return may_correct(case.viewer, entry, case.state, case.programme, case.delegated)
