"""What nobody keys and some send all the same, and the forms of a page with their fields."""

from html.parser import HTMLParser
from typing import NamedTuple

ODD = (
    "\0",
    "²-²",
    "foo",
    "9" * 5000,
    "-1",
    "9999-12-31",
    "0001-01-01T00:00",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "٣-٤",
    "NaN",
    "1e400",
    "🦴\u202e" * 40,
    "..%2f..%2fetc%2fpasswd",
)

"""One of them is a day that exists and no clock can bear."""

_PLAUSIBLE = {"date": "2024-06-11", "time": "10:00", "number": "1", "email": "ada@example.org", "text": "Some words"}
_LEFT = ("checkbox", "radio", "file")


class SentForm(NamedTuple):
    """A form as a page offers it: where it goes, and what somebody in a hurry would send in its fields. Of several
    fields with one name the last counts.
    """

    action: str
    is_post: bool
    fields: tuple[tuple[str, str], ...]


def forms_of(page: str) -> tuple[SentForm, ...]:
    """Every form of a page of HTML."""
    reader = _FormReader()
    reader.feed(page)
    return tuple(SentForm(action, is_post, tuple(fields)) for action, is_post, fields in reader.forms)


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, bool, list[tuple[str, str]]]] = []
        self._choosing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("action", ""), given.get("method", "").lower() == "post", []))
        elif tag == "select" or (tag in ("input", "textarea", "button") and given.get("type") not in _LEFT):
            self._choosing = given.get("name", "") if tag == "select" else ""
            if self.forms and given.get("name"):
                plausible = "" if tag == "select" else _PLAUSIBLE.get(given.get("type", "text"), "")
                self.forms[-1][2].append((given["name"], given.get("value") or plausible))
        elif tag == "option" and self._choosing and given.get("value") and self.forms:
            self.forms[-1][2].append((self._choosing, given["value"]))
            self._choosing = ""
