"""A case under another programme in a real browser, beside California's: from the mat to the post, in its own words."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.infrastructure.programmes import programme_of
from tests.browser.office_at_work import Applied, Office, Opinion, Record
from tests.web.cast import somebody
from tests.web.live import serving
from tests.web.review_cast import a_reviewer

APPLIED = Applied(
    programme="freedonia",
    occurred=("Day it occurred", "2024-01-08"),
    people=(("worker", "Rufus Example"), ("physician", "Dr. Ada Sample"), ("payer", "Masons' Fund")),
    address="12 Sylvania Lane\nFredonville",
    treatment="Twelve hours of exercise",
    service="post",
)
RECORD = Record("post", "Report of the treating doctor", ("accident_report", "doctor_report"))
OPINION = Opinion(
    fact="Two hours were given.",
    finding="Necessary",
    citation="Guide of the Board",
    rank="guide",
    reason="The guide advises it.",
    fit="Treats such backs every week.",
)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_a_case_of_freedonia_goes_from_the_mat_to_the_post(
    sqlite_store: str, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENHAND_MADE_UP", "1")
    coordinator, regulator = somebody(PersonRole.COORDINATOR), somebody(PersonRole.REGULATOR)
    director, reviewer = somebody(PersonRole.MEDICAL_DIRECTOR), a_reviewer()
    with serving(sqlite_store, "--no-background") as server:
        office = Office(page, server, sqlite_store)
        office.sign_in(coordinator.email)
        page.get_by_role("link", name="New application").click()
        page.get_by_role("link", name=programme_of("freedonia").title).click()
        office.apply(APPLIED)
        office.sign_in(regulator.email)
        office.enter("eligibility_found", outcome="eligible")
        office.enter("assigned", organisation="Board of Reviewers")
        office.sign_in(coordinator.email)
        office.send_what_is_owed()
        office.take_records(tmp_path, RECORD)
        office.propose()
        office.sign_in(reviewer.email)
        office.swear()
        office.sign_in(coordinator.email)
        office.assign()
        office.sign_in(reviewer.email)
        office.decide(RECORD, OPINION)
        office.sign_in(director.email)
        office.issue()
        office.sign_in(coordinator.email)
        office.post()
        office.open("desk/cases/{}")
        expect(page.locator("dl.facts").first).to_contain_text("Award served")
        expect(page.get_by_text("Made-up law, for demonstration")).to_be_visible()
    assert Case.objects.get().stage == "served"
