"""The docket of a case on its page, written here: a template would ask twenty questions of every entry."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evenhand_web.pages.entry_words import EntryRow

_PLACE = "0"


class _Words(NamedTuple):
    """What is said of entries, in the language of the page: looked up once for all of them."""

    corrected: str
    in_error: str
    instead: str
    entered: str
    recorded: str
    correct: str
    correct_which: str
    rests_on: str
    no_file: str
    no_paper: str
    says: str


class _Addresses(NamedTuple):
    """What the addresses of corrections and of documents of this case begin with."""

    correct: str
    document: str


def docket_shown(rows: Iterable[EntryRow], case: str) -> SafeString:
    """The items of the list of entries, in the order given; `case` is the id of the case."""
    begin = (reverse(name, args=(case, _PLACE)).removesuffix(_PLACE) for name in ("correct", "document"))
    words, addresses = _words(), _Addresses(*begin)
    return SafeString("".join(part for row in rows for part in _item(row, words, addresses)))


def _words() -> _Words:
    return _Words(
        corrected=_("Corrected by entry %(is_corrected_by)s"),
        in_error=_("Entered in error"),
        instead=_("Instead of entry %(corrects)s"),
        entered=_("entered for them by %(keyer)s"),
        recorded=_("recorded %(recorded)s"),
        correct=_("Correct"),
        correct_which=_("Correct entry %(number)s"),
        rests_on=_("Rests on:"),
        no_file=_("(no file here)"),
        no_paper=_("No paper was kept with it."),
        says=_("What it says"),
    )


def _item(row: EntryRow, words: _Words, addresses: _Addresses) -> Iterator[str]:
    struck = ' class="struck"' if row.is_struck else ""
    yield f'<li id="entry-{row.number}" value="{row.number}"{struck}>\n  <div class="entry-head">'
    yield f'<span class="no">{row.number}</span><time datetime="{row.on.isoformat()}">{escape(row.day)}</time>'
    yield f"<strong>{escape(row.title)}</strong>"
    if row.about:
        yield f"<span>{escape(row.about)}</span>"
    yield from _tags(row, words)
    yield f'</div>\n  <p class="soft">{" · ".join(_recorded(row, words, addresses))}</p>\n  '
    yield _papers(row, words, addresses)
    yield "\n  "
    yield _fields(row, words)
    yield "\n</li>"


def _tags(row: EntryRow, words: _Words) -> Iterator[str]:
    if row.is_corrected_by:
        yield f'<span class="tag ended">{words.corrected % {"is_corrected_by": row.is_corrected_by}}</span>'
    elif row.is_struck:
        yield f'<span class="tag ended">{words.in_error}</span>'
    if row.corrects:
        yield f'<span class="tag unknown">{words.instead % {"corrects": row.corrects}}</span>'
    if row.mark:
        yield f'<span class="tag unknown">{escape(capfirst(row.mark))}</span>'


def _recorded(row: EntryRow, words: _Words, addresses: _Addresses) -> Iterator[str]:
    """Who did it, who keyed it, when it was recorded, and the way to a correction."""
    if row.by:
        yield escape(capfirst(row.by))
    if row.entered_by:
        yield words.entered % {"keyer": escape(row.entered_by)}
    yield words.recorded % {"recorded": escape(row.recorded)}
    if row.may_be_corrected:
        label = words.correct_which % {"number": row.number}
        yield f'<a href="{addresses.correct}{row.number}" aria-label="{label}">{words.correct}</a>'


def _papers(row: EntryRow, words: _Words, addresses: _Addresses) -> str:
    if not row.papers:
        return f'<p class="soft">{words.no_paper}</p>' if row.entered_by else ""
    papers = []
    for paper in row.papers:
        title = f"{escape(paper.id)}. {escape(paper.title)}"
        at = f"{addresses.document}{escape(paper.file)}"
        papers.append(f'<a href="{at}">{title}</a>' if paper.file else f"{title} {words.no_file}")
    return f'<p class="soft">{words.rests_on} {", ".join(papers)}</p>'


def _fields(row: EntryRow, words: _Words) -> str:
    if not row.fields:
        return ""
    told = "".join(f"<dt>{escape(str(label))}</dt><dd>{escape(value)}</dd>" for label, value in row.fields)
    mark = f"{escape(capfirst(row.mark))}: " if row.mark else ""
    because = f'<p class="soft">{mark}{escape(row.because)}</p>' if row.because else ""
    return f'<details><summary>{words.says}</summary><dl class="said">{told}</dl>{because}</details>'
