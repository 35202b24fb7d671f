"""Saving a draft part by part. Who saves on an older text than the current one loses nothing, and sees the other's."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.sealed_columns import column_of
from evenhand_web.reviewing.content import LINE, STATEMENT, SUMMARY, Text, kept, kind_of, read
from evenhand_web.reviewing.models import Draft, DraftVersion
from evenhand_web.reviewing.open_file import is_signature_wanted, open_returns


class NotWritableError(Exception):
    """Nothing is written in a draft that is signed, unless something came back or the case has moved on."""


class Saved(NamedTuple):
    """What saving gave: the number of the version that is current now, and of the one kept aside where another window
    was first.
    """

    current: int
    aside: int | None


def draft_of(case: Case, person: Person) -> Draft:
    """The draft of a reviewer on a case, begun where there is none."""
    draft, _ = case.drafts.get_or_create(reviewer=person)
    return draft


def current_texts(draft: Draft | None) -> Mapping[str, DraftVersion]:
    """The current text of every part that was written, by part."""
    if draft is None:
        return {}
    mine = draft.versions.filter(is_aside=False)
    latest = DraftVersion.objects.filter(draft=draft, is_aside=False, part=OuterRef("part")).order_by("-number")
    return {version.part: version for version in mine.filter(number=Subquery(latest.values("number")[:1]))}


def has_part(case: OpenCase, part: str) -> bool:
    """Whether the draft of a case has such a part."""
    return part in (SUMMARY, STATEMENT) or part.removeprefix(LINE) in case.state.live_lines()


def save_part(case: OpenCase, part: str, base: int, text: Text) -> Saved:
    """Save a text that the reviewer who has a case open wrote on version `base` of its part (0 where there was none).

    Where the part has moved on since, the text is kept aside. A text that says what is current already is not kept
    twice. Raises NotWritableError where no signature of the reviewer is wanted, ValueError for no part of the draft.
    """
    if not has_part(case, part):
        raise ValueError(f"{part!r} is no part of this draft")
    try:
        with transaction.atomic():
            return _save(_held(case, part), case, part, base, kept(text))
    except IntegrityError:  # another window took the number while this one waited for the lock
        with transaction.atomic():
            _own(case).select_for_update().get()
            return _save(_held(case, part), case, part, base, kept(text))


def _own(case: OpenCase) -> QuerySet[Draft]:
    return case.case.drafts.filter(reviewer=case.viewer)


def _held(case: OpenCase, part: str) -> Any:
    """The draft, locked, with all that saving a part depends on, asked in one question: the numbers of the newest and
    of the current version, what that says, and whether the analysis came back. What it says of versions is as old as
    the question, should it have waited for the lock: the number of a version, which is unique, then tells.
    """
    versions = DraftVersion.objects.filter(draft=OuterRef("pk"), part=part).order_by("-number")
    current = versions.filter(is_aside=False)
    told = {
        "newest": Subquery(versions.values("number")[:1]),
        "current": Subquery(current.values("number")[:1]),
        "content": Subquery(current.values("content")[:1]),
        "has_come_back": Exists(open_returns(case)),
    }
    asked = _own(case).select_for_update().annotate(**told)
    held = asked.first()
    if held is None:
        draft_of(case.case, case.viewer)
        held = asked.get()
    return held


def _save(held: Any, case: OpenCase, part: str, base: int, content: Any) -> Saved:
    if not is_signature_wanted(case, has_come_back=held.has_come_back):
        raise NotWritableError
    column = column_of(DraftVersion, "content")
    if held.current is not None and column.opened_under([case.case], held.content) == content:
        return Saved(held.current, None)
    number, is_aside = (held.newest or 0) + 1, held.current is not None and held.current != base
    made = DraftVersion(draft=held, part=part, number=number, content=content, saved_at=clock.now(), is_aside=is_aside)
    made.save(force_insert=True)
    return Saved(held.current, number) if is_aside else Saved(number, None)


def restore(case: OpenCase, part: str, number: int, base: int) -> Saved | None:
    """Make an older text of a part the current one again, as a new version written on version `base`: nothing is lost
    by it. None where there is no such text; raises what `save_part` raises.
    """
    mine = DraftVersion.objects.filter(draft__case=case.case, draft__reviewer=case.viewer).select_related("draft__case")
    version = mine.filter(part=part, number=number).first()
    return save_part(case, part, base, read(kind_of(part), version.content)) if version else None
