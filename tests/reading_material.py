"""Where the reading material of some tests is: real letters, statutes, guideline tables."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

SHARED = "EVENHAND_SHARED"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reading material. A test that asks for it is skipped where there is none, and fails where
    EVENHAND_SHARED promises it.
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
