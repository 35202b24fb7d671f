"""The rules of this house that no ready-made linter knows, each as one small function over one file.

A check takes a file and yields a sentence for each fault; `faults` runs all that apply. The rules themselves are
explained in CONTRIBUTING.md.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 400
LONGEST_FUNCTION = 40

_UNTRACKED = {".git", "__pycache__", "dist", "node_modules", "out"}
_SHAPELESS_NAMES = {"base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
_VAGUE_NAMES = {"one", "found", "said", "those", "it", "thing"}
_LOOP = re.compile(r"\{%-?\s*for\s+(?P<names>[\w,\s]+?)\s+in\s")
_LAZY_LOADER = PurePosixPath("src/evenhand/cli/main.py")
_PROGRAMME = re.compile(r"(?:^|_)programme(?:_id|_name|_key)?$")
_CLOCKS = {"now", "today", "utcnow"}
_MACHINE_PATH = re.compile(r"(?<![\w./~<-])/(?:home|mnt|opt|root|tmp|work|Users)\b|\b[A-Z]:\\+Users\b")
_INSTALLING = {"Makefile", "pyproject.toml", ".ci/run"}
_HOST = re.compile(r"://|--(?:extra-)?index-url|--find-links|--trusted-host")

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, kw_only=True)
class TextFile:
    """A text file of the repository: its path from the root, and what is in it."""

    path: PurePosixPath
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed module, if this is Python."""
        return ast.parse(self.text, str(self.path))

    @property
    def is_python(self) -> bool:
        return self.path.suffix == ".py"

    @property
    def is_source(self) -> bool:
        """Whether it is code that is shipped."""
        return self.is_python and self.path.parts[0] == "src"

    def functions(self) -> Iterator[_Function]:
        """Every function and method, wherever it is nested."""
        return (node for node in ast.walk(self.tree) if isinstance(node, _Function))


def tracked_paths(root: Path = ROOT) -> Iterator[PurePosixPath]:
    """The path, from the root, of every file that belongs to the repository, in order."""
    for path in sorted(root.rglob("*")):
        inside = PurePosixPath(path.relative_to(root).as_posix())
        hidden = any(part.startswith(".") and part != ".ci" for part in inside.parts[:-1])
        if path.is_file() and not hidden and not _UNTRACKED & set(inside.parts):
            yield inside


def tracked_files(root: Path = ROOT) -> Iterator[TextFile]:
    """Every text file that belongs to the repository, in order of its path."""
    for path in tracked_paths(root):
        try:
            yield TextFile(path=path, text=(root / path).read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue  # a font or a picture


def file_length(file: TextFile) -> Iterator[str]:
    """No module is longer than 400 lines."""
    lines = len(file.text.splitlines())
    if lines > LONGEST_FILE:
        yield f"{file.path}: {lines} lines, at most {LONGEST_FILE}: split it along the law's or the document's seams"


def function_length(file: TextFile) -> Iterator[str]:
    """No function is longer than 40 lines, its docstring included."""
    for function in file.functions():
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > LONGEST_FUNCTION:
            yield f"{file.path}:{function.lineno}: {function.name} has {lines} lines, at most {LONGEST_FUNCTION}"


def module_docstring(file: TextFile) -> Iterator[str]:
    """Every module says in its first line what it is."""
    if not ast.get_docstring(file.tree):
        yield f"{file.path}:1: the module has no docstring"


def public_docstring(file: TextFile) -> Iterator[str]:
    """Every public function and class has a docstring, and every public method of such a class."""
    for member in _public(file.tree):
        if not ast.get_docstring(member):
            yield f"{file.path}:{member.lineno}: {member.name} is public and has no docstring"


def _public(body: ast.Module | ast.ClassDef) -> Iterator[_Function | ast.ClassDef]:
    for member in body.body:
        if isinstance(member, _Function | ast.ClassDef) and not _is_private(member):
            yield member
            if isinstance(member, ast.ClassDef):
                yield from _public(member)


def _is_private(node: _Function | ast.ClassDef) -> bool:
    """Whether nobody looks the name up: it is private, Django's own (`Meta`), or one more form of a function documented
    elsewhere.
    """
    decorators = (ast.unparse(decorator) for decorator in node.decorator_list)
    one_more_form = any(name.endswith(("overload", ".setter", ".register")) for name in decorators)
    return node.name.startswith("_") or node.name == "Meta" or one_more_form


def vague_name(file: TextFile) -> Iterator[str]:
    """A variable names what it holds, a function what it gives: a party, a rule, the findings. Fields and migrations
    keep theirs: files and tables have them.
    """
    if "migrations" in file.path.parts:
        return
    fields = {id(name) for kept in ast.walk(file.tree) if isinstance(kept, ast.ClassDef) for name in _field_names(kept)}
    for node in ast.walk(file.tree):
        if isinstance(node, ast.arg | ast.Name | ast.FunctionDef) and id(node) not in fields:
            name = _name_given(node)
            if name in _VAGUE_NAMES:
                yield f"{file.path}:{node.lineno}: {name} says nothing of what it is: name the thing"


def _name_given(node: ast.arg | ast.Name | ast.FunctionDef) -> str:
    """The name that is given here; empty where it is only read."""
    if isinstance(node, ast.Name):
        return "" if isinstance(node.ctx, ast.Load) else node.id
    return node.arg if isinstance(node, ast.arg) else node.name


def vague_loop(file: TextFile) -> Iterator[str]:
    """A loop of a template names what it goes over, as code does."""
    if file.path.suffix != ".html":
        return
    for number, line in enumerate(file.text.splitlines(), start=1):
        for loop in _LOOP.finditer(line):
            if vague := _VAGUE_NAMES & set(loop["names"].replace(",", " ").split()):
                yield f"{file.path}:{number}: {', '.join(sorted(vague))} says nothing of what it is: name the thing"


def _field_names(record: ast.ClassDef) -> Iterator[ast.expr]:
    for member in record.body:
        if isinstance(member, ast.AnnAssign):
            yield member.target
        elif isinstance(member, ast.Assign):
            yield from member.targets


def import_in_function(file: TextFile) -> Iterator[str]:
    """Imports stand at the top; only the command line's main module loads lazily."""
    if file.path == _LAZY_LOADER:
        return
    for function in file.functions():
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield f"{file.path}:{node.lineno}: import inside {function.name}: move it to the top of the module"


def bare_init(file: TextFile) -> Iterator[str]:
    """The `__init__` of a package holds its docstring and nothing else, so that a name has one home."""
    if file.path.name == "__init__.py" and len(file.tree.body) > 1:
        line = file.tree.body[1].lineno
        yield f"{file.path}:{line}: a package's __init__ holds a docstring only: import from the module itself"


def shapeless_name(file: TextFile) -> Iterator[str]:
    """A module is named after what it holds; a drawer for leftovers has no such name."""
    if file.path.stem in _SHAPELESS_NAMES or _SHAPELESS_NAMES & set(file.path.parts):
        yield f"{file.path}: name the module after what is in it"


def undeclared_finding(file: TextFile) -> Iterator[str]:
    """A kind of Finding is a value at the top of its module (`FindingKind`), not a private function that only fills
    in a Finding under a rule of its own.
    """
    for function in file.functions():
        last = function.body[-1]
        made = last.value if len(function.body) == 1 and isinstance(last, ast.Return) else None
        if not function.name.startswith("_") or not isinstance(made, ast.Call) or not isinstance(made.func, ast.Name):
            continue
        rule = next((keyword.value for keyword in made.keywords if keyword.arg == "rule"), None)
        named = isinstance(rule, ast.Constant) or (isinstance(rule, ast.Name) and rule.id.isupper())
        if made.func.id == "Finding" and named:
            yield f"{file.path}:{function.lineno}: {function.name} only fills in a Finding: declare a FindingKind"


def programme_comparison(file: TextFile) -> Iterator[str]:
    """Code never asks which programme it serves: what differs between programmes is data."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            asked = any(map(_is_programme, sides)) and any(map(_is_literal, sides))
        elif isinstance(node, ast.Match):
            asked = _is_programme(node.subject)
        else:
            continue
        if asked:
            yield f"{file.path}:{node.lineno}: the programme decides a branch: make the difference a rule in its data"


def _is_programme(node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute) and node.attr in {"id", "key", "name"}:
        return _is_programme(node.value)
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return bool(_PROGRAMME.search(name))


def _is_literal(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(map(_is_literal, node.elts))
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def clock_asked(file: TextFile) -> Iterator[str]:
    """The core never asks what day it is: today is an argument, which only the command line may fill in."""
    if PurePosixPath("src/evenhand/cli") in file.path.parents or PurePosixPath("src/evenhand") not in file.path.parents:
        return
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = ast.unparse(node.func)
            if node.func.attr in _CLOCKS or called in {"time.time", "time.time_ns"}:
                yield f"{file.path}:{node.lineno}: {called}() asks the clock: take the day or instant as an argument"


def machine_path(file: TextFile) -> Iterator[str]:
    """No file names a folder of the machine it was written on."""
    for number, line in enumerate(file.text.splitlines(), start=1):
        for folder in _MACHINE_PATH.finditer(line):
            yield f"{file.path}:{number}: {folder.group()} is a folder of one machine"


def host_named(file: TextFile) -> Iterator[str]:
    """What installs names packages, never the host they come from: that is for the machine's own settings to say."""
    if str(file.path) not in _INSTALLING and file.path.parts[0] != "requirements":
        return
    for number, line in enumerate(file.text.splitlines(), start=1):
        if _HOST.search(line.replace("--no-emit-index-url", "").replace("--no-emit-find-links", "")):
            yield f"{file.path}:{number}: names where packages come from: {line.strip()}"


Check = Callable[[TextFile], Iterator[str]]
SHIPPED: tuple[Check, ...] = (
    public_docstring,
    import_in_function,
    bare_init,
    shapeless_name,
    undeclared_finding,
    programme_comparison,
    clock_asked,
)
PYTHON: tuple[Check, ...] = (file_length, function_length, module_docstring, vague_name)
ANY: tuple[Check, ...] = (machine_path, host_named, vague_loop)


def faults(file: TextFile) -> list[str]:
    """All that is wrong with one file, by every check that applies to it."""
    checks = ANY + (PYTHON if file.is_python else ()) + (SHIPPED if file.is_source else ())
    return list(chain.from_iterable(check(file) for check in checks))
