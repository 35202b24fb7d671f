"""Who sent what came by fax or e-mail: the party of a case whose own number or address it came from."""

from evenhand.mailroom.received import Manner
from evenhand_web.cases.models import Case, PartyContact
from evenhand_web.mailroom.models import Item


def known_sender(item: Item, case: Case) -> str:
    """The party of a case from whose fax or e-mail address something came; empty where none or several have it."""
    address = "".join(item.delivery.sender.lower().split())
    if not address:
        return ""
    latest = {contact.party: contact for contact in PartyContact.objects.filter(case=case).order_by("since", "pk")}
    is_fax = item.delivery.manner == Manner.FAX
    told = {party for party, contact in latest.items() if _is_of(contact, address, is_fax)}
    return told.pop() if len(told) == 1 else ""


def _is_of(contact: PartyContact, address: str, is_fax: bool) -> bool:
    if not is_fax:
        return str(contact.email).lower() == address
    figures, own = (("".join(filter(str.isdecimal, number)))[-10:] for number in (address, str(contact.fax)))
    return len(own) >= 7 and figures == own
