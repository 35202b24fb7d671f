"""Procedures that differ: the regulator issues, no stage tells what is signed, no proposal stands in the docket."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.cli.main import main
from evenhand.programme.library import programme_folder
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.transfer import import_docket
from evenhand_web.reviewing.models import Seat
from tests.web.cast import browser_of, somebody
from tests.web.installation import own_programmes, put_programme, start_again
from tests.web.review_cast import a_reviewer

WHOLE = programme_folder("freedonia")


@pytest.fixture
def own(tmp_path: Path, settings_of: Callable[..., None], store: str, moment: object) -> Iterator[Path]:
    """The folder of an installation's own programmes."""
    with own_programmes(tmp_path, settings_of) as folder:
        yield folder


def _cut(text: str, before: str) -> str:
    """A case that ends before the entry of a kind."""
    assert before in text
    return text.partition(f'[[entries]]\nkind = "{before}"')[0]


def _case_before(own: Path, kind: str) -> Case:
    """A case of the programme "herald", run until an entry of a kind would come, and taken into the installation."""
    start_again()
    folder, out = own.parent / "case", own.parent / "out"
    shutil.copytree(WHOLE / "case", folder)
    told = folder / "case.toml"
    text = _cut(told.read_text(encoding="utf-8"), kind)
    told.write_text(text.replace('programme = "freedonia"', 'programme = "herald"'), encoding="utf-8")
    ran = CliRunner().invoke(main, ["run", str(folder), "--out", str(out)], env={"EVENHAND_PROGRAMMES": str(own)})
    assert ran.exit_code == 0, ran.output
    docket = next(out.glob("*/docket.jsonl"))
    case, findings = import_docket(docket.read_bytes(), docket.name)
    assert case is not None, findings
    return case


def _herald(own: Path, *changes: tuple[str, str]) -> None:
    """Freedonia's programme as "herald", with changes of its procedure: each a pattern, and what stands instead."""
    file = put_programme(WHOLE, own, "herald") / "procedure.toml"
    text = file.read_text(encoding="utf-8")
    for pattern, instead in changes:
        text, count = re.subn(pattern, instead, text)
        assert count == 1, pattern
    file.write_text(text, encoding="utf-8")


BY = r'(\[kinds\.{}\]\ntitle = "[^"]*"\nby = )\[[^\]]*\]'
ISSUED_BY_REGULATOR = (BY.format("determination_issued"), r'\1["regulator"]')
NOBODY_PROPOSES = (BY.format("reviewer_proposed"), r"\1[]")
NO_SIGNED_STAGE = (r'\[\[stages\]\]\nid = "signed"\n(?:.+\n)+\n', "")


def test_who_issues_under_a_programme_finds_what_waits_for_release_and_nobody_else(own: Path) -> None:
    regulator, director = somebody(PersonRole.REGULATOR), somebody(PersonRole.MEDICAL_DIRECTOR)
    assert browser_of(regulator).get("/release/").status_code == 404
    assert 'href="/release/"' not in browser_of(regulator).get("/desk/").content.decode()
    _herald(own, ISSUED_BY_REGULATOR, NO_SIGNED_STAGE)
    case = _case_before(own, "determination_issued")
    assert case.stage != "signed"
    page = browser_of(regulator).get("/release/").content.decode()
    assert case.number in page
    assert 'href="/release/"' in browser_of(regulator).get("/desk/").content.decode()
    assert browser_of(regulator).get(f"/release/{case.ident}").status_code == 200
    assert case.number not in browser_of(director).get("/release/").content.decode()
    assert browser_of(director).get(f"/release/{case.ident}").status_code == 404


def test_what_nobody_signed_waits_for_no_release_where_no_stage_tells(own: Path) -> None:
    _herald(own, NO_SIGNED_STAGE)
    case = _case_before(own, "determination_signed")
    director = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))
    assert case.number not in director.get("/release/").content.decode()


def test_a_physician_is_asked_where_no_proposal_stands_in_the_docket(own: Path) -> None:
    _herald(own, NOBODY_PROPOSES)
    case, reviewer = _case_before(own, "reviewer_attested"), a_reviewer()
    coordinator, length = browser_of(somebody(PersonRole.COORDINATOR)), case.length
    asked = {"do": "propose", "person": reviewer.ident, "length": str(length)}
    answer = coordinator.post(f"/desk/cases/{case.ident}/reviewer", asked, follow=True)
    assert "is proposed" in answer.content.decode()
    assert Case.objects.get(pk=case.pk).length == length
    assert [(seat.reviewer.pk, seat.standing) for seat in Seat.objects.all()] == [(reviewer.pk, "proposed")]
    assert case.number in browser_of(reviewer).get("/review/").content.decode()
    other = asked | {"person": a_reviewer("bo.example").ident, "length": str(length - 1)}
    stale = coordinator.post(f"/desk/cases/{case.ident}/reviewer", other)
    assert stale.status_code == 409


def test_nobody_is_asked_for_a_case_that_waits_for_its_file(own: Path) -> None:
    _herald(own, NOBODY_PROPOSES)
    case, reviewer = _case_before(own, "assigned"), a_reviewer()
    asked = {"do": "propose", "person": reviewer.ident, "length": str(case.length)}
    answer = browser_of(somebody(PersonRole.COORDINATOR)).post(f"/desk/cases/{case.ident}/reviewer", asked)
    assert answer.status_code == 422
    assert not Seat.objects.exists()
