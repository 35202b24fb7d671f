"""Kinds of finding: the Finding is the kind filled in, and every place that makes one fills exactly its blanks."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import evenhand
from evenhand.finding import FindingKind, Place, Severity

LATE = FindingKind(
    rule="X-1",
    severity=Severity.MAJOR,
    message="Line {line} is {days} days late.",
    expected="day {expected}",
    remedy="Write to {whom}.",
    citation="LC 1",
)
_HERE = Path(evenhand.__file__).parents[1]
SOURCES = sorted(path for name in ("evenhand", "evenhand_web") for path in (_HERE / name).rglob("*.py"))
ASIDE = {"place", "law", "severity", "citation", "topic"}


class Law(NamedTuple):
    rule: str
    citation: str


def test_a_finding_is_its_kind_filled_in() -> None:
    finding = LATE.at(Place(key="lines"), line="1 {x}", days=3, expected="5", whom="the payer")
    assert str(finding) == (
        "lines: MAJOR X-1: Line 1 {x} is 3 days late. Expected: day 5. Authority: LC 1. What to do: Write to the payer."
    )


def test_law_gives_rule_and_authority_and_a_case_its_weight() -> None:
    finding = FindingKind().at(law=Law("CAWC-F-01", "LC 4610.6"), severity=Severity.NOTE, topic="due", what="Said.")
    assert (finding.rule, finding.citation, finding.severity, finding.topic, finding.message) == (
        "CAWC-F-01",
        "LC 4610.6",
        Severity.NOTE,
        "due",
        "Said.",
    )
    assert LATE.at(citation="LC 2", line=1, days=1, expected="", whom="").citation == "LC 2"


def test_a_blank_without_its_word_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="'days' of X-1"):
        LATE.at(line=1, expected="", whom="")


def _blanks(kind: ast.Call) -> set[str]:
    """The blanks of the sentences of a declared kind; `message` is `{what}` where none is given."""
    sentences = {"message": "{what}"}
    for keyword in kind.keywords:
        value = keyword.value
        if isinstance(value, ast.Call) and ast.unparse(value.func) == "gettext_noop":
            (value,) = value.args
        if keyword.arg in ("message", "expected", "remedy") and isinstance(value, ast.Constant):
            sentences[keyword.arg] = str(value.value)
    fields = (field for text in sentences.values() for _, field, _, _ in string.Formatter().parse(text))
    return {field.split(".")[0] for field in fields if field}


def _kinds(module: ast.Module) -> dict[str, set[str]]:
    return {
        node.targets[0].id: _blanks(node.value)
        for node in module.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == "FindingKind"
    }


def _filled(module: ast.Module) -> Iterator[tuple[str, set[str], int]]:
    """Each place of a module that makes a Finding of a kind: the kind's name, the words it gives, its line."""
    for call in ast.walk(module):
        made = call.func if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) else None
        if isinstance(call, ast.Call) and made and made.attr == "at" and isinstance(made.value, ast.Name):
            words = {keyword.arg for keyword in call.keywords if keyword.arg} - ASIDE
            yield made.value.id, words, call.lineno


def test_every_place_fills_exactly_the_blanks_of_its_kind() -> None:
    checked, wrong = 0, []
    for path in SOURCES:
        module = ast.parse(path.read_text(encoding="utf-8"))
        kinds = _kinds(module)
        for name, words, line in _filled(module):
            if name in kinds:
                checked += 1
                if words != kinds[name]:
                    wrong.append(f"{path.name}:{line}: {name} asks for {sorted(kinds[name])}, given {sorted(words)}")
        unused = set(kinds) - {
            node.id
            for node in ast.walk(module)
            if isinstance(node, ast.Name) and node.id in kinds and isinstance(node.ctx, ast.Load)
        }
        wrong += [f"{path.name}: nothing is ever found of the kind {name}" for name in sorted(unused)]
    assert wrong == []
    assert checked > 80
