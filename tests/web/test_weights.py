"""The weights of a panel: approved by whom the programme names, for the very file; said wherever a ranking is shown."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.test import Client

from evenhand.cli.main import main
from evenhand.docket.review import ReviewerProposed
from evenhand.programme.library import programme_folder
from evenhand.programme.load import fingerprint
from evenhand.programme.model import Programme
from evenhand_web import operations
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.panel.approving import rules_as_approved, weights_approvals
from evenhand_web.panel.day import rules_of
from evenhand_web.panel.models import WeightsApproval
from tests.web.cast import browser_of, somebody
from tests.web.installation import start_again
from tests.web.panel_cast import describe_case, keep, with_file
from tests.web.review_cast import ready_case

Clock = Callable[[dt.datetime], None]
FIT = "/office/weights/ca_wc/fit"
UNAPPROVED = "The weights are the house's own, not yet approved by the medical director."


@pytest.fixture
def law(store: str, moment: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Programme]:
    """California's programme in the folder of an installation's own, where its weights may be changed."""
    (tmp_path / "own").mkdir()
    shutil.copytree(programme_folder("ca_wc"), tmp_path / "own" / "ca_wc")
    monkeypatch.setattr(settings, "PROGRAMMES", tmp_path / "own")
    monkeypatch.setattr(settings, "KEPT_PROGRAMMES", tmp_path / "kept")
    start_again()
    yield programme_of("ca_wc")
    start_again()


@pytest.fixture
def director(law: Programme) -> Client:
    """The medical director's browser, whom the programme names."""
    return browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))


def _sealed_anew(law: Programme) -> None:
    """What an author does after a change, and then the house: the seal is renewed, the server begun again."""
    assert CliRunner().invoke(main, ["programme", "seal", str(law.folder)]).exit_code == 0
    start_again()


def _approve(client: Client, address: str = FIT, **changed: str) -> int:
    file = f"{address.rsplit('/', 1)[1]}.toml"
    sent = {"digest": rules_of("ca_wc").digests[file], "do": "approve"} | changed
    return client.post(address, sent).status_code


@pytest.mark.postgresql(slow=True)
def test_whom_the_programme_names_approves_the_very_file(law: Programme, director: Client) -> None:
    coordinator = browser_of(somebody(PersonRole.COORDINATOR))
    before = fingerprint(law.folder)
    listed = coordinator.get("/office/wordings").content.decode()
    for name in ("fit", "policy", "vocabulary"):
        assert f"/office/weights/ca_wc/{name}" in listed
        assert f"/office/weights/freedonia/{name}" in listed
    assert "Approve this file" not in coordinator.get(FIT).content.decode()
    assert _approve(coordinator) == 409
    assert _approve(director, digest="0" * 64) == 409
    assert not WeightsApproval.objects.exists()
    assert "operates on bones and joints" in director.get(FIT).content.decode(), "the file is read whole"
    assert _approve(director) == 302
    row = WeightsApproval.objects.get()
    assert (row.file, row.role, row.digest) == ("fit.toml", "medical_director", rules_of("ca_wc").digests["fit.toml"])
    page = director.get(FIT).content.decode()
    assert f"{row.made_by.name}, June 12, 2024" in page
    assert fingerprint(law.folder) == before, "an approval is no part of the programme"
    assert director.post(FIT, {"do": "withdraw"}).status_code == 302
    assert weights_approvals(law) == {}
    assert coordinator.get("/office/weights/ca_wc/law").status_code == 404


def test_a_file_that_was_changed_is_approved_no_more(law: Programme, director: Client) -> None:
    assert _approve(director) == 302
    assert rules_as_approved(law).fit.caveat == ""
    file = law.folder / "panel" / "fit.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("floor = 60", "floor = 61"), encoding="utf-8")
    _sealed_anew(law)
    caveat = rules_as_approved(programme_of("ca_wc")).fit.caveat
    assert caveat == "The weights are the house's own, changed since the medical director approved them."
    assert "Changed since it was approved" in director.get(FIT).content.decode()


def test_a_ranking_says_that_nobody_answers_for_its_weights(
    law: Programme, director: Client, shelf_folder: Path
) -> None:
    case, browser = ready_case(), browser_of(somebody(PersonRole.COORDINATOR))
    keep(with_file("rae.example", 1))
    describe_case(browser, case)
    address = f"/desk/cases/{case.ident}/reviewer"
    assert UNAPPROVED in browser.get(address).content.decode().replace("&#x27;", "'")
    assert _approve(director) == 302
    assert "The weights are the house" not in browser.get(address).content.decode()
    assert browser.post(address, _proposal(case)).status_code == 302
    entry = docket_of(Case.objects.get(pk=case.pk)).entries[-1].payload
    assert isinstance(entry, ReviewerProposed)
    assert "not yet approved" not in entry.reasons
    for page in ("/desk/panel/queue", "/desk/panel/supply"):
        assert "The weights are the house" not in browser.get(f"{page}?programme=ca_wc").content.decode()


def _proposal(case: Case) -> dict[str, str]:
    person = Person.objects.get(role=PersonRole.REVIEWER)
    return {"do": "propose", "person": person.ident, "length": str(Case.objects.get(pk=case.pk).length)}


def test_approvals_leave_with_the_others_and_the_command_line_reads_them(
    law: Programme, director: Client, tmp_path: Path
) -> None:
    assert _approve(director) == 302
    operations.export_approvals(None)
    written = (tmp_path / "own" / "approvals" / "ca_wc.toml").read_text(encoding="utf-8")
    assert 'letter = "panel/fit.toml"' in written
    told = {}
    for own in (tmp_path / "own", None):
        instance = tmp_path / "instance.json"
        env = {"EVENHAND_PROGRAMMES": str(own) if own else ""}
        made = ["synth", "match", "--cases", "3", "--reviewers", "6", "--seed", "7", "--out", str(instance)]
        assert CliRunner().invoke(main, made, env=env).exit_code == 0
        told[own] = CliRunner().invoke(main, ["match", str(instance)], env=env).output
    assert "The weights are the house's own" in told[None]
    assert "The weights are the house's own" not in told[tmp_path / "own"]


def test_where_the_programme_names_nobody_the_file_says_who(law: Programme, director: Client) -> None:
    head = law.folder / "programme.toml"
    head.write_text(head.read_text(encoding="utf-8").replace('\nweights = "medical_director"', "", 1), encoding="utf-8")
    _sealed_anew(law)
    assert "weights" not in programme_of("ca_wc").approvers
    assert _approve(browser_of(somebody(PersonRole.REGULATOR))) == 409
    assert _approve(director) == 302
