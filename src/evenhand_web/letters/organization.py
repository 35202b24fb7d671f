"""The organisation as this installation's settings name it, for all programmes or for one, and how its letters go."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from evenhand.finding import Finding, Provenance
from evenhand.letter.case_letter import House
from evenhand.letter.characters import Unprintable
from evenhand.letter.sender import Organisation, ServicePlan
from evenhand.programme.model import Programme
from evenhand.toml_source import read_toml_file
from evenhand.toml_table import TomlTable
from evenhand_web.infrastructure.installation import is_demonstration
from evenhand_web.infrastructure.programmes import programmes
from evenhand_web.letters.approving import approvals_of

_RULE = "SENDERS"


class Sender(NamedTuple):
    """Who sends the letters of a programme: the organisation, the manner of service unless the deposit says otherwise,
    and whom a determination names as issuing it where that is not the person who releases it.
    """

    organisation: Organisation
    service: str
    signer: str = ""


def sender(programme: Programme) -> Sender:
    """Who sends a programme's letters: its own table in the file of senders, and what the settings say for all where
    that leaves something out. Raises ImproperlyConfigured where the manner of service is none of the programme's.
    """
    own = _own(settings.SENDERS_FILE).get(programme.id) or _Own()
    service = own.service or _service_for_all(programme)
    if service not in programme.services:
        known = ", ".join(programme.services)
        raise ImproperlyConfigured(f"{service!r} is no manner of service of {programme.title}: {known}.")
    organisation = Organisation(
        name=own.organisation or settings.ORGANISATION,
        address=own.address or tuple(line.strip() for line in settings.ORGANISATION_ADDRESS if line.strip()),
        telephone=own.telephone or settings.ORGANISATION_TELEPHONE,
        help_telephone=own.help_telephone or settings.HELP_TELEPHONE,
    )
    return Sender(organisation, service, own.signer)


def _service_for_all(programme: Programme) -> str:
    """The manner that is set for all, where the programme has it; else the first that the programme lists. Raises
    ImproperlyConfigured where no programme knows what is set.
    """
    if settings.SERVICE and not any(settings.SERVICE in law.services for law in (programme, *programmes())):
        known = ", ".join(programme.services)
        raise ImproperlyConfigured(f"EVENHAND_SERVICE is no manner of service of any programme: {known}.")
    return settings.SERVICE if settings.SERVICE in programme.services else next(iter(programme.services), "")


class _Own(NamedTuple):
    organisation: str = ""
    address: tuple[str, ...] = ()
    telephone: str = ""
    service: str = ""
    signer: str = ""
    help_telephone: str = ""


@lru_cache(maxsize=8)
def _own(file: Path) -> dict[str, _Own]:
    """What the file of senders says, by programme. Raises ImproperlyConfigured, naming every fault."""
    if not file.is_file():
        return {}
    source, faults = read_toml_file(file, _RULE, "The file of senders cannot be read")
    findings: list[Finding] = list(faults)
    told = {}
    if source is not None:
        root = TomlTable.root(source, findings, _RULE)
        told = {ident: _table(root.table(ident)) for ident in root.names()}
        root.finish()
    if findings:
        raise ImproperlyConfigured(" ".join(map(str, findings)))
    return told


def _table(table: TomlTable) -> _Own:
    own = _Own(
        table.text("organisation", ""),
        table.texts("address", ()),
        table.text("telephone", ""),
        table.text("service", ""),
        table.text("signer", ""),
        table.text("help_telephone", ""),
    )
    table.finish()
    return own


def house(programme: Programme, unprintable: Unprintable) -> House:
    """What every letter of a programme made here shares; `unprintable` is asked about characters. Raises
    ImproperlyConfigured as `sender` does.
    """
    known = sender(programme)
    return House(
        programme=programme,
        organisation=known.organisation,
        service=plan(known.service),
        unprintable=unprintable,
        signer=known.signer,
        approvals=approvals_of(programme),
        is_demonstration=is_demonstration(),
    )


def plan(method: str) -> ServicePlan:
    """Service in a manner the organisation itself states: it is its own act."""
    return ServicePlan(method=method, provenance=Provenance.STATED, because="")


def served_by(known: House, method: str) -> House:
    """The same house, with a manner of service that was told."""
    return replace(known, service=plan(method))
