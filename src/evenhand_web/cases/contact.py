"""Where a party is reached: as the docket says, or as the office was told, whichever is the newer by its day.

The docket has the application's address, and that of a later entry which puts it right. What the office was told is
kept here, each time it was told, from the day it holds. Neither is ever lost by the other.
"""

import datetime as dt
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from django.db import transaction

from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.party import Party
from evenhand.docket.party_change import PartyCorrected
from evenhand.procedure.state import CaseState
from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case, PartyContact
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.kept_questions import KeptQuestion

_TOLD = KeptQuestion(lambda case: PartyContact.objects.filter(case_id=case).order_by("since", "pk"), -1)


class Reached(NamedTuple):
    """How a party is reached on a day: the lines of the envelope, and telephone, fax and e-mail where they are known.

    `since` is None where nothing but the application says so; `is_of_the_docket` where a later entry of the docket
    does.
    """

    address: tuple[str, ...]
    telephone: str
    fax: str
    email: str
    since: dt.date | None
    is_of_the_docket: bool = False


class Corrected(NamedTuple):
    """An address that an entry of the docket put right: on which legal day, and when it was recorded."""

    on: dt.date
    recorded_at: dt.datetime


class ContactStaleError(Exception):
    """Somebody else has entered another address of this party since the page was opened."""


def corrected_addresses(state: CaseState) -> dict[str, Corrected]:
    """The last entry of a docket that put the address of each party right, by party id. One that repeats the address
    the party had says nothing of where it is reached.
    """
    had: dict[str, tuple[str, ...]] = {}
    corrected: dict[str, Corrected] = {}
    for entry in state.standing():
        payload = entry.payload
        if isinstance(payload, ApplicationReceived):
            had |= {party.id: party.address for party in payload.parties}
        elif isinstance(payload, PartyCorrected) and payload.address not in ((), had.get(payload.party)):
            had[payload.party] = payload.address
            corrected[payload.party] = Corrected(entry.on, entry.recorded_at)
    return corrected


def reached(state: CaseState, case: Case, party: Party, on: dt.date) -> Reached:
    """How a party is reached on a day."""
    return reached_all(state, case, (party,), on)[party.id]


def _told_of(case: Case, parties: Container[str], on: dt.date) -> Iterator[PartyContact]:
    """What was told of these parties up to a day, in its order."""
    for row in _TOLD.rows(case.pk):
        if row.party in parties and row.since <= on:
            row.case = case
            yield row


def reached_all(state: CaseState, case: Case, parties: Iterable[Party], on: dt.date) -> dict[str, Reached]:
    """How each of these parties is reached on a day, by party id: of the address told and the one put right on the
    docket the newer by its day counts, of one day the later recorded. Telephone, fax and e-mail are the last told.
    """
    corrected = {ident: entry for ident, entry in corrected_addresses(state).items() if entry.on <= on}
    of_the_docket = {party.id: party.address for party in parties}
    contacts = {ident: _by_the_docket(address, corrected.get(ident)) for ident, address in of_the_docket.items()}
    for told in _told_of(case, contacts, on):
        others = (told.telephone, told.fax, told.email)
        entry = corrected.get(told.party)
        if entry is not None and (told.since, told.told_at) < entry:
            contacts[told.party] = Reached(of_the_docket[told.party], *others, entry.on, is_of_the_docket=True)
        else:
            contacts[told.party] = Reached(tuple(told.address.splitlines()), *others, told.since)
    return contacts


def _by_the_docket(address: tuple[str, ...], entry: Corrected | None) -> Reached:
    return Reached(address, "", "", "", entry.on if entry else None, is_of_the_docket=entry is not None)


def as_reached(case: OpenCase, on: dt.date) -> OpenCase:
    """A case in whose state every party has the address it is reached at on a day: what letters are made from. Its
    docket is as it was.
    """
    state = case.state
    where = reached_all(state, case.case, (*state.parties.values(), *state.former.values()), on)
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
