"""The time stamp of a third party that a seal carries (RFC 3161): asked of the service that the settings name.

The request holds a digest and nothing of the letter. It is bounded in time and size, follows no redirection, and a
service that fails is said: the letter leaves on its day without the stamp.
"""

import asyncio
import urllib.request
from urllib.parse import urlsplit

from asn1crypto import tsp
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pyhanko.sign.timestamps import TimeStamper

_SECONDS, _MOST = 10, 1 << 20
_HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


class TimeStampService(TimeStamper):
    """A time stamp service, by its address."""

    def __init__(self, address: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._address = address

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The service's answer to a request. Raises OSError where it does not answer in time, ValueError where what it
        answers is no time stamp response.
        """
        return await asyncio.to_thread(self._asked, req.dump())

    def _asked(self, request: bytes) -> tsp.TimeStampResp:
        asked = urllib.request.Request(self._address, request, _HEADERS)
        with _opener().open(asked, timeout=_SECONDS) as answer:
            data = answer.read(_MOST + 1)
        if len(data) > _MOST:
            raise ValueError("the answer of the time stamp service is no time stamp")
        return tsp.TimeStampResp.load(data, strict=True)


def _opener() -> urllib.request.OpenerDirector:
    """HTTP and HTTPS, and nothing else: no redirection, no file, no proxy of the surroundings."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
    ):
        opener.add_handler(handler)
    return opener


def time_stamp_service() -> TimeStampService | None:
    """The service of EVENHAND_TIMESTAMP; None where none is set. Raises ImproperlyConfigured for what is no address of
    the web.
    """
    if not settings.TIMESTAMP:
        return None
    parts = urlsplit(settings.TIMESTAMP)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ImproperlyConfigured("EVENHAND_TIMESTAMP is the address of a time stamp service: https://host/path.")
    return TimeStampService(settings.TIMESTAMP)
