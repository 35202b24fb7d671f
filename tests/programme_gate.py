"""Whether the programmes that come with Evenhand pass their own check, asked once before everything else.

One test then fails with the findings. What reads a programme that does not pass is skipped: a hundred failures would
tell the one fault a hundred times. A run whose failing test was not chosen fails all the same.
"""

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
    """Skip from now on whatever reads one of these programmes, or a copy that shares a file with it. A programme that
    was only not sealed anew is read: its rules make sense.
    """
    read = load._sources
    barred = {name: _files(known_programmes()[name]) for name in unsound if _is_more_than_unsealed(unsound[name])}

    def sources(folder: Path, *more: Any) -> Any:
        files = _files(folder)
        for name in barred:
            if barred[name] & files:
                reason = f"{name} does not pass `evenhand programme check`: see the one test that fails"
                pytest.skip(reason, allow_module_level=True)
        return read(folder, *more)

    pytest.MonkeyPatch().setattr(load, "_sources", sources)  # for the whole run


def _files(folder: Path) -> frozenset[tuple[str, bytes]]:
    return frozenset((path.name, path.read_bytes()) for path in folder.glob("*.toml"))


def _is_more_than_unsealed(findings: str) -> bool:
    """Whether any line but the last, which counts the findings, tells of something else than the seal."""
    return any(_SEAL not in line for line in findings.splitlines()[:-1])
