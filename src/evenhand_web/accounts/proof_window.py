"""A password shown once that holds for a while: within the session in which it was shown, and until somebody signs in
with the same account anywhere else.
"""

import datetime as dt

from allauth.usersessions.models import UserSession

from evenhand_web.accounts.admission import PersonRequest
from evenhand_web.infrastructure import clock

_KEY = "password shown"


def keep_proof(request: PersonRequest) -> None:
    """Note that whoever is signed in has just shown their password."""
    request.session[_KEY] = {"at": clock.now().isoformat(), "session": _newest(request)}


def proved_until(request: PersonRequest, lasts: dt.timedelta) -> dt.datetime | None:
    """Until when the password that was shown holds, where one shown holds for a time; None where it has to be shown
    again.
    """
    kept = request.session.get(_KEY)
    if not lasts or not kept or kept["session"] != _newest(request):
        return None
    until = dt.datetime.fromisoformat(kept["at"]) + lasts
    return until if clock.now() < until else None


def _newest(request: PersonRequest) -> int:
    """The newest sign-in of the account, wherever it was."""
    newest = UserSession.objects.filter(user=request.user).order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0
