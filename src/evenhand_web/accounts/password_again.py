"""Asking somebody who is signed in for a proof once more; attempts are counted as those at the door are."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from evenhand_web.accounts.admission import PersonRequest
from evenhand_web.accounts.throttle import TOO_OFTEN, failed, may_try, succeeded

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WRONG_PASSWORD = _("That is not your password.")


def fault_of_proof(request: HttpRequest, counted_as: str, is_right: Callable[[], bool], wrong: "StrOrPromise") -> str:
    """Why what was shown does not do: tried too often under the name it is `counted_as`, or `wrong`. Empty where it
    does.
    """
    if not may_try(request, counted_as):
        return str(TOO_OFTEN)
    if not is_right():
        failed(request, counted_as)
        return str(wrong)
    succeeded(request, counted_as)
    return ""


def password_fault(request: PersonRequest, given: str, wrong: "StrOrPromise" = WRONG_PASSWORD) -> str:
    """Why the password entered again does not do; empty where it is that of the person signed in."""
    person = request.user
    return fault_of_proof(request, person.email, lambda: person.check_password(given), wrong)
