"""What nothing calls is not kept: every function, class and constant at the top of a module of the product is used."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tools.house import ROOT

SOURCE = ROOT / "src"
UNCALLED = {
    "checks_table": "prints the table of docs/audit.md, which a test compares",
    "print_published": "prints a published letter anew: the parser is held against it",
    "read_letter": "one letter in one call, for users of the library",
    "quasi_identifiers": "counts who could be told apart in a published body; its command comes with the corpus",
    "small_groups": "as quasi_identifiers",
    "needed_facts": "what a recommendation turns on; the reviewer's gates are to ask it",
    "fact_findings": "as needed_facts",
    "limit_sums": "as needed_facts",
    "order_findings": "what the order of evidence asks of a line; the reviewer's gates are to ask it",
    "OWN_DOOR": "the addresses at which nobody reads of a case: a test wants every address in one of two tables",
    "erase_document": "lawful erasure, which waits until its keys lie outside of backups",
}
"""What only tests call, each with the reason why it is kept."""
BY_NAME = ("settings.py", "urls.py", "apps.py")
"""Modules whose names Django looks up by itself."""


class Named(NamedTuple):
    """Something that a module gives a name to, and where."""

    name: str
    place: str


def _names(source: str) -> Iterator[tuple[str, int]]:
    """What a module defines at its top and nobody registers by a decorator."""
    for member in ast.parse(source).body:
        if isinstance(member, ast.FunctionDef | ast.ClassDef) and not member.decorator_list:
            yield member.name, member.lineno
        for target in member.targets if isinstance(member, ast.Assign) else ():
            if isinstance(target, ast.Name) and not target.id.startswith("__"):
                yield target.id, member.lineno


def _uses(source: str) -> Iterator[str]:
    """Every name that a module reads, and every dotted name that it gives as a string."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[\w.:]+", node.value):
            yield re.split(r"[.:]", node.value)[-1]


def uncalled(modules: dict[str, str], elsewhere: str = "") -> tuple[Named, ...]:
    """What modules define and none of them uses; `elsewhere` are other files that may name it."""
    used = Counter(name for source in modules.values() for name in _uses(source))
    named = set(re.findall(r"\w+", elsewhere))
    return tuple(
        Named(name, f"{path}:{line}")
        for path, source in modules.items()
        for name, line in _names(source)
        if not used[name] and name not in named
    )


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def told(): ...\n", ["told"]),
        ("DAYS = 3\n", ["DAYS"]),
        ("def told(): ...\ndef tell(): return told()\nprint(tell)\n", []),
        ("@handles('x')\ndef told(): ...\n", []),
        ("class Told: ...\nTOLD = 'room.module:Told'\nprint(TOLD)\n", []),
    ],
)
def test_what_nothing_calls_is_told(source: str, names: list[str]) -> None:
    assert [told.name for told in uncalled({"room.py": source})] == names


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_everything_is_called() -> None:
    paths = [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]
    modules = {str(path.relative_to(SOURCE)): _read(path) for path in paths if path.name not in BY_NAME}
    settings = [path for path in paths if path.name in BY_NAME] + sorted(SOURCE.rglob("migrations/*.py"))
    templates = [path for path in sorted(SOURCE.rglob("*")) if path.suffix in {".html", ".toml", ".txt"}]
    tools = sorted((ROOT / "tools").glob("*.py"))
    elsewhere = "\n".join(map(_read, [*settings, *templates, *tools, ROOT / "pyproject.toml"]))
    told = uncalled(modules, elsewhere)
    assert len(modules) > 700
    assert [f"{name} ({place})" for name, place in told if name not in UNCALLED] == []
    assert set(UNCALLED) == {name for name, _ in told if name in UNCALLED}, "an exception that is none any more"
