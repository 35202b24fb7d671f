"""Who may see what of the mailroom: whoever takes applications in, and of filed papers those of cases they may open."""

from django.db.models import Q, QuerySet

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.access import cases_for, is_bound
from evenhand_web.mailroom.models import Item


def items_for(person: Person) -> QuerySet[Item]:
    """The papers a person may look at: those of no case yet, and those of cases the person may open."""
    if person.role != PersonRole.COORDINATOR:
        return Item.objects.none()
    items = Item.objects.select_related("delivery", "file", "case", "same_as")
    if not person.programmes and not is_bound(person):
        return items
    return items.filter(Q(case=None) | Q(case__in=cases_for(person)))


def waiting_for(person: Person) -> QuerySet[Item]:
    """The papers that wait for somebody, the oldest first."""
    return items_for(person).filter(state=Item.State.WAITING).order_by("arrived_at", "pk")
