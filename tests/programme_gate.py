"""Whether the programmes that come with Evenhand pass their own check, asked once before everything else.

One test then fails with the findings. What reads a programme that does not pass is skipped: a hundred failures would
tell the one fault a hundred times. A run whose failing test was not chosen fails all the same.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from evenhand.cli.programme import check
from evenhand.programme import load
from evenhand.programme.library import known_programmes

UNSOUND = pytest.StashKey[Mapping[str, str]]()
"""The findings of each programme that does not pass `evenhand programme check`."""
_SEAL = "PROGRAMME-SEAL"


def unsound_programmes() -> Mapping[str, str]:
    """What `evenhand programme check` says of each programme it does not pass."""
    answers = {name: CliRunner().invoke(check, [str(folder)]) for name, folder in known_programmes().items()}
    return {name: answer.output for name, answer in answers.items() if answer.exit_code}


def skip_what_reads(unsound: Mapping[str, str]) -> None:
    """Skip from now on whatever reads one of these programmes, or a copy of it. One that was only not sealed anew is
    read: its rules make sense.
    """
    ids = {name for name, findings in unsound.items() if set(_faults(findings)) != {_SEAL}}
    read = load._sources

    def sources(folder: Path, *more: Any) -> Any:
        if ids & {folder.name, _id_of(folder)}:
            reason = f"{folder.name} does not pass `evenhand programme check`: see the one test that fails"
            pytest.skip(reason, allow_module_level=True)
        return read(folder, *more)

    pytest.MonkeyPatch().setattr(load, "_sources", sources)  # for the whole run


def _faults(findings: str) -> list[str]:
    """The rule of each finding but, at the end, their number."""
    return [_SEAL if _SEAL in line else line for line in findings.splitlines()[:-1]]


def _id_of(folder: Path) -> str:
    try:
        return str(tomllib.loads((folder / "programme.toml").read_text(encoding="utf-8")).get("id"))
    except (OSError, ValueError):
        return ""
