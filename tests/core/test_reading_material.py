"""Reading material that is promised and missing fails a test; where none is promised the test is skipped."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

MATERIAL = Path(__file__).resolve().parents[1] / "reading_material.py"
READING = "def test_reads(shared):\n    assert shared.is_dir()\n"


@pytest.fixture
def tests(pytester: pytest.Pytester) -> pytest.Pytester:
    """A test that asks for the material, in a repository with nothing beside it."""
    folder = pytester.mkdir("tests")
    (folder / "conftest.py").write_text(MATERIAL.read_text())
    (folder / "test_reads.py").write_text(READING)
    return pytester


def test_without_a_promise_the_test_is_skipped(tests: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EVENHAND_SHARED", raising=False)
    tests.runpytest_inprocess().assert_outcomes(skipped=1)


def test_a_broken_promise_is_a_failure(tests: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENHAND_SHARED", str(tests.path / "nowhere"))
    result = tests.runpytest_inprocess()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines("*EVENHAND_SHARED names no folder*")


def test_a_kept_promise_is_read(tests: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENHAND_SHARED", str(tests.mkdir("material")))
    tests.runpytest_inprocess().assert_outcomes(passed=1)
