"""The few words that the letter engine itself prints, in each language it speaks."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseWords:
    """The engine's own words in one language: the notices of a demonstration, of made-up law and of a draft, the key to
    marked facts, the foot of the page.
    """

    demonstration_title: str
    demonstration_text: str
    draft_title: str
    draft_text: str
    marks_title: str
    stated: str
    assumed: str
    illustrative: str
    page: str
    of: str
    made_up_title: str
    made_up_text: str


def _read() -> dict[str, HouseWords]:
    written = tomllib.loads(files(__package__).joinpath("house_words.toml").read_text(encoding="utf-8"))
    return {language: HouseWords(**words) for language, words in written.items()}


HOUSE_WORDS: Mapping[str, HouseWords] = _read()
"""The words by language tag; a letter can be written in these languages."""
