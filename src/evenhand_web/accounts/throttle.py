"""How often one may try a password or a code. Whoever guesses is slowed down; the owner never is.

At the door attempts count for an address together with the machine, so that guesses made elsewhere refuse nobody else;
on a device the owner has used before, they count for that device alone. Within a session they count for that session.
Only digests are kept, and forgotten within the hour. django-allauth's own limits count by account, or by machine alone:
by the one anybody locks the owner out, by the other a whole house.
"""

import datetime as dt

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from evenhand_web.accounts.machine import device_of, digest, machine_of
from evenhand_web.accounts.models import SignInAttempt
from evenhand_web.infrastructure import clock

WINDOW = dt.timedelta(minutes=15)
MOST_BY_ADDRESS, MOST_BY_MACHINE = 8, 60
MOST_PASSWORDS_BY_STRANGERS, MOST_CODES_BY_STRANGERS = 60, 20
"""How many of all machines together that no device of the owner's is: a code has a million values, a password more."""

TOO_OFTEN = _("Too many attempts from here. Wait a quarter of an hour, then try again.")
ELSEWHERE = _(
    "Many passwords are being tried for this address from elsewhere. Sign in on a device you have used before, or ask "
    "a colleague who keeps the accounts for a new link."
)


def refusal_of_password(request: HttpRequest, address: str) -> str:
    """Count a password tried for an e-mail address; why it is not looked at, empty where it is."""
    return _refusal(request, address, "password", MOST_PASSWORDS_BY_STRANGERS)


def refusal_of_code(request: HttpRequest, address: str) -> str:
    """Count a code tried by somebody who knows the password of an address; why it is not looked at, empty where it
    is.
    """
    return _refusal(request, address, "code", MOST_CODES_BY_STRANGERS)


def _refusal(request: HttpRequest, address: str, what: str, most_by_strangers: int) -> str:
    attempt = _counted(_subject(address, what), _place(request, address))
    recent = SignInAttempt.objects.filter(at__gt=clock.now() - WINDOW)
    by_place = recent.filter(machine=attempt.machine)
    is_strange, refusal = not device_of(request, address), ""
    if by_place.filter(address=attempt.address).count() > MOST_BY_ADDRESS:
        refusal = str(TOO_OFTEN)
    if is_strange and by_place.count() > MOST_BY_MACHINE:
        refusal = str(TOO_OFTEN)
    if is_strange and not refusal and recent.filter(address=attempt.address).count() > most_by_strangers:
        refusal = str(ELSEWHERE)
    if refusal:
        attempt.delete()
    return refusal


def password_shown(request: HttpRequest, address: str) -> None:
    """Forget the passwords tried from here for an address whose owner has shown it."""
    _forget(_subject(address, "password"), _place(request, address))


def code_shown(request: HttpRequest, address: str) -> None:
    """Forget the codes tried from here for an address whose owner has shown one."""
    _forget(_subject(address, "code"), _place(request, address))


def _subject(address: str, what: str) -> str:
    return f"{what} of {address.strip().lower()}"


def _place(request: HttpRequest, address: str) -> str:
    device = device_of(request, address)
    return f"device {device}" if device else f"machine {machine_of(request)}"


def may_try_again(request: HttpRequest, subject: str) -> bool:
    """Count an attempt to prove something within a session; whether it is looked at. Nobody else's attempts count."""
    attempt = _counted(subject, _session(request))
    here = SignInAttempt.objects.filter(address=attempt.address, machine=attempt.machine)
    if here.filter(at__gt=clock.now() - WINDOW).count() <= MOST_BY_ADDRESS:
        return True
    attempt.delete()
    return False


def proved_again(request: HttpRequest, subject: str) -> None:
    """Forget the attempts of this session to prove what is proved now."""
    _forget(subject, _session(request))


def _session(request: HttpRequest) -> str:
    return f"session {request.session.session_key}"


def _counted(subject: str, place: str) -> SignInAttempt:
    """An attempt, written down before it is looked at, so that no two at once slip through. One that is refused is
    struck again: nobody makes the wait longer by trying.
    """
    return SignInAttempt.objects.create(address=digest(subject), machine=digest(place), at=clock.now())


def _forget(subject: str, place: str) -> None:
    SignInAttempt.objects.filter(address=digest(subject), machine=digest(place)).delete()
