"""The sheet that heads a print run: which envelope holds what, on how many sheets, for whoever folds and counts."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand.letter.document import Block, Document, FactGrid, Inline, Paragraph, Table
from evenhand.letter.phrase import Run
from evenhand.letter.wording import Align, Weight


class Envelope(NamedTuple):
    """What one party gets: of which case, what, to whom, and how many pages each paper in it has."""

    case_number: str
    what: str
    to: str
    pages: tuple[int, ...]

    @property
    def sheets(self) -> int:
        """How many sheets it takes, printed on both sides, each paper beginning on a sheet of its own."""
        return sum((pages + 1) // 2 for pages in self.pages)


def control_sheet(envelopes: Sequence[Envelope], gathered_on: dt.date, remarks: Iterable[str]) -> Document:
    """The control sheet of a print run; `remarks` are what could not be made for it, and why."""
    sheets = sum(envelope.sheets for envelope in envelopes)
    facts = (
        (_("Gathered on"), f"{gathered_on:%B} {gathered_on.day}, {gathered_on.year}"),
        (_("Envelopes"), str(len(envelopes))),
        (_("Sheets of letters"), str(sheets)),
    )
    blocks: tuple[Block, ...] = (
        FactGrid(facts=tuple((_inline(label), _inline(value)) for label, value in facts), across=3),
        Paragraph(words=_inline(_how_to_print()), weight=Weight.SMALL),
        *(Paragraph(words=_inline(remark)) for remark in remarks),
        _table(envelopes),
    )
    return Document(
        name="control_sheet",
        language="en",
        title=_inline(_("Control sheet")),
        sender=(),
        footer=_inline(_("Control sheet. It stays in the house.")),
        page_words=(_("Page"), _("of")),
        blocks=blocks,
    )


def _how_to_print() -> str:
    return _(
        "Print on both sides. Every paper begins on a new sheet. The declaration at the end is signed by whoever mails "
        "the letters, and is kept."
    )


def _table(envelopes: Sequence[Envelope]) -> Table:
    heads = (_("No."), _("Case"), _("To"), _("Letter"), _("Pages"), _("Sheets"))
    rows = tuple(
        (str(number), envelope.case_number, envelope.to, envelope.what, _pages(envelope), str(envelope.sheets))
        for number, envelope in enumerate(envelopes, 1)
    )
    return Table(
        head=tuple(map(_inline, heads)),
        rows=tuple(tuple(map(_inline, row)) for row in rows),
        widths=(1, 3, 4, 4, 2, 2),
        aligns=(Align.RIGHT, *(Align.LEFT,) * 3, Align.RIGHT, Align.RIGHT),
        caption=_inline(ngettext("%(count)s envelope", "%(count)s envelopes", len(rows)) % {"count": len(rows)}),
    )


def _pages(envelope: Envelope) -> str:
    return " + ".join(map(str, envelope.pages))


def _inline(words: str) -> Inline:
    return (Run(text=words),)
