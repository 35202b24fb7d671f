"""What every page says of the installation itself."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from evenhand_web.infrastructure.installation import is_demonstration


def installation(_: HttpRequest) -> dict[str, object]:
    """Whether the page shows a demonstration, for a page that asks."""
    return {"is_demonstration": SimpleLazyObject(is_demonstration)}
