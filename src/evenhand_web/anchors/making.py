"""Making the anchor of a day, and copying it elsewhere."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from evenhand_web.anchors.anchor_file import write_copy
from evenhand_web.anchors.models import Anchor
from evenhand_web.anchors.sealed_heads import Head, SealedHeads, anchor_from, body_of, digest_of
from evenhand_web.anchors.signing import public_key, signing_key
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.queue import ask
from evenhand_web.trace.store import newest_head

COPY = "anchors.copy"
_AT_ONCE = 1000


def newest() -> Anchor | None:
    """The last anchor, without its bytes; None where there is none yet."""
    return Anchor.objects.defer("body", "signature").order_by("-number").first()


def make_todays() -> Anchor | None:
    """Make the anchor of this day (UTC), unless there is one; gives it where it was made now."""
    last = newest()
    if last is not None and last.made_at.date() >= clock.now().astimezone(dt.UTC).date():
        return None
    try:
        return make_anchor()
    except IntegrityError:  # another worker was first
        return None


def make_anchor() -> Anchor:
    """Sign the heads of all dockets and of the trace as they are now, and keep them; where EVENHAND_ANCHORS names a
    folder, a copy is asked for. Raises IntegrityError where somebody else makes the same anchor.
    """
    key = signing_key()
    with transaction.atomic():
        known, number, before = _sealed_so_far()
        lines, digest = newest_head()
        rows = Case.objects.order_by("pk").values_list("ident", "length", "head").iterator(_AT_ONCE)
        heads = tuple(map(Head._make, rows))
        changed = tuple(head for head in heads if known.get(head.case) != head)
        made_at = clock.now()
        anchor = SealedHeads(number + 1, made_at, before, lines, digest, len(heads), changed, public_key(key))
        body = body_of(anchor)
        row = Anchor.objects.create(
            number=anchor.number, made_at=made_at, body=body, signature=key.sign(body), digest=digest_of(body)
        )
        if settings.ANCHORS is not None:
            ask("house", COPY, f"anchor-copy:{row.number}", {"number": row.number})
    return row


def copy_elsewhere(number: int, folder: Path) -> Path:
    """Copy an anchor into a folder. Raises OSError where it cannot be written."""
    row = Anchor.objects.get(number=number)
    return write_copy(folder, row.number, bytes(row.body), bytes(row.signature))


def _sealed_so_far() -> tuple[dict[str, Head], int, str]:
    """The last head that was sealed of every docket; number and digest of the last anchor."""
    known, number, before = dict[str, Head](), 0, ""
    for row in Anchor.objects.order_by("number").iterator(1):
        known |= {head.case: head for head in anchor_from(bytes(row.body)).heads}
        number, before = row.number, row.digest
    return known, number, before
