"""Who sends the letters of a programme is set for all, or for one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from evenhand.letter.characters import on_screen
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from evenhand_web.letters.organization import house, sender

SettingsOf = Callable[..., None]


@pytest.fixture
def law() -> Programme:
    """A programme that knows several manners of service."""
    programme, _ = load_programme(programme_folder("ca_wc"))
    assert programme is not None
    return programme


def _file(folder: Path, text: str) -> Path:
    path = folder / "senders.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_settings_letters_go_as_the_programme_lists_first(law: Programme) -> None:
    assert sender(law).service == next(iter(law.services))


def test_what_is_set_for_all_counts_where_the_programme_knows_it(law: Programme, settings_of: SettingsOf) -> None:
    settings_of(SERVICE="fax")
    assert sender(law).service == "fax"
    settings_of(SERVICE="pigeon")
    with pytest.raises(ImproperlyConfigured, match="no manner of service of any programme"):
        sender(law)


def test_a_programme_may_have_its_own_sender(law: Programme, settings_of: SettingsOf, tmp_path: Path) -> None:
    text = '[ca_wc]\norganisation = "West"\naddress = ["1 Way"]\nservice = "electronic"\nsigner = "Dr. W. West"\n'
    settings_of(SENDERS_FILE=_file(tmp_path, text + '[elsewhere]\norganisation = "East"\n'), SERVICE="fax")
    known = house(law, on_screen)
    assert (known.organisation.name, known.organisation.address) == ("West", ("1 Way",))
    assert (known.service.method, known.signer) == ("electronic", "Dr. W. West")


@pytest.mark.parametrize(
    ("text", "fault"),
    [('[ca_wc]\norganization = "West"\n', "organization"), ('[ca_wc]\nservice = "pigeon"\n', "pigeon"), ("[", "1")],
)
def test_a_fault_in_the_file_of_senders_is_said(
    law: Programme, settings_of: SettingsOf, tmp_path: Path, text: str, fault: str
) -> None:
    settings_of(SENDERS_FILE=_file(tmp_path, text))
    with pytest.raises(ImproperlyConfigured, match=fault):
        sender(law)
