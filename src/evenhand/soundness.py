"""Whether a programme's folder may be used: everything that can be wrong with its files, in one answer."""

from pathlib import Path

from evenhand.clock.examples import check_examples
from evenhand.finding import Finding
from evenhand.letter.characters import Unprintable
from evenhand.letter.check import check_letters, missing_letters
from evenhand.letter.wording_file import load_wording
from evenhand.panel.check import check_panel
from evenhand.procedure.permit import check_procedure
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme

PANEL = "panel"
"""The part of a programme's folder that says how its physicians are chosen; a programme may do without."""


def examined(folder: Path, unprintable: Unprintable) -> tuple[Programme | None, tuple[Finding, ...]]:
    """The programme of a folder, and every fault of its law, procedure, worked examples, letters and panel; None where
    its law cannot be read at all. What is fatal among the findings bars the folder from use. `unprintable` is asked
    about the characters of its letters: by the press, or where no press is loaded by what a screen shows.
    """
    programme, findings = load_programme(folder)
    if programme is None:
        return None, findings
    findings += check_procedure(programme, str(folder / "procedure.toml"))
    findings += check_examples(programme) + check_letters(folder, programme, unprintable)
    findings += tuple(missing_letters(programme))
    if has_panel(folder):
        wording = folder / PANEL / f"credential_file.{programme.language}.toml"
        findings += check_panel(folder, programme.rules) + load_wording(wording, unprintable)[1]
    return programme, findings


def has_panel(folder: Path) -> bool:
    """Whether the programme in a folder says how its physicians are chosen."""
    return (folder / PANEL).is_dir()
