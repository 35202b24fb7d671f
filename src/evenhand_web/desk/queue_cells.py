"""The rows of the queue as they stand in its table.

They are written here and not in a template: 25 rows have 200 cells, and a template asks of every cell anew which column
it is.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evenhand_web.cases.spoken_days import dated
from evenhand_web.desk.queue_page import Counter
from evenhand_web.pages.queue_rows import QueueRow

_NOTHING = "\N{EN DASH}"
_PLACE, _CURRENT = "0", ' aria-current="page"'


class _Tags(NamedTuple):
    """What may stand behind the number of a case."""

    expedited: str
    made_up: str


def rows_shown(rows: Iterable[QueueRow], columns: Iterable[tuple[str, str]]) -> SafeString:
    """Rows as they stand in the table, with a cell for each column: its name in `COLUMNS`, and its title."""
    cells = [(_opening(name, title), _CELLS[name]) for name, title in columns]
    address = reverse("case", args=(_PLACE,)).removesuffix(_PLACE)
    tags = _Tags(_tag("fast", _("Expedited")), _tag("unknown", _("Made-up law")))
    written: list[str] = []
    for row in rows:
        written.append(_head(row, address, tags))
        written += [f"{opening}{cell(row)}</td>" for opening, cell in cells]
        written.append("\n</tr>")
    return SafeString("".join(written))


def options_shown(titles: Mapping[str, str], chosen: str) -> SafeString:
    """The options of a list to choose from, by their ids, the chosen one marked."""
    options = (
        f'<option value="{escape(ident)}"{" selected" if ident == chosen else ""}>{escape(title)}</option>'
        for ident, title in titles.items()
    )
    return SafeString("".join(options))


def columns_shown(titles: Mapping[str, str], chosen: Collection[str]) -> SafeString:
    """A box to tick for each column there is, those chosen ticked."""
    return SafeString("".join(
        f'\n      <label class="pick"><input type="checkbox" name="column" value="{escape(name)}"'
        f'{" checked" if name in chosen else ""}> {escape(title)}</label>'
        for name, title in titles.items()
    ))  # fmt: skip


def titles_shown(titles: Iterable[str]) -> SafeString:
    """The heads of columns."""
    return SafeString("".join(f'<th scope="col">{escape(title)}</th>' for title in titles))


def lists_shown(lists: Iterable[Counter]) -> SafeString:
    """A link to each work list, with how many cases it holds; the one shown is marked."""
    return SafeString("".join(
        f'\n  <a href="?{escape(counter.query)}"{_CURRENT if counter.is_shown else ""}>{escape(str(counter.title))} '
        f'<span class="count">{escape(counter.number)}</span></a>'
        for counter in lists
    ))  # fmt: skip


def _head(row: QueueRow, address: str, tags: _Tags) -> str:
    marks = (tags.expedited if row.priority == "expedited" else "") + (tags.made_up if row.is_made_up else "")
    return f'<tr>\n  <th scope="row"><a href="{address}{escape(row.ident)}">{escape(row.number)}</a>{marks}</th>'


def _tag(css: str, words: str) -> str:
    return f' <span class="tag {css}">{escape(words)}</span>'


def _opening(name: str, title: str) -> str:
    when = ' class="when"' if name == "received" else ""
    return f'\n  <td data-label="{escape(title)}"{when}>'


def _due(row: QueueRow) -> str:
    due = f' <span class="when">{escape(row.due)}</span>' if row.due else ""
    return f'<span class="tag {row.risk.css}">{escape(row.risk.words)}</span>{due}'


def _received(row: QueueRow) -> str:
    return _day(row.received_on)


@lru_cache(maxsize=2048)
def _day(day: dt.date) -> str:
    return escape(dated(day))


def _or_nothing(words: str) -> str:
    return escape(words) if words else _NOTHING


_CELLS: Mapping[str, Callable[[QueueRow], str]] = {
    "name": lambda row: _or_nothing(row.name),
    "claim": lambda row: _or_nothing(row.claim_number),
    "due": _due,
    "what": lambda row: _or_nothing(row.due_label),
    "waiting": lambda row: _or_nothing(capfirst(row.due_holder)),
    "stage": lambda row: escape(row.stage),
    "coordinator": lambda row: _or_nothing(row.coordinators),
    "received": _received,
}
"""What stands in the cell of each column of the queue."""
