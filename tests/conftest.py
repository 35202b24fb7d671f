"""What all tests share: sound programmes, where the reading material is, and how many examples are drawn."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import settings

from tests.examples import examples
from tests.programme_gate import UNSOUND, skip_what_reads, unsound_programmes
from tests.reading_material import pytest_runtest_makereport, shared

__all__ = ["pytest_runtest_makereport", "shared"]

# A slow moment of a shared machine is no fault of the code. (In CI, Hypothesis draws the same examples every time.)
settings.register_profile("house", settings.default, deadline=None, max_examples=examples(100))
settings.load_profile("house")

_ANSWER = "unsound_programmes"


def pytest_configure(config: pytest.Config) -> None:
    """Check the programmes once; the workers of a run in several processes are told the answer."""
    told: Mapping[str, Any] | None = getattr(config, "workerinput", None)
    config.stash[UNSOUND] = unsound_programmes() if told is None else told[_ANSWER]
    if config.stash[UNSOUND]:
        config.option.reportchars = "fE"  # hundreds of lines would say that a test was skipped
        skip_what_reads(config.stash[UNSOUND])


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker what the check of the programmes said."""
    node.workerinput[_ANSWER] = node.config.stash[UNSOUND]


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """No run passes beside a programme that does not."""
    if exitstatus == pytest.ExitCode.OK and session.config.stash[UNSOUND]:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say at the end why so much was skipped."""
    for name in config.stash[UNSOUND]:
        terminalreporter.write_line(f"{name} does not pass `evenhand programme check`: what reads it was skipped.")
