"""Who takes part in a case at its end and who ever did, told by going through the entries one by one."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Party, Role

K = EntryKind
BRINGS: dict[EntryKind, Role] = {
    K.REPRESENTATION_CHANGED: Role.REPRESENTATIVE,
    K.GUARDIAN_APPOINTED: Role.REPRESENTATIVE,
    K.PHYSICIAN_CHANGED: Role.PROVIDER,
    K.ADMINISTRATOR_CHANGED: Role.PAYER,
}
"""What sort of party each of these entries brings in."""


def parties_over_time(entries: Iterable[Any]) -> tuple[list[Party], list[Party], int]:
    """Who takes part now, who takes or took part, and the last entry that brought in or renamed somebody."""
    present: list[Party] = []
    ever: list[Party] = []
    newcomer = 0
    for entry in entries:
        payload = entry.payload
        if entry.kind is K.APPLICATION_RECEIVED:
            present = list(payload.parties)
            ever = list(payload.parties)
        elif entry.kind in BRINGS and (payload.name or entry.kind is K.ADMINISTRATOR_CHANGED):
            role = BRINGS[entry.kind]
            gone = {getattr(payload, "replaces", "")}
            if entry.kind is K.ADMINISTRATOR_CHANGED:
                gone = {party.id for party in present if party.role is role}
            present = [party for party in present if party.id not in gone]
            comes = Party(id=f"{role}-{entry.number}", role=role, name=payload.name)
            present.append(comes)
            ever.append(comes)
            newcomer = entry.number
        elif entry.kind is K.REPRESENTATION_CHANGED:
            present = [party for party in present if party.id != payload.replaces]
        elif entry.kind is K.PARTY_CORRECTED:
            wrong = next(party for party in present if party.id == payload.party)
            right = replace(wrong, name=payload.name, organisation=payload.organisation or wrong.organisation)
            if payload.is_another:
                right = replace(right, id=f"{wrong.role}-{entry.number}")
                ever.append(right)
            if payload.is_another or right != wrong:
                newcomer = entry.number
            present = [right if party.id == payload.party else party for party in present]
    return present, ever, newcomer
