"""Events: the happenings that an entry of the docket makes known, each with its own legal day.

One entry may tell of several: the filed decision of utilization review tells when it was decided, communicated and
served. Rules and procedure speak of events by name; `event_names` is the whole vocabulary.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from evenhand.docket.entry import DocketEntry
from evenhand.docket.intake import EligibilityOutcome, Priority
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import PARTY_ROLES
from evenhand.treatment import Necessity


class Event(NamedTuple):
    """A named happening on a legal day.

    `at` is its instant where known; `service` the manner of service it was done by; `line` the treatment it concerns;
    `entry` the number of the docket entry that tells of it, `field` the field of its payload the day stands in; `party`
    whom a notice was made out or handed to, or who was asked or answered. `anew` marks a service from which, as
    somebody recorded with the reason, the time to use a right runs.
    """

    name: str
    on: dt.date
    entry: int
    at: dt.datetime | None = None
    service: str = ""
    line: str = ""
    field: str = ""
    party: str = ""
    anew: bool = False


DERIVED_EVENTS = (
    "determination_signed",
    "records_complete",
    "documentation_received",
    "no_line_left",
    "no_reviewer_left",
    "information_all_answered",
    "questions_all_answered",
    "line_necessary_not_yet_given",
    "line_necessary_already_given",
    "line_refused",
    "line_petitioned",
    "line_petition_ended",
    "line_set_aside",
    "line_remanded",
    "line_liability_contested",
    "line_liability_resolved",
    "deferral_resolved",
    "line_revived",
    "only_lines_revived",
    "revived_after_decision",
    "no_petition_left",
)
"""Events no entry states, drawn from several by the procedure."""

_EXTRA_NAMES = (
    "ur_decision",
    "ur_decision_communicated",
    "ur_decision_served",
    "ur_notice_served",
    "liability_disputed",
    "liability_resolved",
    "information_request_received",
    "administrator_change_effective",
    "line_necessary",
    "line_not_necessary",
    "expedition_not_certified",
    "analysis_signed",
)


def event_names(notices: tuple[str, ...], clocked: tuple[str, ...] = ()) -> frozenset[str]:
    """Every name an event can have in a programme with these notices and these rules that run as clocks.

    `overdue:RULE` is the one event no entry tells of: the first day after that clock's due day, if nothing had met it.
    """
    names = {kind.value for kind in EntryKind} | set(DERIVED_EVENTS) | set(_EXTRA_NAMES)
    names |= {f"eligibility_found:{outcome}" for outcome in EligibilityOutcome}
    names |= {f"priority:{priority}" for priority in Priority}
    names |= {
        f"{kind}:{role}" for kind in ("records_received", "records_complete", "petition_filed") for role in PARTY_ROLES
    }
    for notice in (*notices, "determination"):
        for kind in ("notice_issued", "deposited", "received", "mail_returned"):
            names.add(f"{kind}:{notice}")
            names |= {f"{kind}:{notice}:{role}" for role in PARTY_ROLES}
        names.add(f"deposited_to_all:{notice}")
    return frozenset(names | {f"overdue:{rule}" for rule in clocked})


def events(entry: DocketEntry, roles: Mapping[str, str]) -> list[Event]:
    """The events one entry tells of; `roles` gives each party's role by party id. An erased entry tells only its
    kind. What the facts of an application tell is the programme's: `fact_events` of the procedure.
    """
    payload = entry.payload
    kind = entry.kind
    line = getattr(payload, "line", "") if kind in _OF_A_LINE else ""
    party = getattr(payload, "party", "") if kind in _OF_A_PARTY else ""
    told = [Event(_NAME_OF[kind], entry.on, entry.number, entry.at, "", line, "", party)]
    teller = _TELLERS.get(kind)
    if teller is not None and payload is not None:
        told += teller(entry, payload, roles)
    return told


def _ur_decision(entry: DocketEntry, payload: Any, _: Mapping[str, str]) -> Iterator[Event]:
    yield Event("ur_decision", payload.decided_on, entry.number, field="decided_on")
    if payload.liability_disputed:
        yield Event("liability_disputed", entry.on, entry.number, field="liability_disputed")
    if payload.communicated_on:
        yield Event("ur_decision_communicated", payload.communicated_on, entry.number, field="communicated_on")
    if payload.served_on:
        # Papers do print a service before the decision served. The later of the two loses nobody a day of the time.
        served_on = max(payload.served_on, payload.decided_on)
        served = Event("ur_decision_served", served_on, entry.number, None, payload.service, "", "served_on")
        yield served
        if payload.form_enclosed:
            yield served._replace(name="ur_notice_served")


def _information_requested(entry: DocketEntry, payload: Any, _: Mapping[str, str]) -> Iterator[Event]:
    if payload.received_on:
        received_on, party = payload.received_on, payload.party
        yield Event("information_request_received", received_on, entry.number, field="received_on", party=party)


def _eligibility(entry: DocketEntry, payload: Any, _: Mapping[str, str]) -> Iterator[Event]:
    yield Event(f"eligibility_found:{payload.outcome}", entry.on, entry.number, entry.at)


def _deferral_lifted(entry: DocketEntry, payload: Any, _: Mapping[str, str]) -> Iterator[Event]:
    yield Event(
        "liability_resolved", payload.notice_served_on, entry.number, None, payload.service, "", "notice_served_on"
    )


def _notice(entry: DocketEntry, payload: Any, roles: Mapping[str, str]) -> Iterator[Event]:
    service = payload.method if entry.kind is EntryKind.DEPOSITED else ""
    name = f"{_NAME_OF[entry.kind]}:{payload.notice}"
    anew = entry.kind is EntryKind.DEPOSITED and bool(payload.anew)
    to_all = Event(name, entry.on, entry.number, entry.at, service, party=payload.party, anew=anew)
    yield to_all
    yield to_all._replace(name=f"{name}:{roles.get(payload.party, '')}")


def _records(entry: DocketEntry, payload: Any, roles: Mapping[str, str]) -> Iterator[Event]:
    yield Event(f"records_received:{roles.get(payload.party, '')}", entry.on, entry.number, entry.at)


def _petition(entry: DocketEntry, payload: Any, roles: Mapping[str, str]) -> Iterator[Event]:
    yield Event(f"petition_filed:{roles.get(payload.party, '')}", entry.on, entry.number, entry.at)


def _converted(entry: DocketEntry, _payload: Any, _: Mapping[str, str]) -> Iterator[Event]:
    yield Event(f"priority:{Priority.EXPEDITED}", entry.on, entry.number, entry.at)


def _administrator(entry: DocketEntry, payload: Any, _: Mapping[str, str]) -> Iterator[Event]:
    yield Event("administrator_change_effective", payload.effective_on, entry.number, field="effective_on")


def _decided(entry: DocketEntry, payload: Any, _: Mapping[str, str]) -> Iterator[Event]:
    for finding in payload.findings:
        necessary = finding.necessity is not Necessity.NOT_NECESSARY
        name = "line_necessary" if necessary else "line_not_necessary"
        yield Event(name, entry.on, entry.number, entry.at, line=finding.line)


_NAME_OF = {kind: kind.value for kind in EntryKind} | {EntryKind.DETERMINATION_SIGNED: "analysis_signed"}
"""The name of the event that each kind of entry is; a determination is signed when every reviewer has signed an
analysis, which the procedure tells. Looked up here it costs a quarter of what asking the enumeration does, at every
entry read.
"""
_OF_A_PARTY = frozenset(
    {
        EntryKind.INFORMATION_REQUESTED,
        EntryKind.INFORMATION_ANSWERED,
        EntryKind.QUESTION_ASKED,
        EntryKind.QUESTION_ANSWERED,
    }
)
_OF_A_LINE = frozenset(kind for kind in EntryKind if "line" in kind.payload.__slots__)

_TELLERS: dict[EntryKind, Callable[[DocketEntry, Any, Mapping[str, str]], Iterator[Event]]] = {
    EntryKind.UR_DECISION_FILED: _ur_decision,
    EntryKind.INFORMATION_REQUESTED: _information_requested,
    EntryKind.ELIGIBILITY_FOUND: _eligibility,
    EntryKind.DEFERRAL_LIFTED: _deferral_lifted,
    EntryKind.NOTICE_ISSUED: _notice,
    EntryKind.DEPOSITED: _notice,
    EntryKind.RECEIVED: _notice,
    EntryKind.MAIL_RETURNED: _notice,
    EntryKind.RECORDS_RECEIVED: _records,
    EntryKind.PETITION_FILED: _petition,
    EntryKind.CONVERTED_TO_EXPEDITED: _converted,
    EntryKind.ADMINISTRATOR_CHANGED: _administrator,
    EntryKind.DETERMINATION_ISSUED: _decided,
    EntryKind.SUPPLEMENTAL_ISSUED: _decided,
}
