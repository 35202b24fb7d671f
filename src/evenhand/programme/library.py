"""Where programmes lie: the folders that come with Evenhand, and the folder of an installation's own."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from evenhand.docket.entry import Docket
from evenhand.plain_file import plain_text

_HEAD = "programme.toml"
_UNNAMED = "dockets_without_a_name.toml"


def known_programmes(own: Path | None = None) -> Mapping[str, Path]:
    """The folders of programmes by their ids, in alphabetical order: those that come with Evenhand, and those in `own`,
    the folder of an installation's programmes. What has no `programme.toml` is passed over. One of the installation's
    own stands in the place of a packaged one of the same id.
    """
    folders = dict(_that_come_along())
    if own is not None and own.is_dir():
        folders |= dict(_folders(own))
    return {ident: folders[ident] for ident in sorted(folders)}


def programmes_of_law(own: Path | None = None) -> Mapping[str, Path]:
    """The programmes that are somebody's law or lie in the installation's own folder, by id: all that are known, but
    for made-up law that comes with Evenhand, which is only ever used by name.
    """
    packaged = dict(_folders(_packaged()))
    known = known_programmes(own)
    return {name: path for name, path in known.items() if packaged.get(name) != path or not _is_made_up(path / _HEAD)}


def programme_folder(name: str, own: Path | None = None) -> Path:
    """The folder of a programme: the path itself where it is one, else that of the id; where no programme has it, the
    place it would have in the package.
    """
    path = Path(name)
    if (path / _HEAD).is_file():
        return path
    return known_programmes(own).get(name, _packaged() / name)


def programme_named_by(docket: Docket) -> str:
    """The id of the programme a case runs under, as its first entry names it. A docket that was begun before programmes
    were named is of the one that was there then.
    """
    mark = docket.entries[0].programme if docket.entries else None
    return mark.id if mark is not None else programme_of_unnamed()


def programme_of_unnamed() -> str:
    """The id of the programme whose dockets did not name it yet."""
    text = (resources.files("evenhand") / "programmes" / _UNNAMED).read_text(encoding="utf-8")
    ident: str = tomllib.loads(text)["programme"]
    return ident


@cache
def _that_come_along() -> tuple[tuple[str, Path], ...]:
    """The folders in the package, which nothing changes while a process lives."""
    return tuple(_folders(_packaged()))


def _packaged() -> Path:
    with resources.as_file(resources.files("evenhand") / "programmes") as folder:
        return folder


def _folders(parent: Path) -> Iterator[tuple[str, Path]]:
    """The folders in one place by the ids they state. Of several that state the same id the one that is named by it
    has it, else the first; whoever examines the others finds that they state the id of another.
    """
    heads = [(_id_of(head), head) for head in sorted(parent.glob(f"*/{_HEAD}"))]
    taken: set[str] = set()
    for ident, head in sorted(heads, key=lambda stated: stated[0] != stated[1].parent.name):
        yield f"{ident}_in_{head.parent.name}" if ident in taken else ident, head.parent
        taken.add(ident)


def _id_of(head: Path) -> str:
    """The id a programme states; the name of its folder where the file cannot be read, which loading it then says."""
    stated = _stated(head, "id")
    return stated if isinstance(stated, str) and stated else head.parent.name


def _is_made_up(head: Path) -> bool:
    return _stated(head, "made_up") is True


def _stated(head: Path, key: str) -> object:
    """What a programme states at its head; None where it does not, or the file cannot be read."""
    try:
        return tomllib.loads(plain_text(head)).get(key)
    except (OSError, ValueError):
        return None
