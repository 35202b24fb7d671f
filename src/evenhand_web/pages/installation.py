"""What every page says of the installation itself, and of what the person at it does here."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from evenhand_web.accounts.models import Person
from evenhand_web.infrastructure.installation import is_demonstration
from evenhand_web.letters.access import issued_under


def installation(request: HttpRequest) -> dict[str, object]:
    """Whether it is a demonstration, and whether who looks at the page issues determinations; asked when needed."""

    def issues() -> bool:
        person = getattr(request, "user", None)
        return isinstance(person, Person) and bool(issued_under(person))

    return {
        "is_demonstration": SimpleLazyObject(is_demonstration),
        "issues_determinations": SimpleLazyObject(issues),
        "idle_seconds": settings.IDLE_MINUTES * 60,
    }
