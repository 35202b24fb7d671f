"""What is open in a case beside its clocks: each matter in a line, with the place where it is settled."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.notice import outstanding
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.access import documents_for, may_see
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import weekday_dated
from evenhand_web.desk.odd_days import odd_days
from evenhand_web.diary.access import tasks_for
from evenhand_web.letters.access import issues_for
from evenhand_web.letters.models import UNDERWAY, Delivery, Issue
from evenhand_web.letters.serving_again import came_back
from evenhand_web.reviewing.omissions import open_omissions
from evenhand_web.reviewing.questions import waiting_questions


class OpenMatter(NamedTuple):
    """A matter that is open in a case: in words, how urgent it looks, and the address that leads to it."""

    words: str
    css: str
    address: str


class ErasureRow(NamedTuple):
    """Something that was lawfully erased: when, how much, under which authority, why, and by whom."""

    day: str
    extent: str
    authority: str
    reason: str
    by: str


def still_open(case: OpenCase) -> tuple[OpenMatter, ...]:
    """What is open in a case for the person who has it open, what comes first on top."""
    return tuple(matter for matter in (*_mail(case), *_record(case), *_work(case)) if matter.words)


def _part(case: OpenCase, name: str) -> str:
    return reverse(name, args=[case.case.ident])


def _mail(case: OpenCase) -> Iterator[OpenMatter]:
    back = len(came_back(case))
    words = ngettext("%(count)s letter came back", "%(count)s letters came back", back) % {"count": back}
    yield OpenMatter(words if back else "", "late", _part(case, "case_letters"))
    yield from _stopped(case)
    owed = {(notice.notice, notice.since.entry) for notice in outstanding(case.state, case.programme, case.today)}
    words = ngettext("%(count)s notice owed", "%(count)s notices owed", len(owed)) % {"count": len(owed)}
    yield OpenMatter(words if owed else "", "soon", _part(case, "case_letters"))


def _stopped(case: OpenCase) -> Iterator[OpenMatter]:
    """The letters on their way: those that stopped, those that are made, and the copies that wait for the mail."""
    states = list(issues_for(case.viewer, case.case).values_list("pk", "state").order_by("pk"))
    stopped = sum(state == Issue.State.STOPPED for _pk, state in states[-1:])
    making = sum(state in UNDERWAY for _pk, state in states)
    waiting = (
        Delivery.objects.filter(issue__in=[pk for pk, _state in states], state=Delivery.State.WAITING).count()
        if any(state == Issue.State.ENTERED for _pk, state in states)
        else 0
    )
    address = _part(case, "case_letters")
    yield OpenMatter(_("A letter stopped: look why") if stopped else "", "late", address)
    words = ngettext("%(count)s letter being made", "%(count)s letters being made", making) % {"count": making}
    yield OpenMatter(words if making else "", "running", address)
    words = ngettext("%(count)s copy to be mailed", "%(count)s copies to be mailed", waiting) % {"count": waiting}
    yield OpenMatter(words if waiting else "", "running", address)


def _record(case: OpenCase) -> Iterator[OpenMatter]:
    faulty = documents_for(case.viewer, case.case).exclude(reading=None).exclude(reading__fault="")
    entries = [case.docket.entries[number - 1] for number in faulty.values_list("entry", flat=True)]
    unread = sum(may_see(case.viewer, entry, case.programme) for entry in entries)
    words = ngettext("%(count)s document illegible", "%(count)s documents illegible", unread) % {"count": unread}
    yield OpenMatter(words if unread else "", "late", _part(case, "case_record"))
    odd = len(odd_days(case))
    words = ngettext("%(count)s day looks odd", "%(count)s days look odd", odd) % {"count": odd}
    yield OpenMatter(words if odd else "", "soon", _part(case, "case_docket"))


def _work(case: OpenCase) -> Iterator[OpenMatter]:
    if case.viewer.role == PersonRole.REGULATOR:
        return
    asked, tasks, omitted = _waiting(case)
    words = ngettext("%(count)s omitted line to be decided", "%(count)s omitted lines to be decided", omitted)
    yield OpenMatter(words % {"count": omitted} if omitted else "", "soon", _part(case, "omitted"))
    words = ngettext("%(count)s question to be asked", "%(count)s questions to be asked", asked) % {"count": asked}
    yield OpenMatter(words if asked else "", "soon", _part(case, "case_reviewer"))
    words = ngettext("%(count)s task open", "%(count)s tasks open", tasks) % {"count": tasks}
    is_theirs = case.viewer.role == PersonRole.COORDINATOR
    address = _part(case, "case_office") if is_theirs else reverse("tasks")
    yield OpenMatter(words if tasks else "", "soon", address)


def _waiting(case: OpenCase) -> tuple[int, int, int]:
    """How many questions wait to be asked, how many tasks are open, and how many omitted lines wait to be decided, in
    one question to the database.
    """
    asked = waiting_questions(case.case).order_by().values("draft__case").annotate(count=Count("pk")).values("count")
    open_tasks = tasks_for(case.viewer).filter(case=OuterRef("pk"), done_at=None).order_by()
    tasks = open_tasks.values("case").annotate(count=Count("pk")).values("count")
    lines = open_omissions(case.case).order_by().values("case").annotate(count=Count("pk")).values("count")
    counts = Case.objects.filter(pk=case.case.pk).annotate(
        to_ask=Subquery(asked), to_do=Subquery(tasks), to_decide=Subquery(lines)
    )
    told = counts.values_list("to_ask", "to_do", "to_decide").get()
    return told[0] or 0, told[1] or 0, told[2] or 0


def erasure_rows(case: OpenCase, documents: tuple[CaseDocument, ...] = ()) -> Iterator[ErasureRow]:
    """What was lawfully erased; asked for only where the case was, or one of these documents."""
    is_erased = case.case.wrapped_key is None or any(document.file.erased_at for document in documents)
    is_inside = case.viewer.role != PersonRole.REGULATOR
    for erasure in case.case.erasures.order_by("pk") if is_erased else ():
        by = erasure.by if is_inside else _("the organization")
        day = weekday_dated(erasure.at.astimezone(case.programme.zone).date())
        yield ErasureRow(day, erasure.get_extent_display(), erasure.authority, erasure.reason, by)
