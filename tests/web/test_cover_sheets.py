"""Cover sheets: made for a party, opaque, read again off a fax, gathered with notices, ended with the party."""

import datetime as dt
import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from evenhand.mailroom.cover_code import cover_code, read_code
from evenhand.mailroom.cover_parts import cover_parts
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
    assert page_codes(faxed([page], lines, turned)) == {1: (CODE,)}


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


def _cover(code: str) -> Image.Image:
    (cover,) = pages_of(cover_pdf(code, TO, AT))
    return cover


def _letter(size: tuple[int, int], grey: int) -> Image.Image:
    page = Image.new("L", size, 255)
    page.paste(0, (200, 200, 200 + grey, 400))
    return page


def test_a_scan_of_several_cover_sheets_is_split_and_each_part_files_itself(store: str) -> None:
    case, other = open_record(), open_record("CM24-0099999", "WC-77-1234", None)
    first, second = _cover(code_for(case, "payer").code), _cover(code_for(other, "worker").code)
    pages = [first, _letter(first.size, 300), _letter(first.size, 500), second, _letter(first.size, 700)]
    delivery = take_in(arrived(faxed(pages, 98, 1.0), name="scans.tif"))
    work_off()
    told = [(item.state, item.case, item.party, item.pages) for item in delivery.items.order_by("place")]
    assert told == [
        (Item.State.PARTED, None, "", 5),
        (Item.State.FILED, case, "payer", 3),
        (Item.State.FILED, other, "worker", 2),
    ]
    whole = delivery.items.get(state=Item.State.PARTED)
    assert whole.file.sha256 == delivery.file.sha256, "the scan stays as it came"
    page = browser_of(somebody(PersonRole.COORDINATOR)).get(f"/desk/mailroom/{whole.ident}").content.decode()
    assert "Split at its cover sheets into 2 papers." in page
    work_off()
    assert delivery.items.count() == 3, "nothing is split twice"


def test_a_pdf_is_split_and_what_lies_before_the_first_cover_waits(store: str) -> None:
    case, other = open_record(), open_record("CM24-0099999", "WC-77-1234", None)
    first, second = _cover(code_for(case, "payer").code), _cover(code_for(other, "worker").code)
    buffer = io.BytesIO()
    pages = [_letter(first.size, 300), first, _letter(first.size, 500), second]
    pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    delivery = take_in(arrived(buffer.getvalue(), name="scans.pdf"))
    work_off()
    told = [(item.state, item.case, item.pages) for item in delivery.items.order_by("place")]
    assert told == [
        (Item.State.PARTED, None, 4),
        (Item.State.WAITING, None, 1),
        (Item.State.FILED, case, 2),
        (Item.State.FILED, other, 1),
    ]


@given(st.integers(1, 12), st.dictionaries(st.integers(1, 12), st.sampled_from([("a",), ("b",), ()]), max_size=6))
def test_parts_of_a_scan_hold_each_page_once(pages: int, codes: dict[int, tuple[str, ...]]) -> None:
    there = {page: told for page, told in codes.items() if page <= pages}
    parts = cover_parts(pages, there)
    assert [page for part in parts for page in range(part.first, part.last + 1)] == list(range(1, pages + 1))
    assert all(left.code != right.code for left, right in pairwise(parts))
    for page, told in there.items():
        assert not told or next(part for part in parts if part.first <= page <= part.last).code == told[0]


def test_two_codes_on_one_page_part_nothing() -> None:
    assert cover_parts(5, {2: ("a",), 4: ("a", "b")}) == ()
