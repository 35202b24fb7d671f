"""A programme speaks languages of its own: its folder holds the engine's few words, and says whose letters govern."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evenhand.cli.main import main
from evenhand.letter.characters import on_screen
from evenhand.letter.house_words import HOUSE_WORDS, LANGUAGES
from evenhand.letter.wording_file import load_wording
from evenhand.programme.library import programme_folder
from evenhand.programme.seal import SEAL

WORDS = """\
draft_title = "Texte provisoire"
draft_text = "Ce texte n'est pas encore approuvé."
marks_title = "Faits signalés"
stated = "Déclaré"
assumed = "Supposé"
illustrative = "Illustratif"
page = "Page"
of = "sur"
demonstration_title = "Démonstration"
demonstration_text = "Tout est inventé dans cette lettre. Ne l'envoyez à personne."
several_reviewers = "{count} médecins ont décidé."
made_up_title = "Loi inventée"
made_up_text = "La loi dont parle cette lettre n'existe nulle part."
"""
LETTER = """
[letter]
name = "review"
language = "fr"
title = "Un médecin regarde à nouveau"
sender = "{organisation:text}"
footer = "Affaire {case_number:text}"
contents = ["FWC Order 3"]

[[block]]
id = "day"
kind = "paragraph"
text = "Confiée le {assigned:date}."
"""


@pytest.fixture
def land(tmp_path: Path) -> Path:
    """A copy of Freedonia that a test may teach a language."""
    folder = Path(shutil.copytree(programme_folder("freedonia"), tmp_path / "freedonia"))
    (folder / SEAL).unlink()
    return folder


def asked(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), env={"EVENHAND_PROGRAMMES": ""})


def speak(land: Path, words: str = WORDS) -> None:
    (land / LANGUAGES).mkdir()
    (land / LANGUAGES / "fr.toml").write_text(words, encoding="utf-8")


def test_a_language_nobody_knows_is_said_with_what_to_do(land: Path) -> None:
    letter = land / "letters" / "review.fr.toml"
    letter.write_text(LETTER, encoding="utf-8")
    wording, findings = load_wording(letter, on_screen)
    assert wording is None
    assert "languages/fr.toml" in findings[0].expected
    speak(land)
    wording, findings = load_wording(letter, on_screen)
    assert (wording is not None, findings) == (True, ())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (WORDS.replace('page = "Page"\n', ""), "'page' is missing"),
        (f"{WORDS}pages = 'Pages'\n", "'pages' is not known here"),
        ("page = ", "cannot be read as TOML"),
    ],
)
def test_words_of_a_language_with_a_fault_are_said(land: Path, words: str, told: str) -> None:
    speak(land, words)
    (land / "letters" / "review.fr.toml").write_text(LETTER, encoding="utf-8")
    wording, findings = load_wording(land / "letters" / "review.fr.toml", on_screen)
    assert wording is None
    assert told in findings[0].message


def test_a_tag_of_no_language_is_refused(land: Path) -> None:
    (land / LANGUAGES).mkdir()
    (land / LANGUAGES / "xx.toml").write_text(WORDS, encoding="utf-8")
    letter = land / "letters" / "review.xx.toml"
    letter.write_text(LETTER.replace('"fr"', '"xx"'), encoding="utf-8")
    wording, findings = load_wording(letter, on_screen)
    assert wording is None
    assert findings


def test_the_governing_language_is_the_programme_s(land: Path, tmp_path: Path) -> None:
    speak(land)
    head = land / "programme.toml"
    text = head.read_text(encoding="utf-8")
    head.write_text(text.replace("made_up = true", 'made_up = true\nlanguage = "fr"'), encoding="utf-8")
    missing = asked("programme", "check", land)
    assert (missing.exit_code, "award.fr.toml" in missing.output) == (2, True)
    for path in (*(land / "letters").glob("*.en.toml"), land / "panel" / "credential_file.en.toml"):
        words = path.read_text(encoding="utf-8").replace('language = "en"', 'language = "fr"')
        path.with_name(path.name.replace(".en.", ".fr.")).write_text(words, encoding="utf-8")
        path.unlink()
    checked = asked("programme", "check", land)
    assert checked.exit_code == 0, checked.output
    ran = asked("run", land / "case", "--programme", land, "--out", tmp_path / "out")
    assert ran.exit_code == 0, ran.output
    page = (tmp_path / "out" / "F-2014-0007" / "determination.html").read_text(encoding="utf-8")
    assert 'lang="fr"' in page
    assert "3 avril 2014" in page
    assert "La loi dont parle cette lettre" in page
    assert HOUSE_WORDS["en"].made_up_text not in page


def test_a_letter_is_laid_out_for_its_translator(land: Path) -> None:
    for path in sorted((land / "letters").glob("*.en.toml")):
        name = path.name.partition(".")[0]
        assert asked("programme", "translate", land, name, "es").exit_code == 0
        words = (land / "letters" / f"{name}.es.toml").read_text(encoding="utf-8")
        assert 'language = "es"' in words
        assert "[approval]" not in words
    checked = asked("programme", "check", land)
    assert checked.exit_code == 0, checked.output
    original = land / "letters" / "review.en.toml"
    original.write_text(original.read_text(encoding="utf-8").replace("costs you nothing", "is free"), encoding="utf-8")
    changed = asked("programme", "check", land)
    assert (changed.exit_code, changed.output.count("LETTER-STALE")) == (2, 1)


@pytest.mark.parametrize(
    ("letter", "language", "told"),
    [
        ("nothing", "es", "no letter 'nothing'"),
        ("review", "xx", "tag of no language"),
        ("review", "en", "there already"),
    ],
)
def test_what_cannot_be_laid_out_is_said(land: Path, letter: str, language: str, told: str) -> None:
    answer = asked("programme", "translate", land, letter, language)
    assert (answer.exit_code, told in answer.output) == (2, True)
