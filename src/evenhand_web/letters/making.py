"""The way every letter goes: made and kept first, under a key; then one transaction enters it, with what follows."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import transaction

from evenhand.docket.entry import Occurrence
from evenhand.docket.party import Actor, DocumentRef
from evenhand.docket.payload import Payload
from evenhand.finding import Finding, Severity
from evenhand.letter.document import Document
from evenhand.letter.html import html
from evenhand.letter.pdf import pdf
from evenhand.procedure.permit import NotAllowed
from evenhand.programme.model import Programme
from evenhand_web.cases.contact import as_reached
from evenhand_web.cases.docketing import enter_after_reading
from evenhand_web.cases.legal_day import today_under
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.open_case import OpenCase, opened_by_task
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.infrastructure.sealed_columns import sealed_for
from evenhand_web.infrastructure.seam import document_ref
from evenhand_web.infrastructure.shelf import put
from evenhand_web.letters.models import UNDERWAY, Issue, KeptLetter

PDF, HTML, TEXT = "application/pdf", "text/html", "text/plain"


class Made(NamedTuple):
    """A letter as made, not yet kept; `seal` tells by which certificate it was sealed, `unstamped` why that seal
    carries no time stamp, where one was asked for.
    """

    party: str
    name: str
    media_type: str
    data: bytes
    seal: str = ""
    unstamped: str = ""


class Stopped(Exception):
    """Why a letter cannot be issued, each reason in a sentence for whoever asked for it."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(f"{len(self.reasons)} reasons")


Make = Callable[[Issue, OpenCase], list[Made]]
Enter = Callable[[Issue, OpenCase, dict[str, list[KeptLetter]]], None]


def carry_out(ident: int, renew: Callable[[], None], make: Make, enter: Enter) -> None:
    """Take an issue from being asked for to being entered, however often it was begun before.

    `make` makes its letters from a case as it stands; `enter` enters them, in a transaction that holds the case. Where
    the docket has grown or the day has changed between the two, the letters are made anew: none is entered under a day
    it does not bear. Either may raise Stopped; what the procedure forbids stops the issue as well.
    """
    try:
        while (issue := _underway(ident)) is not None:
            case = opened_by_task(issue.case)
            if (issue.head, issue.dated_on) != (case.docket.head, case.today):
                renew()
                _keep(issue, case, make(issue, as_reached(case, case.today)))
            _enter(ident, enter)
    except Stopped as stopped:
        _stop(ident, stopped.reasons)
    except NotAllowed as refused:
        _stop(ident, refused.reasons)


def _underway(ident: int) -> Issue | None:
    return Issue.objects.select_related("case", "asked_by").filter(pk=ident, state__in=UNDERWAY).first()


def _stop(ident: int, reasons: tuple[str, ...]) -> None:
    stopped = _underway(ident)
    if stopped is not None:
        told = sealed_for(stopped, said="\n".join(reasons))
        Issue.objects.filter(pk=ident, state__in=UNDERWAY).update(state=Issue.State.STOPPED, **told)


def _keep(issue: Issue, case: OpenCase, made: list[Made]) -> None:
    """Put letters on the shelf with the day and the docket they were made on, all of them or none."""
    head, dated_on = case.docket.head, case.today
    files = [put([letter.data], letter.media_type) for letter in made]
    state = Issue.State.SEALED if any(letter.seal for letter in made) else Issue.State.RENDERED
    with transaction.atomic():
        for letter, file in zip(made, files, strict=True):
            file.save(force_insert=True)
            KeptLetter.objects.create(
                issue=issue,
                party=letter.party,
                name=letter.name,
                dated_on=dated_on,
                head=head,
                file=file,
                seal=letter.seal,
                unstamped=letter.unstamped,
            )
        Issue.objects.filter(pk=issue.pk, state__in=UNDERWAY).update(state=state, head=head, dated_on=dated_on)


def _enter(ident: int, enter: Enter) -> None:
    with transaction.atomic():
        case = Case.objects.select_for_update().get(issues=ident)
        issue = Issue.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=ident)
        today = today_under(programme_of(case.programme))
        if issue.state not in UNDERWAY or (issue.head, issue.dated_on) != (case.head, today):
            return
        kept: dict[str, list[KeptLetter]] = {}
        letters = issue.letters.filter(head=issue.head, dated_on=today).select_related("file")
        for letter in letters.order_by("pk"):
            kept.setdefault(letter.party, []).append(letter)
        enter(issue, opened_by_task(case), kept)
        issue.save()


def entered(case: OpenCase, payload: Payload, by: Actor, issue: Issue, kept: list[KeptLetter]) -> OpenCase:
    """The case with one more entry of its day, its letters attached. The caller holds the case."""
    happened = Occurrence(payload=payload, on=case.today, by=by)
    longer = enter_after_reading(case, case.length, happened, issue.asked_by)
    for letter in kept:
        CaseDocument.objects.create(case=longer.case, file=letter.file, entry=longer.length, name=letter.name)
    return longer


def refs(kept: list[KeptLetter]) -> tuple[DocumentRef, ...]:
    """Kept letters as a docket names them."""
    return tuple(document_ref(letter.file, letter.name) for letter in kept)


def printed(letter: Document, party: str, stem: str, case: OpenCase) -> list[Made]:
    """A letter as PDF and as a page, each under its name."""
    return [
        Made(party, f"{stem}.pdf", PDF, pdf(letter, noon(case.today, case.programme))),
        Made(party, f"{stem}.html", HTML, html(letter).encode()),
    ]


def noon(on: dt.date, programme: Programme) -> dt.datetime:
    """The instant a letter's file says it was made: noon of its day, so that it tells of nobody's hours."""
    return dt.datetime.combine(on, dt.time(12), programme.zone)


def faults(findings: Iterable[Finding]) -> tuple[str, ...]:
    """What is fatal among findings, for whoever asked for the letter."""
    return tuple(
        f"{finding.message} {finding.remedy}".strip() for finding in findings if finding.severity is Severity.FATAL
    )
