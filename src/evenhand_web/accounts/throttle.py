"""How often one may try to sign in: counted by address and by machine, kept as digests, forgotten within the hour."""

import datetime as dt
import hashlib
import hmac

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from evenhand_web.accounts.models import SignInAttempt
from evenhand_web.infrastructure import clock

WINDOW = dt.timedelta(minutes=15)
MOST_BY_ADDRESS, MOST_BY_MACHINE = 8, 60
TOO_OFTEN = _("Too many attempts. Wait a quarter of an hour, then try again.")


def _digest(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def _keys(request: HttpRequest, address: str) -> tuple[str, str]:
    seen_by = "HTTP_X_REAL_IP" if settings.BEHIND_PROXY else "REMOTE_ADDR"
    return _digest(f"address {address.strip().lower()}"), _digest(f"machine {request.META.get(seen_by, '')}")


def may_try(request: HttpRequest, address: str) -> bool:
    """Whether this address, from this machine, may try to sign in now."""
    by_address, by_machine = _keys(request, address)
    recent = SignInAttempt.objects.filter(at__gt=clock.now() - WINDOW)
    if recent.filter(address=by_address).count() >= MOST_BY_ADDRESS:
        return False
    return recent.filter(machine=by_machine).count() < MOST_BY_MACHINE


def failed(request: HttpRequest, address: str) -> None:
    """Count an attempt that failed."""
    by_address, by_machine = _keys(request, address)
    SignInAttempt.objects.create(address=by_address, machine=by_machine, at=clock.now())


def succeeded(request: HttpRequest, address: str) -> None:
    """Forget the failed attempts of an address whose owner has shown the password."""
    SignInAttempt.objects.filter(address=_keys(request, address)[0]).delete()
