"""Issuing a notice: a letter for each party it is owed to, in the party's language; one transaction enters them all."""

import datetime as dt
from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from evenhand.docket.assignment import MailReturned, NoticeIssued, ServedDueDate
from evenhand.docket.party import Actor, Role
from evenhand.letter.case_letter import notice_letter
from evenhand.letter.foresee import due_dates_started, with_notice_served
from evenhand.letter.press import unprintable
from evenhand.notice import OwedNotice, notices
from evenhand_web.cases.contact import as_reached
from evenhand_web.cases.open_case import OpenCase, opened_by_task
from evenhand_web.cases.particulars import particulars_of
from evenhand_web.diary.models import Task as Duty
from evenhand_web.diary.tasks import raise_task
from evenhand_web.infrastructure.handler import Task
from evenhand_web.letters.making import Made, Stopped, carry_out, entered, faults, printed, refs
from evenhand_web.letters.models import Delivery, Issue, KeptLetter
from evenhand_web.letters.notice_mail import tell_parties
from evenhand_web.letters.organization import house
from evenhand_web.letters.reasons_versions import version_for
from evenhand_web.letters.sending_bar import by_address, kept_back, no_address

_BY_TOMORROW = dt.timedelta(days=1)


def make_notice(task: Task) -> None:
    """Make, keep and enter the letters of a notice, and lay them out for the post."""
    if not _has_lapsed(task.payload["issue"]):
        carry_out(task.payload["issue"], task.renew, _made, _entered)


def _has_lapsed(ident: int) -> bool:
    """Whether a notice that nobody asked for is owed no more, nothing of it having been made: it leaves no trace then,
    where one that somebody asked for is said to have stopped.
    """
    issue = Issue.objects.select_related("case").filter(pk=ident, state=Issue.State.ASKED).first()
    if issue is None or issue.letters.exists():
        return False
    case = opened_by_task(issue.case)
    is_automatic = any(rule.id == issue.what and rule.at_once for rule in case.programme.notices)
    if not is_automatic or _owed(issue, case):
        return False
    issue.delete()
    return True


def _owed(issue: Issue, case: OpenCase) -> list[OwedNotice]:
    """The notice as each party is owed it still; of an issue that replaces another, as each party it waits for."""
    all_owed = notices(case.state, case.programme, case.today)
    of_this = [notice for notice in all_owed if (notice.notice, notice.since.entry) == (issue.what, issue.since)]
    if issue.returned is not None:
        return [notice for notice in of_this if notice.party == _returned_from(issue, case)]
    if issue.redates is None:
        return [notice for notice in of_this if notice.issued is None]
    waiting = set(_waiting(issue.redates).values_list("party", flat=True))
    return [notice for notice in of_this if notice.party in waiting]


def _returned_from(issue: Issue, case: OpenCase) -> str:
    """The party, by id, whose mail an issue serves again; empty where that entry counts no more."""
    entry = next((entry for entry in case.state.standing() if entry.number == issue.returned), None)
    return entry.payload.party if entry is not None and isinstance(entry.payload, MailReturned) else ""


def _waiting(issue: Issue) -> QuerySet[Delivery]:
    return issue.deliveries.filter(state=Delivery.State.WAITING)


def _made(issue: Issue, case: OpenCase) -> list[Made]:
    owed = _owed(issue, case)
    if not owed:
        raise Stopped(["This notice is no longer owed to anybody."])
    reached, unreached = by_address(owed, case.state)
    if not reached:
        raise Stopped([no_address(case, notice.party) for notice in unreached])
    known, made, wrong = house(case.programme, unprintable), list[Made](), list[str]()
    particulars = particulars_of(case.case)
    for notice in reached:
        letter, findings = notice_letter(known, case.state, notice, case.today, particulars, issue.anew)
        wrong += (*faults(findings), *kept_back(case.programme, findings))
        if letter is not None:
            made += printed(letter, notice.party, f"{case.today}-{notice.notice}-{notice.party}", case)
            made += _reasons_for(case, notice)
    if wrong:
        raise Stopped(dict.fromkeys(wrong))
    return made


def _reasons_for(case: OpenCase, notice: OwedNotice) -> Iterator[Made]:
    """The translator's version of the reasons, for who is told of a decision in another language than it is written in;
    it goes out with the letter, and the entry names it.
    """
    document = version_for(case, notice.since.entry, case.state.parties[notice.party].language)
    if document is not None:
        yield from printed(document, notice.party, f"{case.today}-reasons-{document.language}-{notice.party}", case)


def _entered(issue: Issue, case: OpenCase, kept: dict[str, list[KeptLetter]]) -> None:
    state, on, longer = case.state, case.today, case
    due_dates = _told_days(issue, case)
    by = Actor(role=Role.ORGANISATION, id=issue.asked_by.ident)
    still = kept if issue.redates is None else _replacing(issue.redates, kept)
    for party, letters in still.items():
        payload = NoticeIssued(
            notice=issue.what,
            party=party,
            language=state.parties[party].language,
            documents=refs(letters),
            due_dates=due_dates,
            about=issue.since,
        )
        longer = entered(longer, payload, by, issue, letters)
        issue.entry = issue.entry or longer.length
        laid_out = {"case": longer.case, "entry": longer.length, "dated_on": on}
        Delivery.objects.create(issue=issue, notice=issue.what, party=party, **laid_out)
    issue.state, issue.said = Issue.State.ENTERED, "\n".join(_left_out(issue, as_reached(case, on), still))
    tell_parties(longer.case, issue, {party: state.parties[party].language for party in still})


def _told_days(issue: Issue, case: OpenCase) -> tuple[ServedDueDate, ...]:
    """The due days that the notice tells its readers, whose clocks its service starts."""
    owed, service = _owed(issue, case), house(case.programme, unprintable).service
    if not owed:
        return ()
    served = with_notice_served(case.state, case.programme, owed[0], case.today, service, issue.anew)
    return due_dates_started(case.state, served, case.programme)


def _left_out(issue: Issue, case: OpenCase, served: Collection[str]) -> Iterator[str]:
    """Who is owed the notice and gets none for want of an address: somebody has to find one, and issue it again."""
    _, unreached = by_address(_owed(issue, case), case.state)
    for notice in unreached:
        if notice.party not in served:
            words = no_address(case, notice.party)
            key = f"no-address:{issue.pk}:{issue.attempt}:{notice.party}"
            raise_task(key[:120], Duty.Kind.ADDRESS, words, _BY_TOMORROW, case.case, given_to=issue.asked_by)
            yield words


def _replacing(earlier: Issue, kept: dict[str, list[KeptLetter]]) -> dict[str, list[KeptLetter]]:
    """The letters that replace one still waiting, which is then not to be sent; those mailed meanwhile stay as they
    are.
    """
    waiting = set(_waiting(earlier).select_for_update().values_list("party", flat=True))
    if not waiting & kept.keys():
        raise Stopped(["None of these letters waits any more."])
    _waiting(earlier).filter(party__in=kept.keys()).update(state=Delivery.State.REPLACED)
    return {party: letters for party, letters in kept.items() if party in waiting}
