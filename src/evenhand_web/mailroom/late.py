"""Papers that came after the determination was issued: they change nothing in their case, are kept, and their sender is
told.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from evenhand.programme.needs import Meaning
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import raise_task
from evenhand_web.mailroom.filing import NotFiledError, tell
from evenhand_web.mailroom.models import Item

_BY_TOMORROW = dt.timedelta(days=1)
_OPEN = (Item.State.NEW, Item.State.WAITING, Item.State.AGAIN)


def is_decided(case: OpenCase) -> bool:
    """Whether the determination of a case is issued, so that no paper enters its record."""
    return case.programme.flag(Meaning.ISSUED) in case.state.flags


def keep_late(item: Item, case: OpenCase, party: str) -> None:
    """Keep a paper with a case that is decided, as sent by a party; nothing is entered, and a task has the sender told.
    Raises NotFiledError where the case is not decided, nobody of it sent the paper, or somebody was first.
    """
    sender = case.state.parties.get(party)
    if sender is None:
        raise NotFiledError(_("Say which party of the case sent it."))
    if not is_decided(case):
        raise NotFiledError(_("The determination of this case is not issued: the paper belongs into its record."))
    with transaction.atomic():
        held = Item.objects.select_for_update(of=("self",)).select_related("file").get(pk=item.pk)
        if held.state not in _OPEN:
            raise NotFiledError(_("Somebody has dealt with this paper meanwhile. Look at it again."))
        held.state, held.case, held.party = Item.State.LATE.value, case.case, party
        held.reason = _("It came after the determination was issued, and changes nothing there.")
        held.save(update_fields=("state", "case", "party", "reason"))
        tell(held, "late", case.person, case.case, None, held.reason)
        words = _(
            "A paper came after the determination was issued. It is kept with the case and changes nothing. Tell "
            "%(sender)s, who sent it."
        )
        told = words % {"sender": sender.name}
        raise_task(f"late-paper:{held.ident}", Task.Kind.OTHER, told, _BY_TOMORROW, case.case, case.person)
