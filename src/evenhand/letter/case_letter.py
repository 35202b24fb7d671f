"""The letters of a case, made out for any printer: a notice, the determination, the proof of service of either."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date

from evenhand.determination.assemble import findings_of
from evenhand.determination.model import Determination
from evenhand.docket.aftermath import SupplementalIssued
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Party
from evenhand.finding import Finding, Provenance
from evenhand.letter.amended import as_supplement
from evenhand.letter.approval import Approvals, approved_by
from evenhand.letter.characters import Unprintable
from evenhand.letter.determination_letter import determination_values
from evenhand.letter.document import Document
from evenhand.letter.filling import Boxes, document
from evenhand.letter.foresee import (
    told_of_it,
    with_determination_served,
    with_notice_served,
    with_supplement_served,
)
from evenhand.letter.house_words import house_words
from evenhand.letter.kind import locale_of
from evenhand.letter.notice_letter import Mailed, batch_values, notice_values, party_values, proof_values
from evenhand.letter.particulars import NONE_KNOWN, Particulars, particular_values
from evenhand.letter.sender import Organisation, ServicePlan, sender_values
from evenhand.letter.several_reviewers import several_values
from evenhand.letter.value import Fact, Values
from evenhand.letter.wording import Wording
from evenhand.letter.wording_file import load_wording
from evenhand.letter.wording_reading import hard_letter
from evenhand.notice import OwedNotice, audience
from evenhand.procedure.state import CaseState
from evenhand.programme.model import Programme

Letter = tuple[Document | None, tuple[Finding, ...]]
"""A letter made out, and all that is to be said of it; None where a fault is fatal."""
_PROOF, _DETERMINATION = "proof_of_service", "determination"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What the letters of one sender share: the law, the organisation, the planned service, the press that is asked
    about characters, who answers for the words, and whether all of it is made up for a demonstration. `signer` is whom
    a determination names as issuing it, where that is not who releases it.
    """

    programme: Programme
    organisation: Organisation
    service: ServicePlan
    unprintable: Unprintable
    approvals: Approvals = field(default_factory=dict)
    is_demonstration: bool = False
    signer: str = ""


def notice_letter(
    house: House,
    state: CaseState,
    owed: OwedNotice,
    on: dt.date,
    particulars: Particulars = NONE_KNOWN,
    anew: str = "",
) -> Letter:
    """A notice as the party that is owed it will read it, in the party's language, dated and served on a day;
    `particulars` are what is known beside the docket; `anew` says, of one that is served again, why rights run from
    this service.
    """
    programme, party = house.programme, state.parties[owed.party]
    served = with_notice_served(state, programme, owed, on, house.service, anew)
    manner = programme.services[house.service.method]
    values = {
        **notice_values(served, programme, party, owed.since, on, audience(state, programme, owed)),
        **particular_values(state, particulars),
        "service_method": _marked(manner, house.service),
    }
    return _made_out(house, owed.letter, party.language, values)


def proof_letter(house: House, state: CaseState, what: str, party: Party, on: dt.date, declarant: str = "") -> Letter:
    """The proof of service of a notice, or of the determination, on one party; `declarant` is who sent it and signs."""
    titles = {notice.id: notice.title for notice in house.programme.notices}
    title, method = titles.get(what, what), house.service.method
    values = proof_values(state, house.programme, party, title, method, on, house.organisation.name)
    told = {"method": _marked(values["method"], house.service), "on": _marked(on, house.service)}
    return _made_out(house, _PROOF, house.programme.language, {**values, **told, "declarant": declarant or None})


def batch_declaration(house: House, batch: Sequence[Mailed]) -> Letter:
    """One declaration over all letters of a batch, for whoever sends them to fill in and sign. A wording that is made
    for one party alone cannot be filled for a batch: there is none then, and the findings say so.
    """
    values = batch_values(house.programme, batch, house.service.method, house.organisation.name)
    return _made_out(house, _PROOF, house.programme.language, values)


def determination_letter(
    house: House,
    state: CaseState,
    determination: Determination,
    digest: str,
    officer: str = "",
    analyses: Sequence[Determination] = (),
    particulars: Particulars = NONE_KNOWN,
) -> Letter:
    """The determination as it is issued and sent on the day it is decided, with the days that follow from that.

    `digest` is the SHA-256 of the signed analysis; `officer` who issues it for the organisation, where that is told;
    `analyses` what each of several reviewers signed, in the order of their signatures; `particulars` what is known
    beside the docket.
    """
    programme, on = house.programme, determination.decided.on
    issued = with_determination_served(state, programme, findings_of(determination.analysis), on, house.service)
    service = tuple(_served_on(house, told_of_it(state, programme), on))
    values = determination_values(determination, issued, programme, service, digest)
    told = {"officer": house.signer or officer or None, **several_values(state, programme, analyses)}
    told |= {**party_values(state, programme), **particular_values(state, particulars)}
    return _made_out(house, _DETERMINATION, programme.language, {**values, **told})


def supplemental_letter(
    house: House,
    state: CaseState,
    determination: Determination,
    digest: str,
    supplement: SupplementalIssued,
    officer: str = "",
    particulars: Particulars = NONE_KNOWN,
) -> Letter:
    """The determination on lines that the first one omitted, in the words of a determination, headed by what it is,
    with the days that follow from its own service. No law that was read gives a day for it: it prints none, and no
    lateness.

    `state` is the case's before it; `supplement` is what will be entered; `digest`, `officer` and `particulars` as of
    the determination. Raises ValueError where none was issued before it.
    """
    programme, on = house.programme, determination.decided.on
    first = state.last(EntryKind.DETERMINATION_ISSUED.value)
    if first is None:
        raise ValueError("a supplemental determination follows a determination")
    issued = with_supplement_served(state, programme, supplement, on, house.service)
    service = tuple(_served_on(house, told_of_it(state, programme, EntryKind.SUPPLEMENTAL_ISSUED), on))
    values = determination_values(determination, issued, programme, service, digest)
    told = {"officer": house.signer or officer or None, "decision_due": None, "late_days": None}
    told |= {**several_values(issued, programme, ()), **party_values(issued, programme)}
    told |= particular_values(issued, particulars)
    made, findings = _made_out(house, _DETERMINATION, programme.language, {**values, **told})
    words, faults = house_words(programme.folder, made.language if made else programme.language)
    if made is None or words is None:
        return None, (*findings, *faults)
    day = format_date(first.on, "long", locale_of(made.language))
    return as_supplement(made, (line.line for line in determination.analysis.lines), day, words), findings


def _served_on(house: House, parties: Iterable[Party], on: dt.date) -> Iterator[Values]:
    """Whom a determination is served on, how and when, as its letter lists them."""
    manner = house.programme.services[house.service.method]
    for party in parties:
        yield {
            "name": party.name,
            "role": house.programme.label(party.role),
            "method": _marked(manner, house.service),
            "on": _marked(on, house.service),
        }


def _made_out(house: House, name: str, language: str, values: Values) -> Letter:
    wording, findings = _worded(house, name, language)
    if wording is None:
        return None, findings
    told = {**sender_values(house.organisation), **values}
    boxes = Boxes(is_made_up=house.programme.made_up, is_demonstration=house.is_demonstration)
    made, faults = document(wording, told, house.unprintable, boxes)
    hard = tuple(hard_letter(made, _names(told))) if made is not None else ()
    return made, findings + faults + hard


def _names(values: Values) -> Iterator[str]:
    """The names that stand in a letter: those of its sender and its parties."""
    parties = values.get("parties", ())
    for party in parties.value if isinstance(parties, Fact) else parties:
        yield party["name"]
    yield str(values["organisation"])


def _worded(house: House, name: str, language: str) -> tuple[Wording | None, tuple[Finding, ...]]:
    """A letter's wording in a language; in the one that governs where there is none."""
    letters = house.programme.folder / "letters"
    path = letters / f"{name}.{language}.toml"
    wording, findings = wording_of(
        path if path.is_file() else letters / f"{name}.{house.programme.language}.toml", house.unprintable
    )
    return (approved_by(wording, house.approvals) if wording is not None else None), findings


def wording_of(path: Path, unprintable: Unprintable) -> tuple[Wording | None, tuple[Finding, ...]]:
    """A wording file as it stands now, read anew only where it was changed, with everything wrong in it."""
    try:
        status = path.stat()
    except OSError:
        return load_wording(path, unprintable)
    return _wording(path, (status.st_mtime_ns, status.st_size), unprintable)


@lru_cache(maxsize=256)
def _wording(path: Path, _: tuple[int, int], unprintable: Unprintable) -> tuple[Wording | None, tuple[Finding, ...]]:
    return load_wording(path, unprintable)


def _marked(value: Any, plan: ServicePlan) -> Any:
    """A fact of the planned service, marked where no paper states it."""
    if plan.provenance is Provenance.STATED:
        return value
    return Fact(value=value, provenance=plan.provenance, reason=plan.because)
