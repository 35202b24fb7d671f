"""What the rows of the archive owe to the docket, however an entry was made: deposits keyed by hand, entries struck."""

from django.db.models import Q

from evenhand.docket.aftermath import Struck
from evenhand.docket.assignment import Deposited, MailReturned
from evenhand_web.cases.following import Entered
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.sealed_columns import sealed_for
from evenhand_web.letters.models import CORRECTION, DETERMINATION, LETTER, SUPPLEMENT, Delivery, Issue

_TO_SEND = (Delivery.State.WAITING, Delivery.State.TOLD)
_STRUCK = "Its entry was struck. Issue it again if it is still owed."


def follow_letters(entered: Entered) -> None:
    """Bring deliveries and issues after new entries, in their transaction. Of a case that has just come none was made
    here.
    """
    if not entered.since:
        return
    for entry in entered.new:
        match entry.payload:
            case Deposited(notice=notice, party=party):
                _deposited(entered.case, notice, party, entry.number)
            case MailReturned(notice=notice, party=party):
                _came_back(entered.case, notice, party, Delivery.State.DEPOSITED, Delivery.State.RETURNED)
            case Struck(entry=number):
                _struck(entered.case, number)
                if isinstance(undone := entered.state.written.entries[number - 1].payload, MailReturned):
                    _came_back(
                        entered.case, undone.notice, undone.party, Delivery.State.RETURNED, Delivery.State.DEPOSITED
                    )
            case _:
                pass


def _deposited(case: Case, notice: str, party: str, number: int) -> None:
    sent = Delivery.objects.filter(case=case, notice=notice, party=party, state__in=_TO_SEND)
    for issue in set(sent.values_list("issue_id", flat=True)):
        sent.filter(issue=issue).update(state=Delivery.State.DEPOSITED, deposited_as=number)
        if not Delivery.objects.filter(issue=issue, state__in=_TO_SEND).exists():
            Issue.objects.filter(pk=issue).update(state=Issue.State.SERVED)
            _served_with(case, notice)
            _correction_served(case, issue)


def _came_back(case: Case, notice: str, party: str, was: str, becomes: str) -> None:
    """The last letter that was mailed to a party is marked as one that came back, or no more."""
    sent = Delivery.objects.filter(case=case, notice=notice, party=party, state=was).order_by("-pk").first()
    if sent is not None:
        Delivery.objects.filter(pk=sent.pk).update(state=becomes)


def _served_with(case: Case, notice: str) -> None:
    """The determination is served when the notice it goes out with is."""
    if notice == DETERMINATION:
        letter = Issue.objects.filter(case=case, what=LETTER, state=Issue.State.ENTERED)
        letter.update(state=Issue.State.SERVED)


def _correction_served(case: Case, notice: int) -> None:
    """A corrected version, and a determination on omitted lines, is served when the notice that tells of it is."""
    since = Issue.objects.filter(pk=notice).values("since")
    corrected = Issue.objects.filter(
        case=case, what__in=(CORRECTION, SUPPLEMENT), entry__in=since, state=Issue.State.ENTERED
    )
    corrected.update(state=Issue.State.SERVED)


def _struck(case: Case, number: int) -> None:
    """A deposit struck leaves its letter to be sent; a notice or determination struck is not sent, and may be issued
    again.
    """
    undone = Delivery.objects.filter(case=case, deposited_as=number)
    Issue.objects.filter(deliveries__in=undone).update(state=Issue.State.ENTERED)
    undone.update(state=Delivery.State.WAITING, deposited_as=None)
    gone = Delivery.objects.filter(case=case, entry=number)
    for issue in case.issues.filter(Q(deliveries__in=gone) | Q(entry=number)).distinct():
        stopped = {"state": Issue.State.STOPPED, "entry": None, **sealed_for(issue, said=_STRUCK)}
        Issue.objects.filter(pk=issue.pk).update(**stopped)
    gone.update(state=Delivery.State.REPLACED)
