"""The mailroom as its pages show it: the lists with their counts, a paper beside the cases that it may be of."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evenhand.docket.party import PARTY_ROLES
from evenhand.programme.needs import Meaning
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.access import cases_for, is_bound
from evenhand_web.cases.legal_day import office_zone
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import state_of
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.bounded_counts import Counting, counted_up_to, counting_up_to
from evenhand_web.infrastructure.keyset import Order, page_after
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.mailroom.access import items_for
from evenhand_web.mailroom.doors import door_service
from evenhand_web.mailroom.fault_words import why_unread
from evenhand_web.mailroom.filing import arrival_of
from evenhand_web.mailroom.models import Delivery, Item, ItemAct
from evenhand_web.mailroom.reading_items import facts_of
from evenhand_web.mailroom.senders import known_sender

PAGE, _MOST_COUNTED = 25, 2_000
_OLDEST = Order("arrived_at")
_LATE = dt.timedelta(days=1)
_THEN = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
"""Stands in a kept question for the instant before which what came is late."""
_SHOWN_TEXT = 4000
LISTS: dict[str, tuple[str | Promise, tuple[Item.State, ...]]] = {
    "waiting": (gettext_lazy("Waiting"), (Item.State.WAITING,)),
    "new": (gettext_lazy("Being read"), (Item.State.NEW,)),
    "apart": (gettext_lazy("Another person's"), (Item.State.APART,)),
    "applications": (gettext_lazy("New applications"), (Item.State.APPLICATION,)),
    "again": (gettext_lazy("Came before"), (Item.State.AGAIN,)),
    "filed": (gettext_lazy("Filed"), (Item.State.FILED,)),
    "no_record": (gettext_lazy("No papers of a record"), (Item.State.NO_RECORD,)),
    "parted": (gettext_lazy("Split"), (Item.State.PARTED,)),
    "late": (gettext_lazy("After the determination"), (Item.State.LATE,)),
}
"""The lists of the mailroom: what each is called, and the states of what stands in it."""
_DID = {
    "taken": gettext_lazy("Came in"),
    "filed": gettext_lazy("Filed"),
    "unfiled": gettext_lazy("Taken out of a record"),
    "stamped": gettext_lazy("Stamp entered"),
    "again": gettext_lazy("Came before"),
    "waiting": gettext_lazy("Waits"),
    "apart": gettext_lazy("Set apart: another person's"),
    "application": gettext_lazy("Kept for a new application"),
    "no_record": gettext_lazy("No paper of a record"),
    "parted": gettext_lazy("Split at its cover sheets"),
    "late": gettext_lazy("Kept: came after the determination"),
}


class ListShown(NamedTuple):
    """A list: its id, what it is called, how many papers stand in it, and whether it is the one shown."""

    ident: str
    title: str | Promise
    number: str
    is_shown: bool


class PaperRow(NamedTuple):
    """A paper in a list: what it is called, how and when it came, how long ago, and why it stands there."""

    item: Item
    title: str
    manner: str
    arrived: str
    is_late: bool
    pages: str
    reason: str


class Choice(NamedTuple):
    """A party as whose a paper can be filed by one key: the value the form sends, its words, and the key; `is_known`
    where the paper came from its own address.
    """

    value: str
    words: str
    key: str
    is_known: bool


class CaseBeside(NamedTuple):
    """A case beside a paper: its number, who it is about (where the person may open it), the score and its reasons,
    each with whether it speaks against it; the parties as whose the paper can be filed; and whether its determination
    is issued, so that no paper enters its record.
    """

    case: Case
    name: str
    score: int | None
    reasons: tuple[tuple[str, bool], ...]
    parties: tuple[Choice, ...]
    is_decided: bool = False


def lists_shown(person: Person, chosen: str) -> tuple[ListShown, ...]:
    """Every list with its count."""
    rows = {ident: items_for(person).filter(state__in=states) for ident, (_title, states) in LISTS.items()}
    counts = counted_up_to(_MOST_COUNTED, rows)
    return tuple(
        ListShown(ident, title, _counted(counts[ident]), ident == chosen) for ident, (title, _states) in LISTS.items()
    )


def _counted(count: int) -> str:
    return str(count) if count <= _MOST_COUNTED else f"{_MOST_COUNTED}+"


class MailWaiting(NamedTuple):
    """How many papers wait in the mailroom for somebody, and how many of them came more than a day ago; as shown."""

    number: str
    late: str


def mail_that_waits(person: Person) -> MailWaiting | None:
    """What waits in the mailroom, for whoever works there; None for anybody else, and where nothing does."""
    if person.role != PersonRole.COORDINATOR:
        return None
    counts = _waiting_counted(person, clock.now() - _LATE)
    late = _counted(counts["late"]) if counts["late"] else ""
    return MailWaiting(_counted(counts["all"]), late) if counts["all"] else None


def _waiting_counted(person: Person, late_before: dt.datetime) -> dict[str, int]:
    """What waits, and what of it has waited long. The question is made once for each person, but where the house binds
    them: then what they may open changes.
    """
    if is_bound(person):
        return _counting_of_waiting(person, late_before).counted()
    stored = connection.ops.adapt_datetimefield_value
    kept = _kept_counting(person, person.role, person.programmes, connection.vendor)
    return kept.counted({stored(_THEN): stored(late_before)})


@lru_cache(maxsize=256)
def _kept_counting(person: Person, role: str, programmes: str, vendor: str) -> Counting:
    return _counting_of_waiting(person, _THEN)


def _counting_of_waiting(person: Person, late_before: dt.datetime) -> Counting:
    waiting = items_for(person).filter(state__in=(Item.State.WAITING, Item.State.APART))
    return counting_up_to(_MOST_COUNTED, {"all": waiting, "late": waiting.filter(arrived_at__lt=late_before)})


def listed(person: Person, chosen: str, after: str) -> tuple[tuple[PaperRow, ...], str]:
    """The papers of a list, the oldest first, some at a time; and where the next begin."""
    page = page_after(items_for(person).filter(state__in=LISTS[chosen][1]), _OLDEST, after, PAGE)
    return tuple(paper_row(item) for item in page.rows), page.after


def paper_row(item: Item) -> PaperRow:
    """A paper as a list shows it."""
    arrived = item.arrived_at.astimezone(office_zone())
    is_late = item.state == Item.State.WAITING and clock.now() - item.arrived_at > _LATE
    pages = ngettext("%(count)s page", "%(count)s pages", item.pages) % {"count": item.pages} if item.pages else ""
    return PaperRow(
        item=item,
        title=item.name or item.delivery.name or _("Paper"),
        manner=str(Delivery.Manner(item.delivery.manner).label),
        arrived=f"{arrived:%b} {arrived.day}, {arrived:%Y, %H:%M}",
        is_late=is_late,
        pages=pages,
        reason=item.reason or why_unread(item.fault),
    )


def item_page(person: Person, item: Item, added: Iterable[Case]) -> dict[str, Any]:
    """All that the page of a paper shows; `added` are cases somebody looked up beside those it was held against."""
    others = items_for(person).filter(state=Item.State.WAITING).order_by("arrived_at", "pk")
    after = (
        others.exclude(pk=item.pk).filter(arrived_at__gte=item.arrived_at).first() or others.exclude(pk=item.pk).first()
    )
    return {
        "item": item,
        "row": paper_row(item),
        "lists": lists_shown(person, ""),
        "why": why_unread(item.fault),
        "pages": [page.number for page in item.page_set.exclude(image=None).order_by("number")],
        "text": facts_of(item).text[:_SHOWN_TEXT] if not item.page_set.exclude(image=None).exists() else "",
        "beside": tuple(_beside(person, item, added)),
        "acts": tuple(_acts(item)),
        "twins": tuple(items_for(person).filter(same_as=item).order_by("pk")),
        "others": tuple(items_for(person).filter(delivery=item.delivery).exclude(pk=item.pk).order_by("place")),
        "next": after,
        "is_open": item.state not in (Item.State.FILED, Item.State.NEW),
        "arrival": arrival_of(item.delivery),
        "section": "mailroom",
    }


def seen_files(item: Item) -> tuple[StoredFile, ...]:
    """The files whose words the page of a paper shows: what was read of it, where it has no picture."""
    if item.facts is None or item.facts.wrapped_key is None or item.page_set.exclude(image=None).exists():
        return ()
    return (item.facts,)


def _beside(person: Person, item: Item, added: Iterable[Case]) -> Iterator[CaseBeside]:
    keys = iter("123456789")
    held = list(item.candidates.select_related("case", "case__compared").order_by("-score", "pk"))
    shown = {candidate.case.pk for candidate in held}
    readable = set(cases_for(person).filter(pk__in=shown | {case.pk for case in added}).values_list("pk", flat=True))
    for candidate in held:
        reasons = tuple((str(words), bool(against)) for _points, words, against in candidate.reasons)
        yield _case_beside(item, candidate.case, candidate.score, reasons, keys, candidate.case.pk in readable)
    for case in added:
        if case.pk not in shown:
            yield _case_beside(item, case, None, (), keys, case.pk in readable)


def _case_beside(
    item: Item, case: Case, score: int | None, reasons: tuple[tuple[str, bool], ...], keys: Iterator[str], is_open: bool
) -> CaseBeside:
    """A case as it stands beside a paper. Of a case the person may not open nothing is told but its number."""
    state, known = state_of(case), known_sender(item, case)
    compared = getattr(case, "compared", None)
    parties = tuple(
        Choice(
            value=f"{case.ident} {party.id}",
            words=capfirst(state.programme.label(party.role)) + (f", {party.name}" if is_open else ""),
            key=next(keys, ""),
            is_known=party.id == known,
        )
        for party in sorted(state.parties.values(), key=lambda party: party.id != known)
        if party.role in PARTY_ROLES
    )
    is_decided = state.programme.flag(Meaning.ISSUED) in state.flags
    return CaseBeside(case, compared.name if compared and is_open else "", score, reasons, parties, is_decided)


def _acts(item: Item) -> Iterator[dict[str, object]]:
    for act in ItemAct.objects.filter(item=item).select_related("by", "case", "item__file").order_by("pk"):
        at = act.at.astimezone(office_zone())
        yield {
            "title": _DID.get(act.did, act.did),
            "at": f"{at:%b} {at.day}, {at:%Y, %H:%M}",
            "by": act.by.name if act.by else _("the mailroom itself"),
            "case": act.case,
            "because": act.because,
        }


def services_of(item: Item, cases: Iterable[CaseBeside]) -> list[tuple[str, str]]:
    """The manners in which a paper may have come, where its door does not tell; empty where it does."""
    laws = {beside.case.programme: state_of(beside.case).programme for beside in cases}
    if laws and all(door_service(item.delivery.source, item.delivery.manner, law) for law in laws.values()):
        return []
    return [(manner, capfirst(title)) for law in laws.values() for manner, title in law.services.items()]
