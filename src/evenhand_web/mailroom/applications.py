"""Papers of the mailroom that a new application came as: the first documents of the case that begins with them."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from evenhand.docket.listing import documents_of
from evenhand_web.accounts.models import Person
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.papers import KeyedPaper
from evenhand_web.infrastructure.shelf import read
from evenhand_web.mailroom.access import items_for
from evenhand_web.mailroom.filing import NotFiledError, tell
from evenhand_web.mailroom.models import Item
from evenhand_web.records.media import SUFFIXES

_MAY_BEGIN = (Item.State.APPLICATION, Item.State.WAITING)


def application_papers(person: Person, idents: Iterable[str]) -> QuerySet[Item]:
    """Of the papers named by their ids those that an application may have come as, and of which pages can be made, in
    the order they arrived.
    """
    named = items_for(person).filter(ident__in=list(idents), state__in=_MAY_BEGIN)
    return named.filter(file__media_type__in=SUFFIXES).order_by("arrived_at", "pk")


def keyed_papers(items: Iterable[Item], title: str) -> Iterator[KeyedPaper]:
    """Papers as an application takes them in, under one title, told apart by their numbers where there are more."""
    papers = list(items)
    for number, item in enumerate(papers, start=1):
        kind = item.file.media_type
        own = f"{title} ({number} of {len(papers)})" if len(papers) > 1 else title
        yield KeyedPaper(title=own, pieces=list(read(item.file)), media_type=kind, suffix=SUFFIXES[kind])


def began_case(items: Iterable[Item], case: OpenCase) -> None:
    """Write down that papers are the application a case begins with, in the transaction that opens it. Raises
    NotFiledError where one was dealt with meanwhile: then no case is opened.
    """
    entry = case.docket.entries[0]
    documents = {document.sha256: document.id for document in documents_of(entry)}
    because = _("The case begins with it.")
    with transaction.atomic():
        for item in items:
            held = Item.objects.select_for_update(of=("self",)).select_related("file").get(pk=item.pk)
            if held.state not in _MAY_BEGIN:
                raise NotFiledError(_("Somebody has dealt with this paper meanwhile. Look at it again."))
            held.state, held.case, held.entry, held.reason = Item.State.FILED, case.case, entry.number, because
            held.document, held.party = documents.get(held.file.sha256, ""), entry.by.id
            held.save(update_fields=("state", "case", "entry", "reason", "document", "party"))
            tell(held, "filed", case.person, case.case, entry.number, because)
