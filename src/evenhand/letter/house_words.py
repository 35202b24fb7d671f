"""The few words that the letter engine itself prints, in each language it speaks, and in those a programme adds."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from importlib.resources import files
from pathlib import Path

from evenhand.finding import Finding
from evenhand.toml_source import read_toml
from evenhand.toml_table import TomlTable


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseWords:
    """The engine's own words in one language: the notices of a demonstration, of made-up law and of a draft, the key to
    marked facts, the foot of the page, the heads of a corrected version, of a letter without the seal, of a
    determination on lines that the first one omitted and of a translator's version of the reasons (empty where a
    language was added without them).
    """

    demonstration_title: str
    demonstration_text: str
    draft_title: str
    draft_text: str
    marks_title: str
    stated: str
    assumed: str
    illustrative: str
    several_reviewers: str
    page: str
    of: str
    made_up_title: str
    made_up_text: str
    corrected_title: str = ""
    corrected_text: str = ""
    unsealed_title: str = ""
    unsealed_text: str = ""
    supplemental_title: str = ""
    supplemental_text: str = ""
    translation_title: str = ""
    translation_text: str = ""
    translation_summary: str = ""
    translation_line: str = ""


def _read() -> dict[str, HouseWords]:
    written = tomllib.loads(files(__package__).joinpath("house_words.toml").read_text(encoding="utf-8"))
    return {language: HouseWords(**words) for language, words in written.items()}


HOUSE_WORDS: Mapping[str, HouseWords] = _read()
"""The words by language tag; a letter of any programme can be written in these languages."""
LANGUAGES = "languages"
"""The folder of a programme that holds these words in a further language: `languages/fr.toml`."""
_RULE = "LETTER-LANGUAGE"


def house_words(programme: Path, language: str) -> tuple[HouseWords | None, tuple[Finding, ...]]:
    """The engine's words in a language: those in a programme's folder, where it has some, else those that come with
    Evenhand; None where there are none, or a fault is in them.
    """
    path = programme / LANGUAGES / f"{language}.toml"
    if not path.is_file():
        return HOUSE_WORDS.get(language), ()
    try:
        source, faults = read_toml(path.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError:
        source, faults = read_toml("=", str(path))
    if source is None:
        return None, faults
    findings: list[Finding] = []
    table = TomlTable.root(source, findings, _RULE)
    words = HouseWords(**{field.name: _text(table, field) for field in fields(HouseWords)})
    table.finish()
    return (None if findings else words), (*faults, *findings)


def _text(table: TomlTable, field: "Field[str]") -> str:
    return table.text(field.name) if field.default is MISSING else table.text(field.name, "")
