"""The alarm over every page of those who can end it."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from evenhand_web.accounts.admission import OFFICE
from evenhand_web.accounts.models import Person
from evenhand_web.cases.emergency import count_to_be_looked_at
from evenhand_web.diary.duty import Gap, gap
from evenhand_web.infrastructure.programmes import left_out

_HEAR_IT = OFFICE


def alarm(request: HttpRequest) -> dict[str, object]:
    """What is missing on duty, and which programs are left out, for a page that asks for it."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or person.role not in _HEAR_IT:
        return {}
    return {
        "duty_gap": SimpleLazyObject(_found),
        "left_out": left_out(),
        "emergencies_to_see": SimpleLazyObject(lambda: count_to_be_looked_at(person)),
    }


def _found() -> Gap | tuple[()]:
    """The gap, or nothing: an empty tuple, for what is lazy cannot become None."""
    return gap() or ()
