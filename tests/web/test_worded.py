"""What a page shows of words built in Python goes through gettext, so that the catalogues hold it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import evenhand_web

SHELL = Path(evenhand_web.__file__).parent
FACES = ("desk", "review", "director", "office", "pages")
WRAPPING = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext"}
NAMED = {"label", "help_text", "empty_label"}
UNWRAPPED = {
    "Evenhand": "the name of the program",
    "None": "what Python writes for nothing, told from a word somebody typed",
    "A credential file could not be printed.": "a line for whoever runs the installation, kept with a task",
    "Range": "the name of a header of HTTP",
    "Lax": "how a cookie is sent, as HTTP names it",
    "not in the schedule": "the value of a choice, kept in the docket",
}
"""Words of a face that look like a page's and are none, each with the reason."""
_MARKUP = re.compile(r"<[^>]*(?:>|$)|^[^<>]*>")
"""What stands within the brackets of a tag, whole or cut by a blank."""
_WORDS = re.compile(r"^[A-Z“][a-z]+( |$)|[a-z]{2,} [a-z]{2,}")


class Unwrapped(NamedTuple):
    """Words that a page may show and no catalogue holds, by their place."""

    place: str
    words: str


def _text(node: ast.expr) -> str:
    """What stands in a string, or in one with blanks; empty for anything else."""
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_text, node.values))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_choices(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any("Choices" in ast.unparse(parent) for parent in node.bases)


def unwrapped_labels(source: str) -> Iterator[str]:
    """Labels of choices, and labels and help of fields, that gettext never sees."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and _is_choices(node):
            for member in node.body:
                if isinstance(member, ast.Assign) and isinstance(member.value, ast.Tuple):
                    yield from filter(None, [_text(member.value.elts[1])])
        if isinstance(node, ast.keyword) and node.arg in NAMED:
            yield from filter(None, [_text(node.value)])


def unwrapped_findings(source: str) -> Iterator[str]:
    """Sentences of kinds of Finding that gettext never sees; a blank alone is none."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "FindingKind":
            texts = [_text(kept.value) for kept in node.keywords if kept.arg in {"message", "expected", "remedy"}]
            yield from (text for text in texts if re.sub(r"\{\w+\}", "", text).strip(" ."))


def unwrapped_words(source: str) -> Iterator[str]:
    """Sentences and titles of a module, but for its docstrings, that gettext never sees."""
    tree = ast.parse(source)
    aside = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_wrapped = isinstance(node, ast.Call) and ast.unparse(node.func) in WRAPPING
        if is_wrapped or isinstance(node, ast.FunctionDef | ast.arg | ast.AnnAssign):
            inside = ast.walk(node) if is_wrapped else _annotations(node)
            aside |= {id(inner) for inner in inside}
    for node in ast.walk(tree):
        if id(node) not in aside and isinstance(node, ast.Constant) and _WORDS.search(_MARKUP.sub(" ", _text(node))):
            yield _text(node)


def _annotations(node: ast.AST) -> Iterator[ast.AST]:
    for name in ("annotation", "returns"):
        if (annotation := getattr(node, name, None)) is not None:
            yield from ast.walk(annotation)


def _modules(*rooms: str) -> Iterator[Path]:
    for path in sorted(SHELL.rglob("*.py")):
        inside = path.relative_to(SHELL).parts
        if "migrations" not in inside and inside[0] != "demonstration" and (not rooms or inside[0] in rooms):
            yield path


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('class Kind(models.TextChoices):\n    CALL = "call", "Telephone"', ["Telephone"]),
        ('class Kind(models.TextChoices):\n    CALL = "call", _("Telephone")', []),
        ('name = forms.CharField(label="Name", help_text=_("As printed."))', ["Name"]),
        ('day = forms.DateField(label=f"Line {number}")', ["Line "]),
        ('name = forms.CharField(label="")', []),
    ],
)
def test_a_label_that_is_not_wrapped_is_found(code: str, words: list[str]) -> None:
    assert list(unwrapped_labels(code)) == words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('"""A module."""\nSTATE = "Being made"', ["Being made"]),
        ('STATE = _("Being made")', []),
        ('LATE = f"{days} days left"', [" days left"]),
        ('LATE = ngettext("%(n)s day left", "%(n)s days left", n)', []),
        ('KEY = "being_made"', []),
        ("CELL = f'<td class=\"late soon\">{due}</td>'", []),
        ('CELL = f\'<td class="{css}" title="">Being made</td>\'', ['" title="">Being made</td>']),
    ],
)
def test_words_that_are_not_wrapped_are_found(code: str, words: list[str]) -> None:
    assert list(unwrapped_words(code)) == words


def test_labels_and_help_are_in_the_catalogue() -> None:
    modules = list(_modules())
    told = [
        Unwrapped(str(path.relative_to(SHELL)), words)
        for path in modules
        for words in unwrapped_labels(path.read_text(encoding="utf-8"))
    ]
    assert told == []
    assert len(modules) > 100


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('FindingKind(rule="R", message="Line {line} is empty.")', ["Line {line} is empty."]),
        ('FindingKind(remedy=gettext_noop("Write it."), message="{what}.")', []),
    ],
)
def test_a_finding_that_is_not_wrapped_is_found(code: str, words: list[str]) -> None:
    assert list(unwrapped_findings(code)) == words


def test_what_a_page_shows_of_a_finding_is_in_the_catalogue() -> None:
    told = [
        Unwrapped(path.name, words)
        for path in sorted(SHELL.rglob("*.py"))
        for words in unwrapped_findings(path.read_text(encoding="utf-8"))
    ]
    assert told == []


def test_words_of_the_faces_are_in_the_catalogue() -> None:
    told = [
        Unwrapped(str(path.relative_to(SHELL)), words)
        for path in _modules(*FACES)
        for words in unwrapped_words(path.read_text(encoding="utf-8"))
        if words not in UNWRAPPED
    ]
    assert told == []
