"""Exposure to a penalty: what the regulator could assess for a day missed. Nothing here assesses anything."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from evenhand.citation import NoRuleInForce, VerificationStatus
from evenhand.clock.due import legal_day
from evenhand.clock.running import Clock, StandingState, standing
from evenhand.programme.model import Programme
from evenhand.programme.rule import PenaltyValue


class Exposure(NamedTuple):
    """Exposure for lateness: calendar `days` late, `amount` in United States dollars, how it was reached, and by
    which text.
    """

    rule: str
    version_since: dt.date
    days: int
    amount: Decimal
    per_day: Decimal
    cap: Decimal | None
    citation: tuple[str, ...]
    status: VerificationStatus
    note: str


def exposure(
    programme: Programme, rule_id: str, due_on: dt.date, done_on: dt.date, law_on: dt.date | None = None
) -> Exposure:
    """The most the regulator could assess where something due on one day was done on another, by the text in force on
    the due day, or on `law_on`.

    Days count from the day after `due_on` up to and including `done_on`. Raises NoRuleInForce where the rule gives
    no daily amount.
    """
    rule = programme.rule(rule_id)
    version = rule.demanded_on(law_on or due_on)
    value = version.value
    if not isinstance(value, PenaltyValue):
        raise NoRuleInForce(rule_id, f"{rule_id} ({rule.title}) gives no penalty.", "; ".join(version.citation))
    per_day = value.per_day if value.per_day is not None else value.ceiling_per_day
    if per_day is None:
        message = f"{rule_id} ({rule.title}) gives no amount for a day; {version.must_read or 'its text was not read'}."
        raise NoRuleInForce(rule_id, message, "; ".join(version.citation))
    days = max((done_on - due_on).days, 0)
    amount = per_day * days
    if value.cap is not None:
        amount = min(amount, value.cap)
    return Exposure(
        rule_id, version.since, days, amount, per_day, value.cap, version.citation, version.status, version.note
    )


def exposure_of(
    clock: Clock, as_of: dt.datetime, programme: Programme, law_on: dt.date | None = None
) -> Exposure | None:
    """What the lateness of a clock exposes its holder to: up to its stop or end, or to `as_of` while it runs.

    None where it is not late, where its rule names no penalty, or where nobody has read the amounts in force.
    """
    rule = programme.rules[clock.rule].clock
    now = standing(clock, as_of, programme)
    if rule is None or not rule.penalty or clock.due is None or now.state is not StandingState.LATE:
        return None
    due_on = legal_day(clock.due.due, programme)
    try:
        return exposure(programme, rule.penalty, due_on, due_on + dt.timedelta(days=now.days), law_on)
    except NoRuleInForce:
        return None
