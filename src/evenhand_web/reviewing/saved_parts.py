"""Saving a draft part by part. Who saves on an older text than the current one loses nothing, and sees the other's."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Subquery

from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.reviewing.content import LINE, STATEMENT, SUMMARY, Text, kept, kind_of, read
from evenhand_web.reviewing.models import Draft, DraftVersion
from evenhand_web.reviewing.open_file import may_write


class NotWritableError(Exception):
    """Nothing is written in a draft that is signed, unless something came back or the case has moved on."""


class Saved(NamedTuple):
    """What saving gave: the version that is current now, and the one kept aside where another window was first."""

    current: DraftVersion
    aside: DraftVersion | None


def draft_of(case: Case, person: Person) -> Draft:
    """The draft of a reviewer on a case, begun where there is none."""
    draft, _ = Draft.objects.get_or_create(case=case, reviewer=person)
    return draft


def current_texts(draft: Draft | None) -> Mapping[str, DraftVersion]:
    """The current text of every part that was written, by part."""
    if draft is None:
        return {}
    mine = DraftVersion.objects.filter(draft=draft, is_aside=False)
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
    if not may_write(case):
        raise NotWritableError
    content: Any = kept(text)
    with transaction.atomic():
        draft, _ = Draft.objects.select_for_update().get_or_create(case=case.case, reviewer=case.viewer)
        current = _current(draft, part)
        if current is not None and current.content == content:
            return Saved(current, None)
        number = current.newest + 1 if current else 1
        made = DraftVersion(draft=draft, part=part, number=number, content=content, saved_at=clock.now())
        made.is_aside = current is not None and current.number != base
        made.save(force_insert=True)
    return Saved(current, made) if made.is_aside and current else Saved(made, None)


def _current(draft: Draft, part: str) -> Any:
    """The current text of a part, with the number of the newest one that was saved (`newest`); None where none was: the
    first text of a part is never kept aside.
    """
    versions = DraftVersion.objects.filter(draft=draft, part=part).order_by("-number")
    newest = Subquery(versions.values("number")[:1])
    return versions.filter(is_aside=False).annotate(newest=newest).first()


def restore(case: OpenCase, part: str, number: int, base: int) -> Saved | None:
    """Make an older text of a part the current one again, as a new version written on version `base`: nothing is lost
    by it. None where there is no such text; raises what `save_part` raises.
    """
    mine = DraftVersion.objects.filter(draft__case=case.case, draft__reviewer=case.viewer)
    version = mine.filter(part=part, number=number).first()
    return save_part(case, part, base, read(kind_of(part), version.content)) if version else None
