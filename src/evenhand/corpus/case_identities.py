"""Whom a case itself knows, so that no published letter of it shows them: everybody whom its docket names, and what
heads its letters.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from evenhand.corpus.identities import Identities, KnownPerson
from evenhand.corpus.vocabulary import word_book
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.party import MedicalRecord, Party, Role
from evenhand.docket.review import OathPoint
from evenhand.letter.particulars import NONE_KNOWN, Particulars
from evenhand.procedure.state import CaseState
from evenhand.programme.facts import Identifies
from evenhand.programme.model import Programme

T = TypeVar("T")
_DEGREES = frozenset(
    {"md", "do", "dc", "dpm", "dds", "psyd", "phd", "np", "pa", "pa-c", "pt", "dpt", "lac", "esq", "rn"}
)
_PEOPLE = frozenset({Role.APPLICANT, Role.REPRESENTATIVE, Role.PROVIDER})


def identities_of(
    state: CaseState, programme: Programme, particulars: Particulars = NONE_KNOWN, officers: Iterable[str] = ()
) -> Identities:
    """The known identities of a case.

    They are the parties it ever had, with organizations, addresses and identifiers; everybody an attestation names; the
    authors of its documents who are named; the facts of the application that the programme says identify somebody; the
    `particulars` known beside the docket; and `officers`, who issue its letters.
    """
    told = list(_told(state, programme))
    told += [(Identifies.NUMBER, particulars.claim_number), (Identifies.NUMBER, state.claim_number)]
    told.append((Identifies.ORGANIZATION, particulars.policyholder))
    told += [(Identifies.PERSON, officer) for officer in officers]
    parties = _parties(state)

    def of(kind: Identifies) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value.strip() for known, value in told if known is kind and value.strip()))

    return Identities(
        people=tuple(KnownPerson(name=name) for name in of(Identifies.PERSON)),
        organizations=of(Identifies.ORGANIZATION),
        addresses=tuple(dict.fromkeys(", ".join(party.address) for party in parties if any(party.address))),
        numbers=of(Identifies.NUMBER),
    )


def _parties(state: CaseState) -> tuple[Party, ...]:
    """The parties as any entry names them, and as changes and corrections leave them."""
    return (*_of_type(state, Party), *state.parties.values(), *state.former.values())


def _told(state: CaseState, programme: Programme) -> Iterator[tuple[Identifies, str]]:
    for party in _parties(state):
        yield (Identifies.PERSON if party.role in _PEOPLE else _sort_of(party.name)), party.name
        yield Identifies.ORGANIZATION, party.organisation
        yield Identifies.NUMBER, party.npi
    for point in _of_type(state, OathPoint):
        yield _sort_of(point.name), point.name
    for document in _of_type(state, MedicalRecord):
        if _is_titled(document.author):
            yield Identifies.PERSON, document.author
    for application in _of_type(state, ApplicationReceived):
        for rule in programme.intake.facts.values():
            value = application.fact(rule.id)
            if rule.identifies is not None and isinstance(value, str):
                yield rule.identifies, value


def _of_type(state: CaseState, wanted: type[T]) -> Iterator[T]:
    """Every value of a type in the payloads of a docket, however deep, with those of entries that others replaced."""
    for entry in state.written.entries:
        yield from (value for value in _values(entry.payload) if isinstance(value, wanted))


def _values(value: Any) -> Iterator[Any]:
    yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from _values(getattr(value, field.name))
    elif isinstance(value, tuple):
        for element in value:
            yield from _values(element)


def _sort_of(name: str) -> Identifies:
    return Identifies.PERSON if _is_titled(name) else Identifies.ORGANIZATION


def _is_titled(name: str) -> bool:
    """Whether a name bears a title or a degree, as that of a person does."""
    lists = word_book().lists
    words = [word.strip(".").replace(".", "").lower() for word in name.replace(",", " ").split()]
    return len(words) > 1 and (words[0] in lists["titles"] or words[-1] in _DEGREES)
