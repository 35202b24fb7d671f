"""Where a party is reached: as the application says, until it is told otherwise.

No kind of docket entry carries a party's new address, so that what was told is kept here, each time it was told, from
the day it holds.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from django.db import transaction

from evenhand.docket.party import Party
from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case, PartyContact
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock


class Reached(NamedTuple):
    """How a party is reached on a day: the lines of the envelope, and telephone, fax and e-mail where they are known.

    `since` is None where nothing but the application says so.
    """

    address: tuple[str, ...]
    telephone: str
    fax: str
    email: str
    since: dt.date | None


class ContactStaleError(Exception):
    """Somebody else has entered another address of this party since the page was opened."""


def address_of(case: Case, party: Party, on: dt.date) -> tuple[str, ...]:
    """The lines of the envelope to a party on a day: the newest address told that holds by then, else the
    application's.
    """
    return reached(case, party, on).address


def reached(case: Case, party: Party, on: dt.date) -> Reached:
    """How a party is reached on a day."""
    return reached_all(case, (party,), on)[party.id]


def reached_all(case: Case, parties: Iterable[Party], on: dt.date) -> dict[str, Reached]:
    """How each of these parties is reached on a day, by party id."""
    contacts = {party.id: Reached(party.address, "", "", "", None) for party in parties}
    for told in PartyContact.objects.filter(case=case, party__in=list(contacts), since__lte=on).order_by("since", "pk"):
        contacts[told.party] = Reached(
            tuple(told.address.splitlines()), told.telephone, told.fax, told.email, told.since
        )
    return contacts


def as_reached(case: OpenCase, on: dt.date) -> OpenCase:
    """A case in whose state every party has the address it is reached at on a day: what letters are made from. Its
    docket is as it was.
    """
    state = case.state
    where = reached_all(case.case, (*state.parties.values(), *state.former.values()), on)
    now, before = (
        MappingProxyType({name: replace(party, address=where[name].address) for name, party in parties.items()})
        for parties in (state.parties, state.former)
    )
    return replace(case, state=replace(state, parties=now, former=before))


def newest(case: Case, party: str) -> int:
    """The number of the last row told of a party, 0 where there is none: what a page was opened on."""
    return PartyContact.objects.filter(case=case, party=party).order_by("-pk").values_list("pk", flat=True).first() or 0


def tell(case: Case, party: str, told: Reached, how: str, by: Person, opened_on: int) -> PartyContact:
    """Keep what was told of a party, from the day it holds. Raises ContactStaleError where somebody told otherwise
    since row `opened_on`.
    """
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        if newest(case, party) != opened_on:
            raise ContactStaleError
        return PartyContact.objects.create(
            case=case,
            party=party,
            address="\n".join(told.address),
            telephone=told.telephone,
            fax=told.fax,
            email=told.email,
            since=told.since or clock.now().date(),
            how=how,
            told_at=clock.now(),
            told_by=by,
        )
