"""Asking a physician to decide a case, giving it to who has sworn, and taking it away."""

from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.docket.kind import EntryKind
from evenhand.docket.review import ReviewerAssigned, ReviewerProposed, ReviewerRecused
from evenhand.procedure.permit import permitted
from evenhand_web.accounts.models import Notification, Person
from evenhand_web.accounts.notifications import notify
from evenhand_web.cases.docketing import StaleError
from evenhand_web.cases.entering import enter_own
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import written_out
from evenhand_web.infrastructure.mail import post
from evenhand_web.infrastructure.mail_words import CASE_WAITS
from evenhand_web.panel.day import is_ranked
from evenhand_web.panel.gate import in_words
from evenhand_web.panel.models import FloorRequest
from evenhand_web.panel.seam import standing_of
from evenhand_web.placing.absence import away_on
from evenhand_web.placing.candidates import candidates
from evenhand_web.placing.proposing import allowed, proposal, standing_against
from evenhand_web.reviewing.credential_check import bars_in
from evenhand_web.reviewing.models import Seat
from evenhand_web.reviewing.seats import ask_beside, proposes


def propose(case: OpenCase, length: int, person: Person) -> OpenCase:
    """Ask a physician to decide a case, on a docket `length` entries long, and write to them that one waits.

    Raises ValueError, in words, where anything is against it, and what entering raises.
    """
    _look_at_credentials(case, person)
    if is_ranked(case.case.programme):
        return _proposed(case, length, person, proposal(case, person.ident))
    offered = (candidate for candidate in candidates(case) if candidate.person.pk == person.pk)
    chosen = next(offered, None)
    if chosen is None:
        raise ValueError(_("This physician cannot be proposed for this case."))
    if chosen.ties:
        raise ValueError(" ".join(conflict.words for conflict in chosen.ties))
    payload = ReviewerProposed(reviewer=person.ident, reasons=". ".join(chosen.words))
    return _proposed(case, length, person, payload)


def propose_below_floor(case: OpenCase, length: int, wish: FloorRequest) -> OpenCase:
    """As the second person, allow that somebody below the house's floor is asked. Raises what `propose` raises."""
    _look_at_credentials(case, wish.reviewer)
    return _proposed(case, length, wish.reviewer, allowed(case, wish, case.viewer))


def _proposed(case: OpenCase, length: int, person: Person, payload: ReviewerProposed) -> OpenCase:
    if until := away_on(case.today).get(person.ident):
        raise ValueError(_("%(name)s is away until %(until)s.") % {"name": person.name, "until": written_out(until)})
    with transaction.atomic():
        longer = _asked(case, length, person, payload)
        _tell(longer.case, person, Notification.Kind.ASKED, "review_oath")
    return longer


def _asked(case: OpenCase, length: int, person: Person, payload: ReviewerProposed) -> OpenCase:
    """The case in which a physician is asked: by an entry where the programme knows such, else beside the docket.
    Raises what entering raises.
    """
    if proposes(case.programme):
        return enter_own(case, length, payload)
    held = Case.objects.select_for_update().get(pk=case.case.pk)
    if held.length != length:
        raise StaleError(length)
    if EntryKind.REVIEWER_ATTESTED not in permitted(case.state, case.programme):
        raise ValueError(_("Nobody can be proposed for this case as it stands."))
    ask_beside(held, person)
    return case


def _look_at_credentials(case: OpenCase, person: Person) -> None:
    """Raise ValueError, with each paragraph, where the credentials of a physician do not hold today."""
    if barred := bars_in(case.case, case.state, person.ident, case.today):
        told = {"name": person.name, "against": " ".join(in_words(barred))}
        raise ValueError(_("%(name)s cannot have this case, and nobody can allow it: %(against)s") % told)


def assign(case: OpenCase, length: int, seat: Seat) -> OpenCase:
    """Give a case to a physician who has sworn, on a docket `length` entries long, and write to them.

    Raises ValueError, in words, where the parties could not be told who it is, or anything has come up since; and what
    entering raises.
    """
    _look_at_credentials(case, seat.reviewer)
    told = standing_of(seat.reviewer, case.case.programme, case.today).told
    if not told:
        raise ValueError(_("Enter this physician's licences and certifications first: the parties are told of them."))
    if against := standing_against(case, seat.reviewer.ident):
        raise ValueError(
            _("%(name)s cannot be given the case as things stand. %(against)s")
            % {"name": seat.reviewer.name, "against": against}
        )
    if until := away_on(case.today).get(seat.reviewer.ident):
        raise ValueError(
            _("%(name)s is away until %(until)s.") % {"name": seat.reviewer.name, "until": written_out(until)}
        )
    with transaction.atomic():
        payload = ReviewerAssigned(reviewer=seat.reviewer.ident, qualifications=told)
        longer = enter_own(case, length, payload)
        _tell(longer.case, seat.reviewer, Notification.Kind.ASSIGNED, "review_file")
    return longer


def take_off(case: OpenCase, length: int, seat: Seat, reason: str) -> OpenCase:
    """Take a physician off a case they are assigned to. Raises ValueError without a reason, and what entering does."""
    if not reason:
        raise ValueError(_("Say why the physician is taken off the case."))
    return enter_own(case, length, ReviewerRecused(reviewer=seat.reviewer.ident, reason=reason))


def _tell(case: Case, person: Person, kind: str, place: str) -> None:
    """Write to a physician that a case waits, in the transaction of the entry."""
    post(f"reviewer:{case.head}:{person.ident}", person.email, *CASE_WAITS)
    notify(f"reviewer:{case.head}", [person], kind, place, case.ident)
