"""One step taken on many cases: what it would do to each is foreseen, and then done to each by itself.

A step enters in each case just what the step on that case enters, with the same rights and the same refusals: it only
saves opening them one after the other. Eligibility is taken so only where every reading is clear; what needs a person's
eye (an ineligible, deferred, partial or expedited case) never.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _

from evenhand.docket.assignment import Assigned
from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import ApplicationReceived, EligibilityFound, EligibilityOutcome
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Actor
from evenhand.eligibility.reading import eligibility
from evenhand.finding import Provenance, Severity
from evenhand.notice import outstanding
from evenhand.procedure.permit import NotAllowed, permitted
from evenhand.programme.needs import Meaning
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.access import NotAssignedError, actors_for
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.duplicates import unjudged
from evenhand_web.cases.earlier_applications import earlier_applications
from evenhand_web.cases.entering import enter_keyed
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.letters.issuing import NotOwedError, issue_notice
from evenhand_web.letters.models import UNDERWAY, Issue
from evenhand_web.letters.organization import sender


class BulkStep(StrEnum):
    """A step that can be taken on many cases at once."""

    ELIGIBILITY = "eligibility"
    ASSIGNMENT = "assignment"
    NOTICES = "notices"


class Foreseen(NamedTuple):
    """What a step would do to a case, in words, or why it is not taken there."""

    case: OpenCase
    effects: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def may(self) -> bool:
        """Whether it can be taken."""
        return bool(self.effects) and not self.reasons


class Done(NamedTuple):
    """What became of a case: what was done, or why nothing was."""

    number: str
    ident: str
    effects: tuple[str, ...]
    reasons: tuple[str, ...]


def foreseen(case: OpenCase, step: BulkStep) -> Foreseen:
    """What a step would do to a case that somebody has open."""
    reasons = tuple(dict.fromkeys(_BARS[step](case)))
    return Foreseen(case, () if reasons else tuple(_EFFECTS[step](case)), reasons)


def take_step(person: Person, ident: str, length: int, step: BulkStep) -> Done:
    """Take a step on the case of an id, on a docket `length` entries long. Whatever stands in the way there is told and
    stops no other case.
    """
    try:
        case = opened(person, ident)
    except (Http404, NotAssignedError):
        return Done("", ident, (), (_("This case is not open to you."),))
    before = foreseen(case, step)
    if not before.may:
        return Done(case.case.number, ident, (), before.reasons or (_("There is nothing to do."),))
    try:
        _TAKEN[step](case, length)
    except StaleError:
        reasons = (_("The case has changed since you looked at it. Nothing was entered."),)
        return Done(case.case.number, ident, (), reasons)
    except NotAllowed as refused:
        return Done(case.case.number, ident, (), refused.reasons)
    except NotOwedError:
        return Done(case.case.number, ident, (), (_("A notice is no longer owed. Look again."),))
    return Done(case.case.number, ident, before.effects, ())


def _unclear(case: OpenCase) -> Iterator[str]:
    """Why eligibility is not decided with others: it is not this person's, or a reading is not clear."""
    if _decider(case) is None:
        yield _("Deciding on eligibility is not yours in this case.")
    if EntryKind.ELIGIBILITY_FOUND not in permitted(case.state, case.programme):
        yield _("Eligibility cannot be decided now.")
        return
    if not _has_application(case):
        yield _("There is no application to read.")
        return
    if _is_hasty(case):
        yield _("An expedited review is decided on by itself.")
    pairs, earlier = unjudged(case.case), earlier_applications(case.case)
    reading = eligibility(case.state, case.programme, case.now, earlier, unjudged=pairs)
    for finding in reading.findings:
        if finding.severity is not Severity.PASS:
            yield finding.message
        elif finding.provenance is not Provenance.STATED:
            yield _("%(finding)s No paper states what that rests on.") % {"finding": finding.message}
    if reading.outcome is not EligibilityOutcome.ELIGIBLE:
        yield _("The readings do not point to an eligible application.")


def _has_application(case: OpenCase) -> bool:
    event = case.state.last(EntryKind.APPLICATION_RECEIVED.value)
    return event is not None and isinstance(case.docket.entries[event.entry - 1].payload, ApplicationReceived)


def _is_hasty(case: OpenCase) -> bool:
    """Whether the review runs fast, or somebody asked that it should."""
    event = case.state.last(EntryKind.APPLICATION_RECEIVED.value)
    application = case.docket.entries[event.entry - 1].payload if event else None
    asks = isinstance(application, ApplicationReceived) and case.programme.intake.asks_for_haste(application)
    return asks or case.programme.flag(Meaning.EXPEDITED) in case.state.flags


def _decider(case: OpenCase) -> Actor | None:
    return _own_actor(case, EntryKind.ELIGIBILITY_FOUND)


def _own_actor(case: OpenCase, kind: EntryKind) -> Actor | None:
    """In whose name the person makes an entry of a kind that is no party's paper."""
    actors = actors_for(case.viewer, kind, case.state, case.programme, case.delegated)
    return next((each for each in actors if each.id not in case.state.parties), None)


def _eligible(case: OpenCase) -> Iterator[str]:
    lines = len(case.state.treatments)
    yield _("Eligible, with all of its %(count)s lines.") % {"count": lines} if lines > 1 else _("Eligible.")
    told_on = f"{EntryKind.ELIGIBILITY_FOUND}:{EligibilityOutcome.ELIGIBLE}"
    for rule in case.programme.notices:
        if rule.owed_on == told_on and not rule.when:
            yield _("Then owed: %(title)s.") % {"title": rule.title}


def _decide(case: OpenCase, length: int) -> None:
    _enter(case, length, EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE))


def _enter(case: OpenCase, length: int, payload: EligibilityFound | Assigned) -> None:
    kind = EntryKind.ELIGIBILITY_FOUND if isinstance(payload, EligibilityFound) else EntryKind.ASSIGNED
    by = _own_actor(case, kind)
    if by is None:
        raise NotAllowed(kind, (_("it is not yours to enter"),))
    enter_keyed(case, length, Occurrence(payload=payload, on=case.today, by=by))


def _unassignable(case: OpenCase) -> Iterator[str]:
    if _own_actor(case, EntryKind.ASSIGNED) is None:
        yield _("Assigning is not yours in this case.")
    if EntryKind.ASSIGNED not in permitted(case.state, case.programme):
        yield _("The case cannot be assigned now.")


def _assignment(case: OpenCase) -> Iterator[str]:
    yield _("Assigned to %(organization)s today.") % {"organization": sender(case.programme).organisation.name}
    event = case.programme.procedure.events.get(EntryKind.ASSIGNED.value)
    for rule in case.programme.notices:
        if event is not None and set(event.sets) & set(rule.when):
            yield _("Then owed: %(title)s.") % {"title": rule.title}


def _assign(case: OpenCase, length: int) -> None:
    _enter(case, length, Assigned(organisation=sender(case.programme).organisation.name))


def _owed(case: OpenCase) -> dict[tuple[str, int], int]:
    """The notices owed that nobody has asked for, with how many parties each goes to."""
    asked = set(Issue.objects.filter(case=case.case, state__in=UNDERWAY).values_list("what", "since"))
    owed: dict[tuple[str, int], int] = {}
    for notice in outstanding(case.state, case.programme, case.today):
        if (key := (notice.notice, notice.since.entry)) not in asked:
            owed[key] = owed.get(key, 0) + 1
    return owed


def _no_notice(case: OpenCase) -> Iterator[str]:
    if case.viewer.role != PersonRole.COORDINATOR:
        yield _("Notices are issued by a coordinator.")
    if not _owed(case):
        yield _("No notice is owed that was not asked for.")


def _notices(case: OpenCase) -> Iterator[str]:
    titles = {rule.id: rule.title for rule in case.programme.notices}
    for (notice, _since), count in _owed(case).items():
        yield _("%(title)s, to %(count)s.") % {"title": titles[notice], "count": count}


def _issue(case: OpenCase, length: int) -> None:
    for notice, since in _owed(case):
        issue_notice(case, length, notice, since)


_BARS: dict[BulkStep, Callable[[OpenCase], Iterator[str]]] = {
    BulkStep.ELIGIBILITY: _unclear,
    BulkStep.ASSIGNMENT: _unassignable,
    BulkStep.NOTICES: _no_notice,
}
_EFFECTS: dict[BulkStep, Callable[[OpenCase], Iterator[str]]] = {
    BulkStep.ELIGIBILITY: _eligible,
    BulkStep.ASSIGNMENT: _assignment,
    BulkStep.NOTICES: _notices,
}
_TAKEN: dict[BulkStep, Callable[[OpenCase, int], None]] = {
    BulkStep.ELIGIBILITY: _decide,
    BulkStep.ASSIGNMENT: _assign,
    BulkStep.NOTICES: _issue,
}
