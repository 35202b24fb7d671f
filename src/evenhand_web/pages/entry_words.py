"""What an entry of the docket says, in words: a line for each field of its payload."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from evenhand.codec import FactValue, NamedFacts, inline_field
from evenhand.docket.assignment import ServedDueDate
from evenhand.docket.entry import DocketEntry
from evenhand.docket.intake import RefusedLine
from evenhand.docket.own import own_kind_of
from evenhand.docket.party import Actor, DocumentRef, MedicalRecord, Party
from evenhand.docket.review import LineFinding, OathPoint
from evenhand.finding import Provenance
from evenhand.procedure.permit import unread_gates
from evenhand.procedure.reviewer_in_case import INSIDE, ids_in_case, known_ids
from evenhand.programme.facts import FactRule, Intake, Period, read_fact
from evenhand.treatment import Component, DisputedTreatment, Units
from evenhand_web.accounts.models import Person
from evenhand_web.accounts.seam import part
from evenhand_web.cases.access import may_correct, may_see
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import dated, dated_at, weekday_dated
from evenhand_web.pages.fact_fields import label_of
from evenhand_web.pages.field_words import words_of

_PARTIES, _MANNERS = ("party", "certified_by", "replaces"), ("service", "method", "received_by")


class PaperLink(NamedTuple):
    """A paper that an entry rests on: its id and title, and the id of its file; empty where none is here."""

    id: str
    title: str
    file: str


class EntryRow(NamedTuple):
    """One row of the docket table. `fields` is what it says; a sealed row says nothing but its number and day.

    `is_corrected_by` is the number of the entry that stands in its place, `corrects` that of the one it stands for.
    """

    number: int
    on: dt.date
    recorded: str
    title: str
    about: str
    by: str
    entered_by: str
    papers: tuple[PaperLink, ...]
    fields: tuple[tuple[str, str], ...]
    is_struck: bool
    is_sealed: bool
    mark: str
    because: str
    is_corrected_by: int | None
    corrects: int | None
    may_be_corrected: bool

    @property
    def day(self) -> str:
        """The day it happened, as people write it."""
        return dated(self.on)


def entry_rows(case: OpenCase) -> tuple[EntryRow, ...]:
    """The docket, newest first, as the person who has it open may see it."""
    keyers, files = _keyers(case), _files(case)
    return tuple(_row(entry, case, keyers, files) for entry in reversed(case.docket.entries))


def titled(case: OpenCase, number: int) -> str:
    """An entry by what the programme calls its kind."""
    entry = case.docket.entries[number - 1]
    return case.programme.procedure.rule(entry.kind, own_kind_of(entry.payload)).title


def _keyers(case: OpenCase) -> Mapping[str, str]:
    """The names, by their ids, of those who keyed for others, for the organization's own people."""
    ids = {entry.entered_by.id for entry in case.docket.entries if entry.entered_by}
    is_own = part(case.viewer) in INSIDE
    return dict(Person.objects.filter(ident__in=ids).values_list("ident", "name")) if ids and is_own else {}


def _files(case: OpenCase) -> Mapping[str, str]:
    """The id of the file of each paper that an entry rests on, by its digest."""
    papers = {paper.sha256 for entry in case.docket.entries if entry.payload for paper in entry.payload.papers}
    if not papers:
        return {}
    documents = case.case.documents.filter(file__sha256__in=papers)
    return dict(documents.values_list("file__sha256", "file__ident"))


def _row(entry: DocketEntry, case: OpenCase, keyers: Mapping[str, str], files: Mapping[str, str]) -> EntryRow:
    is_sealed = not may_see(case.viewer, entry, case.programme)
    rule = case.programme.procedure.rule(entry.kind, own_kind_of(entry.payload))
    shown = entry.payload is not None and not is_sealed
    return EntryRow(
        number=entry.number,
        on=entry.on,
        recorded=dated_at(entry.recorded_at.astimezone(case.programme.zone)),
        title=_("Not shown to your office") if is_sealed else rule.title,
        about=_about(entry.payload, case) if shown else "",
        by="" if is_sealed else _by(entry.by, case),
        entered_by="" if is_sealed else _keyer(entry, case, keyers),
        papers=tuple(PaperLink(paper.id, paper.title, files.get(paper.sha256, "")) for paper in entry.payload.papers)
        if shown and entry.payload
        else (),
        fields=(*_fields(entry.payload, case), *_unread(entry, case)) if shown else (),
        is_struck=entry.number in case.state.struck or entry.number in case.state.corrected,
        is_corrected_by=case.state.corrected.get(entry.number),
        corrects=entry.instead_of if entry.number in case.state.corrected.values() else None,
        may_be_corrected=shown and may_correct(case.viewer, entry, case.state, case.programme, case.delegated),
        is_sealed=is_sealed,
        mark="" if entry.provenance is Provenance.STATED or is_sealed else entry.provenance.value,
        because="" if is_sealed else entry.because,
    )


def _unread(entry: DocketEntry, case: OpenCase) -> Iterator[tuple[str, str]]:
    """The law it could not be held against: said where whoever entered it saw no page after it, as a task sees none."""
    for finding in unread_gates(case.programme, entry.kind, entry.on):
        yield str(_("Law nobody has read yet")), f"{finding.message} {finding.remedy}"


def _by(actor: Actor, case: OpenCase) -> str:
    """Who did it. The ids of the organisation's own people are for its own people."""
    label = case.programme.label(actor.role)
    party = case.state.known_party(actor.id)
    if party is not None:
        return f"{label}: {party.name}"
    is_own = part(case.viewer) in INSIDE
    return f"{label} ({actor.id})" if actor.id and (is_own or actor.role not in INSIDE) else label


def _keyer(entry: DocketEntry, case: OpenCase, keyers: Mapping[str, str]) -> str:
    """Who keyed it for whoever did it, by name where the reader may know it."""
    if entry.entered_by is None:
        return ""
    label = case.programme.label(entry.entered_by.role)
    name = keyers.get(entry.entered_by.id, "")
    return f"{name} ({label})" if name else label


def _about(payload: Any, case: OpenCase) -> str:
    notice, party = getattr(payload, "notice", ""), getattr(payload, "party", "")
    titles = {rule.id: rule.title for rule in case.programme.notices} | {"determination": _("Final determination")}
    told = [titles.get(notice, notice)] if notice else []
    told += [_party(party, case)] if party else []
    outcome = getattr(payload, "outcome", None) or getattr(payload, "effect", None)
    return ", ".join(told + ([str(outcome).replace("_", " ")] if outcome else []))


def _party(ident: str, case: OpenCase) -> str:
    party = case.state.known_party(ident)
    return party.name if party else ident


def _fields(payload: Any, case: OpenCase) -> Iterator[tuple[str, str]]:
    for field in fields(payload):
        value = getattr(payload, field.name)
        if value in (None, "", ()) or field.name in ("own_kind", "papers"):
            continue
        if field.name == inline_field(type(payload)):
            own = case.programme.procedure.own_kinds.get(own_kind_of(payload))
            yield from _facts(value, own.intake if own else case.programme.intake, case)
            continue
        told = _party(value, case) if field.name in _PARTIES else ""
        if field.name == "reviewer" and part(case.viewer) not in INSIDE and value in known_ids(case.docket):
            told = ids_in_case(case.docket).get(value, _("a physician"))
        if field.name in _MANNERS:
            told = case.programme.services.get(value, "")
        yield words_of(type(payload), field.name).label, told or spell(value)


def _facts(facts: NamedFacts, intake: Intake, case: OpenCase) -> Iterator[tuple[str, str]]:
    """The facts an application states, in its programme's words; one the programme does not know by its own name."""
    stated = {name: value for name, value in facts if value not in (None, "")}
    for rule in intake.facts.values():
        if rule.id in stated:
            yield label_of(rule), _fact(rule, stated.pop(rule.id), stated.pop(rule.through, None), case)
    for name, value in stated.items():
        yield name.replace("_", " "), spell(value)


def _fact(rule: FactRule, written: FactValue, through: FactValue, case: OpenCase) -> str:
    reading, fault = read_fact(rule, written, through)
    if isinstance(reading, str):
        choice = rule.choice(reading)
        return choice.label if choice else _party(reading, case)
    return spell(written if fault else reading)


def spell(value: Any) -> str:
    """A value of a payload as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Period):
        return " \N{EN DASH} ".join(weekday_dated(day) for day in dict.fromkeys(value))
    if isinstance(value, dt.date):
        return weekday_dated(value)
    if isinstance(value, StrEnum):
        return value.value.replace("_", " ")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, tuple):
        return "\n".join(spell(member) for member in value)
    return _spell_compound(value) if is_dataclass(value) else str(value)


def _spell_compound(value: Any) -> str:
    if isinstance(value, Party):
        return ", ".join([f"{value.role.value}: {value.name}", *filter(None, (value.organisation, *value.address))])
    if isinstance(value, DisputedTreatment):
        return f"{value.id}. {value.words} ({spell(value.units)})"
    if isinstance(value, Units):
        amounts = [("requested", value.requested), ("authorized", value.authorised)]
        told = [f"{spell(amount)} {name}" for name, amount in amounts if amount is not None]
        unit = _("unit: %(unit)s") % {"unit": value.unit or _("not stated")}
        return f"{', '.join(told) or _('amount not stated')}; {unit}"
    if isinstance(value, Component):
        return value.words
    if isinstance(value, MedicalRecord):
        told = [value.title, value.author, value.dated, _("pages as stated: %s") % value.pages if value.pages else ""]
        return f"{value.id}. " + ", ".join(filter(None, told)) + ("" if value.received else _(" (cited, not received)"))
    if isinstance(value, DocumentRef):
        return value.name
    if isinstance(value, RefusedLine):
        return f"line {value.line}: {', '.join(value.reasons)}"
    if isinstance(value, LineFinding):
        return f"line {value.line}: {spell(value.necessity)}"
    if isinstance(value, ServedDueDate):
        return f"{weekday_dated(value.on)} ({value.rule})"
    if isinstance(value, OathPoint):
        return f"{value.matter}: {value.id.replace('_', ' ')}" + (f", {value.name}" if value.name else "")
    raise ValueError(_("%(name)s has no words yet") % {"name": type(value).__name__})
