"""What a reviewer does with the record: sees a page, leaves documents out with a reason, asks for a readable copy."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import dated
from evenhand_web.diary.models import Task as Duty
from evenhand_web.diary.tasks import raise_task
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import DocumentView
from evenhand_web.records.dated import days
from evenhand_web.records.models import Page
from evenhand_web.records.seam import DocumentState, RecordDocument
from evenhand_web.reviewing.models import Dismissal, PageSeen
from evenhand_web.reviewing.questions import hand_over
from evenhand_web.reviewing.record_seen import SeenDocument
from evenhand_web.reviewing.saved_parts import draft_of

LONGEST_REASON = 2000
_BY_TOMORROW = dt.timedelta(days=1)


def see_pages(case: OpenCase, document: RecordDocument, pages: Collection[int], how: PageSeen.How) -> None:
    """Keep that the reviewer who has a case open has seen pages of a document, in one way; each page once.

    Raises ValueError for a page that does not exist, cannot be shown, or was never sent to this person: the access log
    has to tell of it.
    """
    wanted = frozenset(pages)
    there = Page.objects.filter(reading=document.reading, number__in=wanted, fault="")
    if document.file is None or document.reading is None or not wanted or wanted & document.apart:
        raise ValueError("a page that is seen has a file")
    images = dict(there.values_list("number", "image"))
    mine = DocumentView.objects.filter(case=case.case.ident, viewer=case.viewer.ident, stop__gt=0)
    files = [image for image in images.values() if image] + [document.reading.text_id]
    sent = set(mine.filter(file__in=[file for file in files if file]).values_list("file", flat=True))
    if images.keys() != wanted or not all(_was_sent(image, document, sent) for image in images.values()):
        raise ValueError("a page that is seen exists, and was sent to whoever saw it")
    seen = {"person": case.viewer, "document": document.file, "how": how, "seen_at": clock.now()}
    PageSeen.objects.bulk_create((PageSeen(page=page, **seen) for page in sorted(wanted)), ignore_conflicts=True)


def _was_sent(image: int | None, document: RecordDocument, sent: Collection[int]) -> bool:
    return image in sent or (document.reading is not None and document.reading.text_id in sent)


def leave_out(case: OpenCase, document: RecordDocument, reason: str) -> Dismissal:
    """Keep why a document is not seen whole, in a sentence of the reviewer who has the case open; ValueError without
    one.
    """
    if not reason:
        raise ValueError("a document is left out with a reason")
    draft = draft_of(case.case, case.viewer)
    return Dismissal.objects.create(draft=draft, record=document.record.id, reason=reason, made_at=clock.now())


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Documents that do not decide, of one kind, between two days that they bear (either may be left open)."""

    kind: str
    since: dt.date | None = None
    until: dt.date | None = None

    def holds(self, seen: SeenDocument) -> bool:
        """Whether a document is in it. One without a day is in no group that has days."""
        if seen.document.kind.id != self.kind or seen.decides or not seen.wants:
            return False
        if self.since is None and self.until is None:
            return True
        told = days(seen.document.record.dated)
        return bool(told) and told[0] >= (self.since or dt.date.min) and told[-1] <= (self.until or dt.date.max)


def leave_out_group(case: OpenCase, documents: Collection[SeenDocument], group: Group, reason: str) -> int:
    """Leave out every document of a group with one reason; gives how many. ValueError without a reason."""
    if not reason:
        raise ValueError("documents are left out with a reason")
    draft, now = draft_of(case.case, case.viewer), clock.now()
    out = [seen.document.record.id for seen in documents if group.holds(seen)]
    Dismissal.objects.bulk_create(Dismissal(draft=draft, record=record, reason=reason, made_at=now) for record in out)
    return len(out)


def ask_for_copy(case: OpenCase, document: RecordDocument) -> None:
    """Ask for a readable copy of a document that cannot be read: a task for the office, and the question with which its
    sender is told by notice. What was asked for is the reason that the letter gives.

    Raises ValueError for a document that can be read, or that nobody in the case sent.
    """
    if document.state is not DocumentState.ILLEGIBLE or document.sender not in case.state.parties:
        raise ValueError("a copy is asked for of a document that cannot be read")
    told = {"id": document.record.id, "title": document.record.title, "fault": document.fault}
    words = _("%(id)s, %(title)s, cannot be read: %(fault)s Please send a readable copy of it.") % told
    with transaction.atomic():
        hand_over(case, document.sender, words)
        key = f"copy:{case.case.ident}:{document.record.id}:{document.entry}"
        raise_task(key, Duty.Kind.OTHER, words, _BY_TOMORROW, case.case, case.viewer)
        leave_out(case, document, _("A readable copy was asked for on %(day)s.") % {"day": dated(case.today)})
