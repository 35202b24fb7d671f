"""The views of the queue that a person keeps under a name."""

from django.db.models import QuerySet

from evenhand_web.accounts.models import Person
from evenhand_web.diary.models import SavedView
from evenhand_web.infrastructure.kept_questions import KeptQuestion

MOST = 20
"""How many views a person may keep: more would no longer be a choice."""


_KEPT = KeptQuestion(lambda person: SavedView.objects.filter(person_id=person).order_by("name", "pk"), -1)


class TooManyViewsError(Exception):
    """A person keeps as many views as anybody may."""


def views_of(person: Person) -> QuerySet[SavedView]:
    """A person's own views, by name; nobody sees another's."""
    return SavedView.objects.filter(person=person).order_by("name", "pk")


def views_shown(person: Person) -> list[SavedView]:
    """A person's own views, by name, as the page of the queue shows them."""
    return _KEPT.rows(person.pk)


def save_view(person: Person, name: str, query: str) -> SavedView:
    """Keep a view under a name; one kept under the same name before is replaced. Raises TooManyViewsError."""
    kept = views_of(person)
    if kept.count() >= MOST and not kept.filter(name=name).exists():
        raise TooManyViewsError
    return SavedView.objects.update_or_create(person=person, name=name, defaults={"query": query})[0]


def remove_view(person: Person, number: int) -> None:
    """Remove a view of one's own; one that is gone already is no mistake."""
    views_of(person).filter(pk=number).delete()
