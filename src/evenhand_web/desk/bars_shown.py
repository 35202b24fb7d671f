"""The clocks of a case as bars on its page, for the eye and for the ear."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from evenhand_web.desk.clock_bar import ClockBar


class _Words(NamedTuple):
    """What is said of clocks, in the language of the page."""

    line: str
    started: str
    due: str
    told: str
    status: str
    provenance: str


def bars_shown(bars: Iterable[ClockBar]) -> SafeString:
    """The items of the list of clocks, in the order given."""
    words = _Words(
        line=_(", line %(line)s"),
        started=_("From %(started)s"),
        due=_("· due"),
        told=_("· told as %(told)s"),
        status=_("· text %(status)s"),
        provenance=_("· rests on %(provenance)s facts"),
    )
    return SafeString("".join(part for bar in bars for part in _item(bar, words)))


def _item(bar: ClockBar, words: _Words) -> Iterator[str]:
    line = words.line % {"line": escape(bar.line)} if bar.line else ""
    yield f'<li class="{bar.css}">\n  <div class="bar-head"><strong>{escape(bar.label)}{line}</strong>'
    yield f'<span class="tag {bar.css}">{escape(bar.words)}</span></div>\n  {_drawing(bar)}\n  '
    yield f'<div class="bar-foot"><span>{" ".join(_days(bar, words))} · {escape(bar.holder)}</span>'
    yield f'<span class="soft">{_authority(bar, words)}</span></div>\n</li>'


def _drawing(bar: ClockBar) -> str:
    if not bar.due:
        return ""
    over = f'<rect class="over" x="{bar.due_at}" width="{bar.over}" height="6"/>' if bar.due_at < 100 else ""
    return (
        '<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect class="track" width="100" height="6"/><rect class="gone" width="{bar.gone}" height="6"/>{over}</svg>'
    )


def _days(bar: ClockBar, words: _Words) -> Iterator[str]:
    yield words.started % {"started": escape(bar.started)}
    if bar.due:
        yield f"{words.due} <strong>{escape(bar.due)}</strong>"
    if bar.told:
        yield words.told % {"told": escape(bar.told)}


def _authority(bar: ClockBar, words: _Words) -> str:
    citation = f", {escape(bar.citation)}" if bar.citation else ""
    status = f" {words.status % {'status': escape(bar.status)}}" if bar.status else ""
    rests_on = f" {words.provenance % {'provenance': escape(bar.provenance)}}" if bar.provenance else ""
    return f"{escape(bar.rule)}{citation}{status}{rests_on}"
