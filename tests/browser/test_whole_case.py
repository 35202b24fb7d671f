"""One case in a real browser, from the paper on the mat to the determination in the post, each step by who does it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from tests.browser.office_at_work import Applied, Office, Opinion, Record
from tests.web.cast import somebody
from tests.web.live import serving
from tests.web.review_cast import REQUIRED, a_reviewer

APPLIED = Applied(
    programme="ca_wc",
    occurred=("Date of injury", "2020-01-06"),
    people=(("worker", "Imani Example"), ("physician", "Dr. Ada Sample"), ("payer", "Sample Mutual")),
    address="1 Sample Street\nFresno, CA 93701",
    treatment="Six sessions of massage",
    service="mail_ca",
)
RECORD = Record("electronic", "Progress report with the request", tuple(REQUIRED))
OPINION = Opinion(
    fact="Eight sessions were given.",
    finding="Medically necessary",
    citation="A guideline",
    rank="A",
    reason="The guideline accepts it for this person.",
    fit="Treats such necks every week.",
)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["desktop"], indirect=True)  # the journeys of each role try the phone too
def test_a_case_goes_from_the_mat_to_the_post(sqlite_store: str, page: Page, tmp_path: Path) -> None:
    coordinator, regulator = somebody(PersonRole.COORDINATOR), somebody(PersonRole.REGULATOR)
    director, reviewer = somebody(PersonRole.MEDICAL_DIRECTOR), a_reviewer()
    with serving(sqlite_store, "--no-background") as server:
        office = Office(page, server, sqlite_store)
        office.sign_in(coordinator.email)
        page.get_by_role("link", name="New application").click()
        office.apply(APPLIED)
        office.sign_in(regulator.email)
        office.enter("eligibility_found", outcome="eligible")
        office.sign_in(coordinator.email)
        office.enter("assigned", organisation="Sample Review Organization")
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
        expect(page.locator("dl.facts").first).to_contain_text("Determination served")
    assert Case.objects.get().stage == "served"
