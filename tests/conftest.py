"""What all tests share: sound programmes, where the reading material is, and how many examples are drawn."""

import os
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.examples import examples
from tests.programme_gate import UNSOUND, skip_what_reads, unsound_programmes

SHARED = "EVENHAND_SHARED"
UNSOUND_ANSWER = "unsound_programmes"

# A slow moment of a shared machine is no fault of the code. (In CI, Hypothesis draws the same examples every time.)
settings.register_profile("house", settings.default, deadline=None, max_examples=examples(100))
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Check the programmes once; the workers of a run in several processes are told the answer."""
    told: Mapping[str, Any] | None = getattr(config, "workerinput", None)
    config.stash[UNSOUND] = unsound_programmes() if told is None else told[UNSOUND_ANSWER]
    if config.stash[UNSOUND]:
        skip_what_reads(config.stash[UNSOUND])


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker what the check of the programmes said."""
    node.workerinput[UNSOUND_ANSWER] = node.config.stash[UNSOUND]


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """No run passes beside a programme that does not."""
    if exitstatus == pytest.ExitCode.OK and session.config.stash[UNSOUND]:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say at the end why tests were skipped."""
    for name, findings in config.stash[UNSOUND].items():
        terminalreporter.section(f"{name} does not pass `evenhand programme check`")
        terminalreporter.write(findings)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reading material: real letters, statutes, guideline tables. A test that asks for it is skipped
    where there is none, and fails where EVENHAND_SHARED promises it.
    """
    promised = os.environ.get(SHARED)
    folder = Path(promised) if promised else Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip(f"no reading material: {SHARED} names no folder, and none lies beside the repository")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip for missing reading material into a failure where EVENHAND_SHARED promises the material."""
    report = yield
    if report.skipped and os.environ.get(SHARED) and SHARED in str(report.longrepr):
        report.outcome = "failed"
    return report
