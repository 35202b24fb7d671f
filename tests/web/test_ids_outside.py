"""Nobody outside the house sees a reviewer's stable id: one lawful disclosure tells of one case."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.docket.file import verify
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Role
from evenhand.docket.review import IdentityDisclosed
from evenhand.procedure.reviewer_in_case import ids_in_case
from evenhand_web.accounts.models import PersonRole
from evenhand_web.accounts.seam import actor
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import docket_of
from evenhand_web.cases.transfer import export_docket
from evenhand_web.commands import shell
from tests.web.cast import PARTS, browser_of, entered, somebody, whole_case
from tests.web.review_cast import DAY, a_reviewer, under_review

Clock = Callable[[dt.datetime], None]
OUTSIDE = (Role.APPLICANT, Role.REPRESENTATIVE, Role.PROVIDER, Role.PAYER, Role.REGULATOR)


@pytest.mark.postgresql(slow=True)
def test_one_disclosure_tells_of_one_case(store: str, moment: Clock, shelf_folder: Path) -> None:
    person = a_reviewer("rae.example")
    case, other = under_review(person), under_review(person, "IMR-2")
    regulator = somebody(PersonRole.REGULATOR)
    client = browser_of(regulator)
    form = f"/desk/cases/{case.ident}/enter/identity_disclosed"
    page = client.get(form).content.decode()
    here = ids_in_case(docket_of(case))[person.ident]
    assert here in page
    assert person.ident not in page
    given = {"reviewer": here, "to": "the court", "ordered_by": "the court", "reason": "Bias is alleged."}
    keyed = {"on": DAY.isoformat(), "length": str(case.length), "by": str(actor(regulator)), **given}
    assert client.post(form, keyed | {"reviewer": person.ident}).status_code == 422
    assert client.post(form, keyed).status_code == 302
    told = docket_of(Case.objects.get(pk=case.pk)).entries[-1]
    assert told.kind is EntryKind.IDENTITY_DISCLOSED
    assert isinstance(told.payload, IdentityDisclosed)
    assert told.payload.reviewer == here
    cases = [f"/desk/cases/{known.ident}{part}" for known in (case, other) for part in PARTS]
    for address in (*cases, "/desk/", "/desk/panel/figures"):
        answer = client.get(address).content.decode()
        assert person.ident not in answer, address
        assert person.name not in answer, address


def test_no_docket_that_goes_outside_holds_the_stable_id(store: str, moment: Clock, shelf_folder: Path) -> None:
    person = a_reviewer("rae.example")
    case = under_review(person)
    named = IdentityDisclosed(
        reviewer=ids_in_case(docket_of(case))[person.ident], to="the court", ordered_by="the court", reason="Bias."
    )
    case = entered(case, named, Role.REGULATOR, DAY)
    assert person.ident.encode() in export_docket(case, None)
    for role in OUTSIDE:
        assert person.ident.encode() not in export_docket(case, role), role
    assert b"reviewer-" in export_docket(case, Role.REGULATOR)


def test_the_office_is_told_whose_id_it_is(store: str, moment: Clock, shelf_folder: Path) -> None:
    person = a_reviewer("rae.example")
    case = under_review(person)
    page = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR)).get(f"/desk/cases/{case.ident}/enter/identity_disclosed")
    here = ids_in_case(docket_of(case))[person.ident]
    assert f"{person.name} ({here})" in page.content.decode()


def test_an_older_docket_that_names_a_physician_tells_nobody_outside(
    store: str, moment: Clock, shelf_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_reviewer("rae.example")
    case = under_review(person)
    named = IdentityDisclosed(reviewer=person.ident, to="the court", ordered_by="the court", reason="Bias.")
    case = entered(case, named, Role.REGULATOR, DAY)
    for role in OUTSIDE:
        exported = export_docket(case, role)
        assert person.ident.encode() not in exported, role
        assert verify(exported, "exported")[0] is not None
    assert person.ident.encode() in export_docket(case, Role.MEDICAL_DIRECTOR)
    page = whole_case(browser_of(somebody(PersonRole.REGULATOR)), case.ident)
    assert person.ident not in page
    assert ids_in_case(docket_of(case))[person.ident] in page
    monkeypatch.setattr("evenhand_web.operations.headers_naming", lambda docket: (2,))
    monkeypatch.setattr("evenhand_web.command_start.ready", lambda: None)
    for asked, code in (("regulator", 1), ("organisation", 0)):
        assert CliRunner().invoke(shell, ["export-docket", "IMR-1", "--for", asked]).exit_code == code
