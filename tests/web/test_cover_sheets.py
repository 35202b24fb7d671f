"""Cover sheets: made for a party, opaque, read again off a fax, gathered with notices, ended with the party."""

import datetime as dt

import pytest
from PIL import Image

from evenhand.mailroom.cover_code import cover_code, read_code
from evenhand.mailroom.taken_apart import page_codes
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.open_case import opened
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters.cover_sheet import cover_pdf, cover_sheet
from evenhand_web.mailroom.cover_codes import code_for, takes_papers
from evenhand_web.mailroom.models import CoverCode, Item
from evenhand_web.mailroom.taking import take_in
from tests.pdf_pages import faxed, pages_of
from tests.web.cast import WORKER_NAME, browser_of, somebody
from tests.web.mail_cast import NUMBER, arrived, open_record

CODE = cover_code(b"evenhand")
TO = ("Independent Medical Review Organization", "P.O. Box 1")
AT = dt.datetime(2024, 6, 12, 19, tzinfo=dt.UTC)


@pytest.mark.parametrize("lines", [196, 98])
@pytest.mark.parametrize("turned", [0.0, 2.0])
def test_a_cover_sheet_is_read_off_a_fax(lines: int, turned: float) -> None:
    (page,) = pages_of(cover_pdf(CODE, TO, AT))
    assert page_codes(faxed([page], lines, turned)) == (CODE,)


def test_a_cover_sheet_says_its_code_for_whoever_types_it_and_nothing_of_the_case(store: str) -> None:
    case, clerk = open_record(), somebody(PersonRole.COORDINATOR)
    sheet = cover_sheet(opened(clerk, case.ident), "worker", AT)
    item = take_in(arrived(sheet, name="sheet.pdf")).items.get()
    work_off()
    code = CoverCode.objects.get().code
    filed = Item.objects.get(pk=item.pk)
    assert (filed.state, filed.party) == (Item.State.FILED, "worker"), filed.reason
    answer = browser_of(clerk).get(f"/desk/cases/{case.ident}/cover/worker")
    assert answer["Content-Type"] == "application/pdf"
    assert CoverCode.objects.count() == 1
    assert read_code(code) == code
    assert not any(told in code for told in (NUMBER, WORKER_NAME, case.ident))


def test_only_a_party_of_a_case_that_goes_on_has_one(store: str) -> None:
    case, clerk = open_record(), somebody(PersonRole.COORDINATOR)
    assert takes_papers(opened(clerk, case.ident), "payer")
    assert not takes_papers(opened(clerk, case.ident), "nobody")
    assert browser_of(clerk).get(f"/desk/cases/{case.ident}/cover/nobody").status_code == 404


def test_a_code_is_one_for_each_party_and_another_for_the_next(store: str) -> None:
    case = open_record()
    assert code_for(case, "payer") == code_for(case, "payer")
    assert code_for(case, "payer").code != code_for(case, "worker").code


def test_a_fax_with_its_cover_files_itself(store: str) -> None:
    case = open_record()
    (cover,) = pages_of(cover_pdf(code_for(case, "payer").code, TO, AT))
    blank = Image.new("L", cover.size, 255)
    item = take_in(arrived(faxed([cover, blank], 98, 1.0), name="fax.tif")).items.get()
    work_off()
    filed = Item.objects.get(pk=item.pk)
    assert (filed.state, filed.party) == (Item.State.FILED, "payer"), filed.reason
