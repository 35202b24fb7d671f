"""Asking somebody who is signed in for a proof once more. Guesses are counted within the session: whoever guesses
elsewhere keeps nobody from signing or releasing.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from evenhand_web.accounts.admission import PersonRequest
from evenhand_web.accounts.throttle import TOO_OFTEN, may_try_again, proved_again

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WRONG_PASSWORD = _("That is not your password.")


def fault_of_proof(request: HttpRequest, counted_as: str, is_right: Callable[[], bool], wrong: "StrOrPromise") -> str:
    """Why what was shown does not do: tried too often in this session under the name it is `counted_as`, or `wrong`.
    Empty where it does.
    """
    if not may_try_again(request, counted_as):
        return str(TOO_OFTEN)
    if not is_right():
        return str(wrong)
    proved_again(request, counted_as)
    return ""


def password_fault(request: PersonRequest, given: str, wrong: "StrOrPromise" = WRONG_PASSWORD) -> str:
    """Why the password entered again does not do; empty where it is that of the person signed in."""
    person = request.user
    return fault_of_proof(request, f"password of {person.ident}", lambda: person.check_password(given), wrong)
