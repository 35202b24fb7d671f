"""The structure of the sources, measured: rooms, what each imports of others, and what goes round in a circle.

A room is what stands directly in one of the two packages: a package or a module. `python -m tools.structure` prints a
table of this checkout's rooms; with a folder, of the sources that lie in that (`src` of another checkout). It reads the
files and imports none of them.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tools.house import ROOT

PACKAGES = ("evenhand", "evenhand_web")
Graph = Mapping[str, set[str]]


class Room(NamedTuple):
    """One room: how many modules and lines it has, which rooms it imports, and its imports within and of others."""

    name: str
    modules: int
    lines: int
    imports: tuple[str, ...]
    within: int
    of_others: int


def module_names(source: Path) -> dict[str, Path]:
    """Every module of the packages under a folder, by its dotted name."""
    paths = [path for package in PACKAGES for path in sorted((source / package).rglob("*.py"))]
    return {_dotted(path.relative_to(source)): path for path in paths}


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(source: Path) -> dict[str, set[str]]:
    """What each module imports of the packages themselves, by dotted names."""
    modules = module_names(source)
    return {name: {target for target in _targets(path, modules) if target != name} for name, path in modules.items()}


def _targets(path: Path, modules: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield from (name for name in (inner if inner in modules else node.module,) if name in modules)


def room_of(module: str) -> str:
    """The room a module stands in; a package itself is a room of its own."""
    return ".".join(module.split(".")[:2])


def rooms(source: Path) -> tuple[Room, ...]:
    """The rooms under a folder, in the order of their names; a package's own `__init__` is none."""
    graph, modules = imports(source), module_names(source)
    inside: dict[str, list[str]] = defaultdict(list)
    for module in modules:
        if "." in module:
            inside[room_of(module)].append(module)
    return tuple(_room(name, members, graph, modules) for name, members in sorted(inside.items()))


def _room(name: str, members: list[str], graph: Graph, modules: Mapping[str, Path]) -> Room:
    targets = [target for member in members for target in graph[member]]
    others = [room_of(target) for target in targets if room_of(target) != name and "." in target]
    return Room(
        name=name,
        modules=len(members),
        lines=sum(len(modules[member].read_text(encoding="utf-8").splitlines()) for member in members),
        imports=tuple(sorted(set(others))),
        within=len(targets) - len(others),
        of_others=len(others),
    )


def circles(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """What imports itself by way of others: each group in which every member reaches every other."""
    reached = {name: _reach(name, graph) for name in graph}
    groups = {
        tuple(sorted(other for other in reached[name] if name in reached.get(other, set())))
        for name in graph
        if name in reached[name]
    }
    return tuple(sorted(groups))


def _reach(start: str, graph: Graph) -> set[str]:
    seen: set[str] = set()
    ahead = list(graph[start])
    while ahead:
        name = ahead.pop()
        if name not in seen:
            seen.add(name)
            ahead.extend(graph.get(name, ()))
    return seen


def report(source: Path) -> str:
    """The table of the rooms, their sums, and the circles among rooms and among modules."""
    drawn = rooms(source)
    between = {room.name: set(room.imports) for room in drawn}
    rows = [
        f"| `{room.name}` | {room.modules} | {room.lines:,} | {room.within} | {room.of_others} | {len(room.imports)} |"
        for room in drawn
    ]
    head = ["| room | modules | lines | imports within | imports of others | rooms it imports |", f"|---{'|---:' * 5}|"]
    return "\n".join([*head, *rows, "", *_sums(drawn), *_told("rooms", between), *_told("modules", imports(source))])


def _sums(drawn: tuple[Room, ...]) -> Iterator[str]:
    for package in PACKAGES:
        own = [room for room in drawn if room.name.startswith(f"{package}.")]
        arrows = sum(len(room.imports) for room in own)
        yield (
            f"{package}: {len(own)} rooms, {sum(room.modules for room in own)} modules, "
            f"{sum(room.lines for room in own):,} lines, {sum(room.within for room in own)} imports within rooms, "
            f"{sum(room.of_others for room in own)} of others, {arrows} arrows between rooms."
        )


def _told(what: str, graph: Graph) -> Iterator[str]:
    found_circles = circles(graph)
    yield f"Circles among {what}: {len(found_circles) or 'none'}."
    yield from ("  " + ", ".join(members) for members in found_circles)


def main(*folders: str) -> None:
    """Print the report of a folder, or of this checkout."""
    sys.stdout.write(report(Path(folders[0]) if folders else ROOT / "src") + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
