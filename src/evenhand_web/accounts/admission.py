"""Who may open which page. To somebody signed in, what is forbidden looks like what does not exist."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from evenhand_web.accounts.models import Person, PersonRole

P = ParamSpec("P")
OFFICE = (PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR)
"""Who runs the organization's own office: its panel, its queue, its tasks."""
CASEWORK = (*OFFICE, PersonRole.REGULATOR)
"""Who opens cases by their dockets. A reviewer opens a file, by a seat in it."""


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: Person
    htmx: Any


View = Callable[Concatenate[PersonRequest, P], HttpResponseBase]


def admitted(*roles: PersonRole) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Admit people of these roles (everybody signed in, where none is named) to a view.

    Who is not signed in goes to the sign-in page, whatever the address; who plays another role finds nothing there.
    """

    def guard(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if isinstance(request.user, SimpleLazyObject):  # nobody signed them out meanwhile
                request.user = get_user(request)  # read by now: what is still lazy is slow to ask
            person = request.user
            if not isinstance(person, Person):
                return redirect_to_login(request.get_full_path())
            if roles and person.role not in roles:
                raise Http404
            return view(request, *args, **kwargs)  # type: ignore[arg-type]  # its user is a Person: checked above

        update_wrapper(guarded, view)
        return guarded

    return guard
