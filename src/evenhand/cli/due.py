"""`evenhand due`: when a rule of law falls due, step by step."""

import datetime as dt
import json
from typing import Any

import click

from evenhand.citation import NoRuleInForce
from evenhand.cli.programme_choice import day_or_instant, programme_with_rule, refuse, the_programme
from evenhand.clock.due import DueDate, due_date, legal_day, spoken
from evenhand.clock.exposure import Exposure, exposure
from evenhand.programme.model import Programme
from evenhand.programme.rule import Rule, RuleKind


@click.command()
@click.argument("rule")
@click.option("--trigger", default="", metavar="DATE|DATETIME", help="The day or instant the period starts from.")
@click.option("--service", default="", metavar="MANNER", help="The manner of service, as the programme names it.")
@click.option(
    "--fact", "facts", multiple=True, metavar="NAME=VALUE", help="A fact the rule asks for; repeat as needed."
)
@click.option("--programme", "name", default="", help="The programme, by id or folder (default: the one that has it).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def due(rule: str, trigger: str, service: str, facts: tuple[str, ...], name: str, as_json: bool) -> None:
    """Compute when RULE falls due, and show every step with its authority.

    An instant without offset is the programme's local time. For a penalty rule the trigger is the day something was
    due, and the fact `done` (or `received`) the day it was done.
    """
    programme = the_programme(name) if name else programme_with_rule(rule)
    known = dict(_fact(fact, programme) for fact in facts)
    if service and service not in programme.services:
        refuse(f"{service!r} is no manner of service. Expected: one of {', '.join(programme.services)}.")
    try:
        moment = _trigger(programme.rule(rule), trigger, programme, known)
        if programme.rule(rule).kind is RuleKind.PENALTY:
            _show_exposure(_exposure(programme, rule, legal_day(moment, programme), known), programme, as_json)
        else:
            _show(due_date(programme, rule, moment, service=service, facts=known), programme, as_json)
    except NoRuleInForce as missing:
        refuse(str(missing))


def _trigger(rule: Rule, text: str, programme: Programme, facts: dict[str, Any]) -> dt.date | dt.datetime:
    if text:
        return day_or_instant(text, programme)
    due_on = facts.get("due")
    if rule.kind is RuleKind.PENALTY and isinstance(due_on, dt.date):
        return due_on
    what = rule.trigger or "the day it was due"
    refuse(f"{rule.id} ({rule.title}) lacks its trigger: {what}. State that day or instant as --trigger DATE.")


def _fact(text: str, programme: Programme) -> tuple[str, Any]:
    name, separator, value = text.partition("=")
    if not separator or not name.strip():
        raise click.BadParameter(f"{text!r} is not NAME=VALUE", param_hint="--fact")
    value = value.strip()
    if value[:4].isdigit() and value[4:5] == "-":
        return name.strip(), day_or_instant(value, programme)
    return name.strip(), value


def _exposure(programme: Programme, rule: str, due_on: dt.date, facts: dict[str, Any]) -> Exposure:
    done = facts.get("done", facts.get("received"))
    if not isinstance(done, dt.date):
        refuse(f"{rule} needs the day it was done. State it as --fact done=DATE.")
    return exposure(programme, rule, due_on, legal_day(done, programme))


def _text(moment: dt.date | dt.datetime) -> str:
    return moment.isoformat(timespec="minutes") if isinstance(moment, dt.datetime) else moment.isoformat()


def as_plain(deadline: DueDate) -> dict[str, Any]:
    """A due date as plain data for JSON."""
    steps = [
        {"what": step.what, "count": step.many, "to": _text(step.to), "why": step.why, "citation": step.citation}
        for step in deadline.steps
    ]
    return {
        "rule": deadline.rule,
        "version_since": deadline.version_since.isoformat(),
        "version_selected_by": deadline.selected_by,
        "trigger": _text(deadline.trigger),
        "service": deadline.service,
        "raw": _text(deadline.raw),
        "due": _text(deadline.due),
        "steps": steps,
        "citation": list(deadline.citation),
        "status": str(deadline.status),
        "zone": deadline.zone,
        "note": deadline.note,
    }


def _show(deadline: DueDate, programme: Programme, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(as_plain(deadline), ensure_ascii=False, indent=2))
        return
    rule = programme.rule(deadline.rule)
    click.echo(f"{deadline.rule}: {rule.title}")
    click.echo(f"Due {spoken(deadline.due)} ({deadline.zone})")
    for step in deadline.steps:
        click.echo(f"  {step}")
    click.echo(f"Version of {deadline.version_since}, selected by {deadline.selected_by}; {deadline.status}.")
    click.echo(f"Authority: {'; '.join(deadline.citation)}")
    if deadline.note:
        click.echo(f"Note: {deadline.note}")


def _show_exposure(penalty: Exposure, programme: Programme, as_json: bool) -> None:
    cap = f", at most {penalty.cap}" if penalty.cap is not None else ""
    if as_json:
        plain = {
            "rule": penalty.rule,
            "version_since": penalty.version_since.isoformat(),
            "days_late": penalty.days,
            "penalty_usd": float(penalty.amount) if penalty.amount % 1 else int(penalty.amount),
            "steps": [f"{penalty.days} days x {penalty.per_day} dollars{cap}"],
            "citation": list(penalty.citation),
            "status": str(penalty.status),
            "zone": programme.zone.key,
            "note": penalty.note,
        }
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
        return
    click.echo(f"{penalty.rule}: {programme.rule(penalty.rule).title}")
    click.echo(f"Exposure {penalty.amount} dollars: {penalty.days} days late x {penalty.per_day}{cap}.")
    click.echo("Only the regulator assesses a penalty; this is the most it could be.")
    click.echo(f"Authority: {'; '.join(penalty.citation)} ({penalty.status})")
