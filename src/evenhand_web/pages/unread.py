"""How many notifications somebody has not read yet, for the head of every page."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from evenhand_web.accounts.models import Person
from evenhand_web.accounts.notifications import count_unread


def unread(request: HttpRequest) -> dict[str, object]:
    """The number, asked for where a page shows it."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return {}
    return {"notifications_unread": SimpleLazyObject(lambda: count_unread(person))}
