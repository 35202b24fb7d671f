"""What the law and the case offer for some fields of an entry, so that nobody keys freely what is listed somewhere."""

from collections.abc import Callable, Iterator
from types import MappingProxyType

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from evenhand.docket import aftermath, assignment, intake, party_change, review
from evenhand.docket.kind import KIND_OF
from evenhand.docket.party import Capacity, Role
from evenhand.docket.payload import Payload
from evenhand.procedure.law import rule_in_case
from evenhand.procedure.line import LineStatus
from evenhand.procedure.reviewer_in_case import ids_in_case
from evenhand.programme.rule import Amounts, InForce, Items, RuleVersion
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.pages.inputs import Choices

_WORKERS_SIDE = (Role.APPLICANT, Role.REPRESENTATIVE)


def choices_of(case: OpenCase, payload: type[Payload], field: str) -> Choices | None:
    """What a field of a payload offers in this case; None where it is keyed freely, or the law in force lists nothing
    for it.
    """
    offered = _OFFERED.get((payload, field))
    return (offered(case, payload) or None) if offered else None


def _cited(case: OpenCase, payload: type[Payload]) -> Iterator[RuleVersion]:
    """The versions in force of every rule that the kind of entry itself cites."""
    citation = case.programme.procedure.kinds[KIND_OF[payload]].citation
    for rule in case.programme.rules.values():
        law = rule_in_case(case.state, rule, case.today)
        if isinstance(law, InForce) and citation in law.version.citation:
            yield law.version


def _grounds(case: OpenCase, payload: type[Payload]) -> Choices:
    """The grounds the law lists, in the order of the law; the docket keeps them in words."""
    listed = [version.value.items for version in _cited(case, payload) if isinstance(version.value, Items)]
    return [(item.words, capfirst(item.words)) for items in listed for item in items]


def _fee_rows(case: OpenCase, payload: type[Payload]) -> Choices:
    """The rows of the schedule of fees, with what each costs and how far its text was read."""
    rows: Choices = []
    for version in _cited(case, payload):
        if isinstance(version.value, Amounts):
            for where, dollars, status in version.value.rows:
                told = ", ".join(_condition(name, value) for name, value in where.items())
                amount = f"${dollars}" if dollars is not None else _("amount not read")
                rows.append((told, f"{capfirst(told)}, {amount} ({status})"))
    return [*rows, ("not in the schedule", _("None of these"))] if rows else []


def _condition(name: str, value: object) -> str:
    words = name.replace("_", " ")
    if isinstance(value, bool):
        return words if value else f"not {words}"
    return f"{words} {value}".replace("_", " ")


def _necessary_lines(case: OpenCase, _: type[Payload]) -> Choices:
    necessary = {event.line for event in case.state.events.get("line_necessary", ())}
    return [
        (treatment.id, f"{treatment.id}. {treatment.words}")
        for treatment in case.state.treatments.values()
        if treatment.id in necessary
    ]


def _decided_lines(case: OpenCase, _: type[Payload]) -> Choices:
    decided = [line for line, status in case.state.lines.items() if status is LineStatus.DECIDED]
    return [(line, f"{line}. {case.state.treatments[line].words}") for line in decided]


def _petitioners(case: OpenCase, _: type[Payload]) -> Choices:
    """The parties whose petition is open."""
    parties = [case.state.parties[party] for party in case.state.petitions if party in case.state.parties]
    return [(party.id, f"{capfirst(case.programme.label(party.role))}: {party.name}") for party in parties]


def _reasons_by_line(case: OpenCase, payload: type[Payload]) -> Choices:
    """Each reason of the programme for each line in dispute, keyed `line|CODE`."""
    return [
        (f"{line}|{reason.code}", f"{words}: {reason.title}")
        for line, words in _live_lines(case, payload)
        for reason in case.programme.reasons.values()
    ]


def _live_lines(case: OpenCase, _: type[Payload]) -> Choices:
    return [(line, f"{line}. {case.state.treatments[line].words}") for line in case.state.live_lines()]


def _of_roles(*roles: Role) -> Callable[[OpenCase, type[Payload]], Choices]:
    def offered(case: OpenCase, _: type[Payload]) -> Choices:
        parties = [party for party in case.state.parties.values() if party.role in roles]
        return [(party.id, f"{capfirst(case.programme.label(party.role))}: {party.name}") for party in parties]

    return offered


def _instruments(case: OpenCase, _: type[Payload]) -> Choices:
    """The instruments that settle a line, with what each needs beside it."""
    return [
        (
            known.id,
            capfirst(known.title) + (f" ({gettext('with the order that approves it')})" if known.needs_order else ""),
        )
        for known in case.programme.procedure.instruments
    ]


_OF_LEAVE = (Capacity.ATTORNEY, Capacity.AGENT)


def _capacities_of_leave(_: OpenCase, __: type[Payload]) -> Choices:
    return [(capacity.value, capfirst(capacity.value)) for capacity in _OF_LEAVE]


def _capacities_of_care(_: OpenCase, __: type[Payload]) -> Choices:
    cares = [capacity for capacity in Capacity if capacity not in _OF_LEAVE]
    return [(capacity.value, capfirst(capacity.value.replace("_", " "))) for capacity in cares]


def _certifiers(case: OpenCase, payload: type[Payload]) -> Choices:
    """Who may certify: the treating physician; the regulator for itself."""
    if case.viewer.role == PersonRole.REGULATOR:
        return [(Role.REGULATOR.value, capfirst(case.programme.label(Role.REGULATOR)))]
    return _of_roles(Role.PROVIDER)(case, payload)


def _reviewers(case: OpenCase, _: type[Payload]) -> Choices:
    """Who sits or sat in the case, by the id that stands in no other: named beside it to the organisation's own people
    alone.
    """
    seats = case.state.reviewers
    sat = {*seats.assigned, *seats.recused, *seats.excluded}
    ids = {reviewer: ident for reviewer, ident in ids_in_case(case.state.written).items() if reviewer in sat}
    if case.viewer.role == PersonRole.REGULATOR:
        return [(ident, ident) for ident in ids.values()]
    names = dict(Person.objects.filter(ident__in=ids).values_list("ident", "name"))
    return [(ident, f"{names.get(reviewer, reviewer)} ({ident})") for reviewer, ident in ids.items()]


_OFFERED: MappingProxyType[tuple[type, str], Callable[[OpenCase, type[Payload]], Choices]] = MappingProxyType(
    {
        (aftermath.PetitionFiled, "grounds"): _grounds,
        (aftermath.PetitionFiled, "lines"): _decided_lines,
        (aftermath.PetitionDenied, "party"): _petitioners,
        (aftermath.SetAside, "ground"): _grounds,
        (aftermath.SetAside, "lines"): _decided_lines,
        (aftermath.Remanded, "lines"): _decided_lines,
        (intake.EligibilityFound, "refused"): _reasons_by_line,
        (aftermath.FeeCharged, "basis"): _fee_rows,
        (aftermath.Implemented, "line"): _necessary_lines,
        (aftermath.LineAuthorised, "line"): _live_lines,
        (aftermath.LineSettled, "form"): _instruments,
        (aftermath.LineSettled, "line"): _live_lines,
        (party_change.PhysicianChanged, "replaces"): _of_roles(Role.PROVIDER),
        (party_change.RepresentationChanged, "capacity"): _capacities_of_leave,
        (party_change.RepresentationChanged, "replaces"): _of_roles(Role.REPRESENTATIVE),
        (party_change.ParticularCorrected, "line"): _live_lines,
        (aftermath.GuardianAppointed, "capacity"): _capacities_of_care,
        (aftermath.GuardianAppointed, "party"): _of_roles(Role.APPLICANT),
        (aftermath.LineWithdrawn, "line"): _live_lines,
        (aftermath.Withdrawn, "party"): _of_roles(*_WORKERS_SIDE),
        (assignment.ConvertedToExpedited, "certified_by"): _certifiers,
        (review.IdentityDisclosed, "reviewer"): _reviewers,
        (aftermath.SupplementalIssued, "reviewer"): _reviewers,
    }
)
