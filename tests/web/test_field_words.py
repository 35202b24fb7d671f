"""The words of pages are those of the field: no older one stands in the catalogue or in a programme's titles."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from tools.catalogues import messages

OLDER = {
    r"[Hh]anded to the carrier|hands them to the carrier": "Mailed",
    r"^Post$|wait for the post|“Post”": "Outgoing mail",
    r"[Dd]ay of injury": "Date of injury",
    r"[Dd]ay of birth": "Date of birth",
    r"^Parts\b": "Components",
    r"^Stands( against it)?$|^No bar$": "Status, Met, Not met",
    r"[Tt]o be mended|^Mend\b": "Must fix",
    r"[Ww]ho sits": "Assigned reviewer",
    r"[Rr]eckoned": "computed",
    r"^Keep$|^Keep it$|without keeping": "Save",
    r"^Bring (?!back)": "Import",
    r"^They are (one|two)$": "Same, Different",
    r"^Take out$|taken out to run": "Remove, Severed",
    r"^Duty$|[Rr]oster|on duty": "On-call schedule",
    r"^Calls": "Contact log",
    r"^Join|[Jj]oining|[Aa]pplications joined": "Consolidation",
    r"^Carried out$": "Implemented",
    r"^Struck$|struck as a mistake": "Entered in error",
    r"\b[Oo]ath\b|\b[Ss]worn\b|\b[Ss]wear\b": "Attestation",
    r"^With$|^Nobody's|and nobody's$|^[Nn]obody yet$": "Assigned to, Unassigned",
    r"[Ss]et aside unopened|opened nor set aside": "Not reviewed (reason)",
    r"^Given already$": "Already provided (retrospective)",
    r"^Petition filed$": "Petition appealing IMR determination (WCAB)",
    r"[Aa]uthoris|[Oo]rganisation": "US English",
}
"""The older words, as patterns over a whole message, and what stands instead."""


def _titles(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "title" and isinstance(part, str):
                yield part
            else:
                yield from _titles(part)
    elif isinstance(value, list):
        for part in value:
            yield from _titles(part)


def _forms(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words


def _older(words: str) -> list[str]:
    return [f"{words!r}: {instead}" for pattern, instead in OLDER.items() if re.search(pattern, words)]


def test_the_catalogue_speaks_the_words_of_the_field() -> None:
    spoken = [words for message in messages() for words in _forms(message.words)]
    assert len(spoken) > 1000
    assert [older for words in spoken for older in _older(words)] == []


@pytest.mark.parametrize("programme", ["ca_wc"])
def test_titles_of_docket_kinds_speak_the_words_of_the_field(programme: str) -> None:
    folder = Path(str(files("evenhand"))) / "programmes" / programme
    titles = list(_titles(tomllib.loads((folder / "procedure.toml").read_text(encoding="utf-8"))))
    assert len(titles) > 40
    assert [older for title in titles for older in _older(title)] == []
    assert [title for title in titles if "payer" in title] == [], "the claims administrator"
