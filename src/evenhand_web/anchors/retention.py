"""How long the trace is kept: lines older than the house says go, up to one that an anchor seals."""

import datetime as dt

from django.conf import settings

from evenhand_web.anchors.models import Anchor
from evenhand_web.anchors.sealed_heads import anchor_from
from evenhand_web.infrastructure import clock
from evenhand_web.trace.line import OPERATOR, Act
from evenhand_web.trace.store import cut_at, is_older, last_cut, write

_YEAR = dt.timedelta(days=365.25)


def forget_old_lines() -> int:
    """Delete the lines whose time is over, where EVENHAND_TRACE_YEARS says how long they are kept; gives how many. The
    last that goes is one whose digest an anchor seals: from there the chain is proved on.
    """
    if settings.TRACE_YEARS is None:
        return 0
    before, begins = clock.now() - settings.TRACE_YEARS * _YEAR, last_cut().number
    number, digest = 0, ""
    for row in Anchor.objects.filter(made_at__lte=clock.now()).order_by("number").iterator(1):
        sealed = anchor_from(bytes(row.body))
        if sealed.trace_lines <= begins:
            continue
        if not is_older(sealed.trace_lines, before):
            break
        number, digest = sealed.trace_lines, sealed.trace_digest
    if not number:
        return 0
    because = f"kept for {settings.TRACE_YEARS} years (EVENHAND_TRACE_YEARS)"
    write(Act.TRACE, OPERATOR, change="deleted", until=str(number), because=because)
    return cut_at(number, digest, because)
