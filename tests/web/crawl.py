"""Walking over the pages as somebody: every address with real arguments, then every link the pages offer."""

import html
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

_LINK = re.compile(r'(?:href|hx-get|src|action)="([^"#]+)')
_TAGS = re.compile(r"<(style|script).*?</\1>|<[^>]+>", re.DOTALL)
_LETTERS_OF_WORDS = 40
"""A page that says less than this says nothing."""


class Seen(NamedTuple):
    """What an address gave somebody: its route, the answer's code and kind, what it holds, and where it leads."""

    address: str
    route: str
    code: int
    kind: str
    body: str
    leads_to: str

    @property
    def is_page(self) -> bool:
        """Whether it is HTML or words, and no file."""
        return self.kind.startswith("text/")

    @property
    def words(self) -> str:
        """What a reader reads of it."""
        return " ".join(html.unescape(_TAGS.sub(" ", self.body)).split())

    @property
    def speaks(self) -> bool:
        """Whether it says something."""
        return not self.is_page or len(self.words) >= _LETTERS_OF_WORDS


def crawl(client: Client, starts: Iterable[str], most: int) -> Iterator[Seen]:
    """Everything somebody finds from some addresses on, by GET: of each route, with each set of parameters, at most so
    many addresses that a page offered, and every one of the starts.
    """
    given = list(starts)
    waiting, known, counted = deque(given), set(given), Counter[str]()
    while waiting:
        seen = look(client, waiting.popleft())
        yield seen
        for link in (*_links(seen), seen.leads_to):
            shape = _shape(link)
            if shape and link not in known and counted[shape] < most:
                known.add(link)
                counted[shape] += 1
                waiting.append(link)


def look(client: Client, address: str) -> Seen:
    """What an address gives."""
    answer: Any = client.get(address)
    kind = str(answer.headers.get("Content-Type", ""))
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    is_read = kind.startswith("text/") or "json" in kind
    body = data.decode("utf-8", "replace") if is_read else ""
    leads_to = urljoin(address, str(answer.headers.get("Location", ""))) if 300 <= answer.status_code < 400 else ""
    return Seen(address, route_of(address), answer.status_code, kind, body, leads_to)


def route_of(address: str) -> str:
    """The route of an address; empty where it is none of ours."""
    try:
        return str(resolve(urlsplit(address).path).route)
    except Resolver404:
        return ""


def _links(seen: Seen) -> Iterator[str]:
    if seen.kind.startswith("text/html"):
        for link in _LINK.findall(seen.body):
            yield urljoin(seen.address, html.unescape(link))


def _shape(link: str) -> str:
    """The route of a link with the names of its parameters; empty for what is not ours or no page."""
    parts = urlsplit(link)
    if not link or parts.scheme or parts.path.startswith("/static/") or not route_of(parts.path):
        return ""
    return f"{route_of(parts.path)}?{'&'.join(sorted(parse_qs(parts.query)))}"
