"""The reference pages for authors of programmes: the words they may name, and the keys of their files.

Run as a program it writes both pages to `docs/`; a test says where they are stale.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from evenhand.authoring.fields import analysis_sections
from evenhand.authoring.section import Section, markdown
from evenhand.authoring.words import sections
from evenhand.panel.requirements.load import load_panel_rules
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.run.case_folder import read_case_folder
from tools.file_keys import Key, watching
from tools.house import ROOT

WORDS, FILES = ROOT / "docs" / "authors-words.md", ROOT / "docs" / "authors-files.md"
_LAW = "law files"
_OWN_FILES = ("programme.toml", "calendars.toml", "procedure.toml")
_PANEL = "panel"
_CHOSEN = frozenset(
    (
        "calendars.toml:calendars-NAME-observed",
        "panel/law.toml:rules",
        "panel/vocabulary.toml:specialties",
        "panel/vocabulary.toml:disciplines",
        "panel/vocabulary.toml:treatments-NAME",
    )
)
"""Tables whose keys are names of the author's own, or words told elsewhere."""
_READ = ("ca_wc", "freedonia")
"""The programmes that are read: between them they hold every key."""
_UNSEEN = {("case.toml", "entries", "instead_of"): "whole number", ("case.toml", "entries", "at"): "instant in quotes"}
"""Sorts of keys that no case here holds."""


def words_page() -> str:
    """The page of words: what `evenhand programme words` prints."""
    head = (
        "# Words an author may name",
        "",
        "Written by `make authors-pages` from the tables of the code. `evenhand programme words` prints the same and,",
        "for a programme, its own names, too: its flags, the events of its notices and clocks, the blanks that its",
        "rules give. [Writing a programme](programme-authors.md) tells how they are used.",
        "",
    )
    return "\n".join((*head, *markdown(sections())))


def files_page() -> str:
    """The page of files: every key of a programme's files, of `case.toml` and of `analysis.toml`."""
    head = (
        "# Keys of an author's files",
        "",
        "Written by `make authors-pages`: the keys were seen by reading the programmes that come with Evenhand. A key",
        "that must stand and does not is a fault, and so is a key that is not listed: nothing is read by default.",
        "`NAME` is a name of your own. [Writing a programme](programme-authors.md) shows the keys in use, [Writing a",
        "letter](letters.md) tells those of letters.",
        "",
    )
    analysis = (
        "## analysis.toml",
        "",
        "What the reviewer found. A whole one: `src/evenhand/programmes/freedonia/case/analysis.toml`.",
        "",
    )
    told = [line for file, tables in _by_file().items() for line in _file(file, tables)]
    return "\n".join((*head, *told, *analysis, *markdown(analysis_sections(), level=3)))


@cache
def meanings() -> Mapping[str, Any]:
    """What each key means, by file and table."""
    told: Mapping[str, Any] = tomllib.loads((ROOT / "tools" / "file_keys.toml").read_text(encoding="utf-8"))
    return told


def meaning(key: Key) -> str:
    """What a key means; empty where nobody has told."""
    told: str = meanings().get(key.file, {}).get(key.table or "HEAD", {}).get(key.key, "")
    return told


def file_keys() -> tuple[Key, ...]:
    """Every key of each file, as reading the programmes and their cases asks for it."""
    with watching(_label, _CHOSEN) as watch:
        for name in _READ:
            programme, _ = load_programme(programme_folder(name))
            load_panel_rules(programme_folder(name), programme.rules if programme else {})
        read_case_folder(programme_folder("freedonia") / "case")
    return watch.keys()


def _label(file: str) -> str:
    path = Path(file)
    if path.parent.name == _PANEL:
        return f"{_PANEL}/{path.name}"
    if path.name in (*_OWN_FILES, "case.toml"):
        return path.name
    return _LAW if path.parent.name in _READ else ""


def _by_file() -> Mapping[str, Mapping[str, list[Key]]]:
    files: dict[str, dict[str, list[Key]]] = {}
    for key in file_keys():
        files.setdefault(key.file, {}).setdefault(key.table, []).append(key)
    order = (*_OWN_FILES, _LAW)
    return {file: files[file] for file in (*order, *(name for name in files if name not in order))}


def _file(file: str, tables: Mapping[str, list[Key]]) -> Iterator[str]:
    yield from (f"## {file if file != _LAW else 'Any other TOML file: the law'}", "")
    rows = {_under(key) for keys in tables.values() for key in keys if key.sort == "list of tables"}
    written = (_section(table, keys, is_row=table in rows) for table, keys in tables.items())
    yield from markdown(written, level=3)


def _under(key: Key) -> str:
    """The table that stands under a key."""
    return f"{key.table}-{key.key}" if key.table else key.key


def _section(table: str, keys: list[Key], *, is_row: bool) -> Section:
    name = table.replace("-", ".")
    rows = tuple(
        (key.key, _UNSEEN.get((key.file, key.table, key.key), key.sort), key.must, meaning(key)) for key in keys
    )
    title = "At the head" if not name else f"[[{name}]]" if is_row else f"[{name}]"
    return Section(title, "", ("Key", "Sort", "Must it stand", "Meaning"), rows)


def main() -> None:
    """Write both pages."""
    for page, text in ((WORDS, words_page()), (FILES, files_page())):
        page.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{page.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
