"""The law of California workers' compensation review as data: whole, dated, cited, and agreeing with the fact sheet."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evenhand.calendar import LegalCalendar
from evenhand.citation import NoRuleInForce, VerificationStatus
from evenhand.clock.due import due_date
from evenhand.clock.examples import check_examples, in_zone
from evenhand.clock.exposure import exposure
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand.programme.rule import Amounts, DeadlineValue, Force, Items, Rule, RuleKind, RuleVersion, Statement

SHEET_ID = re.compile(r"CAWC-[A-J]-\d\d")
SHEET_CODE = re.compile(r"`([A-Z][A-Z_]+)`")
SERVICE_OF_NOTICE = {"mail": "mail_ca", "electronic": "electronic"}
# Sections of the regulations that were rewritten on 1 April 2026 and not read since.
UNREAD_2026 = re.compile(r"8 CCR 9792\.(?:6\.1|7|9|10|12)\b")
REWRITTEN = dt.date(2026, 4, 1)

FIRST_IN_FORCE = {
    "CAWC-A-06": dt.date(2018, 1, 1),
    "CAWC-A-10c": dt.date(2018, 1, 1),
    "CAWC-A-10i": dt.date(2018, 1, 1),
    "CAWC-A-13": dt.date(2014, 2, 12),
    "CAWC-B-05": dt.date(2017, 1, 1),
    "CAWC-B-06": dt.date(2017, 1, 1),
    "CAWC-C-09": dt.date(2014, 2, 12),
    "CAWC-D-13": dt.date(2014, 1, 1),
    "CAWC-D-45": dt.date(2018, 1, 1),
    "CAWC-E-12": dt.date(2015, 4, 20),
    "CAWC-E-13": dt.date(2015, 4, 20),
    "CAWC-E-14": dt.date(2015, 4, 20),
    "CAWC-E-14b": dt.date(2015, 4, 20),
    "CAWC-E-14c": dt.date(2015, 4, 20),
    "CAWC-E-14d": dt.date(2015, 4, 20),
    "CAWC-E-14e": dt.date(2015, 4, 20),
    "CAWC-F-03": dt.date(2018, 1, 1),
    "CAWC-J-09": dt.date(2020, 1, 1),
}
LAST_IN_FORCE = {
    "CAWC-A-15b": dt.date(2014, 3, 31),
    "CAWC-E-15": dt.date(2015, 4, 19),
    "CAWC-J-10": dt.date(2019, 12, 31),
}
UNREAD = {
    "CAWC-A-06": (dt.date(2017, 1, 1),),
    "CAWC-A-17": (dt.date(2026, 4, 1),),
    "CAWC-A-17b": (dt.date(2026, 4, 1),),
    "CAWC-A-23": (dt.date(2013, 1, 1),),
    "CAWC-A-23b": (dt.date(2013, 1, 1),),
    "CAWC-A-26": (dt.date(2013, 1, 1), dt.date(2026, 4, 1)),
    "CAWC-C-08b": (dt.date(2013, 1, 1),),
    "CAWC-C-10": (dt.date(2013, 1, 1),),
    "CAWC-D-46": (dt.date(2013, 1, 1),),
    "CAWC-G-08": (dt.date(2013, 1, 1),),
    "CAWC-G-14": (dt.date(2013, 1, 1), dt.date(2026, 4, 1)),
    "CAWC-H-01": (dt.date(2014, 1, 1), dt.date(2015, 1, 1), dt.date(2026, 4, 1)),
}

# Weekdays on which the courts, and the state's offices, were or will be closed, from their own published lists.
JUDICIAL_CLOSURES = {
    2025: "01-01 01-20 02-12 02-17 03-31 05-26 06-19 07-04 09-01 09-26 11-11 11-27 11-28 12-25",
    2026: "01-01 01-19 02-12 02-16 03-31 05-25 06-19 07-03 09-07 09-25 11-11 11-26 11-27 12-25",
}
STATE_OFFICE_CLOSURES = {
    2013: "01-01 01-21 02-18 04-01 05-27 07-04 09-02 11-11 11-28 11-29 12-25",
    2014: "01-01 01-20 02-17 03-31 05-26 07-04 09-01 11-11 11-27 11-28 12-25",
    2017: "01-02 01-16 02-20 03-31 05-29 07-04 09-04 11-10 11-23 11-24 12-25",
    2024: "01-01 01-15 02-19 04-01 05-27 07-04 09-02 11-11 11-28 11-29 12-25",
}


@pytest.fixture(scope="module")
def law() -> Programme:
    programme, findings = load_programme(programme_folder("ca_wc"))
    assert [str(finding) for finding in findings] == []
    assert programme is not None
    return programme


@pytest.fixture(scope="module")
def sheet(shared: Path) -> str:
    return (shared / "law" / "regulation.md").read_text(encoding="utf-8")


def months() -> Iterator[dt.date]:
    """The first of every month from the start of review to two years ahead."""
    for index in range(2013 * 12, 2028 * 12 + 12):
        year, month = divmod(index, 12)
        yield dt.date(year, month + 1, 1)


def sheet_vectors(sheet: str) -> list[dict[str, Any]]:
    block = re.search(r"```json\n(.*?)```", sheet[sheet.index("## N.") :], re.DOTALL)
    assert block
    vectors: list[dict[str, Any]] = json.loads(block[1])
    return vectors


def test_the_worked_examples_agree_with_the_rules(law: Programme) -> None:
    assert [str(check_example) for check_example in check_examples(law)] == []


def test_every_rule_answers_every_month_in_one_way(law: Programme) -> None:
    for rule in law.rules.values():
        for day in months():
            version = rule.version_on(day)
            if version.force is Force.IN_FORCE:
                assert rule.demanded_on(day) is version
                assert version.value is not None
                continue
            assert version.value is None
            with pytest.raises(NoRuleInForce) as refused:
                rule.demanded_on(day)
            assert version.citation[0] in str(refused.value)
            if version.force is Force.UNKNOWN:
                assert version.must_read in str(refused.value)


def test_rules_begin_and_end_on_their_days(law: Programme) -> None:
    eve = dt.timedelta(days=1)
    begun = {rule.id: day for rule in law.rules.values() if (day := _first_in_force(rule)) != law.since}
    late_starters = {rule_id: day for rule_id, day in begun.items() if rule_id in FIRST_IN_FORCE}
    assert late_starters == FIRST_IN_FORCE
    assert {rule_id for rule_id in begun if rule_id not in FIRST_IN_FORCE} <= set(UNREAD)
    for rule_id, day in FIRST_IN_FORCE.items():
        before = law.rules[rule_id].version_on(day - eve)
        is_unread = before.force is Force.UNKNOWN and before.since in UNREAD.get(rule_id, ())
        assert before.force is Force.NOT_IN_FORCE or is_unread
    for rule_id, day in LAST_IN_FORCE.items():
        assert law.rules[rule_id].version_on(day).force is Force.IN_FORCE
        assert law.rules[rule_id].version_on(day + eve).force is Force.NOT_IN_FORCE


def _first_in_force(rule: Rule) -> dt.date | None:
    return next((version.since for version in rule.versions if version.force is Force.IN_FORCE), None)


def test_what_nobody_has_read_says_so(law: Programme) -> None:
    unread = {
        rule.id: tuple(version.since for version in rule.versions if version.force is Force.UNKNOWN)
        for rule in law.rules.values()
    }
    assert {rule_id: days for rule_id, days in unread.items() if days} == UNREAD


def test_no_rule_rests_verified_on_a_rewritten_section_alone(law: Programme) -> None:
    for rule in law.rules.values():
        for version in rule.versions:
            alone = all(UNREAD_2026.match(citation) for citation in version.citation)
            if alone and rule.version_on(REWRITTEN) is version:
                assert version.status is not VerificationStatus.VERIFIED, rule.id


def test_every_rule_of_the_sheet_is_here(law: Programme, sheet: str) -> None:
    named = set(SHEET_ID.findall(sheet))
    assert len(named) > 60
    assert named - set(law.rules) == set()


def test_the_sheets_vectors_come_out(law: Programme, sheet: str) -> None:
    tried = 0
    for vector in sheet_vectors(sheet):
        about = f"{vector['id']} {vector['rule']}"
        if "penalty_usd" in vector:
            due_on, done_on = (dt.date.fromisoformat(vector[key]) for key in ("due", "received"))
            assert exposure(law, vector["rule"], due_on, done_on).amount == Decimal(vector["penalty_usd"]), about
        else:
            trigger = next(vector[key] for key in ("trigger", "docs_complete", "received", "mailed") if key in vector)
            service = vector.get("service") or SERVICE_OF_NOTICE.get(vector.get("notice", ""), "")
            got = due_date(law, vector["rule"], _moment(law, trigger), service=service)
            assert got.due == _moment(law, vector["due"]), about
            assert got.raw == _moment(law, vector["raw"]) if "raw" in vector else True, about
        tried += 1
    assert tried >= 15


def _moment(law: Programme, text: str) -> dt.date | dt.datetime:
    return in_zone(dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text), law)


def test_every_deadline_has_a_sum_for_each_of_its_values(law: Programme) -> None:
    for rule in law.rules.values():
        values = {id(version.value): version for version in rule.versions if isinstance(version.value, DeadlineValue)}
        worked = {id(_selected(rule, example.trigger, example.facts or {}).value) for example in rule.examples}
        assert set(values) <= worked, rule.id


def _selected(rule: Rule, trigger: dt.date | dt.datetime, facts: Any) -> RuleVersion:
    day = facts.get(rule.selected_by, trigger)
    return rule.version_on(day.date() if isinstance(day, dt.datetime) else day)


def test_the_mail_rule_is_the_window_with_mail(law: Programme) -> None:
    for trigger in (dt.date(2013, 9, 18) + dt.timedelta(days=37 * step) for step in range(130)):
        by_mail = due_date(law, "CAWC-A-04", trigger, service="mail_ca")
        assert due_date(law, "CAWC-A-05", trigger).due == by_mail.due
        assert by_mail.raw == trigger + dt.timedelta(days=35)


def test_reasons_are_the_codes_of_the_sheet(law: Programme, sheet: str) -> None:
    start = sheet.index("CAWC-A-24 **Reason codes**")
    codes = set(SHEET_CODE.findall(sheet[start : sheet.index("\n", start)]))
    assert set(law.reasons) == codes
    deferring = {code for code, reason in law.reasons.items() if reason.outcome == "deferred"}
    assert deferring == {"LIABILITY_DISPUTE_DEFERRED"}


def test_notices_name_rules_of_the_right_kind(law: Programme) -> None:
    assert len({notice.id for notice in law.notices}) == len(law.notices) > 20
    for notice in law.notices:
        assert notice.to
        assert not notice.deadline or law.rules[notice.deadline].kind is RuleKind.DEADLINE
        assert not notice.contents or law.rules[notice.contents].kind is RuleKind.CONTENTS
        told = {str(role) for role in notice.to}
        assert ("applicant" in told) == ("representative" in told), notice.id


def test_the_order_of_standards_was_strict_until_2017(law: Programme) -> None:
    order = law.rule("CAWC-E-01")
    before, after = order.version_on(dt.date(2016, 12, 31)).value, order.version_on(dt.date(2017, 1, 1)).value
    assert isinstance(before, Items)
    assert isinstance(after, Items)
    assert [item.id for item in before.items] == [item.id for item in after.items] == list("ABCDEF")
    assert (before.strictly, after.strictly) == (True, False)


def test_scope_by_date(law: Programme) -> None:
    scope = law.rule("CAWC-A-01")
    first, later = scope.version_on(dt.date(2013, 9, 18)).value, scope.version_on(dt.date(2019, 1, 1)).value
    assert isinstance(first, Statement)
    assert isinstance(later, Statement)
    assert first.facts["communicated_on_or_after"] == dt.date(2013, 7, 1)
    assert (first.facts["delayed_in_scope"], later.facts["delayed_in_scope"]) == (True, False)
    assert "flagged_on_or_after" not in first.facts
    assert later.facts["flagged_on_or_after"] == dt.date(2018, 1, 1)


@pytest.mark.parametrize(
    ("day", "where", "usd"),
    [
        ("2013-09-30", {"ended": "determined", "priority": "regular", "degree": "md_do", "reviewers": 1}, 560),
        ("2013-09-30", {"ended": "determined", "priority": "expedited", "degree": "other", "reviewers": 2}, None),
        ("2014-06-01", {"ended": "determined", "priority": "regular", "pharmacy_only": True}, 390),
        ("2014-06-01", {"ended": "before_reviewer"}, 160),
        ("2025-06-01", {"ended": "determined"}, 345),
        ("2025-06-01", {"ended": "after_reviewer"}, None),
    ],
)
def test_fees_by_day_of_application(law: Programme, day: str, where: dict[str, Any], usd: int | None) -> None:
    value = law.rule("CAWC-H-01").demanded_on(dt.date.fromisoformat(day)).value
    assert isinstance(value, Amounts)
    amounts = [(amount, status) for row, amount, status in value.rows if row == where]
    assert len(amounts) == 1
    assert amounts[0][0] == (None if usd is None else Decimal(usd))
    assert usd is not None or amounts[0][1] is VerificationStatus.UNVERIFIED


def closed_weekdays(calendar: LegalCalendar, year: int) -> str:
    days = (dt.date(year, 1, 1) + dt.timedelta(days=offset) for offset in range(365))
    return " ".join(f"{day:%m-%d}" for day in days if day.weekday() < 5 and calendar.is_closed(day))


@pytest.mark.parametrize("year", JUDICIAL_CLOSURES)
def test_the_courts_list_of_closed_weekdays(law: Programme, year: int) -> None:
    assert closed_weekdays(law.calendars["judicial"], year) == JUDICIAL_CLOSURES[year]


@pytest.mark.parametrize("year", STATE_OFFICE_CLOSURES)
def test_the_states_list_of_closed_weekdays(law: Programme, year: int) -> None:
    assert closed_weekdays(law.calendars["state_office"], year) == STATE_OFFICE_CLOSURES[year]


@pytest.mark.parametrize(
    ("calendar", "day", "why"),
    [
        ("judicial", "2013-10-14", "Columbus Day"),
        ("judicial", "2021-10-11", "Columbus Day"),
        ("judicial", "2022-10-10", ""),
        ("judicial", "2021-09-24", ""),
        ("judicial", "2022-09-23", "Native American Day"),
        ("judicial", "2022-06-20", ""),
        ("judicial", "2023-06-19", "Juneteenth"),
        ("judicial", "2026-09-09", ""),
        ("judicial", "2026-09-25", "Native American Day"),
        ("judicial", "2014-02-12", "Lincoln Day"),
        ("judicial", "2021-12-31", "New Year's Day (observed by practice of the courts)"),
        ("state_office", "2014-02-12", ""),
        ("state_office", "2026-06-19", ""),
        ("state_office", "2026-09-25", ""),
        ("state_office", "2026-07-03", ""),
        ("utilization_review", "2018-11-23", ""),
        ("utilization_review", "2018-11-24", "Saturday"),
        ("utilization_review", "2018-11-22", "Thanksgiving Day"),
        ("appeals_board", "2021-10-11", ""),
        ("appeals_board", "2026-07-03", ""),
        ("appeals_board", "2026-11-27", "Day after Thanksgiving"),
        ("appeals_board", "2020-03-16", ""),
        ("appeals_board", "2020-03-17", "Appeals Board closed, as reported (unverified)"),
        ("appeals_board", "2020-04-03", "Appeals Board closed, as reported (unverified)"),
        ("appeals_board", "2020-04-06", ""),
    ],
)
def test_days_on_which_the_the_calendars_differ(law: Programme, calendar: str, day: str, why: str) -> None:
    assert law.calendars[calendar].why_closed(dt.date.fromisoformat(day)) == why


def test_calendars_cover_the_years_promised(law: Programme) -> None:
    for name in ("judicial", "state_office"):
        rules = law.calendars[name].rules
        assert (rules.first_year, rules.last_year) == (2013, 2035)
    with pytest.raises(NoRuleInForce):
        law.calendars["judicial"].is_closed(dt.date(2036, 1, 1))


def words_of(law: Programme) -> Iterator[str]:
    """Everything the programme says in words of its own."""
    for rule in law.rules.values():
        yield from (rule.title, rule.text, rule.trigger)
        for version in rule.versions:
            yield version.note
            if isinstance(version.value, Items):
                yield from (item.words for item in version.value.items)
    yield from (reason.title for reason in law.reasons.values())
    yield from (notice.title for notice in law.notices)


def test_the_words_are_our_own(law: Programme, shared: Path) -> None:
    at_a_time = 10
    read = " ".join(_plain(path.read_text(encoding="utf-8")) for path in sorted((shared / "law").rglob("*.*")))
    for phrase in words_of(law):
        words = _plain(phrase).split()
        for start in range(len(words) - at_a_time + 1):
            run = " ".join(words[start : start + at_a_time])
            assert f" {run} " not in read, f"copied: {run}"


def _plain(text: str) -> str:
    return " " + " ".join(re.findall(r"[a-z0-9]+", text.lower())) + " "
