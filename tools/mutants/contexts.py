"""A plugin of pytest: tells coverage which test is running, and writes down how much of a processor each took."""

import json
import os
from collections.abc import Generator

import pytest
from coverage import Coverage

TIMES = "MUTANTS_TIMES"
"""The variable that names the file for the seconds of processor of each test."""

_seconds: dict[str, float] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Lines that run from here to the end of the test, its fixtures too, are lines of this test, and so are the seconds
    of processor: on a machine that others use the clock on the wall tells little.
    """
    measuring, before = Coverage.current(), sum(os.times()[:4])
    if measuring is not None:
        measuring.switch_context(item.nodeid)
    answer = yield
    if measuring is not None:
        measuring.switch_context("")
    if item.nodeid in _seconds:
        _seconds[item.nodeid] = sum(os.times()[:4]) - before
    return answer


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note that a test ran; one that was skipped guards nothing and is left out."""
    if report.when == "call" and report.passed:
        _seconds[report.nodeid] = 0.0


def pytest_sessionfinish() -> None:
    """Write the seconds of each test."""
    with open(os.environ[TIMES], "w", encoding="utf-8") as file:
        json.dump(_seconds, file)
