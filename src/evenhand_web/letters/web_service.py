"""Asking a service on the web for a file: bounded in time and size, by HTTP or HTTPS alone, and never redirected."""

import urllib.request
from urllib.error import HTTPError
from urllib.parse import urlsplit

_SECONDS = 10


def is_web_address(address: str) -> bool:
    """Whether a text is an address of the web: http or https, with a host."""
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def asked(request: urllib.request.Request, most: int) -> bytes:
    """What a service answers to a request. Raises OSError where it does not answer in time or answers with an error,
    ValueError where its answer is longer than `most` bytes.
    """
    try:
        with _opener().open(request, timeout=_SECONDS) as answer:
            data: bytes = answer.read(most + 1)
    except HTTPError as refused:
        refused.close()  # an error is an answer too, and holds its connection until somebody closes it
        raise
    if len(data) > most:
        raise ValueError(f"the answer of {urlsplit(request.full_url).hostname} is longer than {most} bytes")
    return data


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
