"""A scan with several cover sheets becomes several papers: the scan itself stays, whole and unchanged."""

from collections.abc import Sequence

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.queue import ask
from evenhand_web.mailroom.models import Item, ItemAct
from evenhand_web.mailroom.taking import READ_ITEM

_LONGEST = 200


def part_item(item: Item, parts: Sequence[tuple[int, int, StoredFile]]) -> None:
    """Part a paper that was read, in the transaction of the caller: each part, its first and last page and its file
    still to be saved, becomes a paper of the same delivery that is read and matched by itself.
    """
    last = Item.objects.filter(delivery=item.delivery).aggregate(last=Max("place"))["last"] or 0
    for place, (first_page, last_page, file) in enumerate(parts, start=last + 1):
        file.save(force_insert=True)
        name = _("%(name)s, pages %(first)s to %(last)s")
        told = {"name": item.name[: _LONGEST - 40], "first": first_page, "last": last_page}
        part = Item.objects.create(
            delivery=item.delivery, place=place, name=(name % told).strip(", "), file=file, arrived_at=item.arrived_at
        )
        ItemAct.objects.create(item=part, at=clock.now(), did="taken")
        ask("pages", READ_ITEM, f"mailroom:read:{part.pk}", {"item": part.pk})
    words = ngettext("It has %(count)s cover sheet.", "Split at its cover sheets into %(count)s papers.", len(parts))
    item.state, item.reason = Item.State.PARTED.value, words % {"count": len(parts)}
    item.save(update_fields=("state", "reason"))
    ItemAct.objects.create(item=item, at=clock.now(), did="parted", because=item.reason)
