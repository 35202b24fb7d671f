"""Sorting a record in a real browser, by keyboard: what is certain, a merge, a new type, another person's paper."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from evenhand_web.accounts.models import PersonRole
from evenhand_web.records.models import Sorting
from evenhand_web.records.proposing import papers_of
from tests.records.test_record import DECISION, MRI, progress_report
from tests.web.cast import PASSWORD, somebody
from tests.web.live import serving
from tests.web.review_cast import ready_case
from tests.web.test_sorting import OTHER, with_papers

Check = Callable[[Page], None]


@pytest.mark.slow
def test_a_coordinator_sorts_a_record(sqlite_store: str, page: Page, accessible: Check) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    first = progress_report("07/06/2021", "No change.")
    papers = (first, MRI, OTHER, DECISION, progress_report("07/06/2021", "No change.", pain=9))
    case = with_papers(ready_case(), coordinator, *papers)
    sorting = Sorting.objects.select_related("document__file").latest("pk")
    with serving(sqlite_store, "--no-background") as server:
        page.goto(f"{server}/")
        page.get_by_label("Email address").fill(coordinator.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Sign out")).to_be_visible(timeout=30_000)
        page.goto(f"{server}/desk/cases/{case.case.ident}/record/sort?file={sorting.document.file.ident}&paper=3")
        expect(page.get_by_role("heading", name="Is this another person's paper?")).to_be_visible()
        accessible(page)
        page.keyboard.press("o")
        expect(page.get_by_text("Set apart", exact=True)).to_be_visible()
        page.get_by_role("link", name="Treating physician's progress report").last.click()
        expect(page.get_by_role("heading", name="What differs from the other copy")).to_be_visible()
        accessible(page)
        page.keyboard.press("c")
        expect(page.get_by_role("status").first).to_contain_text("accepted")
        _is_put_right(page)
        page.goto(f"{server}/desk/cases/{case.case.ident}/record/missing")
        accessible(page)
        page.get_by_label("Therapy notes, Nestor Galdin, PT, Sep 2, 2021").check()
        page.get_by_label("I have looked whether they are in the record").check()
        page.get_by_role("button", name="Ask for them").press("Enter")
        expect(page.get_by_text("Records are missing").first).to_be_visible()
    sorting.refresh_from_db()
    kept = papers_of(sorting)
    assert [paper.pages for paper in kept.papers] == [(1,), (2,), (3,), (4, 5)]
    assert kept.pages_apart == {3}
    assert kept.papers[1].type == "operative_report"
    assert kept.papers[1].day == dt.date(2021, 8, 19)


def _is_put_right(page: Page) -> None:
    """The last paper is merged with the one before it, and another gets its type."""
    page.get_by_role("link", name="Papers by fax").click()
    page.get_by_role("link", name="Treating physician's progress report").last.click()
    expect(page.get_by_role("heading", name="Page 5")).to_be_visible()
    page.keyboard.press("m")
    expect(page.get_by_role("heading", name="Papers by fax: 4 papers")).to_be_visible()
    page.get_by_role("link", name="Imaging report").first.click()
    expect(page.get_by_role("heading", name="Page 2")).to_be_visible()
    page.keyboard.press("t")
    page.keyboard.type("Operative")
    page.get_by_role("button", name="Keep this").press("Enter")
    expect(page.get_by_role("link", name="Operative or procedure report")).to_be_visible()
