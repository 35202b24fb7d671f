"""Saving a draft part by part. Who saves on an older text than the current one loses nothing, and sees the other's."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Subquery

from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure import clock
from evenhand_web.reviewing.content import Text, kept
from evenhand_web.reviewing.models import Draft, DraftVersion


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


def save(draft: Draft, part: str, base: int, text: Text) -> Saved:
    """Save a text that was written on version `base` of its part (0 where there was none).

    Where the part has moved on since, the text is kept aside. A text that says what is current already is not kept
    twice.
    """
    content: Any = kept(text)
    with transaction.atomic():
        Draft.objects.select_for_update().get(pk=draft.pk)
        versions = DraftVersion.objects.filter(draft=draft, part=part).order_by("-number")
        newest, current = versions.first(), versions.filter(is_aside=False).first()
        if current is not None and current.content == content:
            return Saved(current, None)
        number = newest.number + 1 if newest else 1
        made = DraftVersion(draft=draft, part=part, number=number, content=content, saved_at=clock.now())
        made.is_aside = current is not None and current.number != base
        made.save(force_insert=True)
    return Saved(current, made) if made.is_aside and current else Saved(made, None)
