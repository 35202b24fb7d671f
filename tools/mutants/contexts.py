"""A plugin of pytest: tells coverage which test is running, and writes down how long each took."""

import json
import os
from collections.abc import Generator

import pytest
from coverage import Coverage

TIMES = "MUTANTS_TIMES"
"""The variable that names the file for the seconds of each test."""

_seconds: dict[str, float] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Lines that run from here to the end of the test, its fixtures too, are lines of this test."""
    measuring = Coverage.current()
    if measuring is not None:
        measuring.switch_context(item.nodeid)
    answer = yield
    if measuring is not None:
        measuring.switch_context("")
    return answer


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add up what a test took; one that was skipped guards nothing and is left out."""
    if report.when == "call" and report.passed:
        _seconds[report.nodeid] = _seconds.get(report.nodeid, 0.0) + report.duration


def pytest_sessionfinish() -> None:
    """Write the seconds of each test."""
    with open(os.environ[TIMES], "w", encoding="utf-8") as file:
        json.dump(_seconds, file)
