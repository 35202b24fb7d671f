"""Which machine a request comes from, and which devices a person has signed in on before.

A device is known by a signed cookie that names it and, under digests, the addresses whose owners signed in on it.
"""

import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

_COOKIE, _SALT = "known", "evenhand.known-device"
_DAYS, _MOST_ADDRESSES = 180, 6


def digest(text: str) -> str:
    """What a table keeps in the place of an address or a machine."""
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def machine_of(request: HttpRequest) -> str:
    """The machine a request comes from: its address in the net, of IPv6 the network of one household. Behind a proxy
    that settings name it is what the proxy says; from anywhere else nobody is believed.
    """
    stated = str(request.META.get("HTTP_X_REAL_IP") or request.META.get("REMOTE_ADDR", ""))
    try:
        address = ipaddress.ip_address(stated.strip())
    except ValueError:
        return stated
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def device_of(request: HttpRequest, address: str) -> str:
    """The device a request comes from, where the owner of an e-mail address has signed in on it before; else empty."""
    device, owners = _read(request)
    return device if digest(_owner(address)) in owners else ""


def remember_device(request: HttpRequest, response: HttpResponse, address: str) -> None:
    """Let the browser keep that the owner of an e-mail address has signed in on this device."""
    device, owners = _read(request)
    kept = [digest(_owner(address)), *(owner for owner in owners if owner != digest(_owner(address)))]
    value = signing.dumps([device or get_random_string(24), kept[:_MOST_ADDRESSES]], salt=_SALT)
    response.set_cookie(
        _COOKIE,
        value,
        max_age=_DAYS * 24 * 3600,
        path="/sign-in",
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _owner(address: str) -> str:
    return f"owner {address.strip().lower()}"


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        device, owners = signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_SALT, max_age=_DAYS * 24 * 3600)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return str(device), [str(owner) for owner in owners]
