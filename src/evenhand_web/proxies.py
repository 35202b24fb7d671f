"""What a proxy says of a request is believed only of proxies that settings name."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_OWN = "127.0.0.0/8,::1"
_SAID = (
    "HTTP_X_REAL_IP",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_FORWARDED",
)
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def proxies_of(stated: str) -> tuple[Network, ...]:
    """The proxies a setting names: addresses or networks, separated by commas; 1 is any on this machine. Raises
    ImproperlyConfigured where one is none.
    """
    named = _OWN if stated.strip() == "1" else stated
    try:
        return tuple(ipaddress.ip_network(name.strip()) for name in named.split(",") if name.strip())
    except ValueError as error:
        raise ImproperlyConfigured(f"EVENHAND_PROXY names {error}; expected are addresses, or 1.") from error


def believed_proxies(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Drop what proxies say of a request from one that comes from no proxy of ours."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if not _is_ours(request.META.get("REMOTE_ADDR", "")):
            for name in _SAID:
                request.META.pop(name, None)
        return answer(request)

    return respond


def _is_ours(address: str) -> bool:
    if not settings.PROXIES:
        return False
    try:
        peer = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(peer in network for network in settings.PROXIES)
