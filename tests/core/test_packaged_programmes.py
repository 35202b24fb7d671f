"""The programmes that come with Evenhand are whole: the one test that fails where one of them is not."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import evenhand
from tests.programme_gate import UNSOUND
from tools.house import ROOT

READERS = ("test_packaged_programmes.py", "test_export.py", "panel/test_attestation.py")


def test_every_programme_that_comes_with_evenhand_passes_its_check(request: pytest.FixtureRequest) -> None:
    unsound = request.config.stash[UNSOUND]
    if unsound:
        pytest.fail("\n".join(unsound.values()), pytrace=False)


@pytest.mark.slow
def test_a_bad_flag_in_a_programme_fails_one_test(tmp_path: Path) -> None:
    package = Path(shutil.copytree(Path(evenhand.__file__).parent, tmp_path / "evenhand"))
    procedure = package / "programmes" / "ca_wc" / "procedure.toml"
    procedure.write_text(procedure.read_text(encoding="utf-8").replace('"filed"', '"filled"', 1), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not slow"]
    # With CI in its environment pytest tells a failure twice, in its summary too.
    asked = subprocess.run(
        [*command, *(f"tests/core/{name}" for name in READERS)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "CI"} | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert asked.returncode == pytest.ExitCode.TESTS_FAILED, asked.stdout
    counts = {word: int(count) for count, word in re.findall(r"(\d+) (\w+)", asked.stdout.splitlines()[-1])}
    assert counts["failed"] == 1
    assert counts["skipped"] > 5
    assert "error" not in counts
    assert asked.stdout.count("'filled' is no flag of this programme") == 1
