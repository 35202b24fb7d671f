"""The time stamp of a third party that a seal carries (RFC 3161): asked of the service that the settings name.

The request holds a digest and nothing of the letter. It is bounded in time and size, follows no redirection, and a
service that fails is said: the letter leaves on its day without the stamp.
"""

import asyncio
import urllib.request

from asn1crypto import tsp
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pyhanko.sign.timestamps import TimeStamper

from evenhand_web.letters.web_service import asked, is_web_address

_MOST = 1 << 20
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

    def _asked(self, query: bytes) -> tsp.TimeStampResp:
        answer = asked(urllib.request.Request(self._address, query, _HEADERS), _MOST)
        return tsp.TimeStampResp.load(answer, strict=True)


def time_stamp_service() -> TimeStampService | None:
    """The service of EVENHAND_TIMESTAMP; None where none is set. Raises ImproperlyConfigured for what is no address of
    the web.
    """
    if not settings.TIMESTAMP:
        return None
    if not is_web_address(settings.TIMESTAMP):
        raise ImproperlyConfigured("EVENHAND_TIMESTAMP is the address of a time stamp service: https://host/path.")
    return TimeStampService(settings.TIMESTAMP)
