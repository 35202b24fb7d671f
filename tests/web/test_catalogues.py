"""The catalogues hold what the pages say; whoever stands outside reads the sign-in page in their own language."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import trans_real

from evenhand_web.catalogues import compile_catalogues
from tools.catalogues import LANGUAGES, catalogue, catalogue_file, messages, same_blanks, text_of, untranslated, wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_what_the_pages_ask_for(language: str) -> None:
    assert catalogue_file(language).read_bytes() == text_of(catalogue(language)), "run `make catalogues`"


def test_every_message_of_a_page_for_outsiders_is_translated_with_its_blanks() -> None:
    assert [lacking for language in LANGUAGES[1:] for lacking in untranslated(language)] == []
    assert len(wanted("es")) > 15


def test_a_translation_that_loses_a_blank_is_found() -> None:
    for translation, is_sound in (("Vence el %(day)s", True), ("Vence", False), ("Vence el %(date)s", False)):
        assert same_blanks("Due %(day)s", translation) is is_sound


def test_words_of_templates_and_of_code_are_found() -> None:
    asked_for = {message.words for message in messages()}
    assert {"Sign in", "Email address", "Where you are"} <= asked_for
    assert any(isinstance(words, tuple) for words in asked_for)


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogues as a started process has them."""
    compile_catalogues(tmp_path)
    monkeypatch.setattr(settings, "LOCALE_PATHS", [tmp_path])
    vars(trans_real)["_translations"].clear()


def test_the_sign_in_page_is_in_the_reader_s_language(compiled: None, sqlite_store: str) -> None:
    for asked, words, language in (("es-MX,es;q=0.9", "Iniciar sesión", "es"), ("fr,de", "Sign in", "en")):
        answer = Client().get("/sign-in", headers={"Accept-Language": asked})
        page = answer.content.decode()
        assert (words in page, f'<html lang="{language}">' in page) == (True, True)
        assert answer.headers["Content-Language"].startswith(language)
    vars(trans_real)["_translations"].clear()


def test_a_catalogue_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    compile_catalogues(tmp_path)
    made = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.mo")}
    compile_catalogues(tmp_path)
    assert made == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.mo")}
    assert len(made) == len(LANGUAGES)
