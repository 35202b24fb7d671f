"""The workspace: what is asked, the record beside the draft, and what still stands before a signature."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evenhand.clock.running import decision_clock
from evenhand.docket.intake import UrDecisionFiled
from evenhand.docket.review import QuestionAnswered
from evenhand.treatment import Component, DisputedTreatment
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.cases.spoken_days import dated, weekday_dated
from evenhand_web.pages.case_head import case_head
from evenhand_web.review.record_page import document_rows, rest_rows
from evenhand_web.review.timeline import timeline
from evenhand_web.reviewing.access import questions_for
from evenhand_web.reviewing.analysis import exact_question
from evenhand_web.reviewing.content import LINE, STATEMENT, SUMMARY, LineText, PartText
from evenhand_web.reviewing.draft_forms import COMPONENTS, DraftPart
from evenhand_web.reviewing.models import Question
from evenhand_web.reviewing.open_file import signatures
from evenhand_web.reviewing.standards import findings_allowed, standards
from evenhand_web.reviewing.workspace import Workspace


class PartRow(NamedTuple):
    """A part of a line, with the form in which something is said of it."""

    component: Component
    form: Any


class LineRow(NamedTuple):
    """A line in dispute: the question, its units, and what was written on it."""

    treatment: DisputedTreatment
    question: str
    amounts: tuple[tuple[str, str], ...]
    number: int
    draft: DraftPart
    parts: tuple[PartRow, ...]
    others: tuple[str, ...]


class QuestionRow(NamedTuple):
    """A question the reviewer wanted asked, to whom, and what has become of it."""

    party: str
    question: str
    stands: str
    answers: tuple[str, ...]


def workspace_page(work: Workspace, typed: DraftPart | None = None) -> dict[str, Any]:
    """What the template of the workspace shows. `typed` is a part that could not be saved, shown as it was typed."""
    file, rows = work.file, document_rows(work.record)
    order = standards(file.state, file.programme)
    shown = {typed.part: typed} if typed is not None else {}
    return {
        "work": work,
        "case": file.case,
        "head": case_head(file),
        "due": _due(file),
        "denial": _denial(file),
        "lines": tuple(_lines(work, shown)),
        "findings": _findings(file),
        "order": order,
        "order_words": file.programme.term("order_strict" if order.strictly else "order_by_schedule"),
        "summary": shown.get(SUMMARY) or DraftPart(SUMMARY, text=work.written.summary),
        "summary_number": _number(work, SUMMARY),
        "statement": shown.get(STATEMENT) or DraftPart(STATEMENT, text=work.written.statement),
        "statement_number": _number(work, STATEMENT),
        "rows": rows,
        "options": render_to_string("review/options.html", {"records": work.record.record}),
        "moments": timeline(file, rows),
        "parties": _parties(file),
        "questions": tuple(_questions(work)),
        "unread": len(work.record.wanting),
        "rest": rest_rows(work.record),
        "signed": signatures(file, file.viewer.ident),
        "today": dated(file.today),
    }


def _findings(file: OpenCase) -> tuple[tuple[str, str], ...]:
    allowed = findings_allowed(file.state, file.programme)
    return tuple((necessity.value, capfirst(file.programme.term(necessity.value))) for necessity in allowed)


def _due(file: OpenCase) -> str:
    """The day the determination falls due."""
    clock = decision_clock(file.state, file.programme)
    if clock is None or clock.due is None or clock.stopped is not None or clock.ended is not None:
        return ""
    due = clock.due.due
    return weekday_dated(due.date() if isinstance(due, dt.datetime) else due)


def _denial(file: OpenCase) -> UrDecisionFiled | None:
    event = file.state.last("ur_decision_filed")
    payload = file.docket.entries[event.entry - 1].payload if event else None
    return payload if isinstance(payload, UrDecisionFiled) else None


def _number(work: Workspace, part: str) -> int:
    return work.texts[part].number if part in work.texts else 0


def _lines(work: Workspace, shown: Mapping[str, DraftPart]) -> Iterator[LineRow]:
    for ident, text in work.written.lines.items():
        treatment, part = work.file.state.treatments[ident], f"{LINE}{ident}"
        draft = shown.get(part) or DraftPart(part, text=_of_each_component(text, treatment))
        forms = {str(form["component"].value()): form for form in draft.rows[COMPONENTS]}
        parts = tuple(PartRow(each, forms[each.id]) for each in treatment.components if each.id in forms)
        others = tuple(line for line, other in work.written.lines.items() if line != ident and other.standard)
        question = exact_question(treatment, work.file.programme)
        yield LineRow(treatment, question, _amounts(treatment), _number(work, part), draft, parts, others)


def _of_each_component(text: LineText, treatment: DisputedTreatment) -> LineText:
    """A line with a place for every part of it, in the order of the request."""
    told = {part.component: part for part in text.parts}
    parts = (told.get(each.id, PartText(component=each.id)) for each in treatment.components)
    return replace(text, parts=tuple(parts))


def _amounts(treatment: DisputedTreatment) -> tuple[tuple[str, str], ...]:
    units = treatment.units
    named = ((_("Requested"), units.requested), (_("Authorized"), units.authorised), (_("In dispute"), units.disputed))
    told = [(name, f"{amount.normalize():f}") for name, amount in named if amount is not None]
    return ((_("Unit"), units.unit or _("not stated")), *told)


def _parties(file: OpenCase) -> tuple[tuple[str, str], ...]:
    """Whom a question can be put to, by the part they play."""
    return tuple((party.id, capfirst(file.programme.label(party.role))) for party in file.state.parties.values())


def _questions(work: Workspace) -> Iterator[QuestionRow]:
    labels = dict(_parties(work.file))
    mine = questions_for(work.file.viewer).filter(draft__case=work.file.case).order_by("pk")
    for question in mine:
        yield QuestionRow(
            labels.get(question.party, question.party),
            question.question,
            _stands(question),
            _answers(work.file, question),
        )


def _stands(question: Question) -> str:
    if question.declined:
        return _("Not asked: %(declined)s") % {"declined": question.declined}
    return _("Asked in the organization's name") if question.asked_as else _("Waiting for the coordinator to ask it")


def _answers(file: OpenCase, question: Question) -> tuple[str, ...]:
    after = question.asked_as or file.length
    payloads = [entry.payload for entry in file.state.standing() if entry.number > after]
    return tuple(
        told.answer for told in payloads if isinstance(told, QuestionAnswered) and told.party == question.party
    )
