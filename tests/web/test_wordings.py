"""The words of letters: a list with every state, approved by whom the programme names, for the very words alone."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evenhand.docket.assignment import Assigned
from evenhand.letter.approval import WordingState, read_approvals
from evenhand.letter.case_letter import notice_letter
from evenhand.letter.characters import on_screen
from evenhand.letter.document import Notice, plain
from evenhand.letter.house_words import HOUSE_WORDS
from evenhand.notice import outstanding
from evenhand.procedure.state import read_case
from evenhand.programme.library import programme_folder
from evenhand.programme.load import fingerprint
from evenhand.programme.model import Programme
from evenhand_web import operations
from evenhand_web.accounts.models import PersonRole
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.letters.approving import approvals_of
from evenhand_web.letters.models import WordingApproval
from evenhand_web.letters.organization import house
from evenhand_web.office.wording_page import read_wording_of, wording_rows
from tests.core.small_case import JAN, application, docket, happened
from tests.web.cast import browser_of, somebody
from tests.web.installation import start_again

Clock = Callable[[dt.datetime], None]
AWARD = "/office/wordings/freedonia/determination/en"
REVIEW = "/office/wordings/freedonia/review/en"


@pytest.fixture
def land(store: str, moment: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Programme]:
    """Freedonia in the folder of an installation's own, where its words may be changed."""
    (tmp_path / "own").mkdir()
    shutil.copytree(programme_folder("freedonia"), tmp_path / "own" / "freedonia")
    monkeypatch.setattr(settings, "PROGRAMMES", tmp_path / "own")
    monkeypatch.setattr(settings, "KEPT_PROGRAMMES", tmp_path / "kept")
    start_again()
    yield programme_of("freedonia")
    start_again()


def _digest(path: str) -> str:
    """The digest of the words of a page, as they stand in their file."""
    _, programme, letter, language = path.rsplit("/", 3)
    read, _ = read_wording_of(programme_of(programme), {}, letter, language)
    assert read is not None
    return read.digest


def _approve(client: Client, path: str, **changed: str) -> int:
    sent = {"digest": _digest(path), "do": "approve"} | changed
    return client.post(path, sent).status_code


def _state(programme: Programme, letter: str) -> str:
    return next(row.state for row in wording_rows(programme) if row.letter == letter)


def test_every_wording_is_listed_with_its_state(land: Programme) -> None:
    page = browser_of(somebody(PersonRole.COORDINATOR)).get("/office/wordings").content.decode()
    for path in (land.folder / "letters").glob("*.toml"):
        name, _, language = path.stem.partition(".")
        assert f"/office/wordings/freedonia/{name}/{language}" in page
    assert "/office/wordings/ca_wc/set_aside/es" in page
    assert page.count("Not approved") == len(wording_rows(land)) + page.count("/office/wordings/ca_wc/")


@pytest.mark.postgresql(slow=True)
def test_the_part_that_the_programme_names_approves_the_very_words(land: Programme) -> None:
    inspector, director = (browser_of(somebody(role)) for role in (PersonRole.REGULATOR, PersonRole.MEDICAL_DIRECTOR))
    before = fingerprint(land.folder)
    assert "Approve these words" in inspector.get(REVIEW).content.decode()
    assert "Approve these words" not in director.get(REVIEW).content.decode()
    assert _approve(director, REVIEW) == 409
    assert _approve(inspector, AWARD) == 409, "the award is the head doctor's"
    assert not WordingApproval.objects.exists()
    assert _approve(inspector, REVIEW) == 302
    assert _approve(director, AWARD) == 302
    assert (_state(land, "review"), _state(land, "determination")) == ("approved", "approved")
    row = WordingApproval.objects.get(letter="review")
    assert (row.made_by.role, row.role, row.digest) == ("regulator", "regulator", _digest(REVIEW))
    assert fingerprint(land.folder) == before, "an approval is no part of the programme"


def test_words_that_changed_are_approved_no_more(land: Programme) -> None:
    inspector = browser_of(somebody(PersonRole.REGULATOR))
    assert _approve(inspector, REVIEW) == 302
    file = land.folder / "letters" / "review.en.toml"
    words = file.read_text(encoding="utf-8")
    file.write_text(words.replace("costs you nothing", "costs you a smile"), encoding="utf-8")
    assert _state(land, "review") == WordingState.CHANGED
    assert "Changed since it was approved" in inspector.get("/office/wordings").content.decode()
    file.write_text(words, encoding="utf-8")
    assert _state(land, "review") == WordingState.APPROVED


def test_what_was_changed_while_it_was_read_is_not_approved(land: Programme) -> None:
    inspector = browser_of(somebody(PersonRole.REGULATOR))
    answer = inspector.post(REVIEW, {"digest": "0123456789ab", "do": "approve"})
    assert (answer.status_code, "have changed since you read them" in answer.content.decode()) == (409, True)
    assert not WordingApproval.objects.exists()


def test_an_approval_is_taken_back(land: Programme) -> None:
    inspector = browser_of(somebody(PersonRole.REGULATOR))
    assert _approve(inspector, REVIEW) == 302
    assert _approve(inspector, REVIEW, do="withdraw") == 302
    assert _state(land, "review") == WordingState.UNAPPROVED
    assert WordingApproval.objects.count() == 2, "what was is kept"


def _is_draft(programme: Programme) -> bool:
    """Whether the notice of review, as the shell would print it now, says that it is a draft."""
    from_docket = docket(application(JAN[2]), happened(JAN[5], Assigned(organisation="Board")))
    state = read_case(from_docket, programme)
    owed = next(notice for notice in outstanding(state, programme, JAN[6]) if notice.notice == "review")
    letter, findings = notice_letter(house(programme, on_screen), state, owed, JAN[6])
    assert letter is not None, findings
    titles = [plain(block.title) for block in letter.blocks if isinstance(block, Notice)]
    assert HOUSE_WORDS["en"].made_up_title in titles
    return HOUSE_WORDS["en"].draft_title in titles


def test_a_letter_in_approved_words_is_no_draft(land: Programme) -> None:
    assert _is_draft(land)
    assert _approve(browser_of(somebody(PersonRole.REGULATOR)), REVIEW) == 302
    assert not _is_draft(land)


def test_approvals_reach_the_command_line_as_files(land: Programme) -> None:
    assert _approve(browser_of(somebody(PersonRole.REGULATOR)), REVIEW) == 302
    operations.export_approvals(None)
    approvals, findings = read_approvals(settings.PROGRAMMES, "freedonia")
    assert findings == ()
    assert approvals == approvals_of(land)
    assert set(approvals) == {("review", "en")}


def test_the_list_asks_no_more_for_three_approvals_than_for_one(land: Programme) -> None:
    inspector = browser_of(somebody(PersonRole.REGULATOR))
    counts = []
    for path in (REVIEW, "/office/wordings/freedonia/asked/en", "/office/wordings/freedonia/refused/en"):
        assert _approve(inspector, path) == 302
        inspector.get("/office/wordings")
        with CaptureQueriesContext(connection) as asked:
            inspector.get("/office/wordings")
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts


def test_the_words_of_credential_files_are_the_medical_director_s(land: Programme) -> None:
    path = "/office/wordings/freedonia/credential_file/en"
    assert _approve(browser_of(somebody(PersonRole.REGULATOR)), path) == 409
    assert _approve(browser_of(somebody(PersonRole.MEDICAL_DIRECTOR)), path) == 302
    assert _state(land, "credential_file") == WordingState.APPROVED


def test_a_file_with_a_fault_is_said_and_approved_by_nobody(land: Programme) -> None:
    (land.folder / "letters" / "review.en.toml").write_text("[letter", encoding="utf-8")
    inspector = browser_of(somebody(PersonRole.REGULATOR))
    assert "Cannot be read" in inspector.get("/office/wordings").content.decode()
    assert "The words cannot be read" in inspector.get(REVIEW).content.decode()
    assert inspector.post(REVIEW, {"digest": "", "do": "approve"}).status_code == 409
    assert inspector.get("/office/wordings/freedonia/nothing/en").status_code == 404
    assert inspector.get("/office/wordings/nowhere/review/en").status_code == 404
