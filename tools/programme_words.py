"""The words of one programme in what serves all: string literals, names of fields, templates and scripts.

What a jurisdiction calls people, papers, rules and offices stands in the programme's folder. A word of one programme in
code or on a page speaks of it to the users of all others.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from tools.house import ROOT, tracked_paths

_WORDS = re.compile(
    r"ca_wc|CAWC|\bLC\b|Labor Code|4610|139\.5|9792|\bDWC\b|\bWCAB\b|\bMTUS\b|utili[sz]ation[ _]review|injur"
    r"|(?<![a-z])workers?(?![a-z])|employe[er]|claims[ _]administrator|administrative[ _]director|formulary|mail_ca",
    re.IGNORECASE,
)
_ANY_CASE_BUT = ("LC", "DWC", "WCAB", "MTUS")
_TEXTS = (".html", ".js", ".css", ".txt", ".typ")
_SOURCES = ("src/evenhand/", "src/evenhand_web/")
_OF_PROGRAMMES = ("src/evenhand/programmes/", "src/evenhand_web/demonstration/", "src/evenhand/demonstration/")
_TEMPLATE_COMMENT = re.compile(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->|/\*.*?\*/", re.DOTALL)


class Told(NamedTuple):
    """A word of one programme: the file and line where it stands, the word, and the literal, name or line around it."""

    path: PurePosixPath
    line: int
    word: str
    text: str


def told() -> Iterator[Told]:
    """Every word of one programme in the sources that serve all of them."""
    for path in tracked_paths():
        name = path.as_posix()
        is_source = name.startswith(_SOURCES) and not name.startswith(_OF_PROGRAMMES) and "/migrations/" not in name
        if is_source and path.suffix in (".py", *_TEXTS):
            yield from told_by(path, (ROOT / path).read_text(encoding="utf-8"))


def told_by(path: PurePosixPath, text: str) -> Iterator[Told]:
    """The words of one programme in one file."""
    spoken = _literals(ast.parse(text)) if path.suffix == ".py" else _lines(text)
    for line, words in spoken:
        for match in _WORDS.finditer(words):
            if match[0].upper() not in _ANY_CASE_BUT or match[0].isupper():
                yield Told(path, line, match[0], words)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    bare = _TEMPLATE_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    yield from enumerate(bare.splitlines(), start=1)


def _literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """String literals but docstrings, and the names of fields: of dataclasses, rows, enumerations, forms and models."""
    silent = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.lineno, node.value
        elif isinstance(node, ast.ClassDef):
            yield from _fields(node)


def _docstrings(tree: ast.Module) -> set[int]:
    """Strings that stand alone as a statement: docstrings and the words under a name."""
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef))
    statements = chain.from_iterable(bodies)
    return {
        id(line.value) for line in statements if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)
    }


def _fields(node: ast.ClassDef) -> Iterator[tuple[int, str]]:
    for line in node.body:
        targets = [line.target] if isinstance(line, ast.AnnAssign) else getattr(line, "targets", [])
        yield from ((line.lineno, target.id) for target in targets if isinstance(target, ast.Name))


def by_file() -> Mapping[str, int]:
    """How many words of one programme each file tells."""
    counted: dict[str, int] = {}
    for word in told():
        counted[word.path.as_posix()] = counted.get(word.path.as_posix(), 0) + 1
    return counted


def main(*names: str) -> None:
    """Print every word told by the files named, or how many each file tells."""
    if names:
        for word in told():
            if word.path.as_posix() in names:
                line = (Path(ROOT) / word.path).read_text(encoding="utf-8").splitlines()[word.line - 1].strip()
                print(f"{word.path}:{word.line}: {word.word}: {line[:150]}")
        return
    for name, count in sorted(by_file().items(), key=lambda row: -row[1]):
        print(count, name)


if __name__ == "__main__":
    import sys

    main(*sys.argv[1:])
