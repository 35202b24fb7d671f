"""Due dates that the product once got wrong, as decisions of the Appeals Board and the rules give them, read from the
reading material: each is asked of the command as a user would.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from evenhand.cli.due import due

PLACE = Path("cases") / "law" / "vectors.jsonl"


def vectors(shared: Path, kind: str) -> list[dict[str, Any]]:
    path = shared / PLACE
    if not path.is_file():
        pytest.skip(f"no {PLACE} in the reading material")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row for row in rows if row["kind"] == kind]


def answer(arguments: list[str]) -> str:
    """All that `evenhand due` says, on either stream."""
    return CliRunner().invoke(due, arguments[1:]).output


def test_every_given_due_date_is_the_one_told(shared: Path) -> None:
    asked = vectors(shared, "due")
    assert asked
    wrong = {}
    for row in asked:
        told = json.loads(answer([*row["args"], "--json"]))["due"]
        if re.sub(r"[+-]\d\d:\d\d$", "", told) != row["expected"]:
            wrong[row["id"]] = (told, row["expected"], row["note"])
    assert not wrong


def test_every_given_answer_holds_its_words(shared: Path) -> None:
    asked = vectors(shared, "due_text")
    assert asked
    wrong = {row["id"]: text for row in asked if row["expected"] not in (text := answer(row["args"]))}
    assert not wrong
