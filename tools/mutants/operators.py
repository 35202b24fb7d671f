"""The ways in which a line of derived law is broken: each as one small change to the text of a file.

A mutant replaces a stretch of the text and leaves the rest, so that every other line keeps its number. Annotations,
docstrings, messages and what is raised for a programmer's mistake are left alone: no rule of law stands there.
"""

import ast
from typing import NamedTuple


class Mutant(NamedTuple):
    """One change: the bytes from `start` to `end` of a file become `new`. `within` names the function, "" outside;
    `shown` is what is changed as a reader recognises it, with what stands around an operator.
    """

    path: str
    line: int
    within: str
    start: int
    end: int
    new: str
    shown: str

    @property
    def name(self) -> str:
        """What it changes, without the number of the line, which moves: the name by which a survivor is explained."""
        place = f"{self.path.removeprefix('src/evenhand/')} {self.within}".strip()
        return f"{place}: {' '.join(self.shown.split())} → {' '.join(self.new.split()) or 'nothing'}"

    def applied(self, text: bytes) -> bytes:
        """The text of the file with the change made."""
        return text[: self.start] + self.new.encode() + text[self.end :]


def mutants(path: str, text: str) -> tuple[Mutant, ...]:
    """Every mutant of a file of Python, in the order of its text."""
    breaking = _Breaking(path, text)
    breaking.visit(ast.parse(text))
    return tuple(sorted(set(breaking.made), key=lambda mutant: (mutant.start, mutant.end, mutant.new)))


_COMPARED: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: ("<=", ">="),
    ast.LtE: ("<", ">"),
    ast.Gt: (">=", "<="),
    ast.GtE: (">", "<"),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
}
_RECKONED: dict[type[ast.operator], str] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "+",
    ast.BitOr: "&",
    ast.BitAnd: "|",
}
_CALLED = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "issuperset": "isdisjoint",
    "isdisjoint": "issuperset",
}


class _Breaking(ast.NodeVisitor):
    """Walks one file and gathers its mutants."""

    def __init__(self, path: str, text: str) -> None:
        self.made: list[Mutant] = []
        self._path, self._bytes = path, text.encode()
        self._lines = [0]
        for line in self._bytes.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self._within: list[str] = []

    # What is left alone

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_arg(self, node: ast.arg) -> None:
        """A parameter: its annotation is no law."""

    def visit_Raise(self, node: ast.Raise) -> None:
        """What is raised is for a programmer, or says what the law does not answer."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """A message."""

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._inside(node.name, node.body)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                self.visit(default)
        self._inside(node.name, node.body)

    def _inside(self, name: str, body: list[ast.stmt]) -> None:
        self._within.append(name)
        for statement in body:
            self.visit(statement)
        self._within.pop()

    # What is broken

    def visit_Compare(self, node: ast.Compare) -> None:
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            for other in _COMPARED[type(operator)]:
                self._between(node, left, right, other)
            left = right
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        other = "or" if isinstance(node.op, ast.And) else "and"
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._between(node, left, right, other)
        for gone in node.values:
            kept = [self._text(value) for value in node.values if value is not gone]
            word = " and " if isinstance(node.op, ast.And) else " or "
            self._change(node, f"({word.join(f'({text})' for text in kept)})")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if (other := _RECKONED.get(type(node.op))) and self._within:
            self._between(node, node.left, node.right, other)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._change(node, f"({self._text(node.operand)})")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._change(node, str(not node.value))
        elif isinstance(node.value, int):
            self._change(node, str(node.value + 1))

    def visit_If(self, node: ast.If) -> None:
        self._turned(node.test)
        self.generic_visit(node)

    def visit_While(self, node: ast.While) -> None:
        self.generic_visit(node)  # turned, it would only hang

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._turned(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self._turned(test)
            self._change(test, "True")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        named = node.func
        if isinstance(named, ast.Name) and named.id in _CALLED:
            self._change(named, _CALLED[named.id])
        elif isinstance(named, ast.Attribute) and named.attr in _CALLED:
            self._change(named, f"{self._text(named.value)}.{_CALLED[named.attr]}")
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """The first for the last, and the last for the first."""
        match self._text(node.slice):
            case "0":
                self._change(node.slice, "-1")
            case "-1":
                self._change(node.slice, "0")
            case "-1:":
                self._change(node.slice, ":1")
            case _:
                self.visit(node.slice)
        self.visit(node.value)

    def visit_Set(self, node: ast.Set) -> None:
        self._shortened(node, node.elts)

    def visit_List(self, node: ast.List) -> None:
        self._shortened(node, node.elts)

    def visit_Dict(self, node: ast.Dict) -> None:
        for key, value in zip(node.keys, node.values, strict=True):
            if len(node.values) > 1:
                first = key or value
                self._cut(self._start(first) - (0 if key else 2), self._end(value), first.lineno)
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self._change(node, "pass")
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if any(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets):
            self._change(node, "pass")
        self.visit(node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._change(node, "pass")
        self.visit(node.value)

    def visit_Continue(self, node: ast.Continue) -> None:
        self._change(node, "break")

    # How

    def _turned(self, test: ast.expr) -> None:
        """A condition the other way round, where turning its operator does not do that already."""
        is_turned_below = isinstance(test, ast.UnaryOp) or (isinstance(test, ast.Compare) and len(test.ops) == 1)
        if not is_turned_below:
            self._change(test, f"(not ({self._text(test)}))")

    def _shortened(self, node: ast.Set | ast.List, parts: list[ast.expr]) -> None:
        if len(parts) > 1:
            for part in parts:
                self._cut(self._start(part), self._end(part), part.lineno)
        self.generic_visit(node)

    def _cut(self, start: int, end: int, line: int) -> None:
        """A part of a list, with the comma after it or, of the last, before it."""
        after = end + len(self._bytes[end:]) - len(self._bytes[end:].lstrip())
        if self._bytes[after : after + 1] == b",":
            end = after + 1
        else:
            start = len(self._bytes[:start].rstrip().removesuffix(b","))
        self._made(start, end, "", line)

    def _between(self, node: ast.expr, left: ast.expr, right: ast.expr, other: str) -> None:
        """Another operator between two operands; brackets around an operand stay."""
        start, end = self._end(left), self._start(right)
        written = self._bytes[start:end].decode()
        operator = written.strip(") (\n")
        at = written.index(operator)
        line = left.end_lineno or node.lineno
        shown = f"{self._text(left)} {operator} {self._text(right)}"
        self._made(start + at, start + at + len(operator), other, line, shown)

    def _change(self, node: ast.expr | ast.stmt, new: str) -> None:
        self._made(self._start(node), self._end(node), new, node.lineno)

    def _made(self, start: int, end: int, new: str, line: int, shown: str = "") -> None:
        shown = shown or self._bytes[start:end].decode()
        self.made.append(Mutant(self._path, line, ".".join(self._within), start, end, new, shown))

    def _text(self, node: ast.expr) -> str:
        return self._bytes[self._start(node) : self._end(node)].decode()

    def _start(self, node: ast.expr | ast.stmt) -> int:
        return self._lines[node.lineno - 1] + node.col_offset

    def _end(self, node: ast.expr | ast.stmt) -> int:
        return self._lines[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0)
