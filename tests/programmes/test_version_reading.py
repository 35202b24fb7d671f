"""Versions of a rule that go on with the value before, and days added for service that only open days count."""

import datetime as dt

import pytest

from evenhand.finding import Finding
from evenhand.programme.read_procedure import read_notices
from evenhand.programme.read_rules import read_rule
from evenhand.programme.rule import Rule, ServiceDays
from evenhand.toml_source import read_toml
from evenhand.toml_table import TomlTable

HEAD = """
[rules.R]
kind = "%s"
title = "A rule"
text = "What it says."
selected_by = "assigned"
"""
FIRST = """
[[rules.R.versions]]
since = 2013-01-01
citation = ["LC 1"]
status = "verified"
"""
SECOND = """
[[rules.R.versions]]
since = 2020-01-01
as_before = true
citation = ["LC 1(a)"]
status = "partly"
"""


def read(text: str) -> tuple[Rule, list[Finding]]:
    source, faults = read_toml(text, "law.toml")
    assert source is not None, faults
    findings: list[Finding] = []
    (table,) = TomlTable.root(source, findings, "PROGRAMME-FILE").named_tables("rules")
    return read_rule(table), findings


def test_a_version_goes_on_with_the_value_before_it() -> None:
    rule, findings = read(HEAD % "gate" + FIRST + "facts = { limit = 3 }\n" + SECOND)
    assert findings == []
    before, after = rule.versions
    assert after.value is before.value
    assert (after.citation, after.status, after.since) == (("LC 1(a)",), "partly", dt.date(2020, 1, 1))


@pytest.mark.parametrize("before", ['force = "not_in_force"\n', 'force = "unknown"\nmust_read = "the text"\n'])
def test_there_must_be_a_value_to_go_on_with(before: str) -> None:
    _, findings = read(HEAD % "gate" + FIRST + before + SECOND)
    assert [(finding.place.key, finding.message) for finding in findings] == [
        ("rules.R.versions[2].as_before", "There is no value before this version to go on with.")
    ]


def test_a_version_does_not_both_go_on_and_give_a_value() -> None:
    _, findings = read(HEAD % "gate" + FIRST + "facts = { limit = 3 }\n" + SECOND + "facts = { limit = 4 }\n")
    assert [finding.place.key for finding in findings] == ["rules.R.versions[2].facts"]


def test_open_days_for_service_are_counted_on_a_calendar() -> None:
    days = "days = { mail = 5 }\nopen_days = { courier = 2 }\n"
    rule, findings = read(HEAD % "service_extension" + FIRST + days + 'counts_on = "court"\n')
    assert findings == []
    value = rule.versions[0].value
    assert value == ServiceDays(days={"mail": 5}, open_days={"courier": 2}, counts_on="court")
    _, findings = read(HEAD % "service_extension" + FIRST + days)
    assert [finding.place.key for finding in findings] == ["rules.R.versions[1].counts_on"]


@pytest.mark.parametrize("count", ["-1", "true", '"2"', "1.5"])
def test_a_count_of_days_is_a_whole_number(count: str) -> None:
    _, findings = read(HEAD % "service_extension" + FIRST + f"days = {{ mail = {count} }}\n")
    assert [finding.place.key for finding in findings] == ["rules.R.versions[1].days"]


def test_a_notice_may_be_owed_to_the_named_party_only() -> None:
    text = '[notices.N]\ntitle = "N"\nrule = "R"\nowed_on = "assigned"\nto = ["payer"]\nletter = "n"\n'
    source, _ = read_toml(text + "named_only = true\n", "law.toml")
    assert source is not None
    findings: list[Finding] = []
    (notice,) = read_notices(TomlTable.root(source, findings, "PROGRAMME-FILE"))
    assert (notice.named_only, findings) == (True, [])
