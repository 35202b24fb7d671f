"""A conflict as a picture: who stands between a reviewer and a subject, in columns, with each way as a line.

The table beside the picture is made of the same links, so that both say the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evenhand.panel.ties.affiliations import Entity
from evenhand.panel.ties.conflict import Conflict
from evenhand.panel.ties.trail import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A person or organisation in the picture: the name, what it is, and its place, column and row from 0.

    The reviewer stands in column 0; `role` says as what a subject is named in the case, empty for those between.
    """

    id: str
    name: str
    kind: str
    column: int
    row: int
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A line between two nodes by id, with its clause; `is_asked` where a person must say whether it holds."""

    start: str
    end: str
    words: str
    is_asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Nodes and links of the conflicts of one reviewer in one case, and each conflict's whole sentence."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    sentences: tuple[str, ...]


def picture(conflicts: Iterable[Conflict], entities: Mapping[str, Entity]) -> Picture:
    """The conflicts of one reviewer in one case (see `ConflictIndex.conflicts`) as nodes and links, each once, over the
    entities of the index. A subject of whom only the name on a paper is known is a node by that name.
    """
    columns: dict[str, int] = {}
    named: dict[str, tuple[str, str]] = {}
    roles: dict[str, str] = {}
    links: dict[tuple[str, str, str], Link] = {}
    told = tuple(conflicts)
    for conflict in told:
        columns.setdefault(conflict.principal, 0)
        for step in conflict.steps:
            columns.setdefault(step.end, columns.get(step.start, 0) + 1)
            links.setdefault((step.start, step.end, step.words(entities)), _link(step, entities))
        end = conflict.steps[-1].end if conflict.steps else conflict.principal
        paper = _on_paper(conflict, end)
        if paper:
            named[paper.end] = conflict.subject.name, "person" if conflict.subject.is_person else ""
            columns.setdefault(paper.end, columns[end] + 1)
            links.setdefault((paper.start, paper.end, paper.words), paper)
        roles[paper.end if paper else end] = conflict.role.words
    for name in columns.keys() - named.keys():
        named[name] = entities[name].name, entities[name].kind.value
    return Picture(
        nodes=_placed(columns, named, roles),
        links=tuple(links.values()),
        sentences=tuple(conflict.words for conflict in told),
    )


def _link(step: Step, entities: Mapping[str, Entity]) -> Link:
    return Link(start=step.start, end=step.end, words=step.words(entities), is_asked=step.doubt is not None)


def _on_paper(conflict: Conflict, end: str) -> Link | None:
    """The link to the subject's name as the paper has it, where it is a question whom that name means."""
    doubt = next((doubt for doubt in conflict.doubts if doubt.one == conflict.subject.name), None)
    if doubt is None:
        return None
    words = f'"{doubt.other_words}" may be "{doubt.one_words}"'
    return Link(start=end, end=f"paper:{conflict.subject.name}", words=words, is_asked=True)


def _placed(
    columns: Mapping[str, int], named: Mapping[str, tuple[str, str]], roles: Mapping[str, str]
) -> tuple[Node, ...]:
    """The nodes column by column, in each in the order of their names."""
    ordered = sorted(columns, key=lambda name: (columns[name], named[name][0], name))
    firsts = {columns[name]: place for place, name in reversed(list(enumerate(ordered)))}
    return tuple(
        Node(
            id=name,
            name=named[name][0],
            kind=named[name][1],
            column=columns[name],
            row=place - firsts[columns[name]],
            role=roles.get(name, ""),
        )
        for place, name in enumerate(ordered)
    )
