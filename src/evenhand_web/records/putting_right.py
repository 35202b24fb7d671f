"""What a person does with the papers of a document: accepts, merges, parts, names them, says whose they are.

Every change is a version of its own that stays, with who made it: nothing that a person said is overwritten.
"""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.records import sorting as papers
from evenhand.records.sorting import Apart, SortedFile, plain_papers
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import end_by_itself, raise_task
from evenhand_web.infrastructure import clock
from evenhand_web.records.models import Sorting, SortingStep
from evenhand_web.records.proposing import apart_key, document_ident, keep, papers_of
from evenhand_web.records.seam import record_of

_BY_TOMORROW = dt.timedelta(days=1)


class NotSortedError(Exception):
    """Nothing was changed; the words say why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a person says of a paper: its type, title, author and day of service (None where it has none)."""

    type: str
    title: str
    author: str
    day: dt.date | None


def accept(case: OpenCase, sorting: Sorting, version: int, firsts: Collection[int]) -> Sorting:
    """Accept papers as they stand. Raises NotSortedError where somebody was first, or one is not there."""
    return _put_right(case, sorting, version, "accepted", lambda file: papers.accepted(file, firsts))


def merge(case: OpenCase, sorting: Sorting, version: int, first: int) -> Sorting:
    """Merge a paper with the one before it. Raises NotSortedError where that cannot be."""
    return _put_right(case, sorting, version, "merged", lambda file: papers.merged(file, first))


def part(case: OpenCase, sorting: Sorting, version: int, page: int) -> Sorting:
    """Part a paper before a page. Raises NotSortedError where that cannot be."""
    return _put_right(case, sorting, version, "split", lambda file: papers.split(file, page))


def describe_paper(case: OpenCase, sorting: Sorting, version: int, first: int, told: Described) -> Sorting:
    """Keep what a person says of a paper. Raises NotSortedError where somebody was first, or it is not there."""

    def change(file: SortedFile) -> SortedFile:
        return papers.described(file, first, type=told.type, title=told.title, author=told.author, day=told.day)

    return _put_right(case, sorting, version, "described", change)


def retype(case: OpenCase, sorting: Sorting, version: int, firsts: Collection[int], kind: str) -> Sorting:
    """Give several papers one type. Raises NotSortedError where somebody was first, or one is not there."""
    return _put_right(case, sorting, version, "retyped", lambda file: papers.retyped(file, firsts, kind))


def judge(case: OpenCase, sorting: Sorting, version: int, firsts: Collection[int], apart: Apart) -> Sorting:
    """Say of papers that they are another person's, or of this record. What is another person's stays set apart; its
    sender has to be told, and a task says so. Raises NotSortedError where somebody was first, or one is not there.
    """
    did = "apart" if apart is Apart.CONFIRMED else "own"
    with transaction.atomic():
        changed = _put_right(case, sorting, version, did, lambda file: papers.judged(file, firsts, apart))
        if not changed.to_judge:
            told = Task.objects.filter(key__startswith=apart_key(changed), kind=Task.Kind.INCIDENT)
            end_by_itself(told, _("Somebody looked, and said whose the pages are."))
        if apart is Apart.CONFIRMED:
            _have_sender_told(case, changed, firsts)
    return changed


def _have_sender_told(case: OpenCase, sorting: Sorting, firsts: Collection[int]) -> None:
    file, ident = papers_of(sorting), document_ident(sorting.document)
    pages = [page for first in sorted(firsts) for page in file.paper(first).pages]
    sender = next((each.sender for each in record_of(case.case, case.state) if each.record.id == ident), "")
    party = case.state.parties.get(sender)
    told = {
        "id": ident,
        "pages": ", ".join(map(str, pages)),
        "sender": party.name if party else _("its sender"),
    }
    words = _(
        "Privacy incident: pages %(pages)s of %(id)s are another person's. Tell %(sender)s, who sent them, without "
        "naming that person; ask whose they are and whether they are to be sent back; and write down what was done. "
        "The pages stay set apart."
    )
    firsts_told = ",".join(map(str, sorted(firsts)))
    key = f"sender-told:{sorting.document.pk}:{firsts_told}"[:120]
    raise_task(key, Task.Kind.INCIDENT, words % told, _BY_TOMORROW, case.case, case.person)


def _put_right(
    case: OpenCase, sorting: Sorting, version: int, did: str, change: Callable[[SortedFile], SortedFile]
) -> Sorting:
    with transaction.atomic():
        held = Sorting.objects.select_for_update(of=("self",)).select_related("document__file").get(pk=sorting.pk)
        if held.version != version or held.document.case_id != case.case.pk:
            raise NotSortedError(_("Somebody has changed these papers meanwhile. Look at them again, and repeat."))
        try:
            changed = change(papers_of(held))
        except KeyError:
            raise NotSortedError(_("There is no such paper. Look at the list again.")) from None
        except ValueError:
            raise NotSortedError(_REFUSED[did]()) from None
        held.version += 1
        keep(held, changed)
        step = {"version": held.version, "did": did, "papers": plain_papers(changed)}
        SortingStep.objects.create(sorting=held, by=case.viewer, at=clock.now(), **step)
    return held


_REFUSED: dict[str, Callable[[], str]] = {
    "merged": lambda: _(
        "It cannot be merged: it is the first of its file, or one of the two alone is another person's."
    ),
    "split": lambda: _("A paper is parted before a page that is not its first. Choose a later page."),
}
