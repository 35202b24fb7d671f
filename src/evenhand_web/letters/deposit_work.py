"""Entering that letters were mailed: a proof of service for each, and one transaction for a case."""

import datetime as dt

from django.db import transaction

from evenhand.docket.assignment import Deposited
from evenhand.docket.entry import Occurrence
from evenhand.docket.party import Actor, Role
from evenhand.letter.case_letter import proof_letter
from evenhand.letter.pdf import pdf
from evenhand.letter.press import unprintable
from evenhand.procedure.permit import NotAllowed
from evenhand_web.cases.contact import as_reached
from evenhand_web.cases.docketing import Attached, enter_after_reading
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase, opened_by_task
from evenhand_web.infrastructure.handler import Task
from evenhand_web.infrastructure.sealed_columns import sealed_for
from evenhand_web.infrastructure.seam import document_ref
from evenhand_web.infrastructure.shelf import put
from evenhand_web.letters.making import PDF, faults, noon
from evenhand_web.letters.models import Delivery
from evenhand_web.letters.organization import house, served_by


def enter_deposits(task: Task) -> None:
    """Enter every deposit that was told of a case and is not entered yet."""
    case = Case.objects.get(pk=task.payload["case"])
    opened = opened_by_task(case)
    told = case.deliveries.filter(state=Delivery.State.TOLD).select_related("told_by").order_by("pk")
    for delivery in list(told):
        task.renew()
        opened = _enter(opened, delivery)


def _enter(case: OpenCase, delivery: Delivery) -> OpenCase:
    on = delivery.told_on
    if on is None:
        raise ValueError(f"delivery {delivery.pk} was told without a day")
    attached, wrong = _proof(case, delivery, on)
    try:
        with transaction.atomic():
            return _write(case, delivery, on, attached, wrong)
    except NotAllowed as refused:
        _untell(delivery, refused.reasons)
        return case


def _proof(case: OpenCase, delivery: Delivery, on: dt.date) -> tuple[list[Attached], tuple[str, ...]]:
    """The proof of service on the shelf, or why there is none."""
    known = served_by(house(case.programme, unprintable), delivery.told_method)
    # It was sent to where the letter was addressed on the day it was made out.
    where = as_reached(case, delivery.dated_on)
    party = where.state.known_party(delivery.party)
    if party is None:
        return [], (f"{delivery.party} is no party of this case.",)
    declarant = delivery.told_by.name if delivery.told_by else ""
    letter, findings = proof_letter(known, case.state, delivery.notice, party, on, declarant)
    if letter is None:
        return [], faults(findings)
    data = pdf(letter, noon(on, case.programme))
    return [Attached(put([data], PDF), f"{on}-{delivery.notice}-{delivery.party}-proof.pdf")], ()


def _write(
    case: OpenCase, delivery: Delivery, on: dt.date, attached: list[Attached], wrong: tuple[str, ...]
) -> OpenCase:
    """The deposit in the docket, unless another worker entered it meanwhile."""
    held = Case.objects.select_for_update().get(pk=case.case.pk)
    now = Delivery.objects.select_related("told_by", "issue__case", "case").get(pk=delivery.pk)
    if now.state != Delivery.State.TOLD:
        return case
    if wrong:
        _untell(now, wrong)
        return case
    refs = tuple(document_ref(proof.file, proof.name) for proof in attached)
    payload = Deposited(notice=now.notice, party=now.party, method=now.told_method, proof=refs, anew=now.issue.anew)
    by = Actor(role=Role.ORGANISATION, id=now.told_by.ident if now.told_by else "")
    happened = Occurrence(payload=payload, on=on, by=by)
    return enter_after_reading(case, held.length, happened, now.told_by, attached)


def _untell(delivery: Delivery, reasons: tuple[str, ...]) -> None:
    told = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.TOLD)
    told.update(state=Delivery.State.WAITING, **sealed_for(delivery, said="\n".join(reasons)))
