"""A copy of a programme, broken in any of several ways, stops no page of any role, changes no case of the others, and
is named to whoever looks after the installation.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.docketing import open_case
from evenhand_web.cases.models import Case
from evenhand_web.doctor.works import faulty_programmes
from evenhand_web.infrastructure.programmes import left_out, programme_of
from tests.web.cast import application, browser_of, somebody
from tests.web.installation import WHOLE, own_programmes, put_programme, start_again
from tests.web.test_access import TABLE, _address, _scene

COPY, TITLE = "sylvania", "Sylvania's reviews"
ROLES = (PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR, PersonRole.REGULATOR, PersonRole.REVIEWER)
TOKEN = re.compile(rb'value="[A-Za-z0-9]{64}"|nonce="[^"]+"|nonce-[^\']+')


@pytest.fixture
def own(
    tmp_path: Path, settings_of: Callable[..., None], store: str, moment: object, shelf_folder: Path
) -> Iterator[Path]:
    """The folder of an installation's own programmes, with a sound copy of California's under another id and title."""
    with own_programmes(tmp_path, settings_of) as folder:
        head = put_programme(WHOLE, folder, COPY) / "programme.toml"
        _replace(head, 'title = "California workers\' compensation Independent Medical Review"', f'title = "{TITLE}"')
        start_again()
        yield folder


def _replace(file: Path, words: str, others: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert words in text, file
    file.write_text(text.replace(words, others, 1), encoding="utf-8")


def _no_panel(copy: Path) -> None:
    shutil.rmtree(copy / "panel")


def _misspelt(copy: Path) -> None:
    _replace(copy / "procedure.toml", "\nnever_after", "\nnever_aftr")


def _no_letters(copy: Path) -> None:
    shutil.rmtree(copy / "letters")


def _no_determination(copy: Path) -> None:
    for path in (copy / "letters").glob("determination.*.toml"):
        path.unlink()


def _letter_cut_off(copy: Path) -> None:
    path = copy / "letters" / "eligible.en.toml"
    path.write_bytes(path.read_bytes()[:400])


def _panel_misspelt(copy: Path) -> None:
    _replace(copy / "panel" / "fit.toml", "floor = 60", "flor = 60")


def _panel_without_law(copy: Path) -> None:
    (copy / "panel" / "law.toml").unlink()


def _no_toml(copy: Path) -> None:
    (copy / "deadlines.toml").write_bytes(b"\xff\xfe[[")


def _empty_head(copy: Path) -> None:
    (copy / "programme.toml").write_text("", encoding="utf-8")


def _no_procedure(copy: Path) -> None:
    (copy / "procedure.toml").unlink()


def _odd_party(copy: Path) -> None:
    _replace(copy / "application.toml", "[subjects.payer]", "[subjects.paier]")


QUICK = (_misspelt, _no_determination)
SLOW = (
    _no_panel,
    _no_letters,
    _letter_cut_off,
    _panel_misspelt,
    _panel_without_law,
    _no_toml,
    _empty_head,
    _no_procedure,
    _odd_party,
)
SOUND = (_no_panel,)
"""A programme without a panel is whole: who reviews is then entered by hand."""


def _answers(client: Client, names: dict[str, str]) -> dict[str, int]:
    return {route: client.get(_address(route, names)).status_code for route in TABLE}


def _words(client: Client, page: str) -> bytes:
    return TOKEN.sub(b"", client.get(page).content).partition(b"<h1")[2]


@pytest.mark.parametrize("how", [*QUICK, *(pytest.param(each, marks=pytest.mark.slow) for each in SLOW)])
def test_a_broken_copy_stops_nobody_and_is_named(own: Path, how: Callable[[Path], None]) -> None:
    case, names = _scene()
    copied = open_case(COPY, application("SY-1"), None).case
    clients = {role: browser_of(somebody(role)) for role in ROLES}
    pages = [f"/desk/cases/{case.ident}", f"/desk/cases/{case.ident}/reviewer", f"/office/cases/{case.ident}"]
    before = {role: _answers(client, names) for role, client in clients.items()}
    words = [_words(clients[PersonRole.COORDINATOR], page) for page in pages]
    how(own / COPY)
    start_again()
    assert {role: _answers(client, names) for role, client in clients.items()} == before
    assert [_words(clients[PersonRole.COORDINATOR], page) for page in pages] == words, "another case changed"
    of_the_copy = names | {"<slug:ident>": copied.ident, "<slug:programme>": COPY}
    for client in clients.values():
        assert set(_answers(client, of_the_copy).values()) <= {200, 302, 404}
    assert Case.objects.get(pk=copied.pk).programme == COPY
    assert "SY-1" in clients[PersonRole.COORDINATOR].get("/desk/").content.decode()
    _is_named(clients[PersonRole.MEDICAL_DIRECTOR], is_sound=how in SOUND)


def _is_named(director: Client, *, is_sound: bool) -> None:
    doctor = " ".join(f"{line}" for line in faulty_programmes())
    assert (COPY in {out.ident for out in left_out()}) is not is_sound
    assert f"{COPY} is left out" in doctor or is_sound
    assert "is left out" in director.get("/desk/").content.decode() or is_sound
    programs = director.get("/office/programs").content.decode()
    assert COPY in programs or TITLE in programs or TITLE.replace("'", "&#x27;") in programs


def test_two_folders_of_one_id_are_said_and_one_is_used(own: Path) -> None:
    open_case(COPY, application("SY-1"), None)
    shutil.copytree(own / COPY, own / "a_second_copy")
    start_again()
    assert programme_of(COPY).folder == own / COPY
    (out,) = left_out()
    assert "Another folder states the id 'sylvania', too" in str(out.findings[0])
    page = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR)).get("/office/programs").content.decode()
    assert "a_second_copy" in page
