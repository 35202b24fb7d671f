"""Cases of several laws in one installation, keyed by hand: each from the mat to the post in its own words."""

import re
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from evenhand.cli.main import main
from evenhand.docket.party import Role
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.transfer import export_docket
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.infrastructure.shelf import read
from tests.browser.reading import read_letter, see_document
from tests.browser.standing_office import Clock, StandingOffice, served_here
from tests.browser.test_whole_case import _swear
from tests.web.cast import PASSWORD, somebody
from tests.web.installation import own_programmes, start_again
from tests.web.review_cast import REPORT, a_reviewer, pdf_of

CALIFORNIA_WORKERS = re.compile(
    r"labor code|\bLC \d|\b8 CCR|workers.? comp|injured worker|employ|claims administrator|date of injury"
    r"|utilization review|administrative director|\bMTUS\b|\bWCAB\b|\bDWC\b",
    re.IGNORECASE,
)
"""Words of one law that no page and no letter of these three says."""


class Told(NamedTuple):
    """A programme, and what somebody at the office keys and reads of one case under it."""

    ident: str
    number: str
    records: tuple[str, ...]
    tier: str
    letter: tuple[str, ...]
    late: tuple[str, ...]
    clocks: tuple[str, ...]
    reviewers: int = 1
    regulator_issues: bool = False
    plan_refers: bool = False


DMHC = Told(
    ident="ca_dmhc",
    number="EI24-00002",
    records=("medical_records", "decision_papers"),
    tier="1",
    letter=("April 11, 2024", "7 days", "3 reviewers decided this case", "Overturned Decision of Health Plan"),
    late=("Thu Apr 11, 2024", "late by 7 days"),
    clocks=("late by 7 days",),
    reviewers=3,
    regulator_issues=True,
)
NEW_YORK = Told(
    ident="us_ny",
    number="202403-0001",
    records=(),
    tier="e",
    letter=("April 5, 2024", "13 days", "The final adverse determination is overturned"),
    late=("Fri Apr 5, 2024", "late by 13 days"),
    clocks=("late by 13 days",),
)
FEDERAL = Told(
    ident="us_aca",
    number="FED-24-1",
    records=("considered",),
    tier="e",
    letter=("April 20, 2024", "The adverse benefit determination is reversed"),
    late=("Sat Apr 20, 2024", "2 days to spare"),
    clocks=(),
    plan_refers=True,
)


@pytest.fixture
def own(shared: Path, tmp_path: Path, settings_of: Callable[..., None], sqlite_store: str) -> Iterator[Path]:
    """The folder of an installation's own programmes: the three drafts."""
    with own_programmes(tmp_path, settings_of) as folder:
        for told in (DMHC, NEW_YORK, FEDERAL):
            shutil.copytree(shared / "programmes" / told.ident, folder / told.ident)
        settings_of(FILES=tmp_path / "files")
        start_again()
        yield folder


@pytest.mark.slow
@pytest.mark.parametrize("page", ["desktop"], indirect=True)
@pytest.mark.parametrize("told", [DMHC, NEW_YORK, FEDERAL], ids=lambda told: told.ident)
def test_a_case_goes_from_the_mat_to_the_post_in_the_words_of_its_law(
    own: Path,
    page: Page,
    tmp_path: Path,
    moment: Clock,
    told: Told,
    sqlite_store: str,
    accessible: Callable[[Page], None],
) -> None:
    coordinator, regulator = somebody(PersonRole.COORDINATOR), somebody(PersonRole.REGULATOR)
    director = somebody(PersonRole.MEDICAL_DIRECTOR)
    reviewers = [a_reviewer(f"rae{number}.example") for number in range(1, told.reviewers + 1)]
    with served_here() as server:
        office = StandingOffice(page, server, sqlite_store, programme_of(told.ident).zone, moment)
        office.on(3, 1, coordinator)
        _apply(office, told)
        _open(office, told, coordinator, regulator)
        office.on(3, 12, coordinator)
        _take_records(office, told, tmp_path)
        office.on(3, 13, coordinator)
        _seat(office, told, coordinator, reviewers)
        for reviewer, day in zip(reviewers, SIGNED[-told.reviewers :], strict=True):
            office.on(*day, reviewer)
            _decide(office, told)
        _release(office, told, regulator if told.regulator_issues else director)
        office.sign_in(coordinator.email)
        office.post()
        office.open("desk/cases/{}/clocks")
        accessible(page)
        for words in told.late:
            expect(page.locator("#clocks")).to_contain_text(words)
        _is_its_own(page)
    case = Case.objects.get()
    assert case.stage == "served"
    _compare(case, told, tmp_path)


SIGNED = ((4, 2), (4, 15), (4, 18))
"""The days on which the reviewers sign; where there are fewer, the last of them."""


def _is_its_own(page: Page) -> None:
    """What the page shows says no word of another law."""
    assert CALIFORNIA_WORKERS.findall(page.locator("main").inner_text()) == [], page.url


def _open(office: StandingOffice, told: Told, coordinator: Person, regulator: Person) -> None:
    """Find the application eligible and refer it: whoever does it under the law, or the desk for a party."""
    party = {"by": "payer:payer"} if told.plan_refers else {}
    office.on(3, 6, coordinator if told.plan_refers else regulator)
    office.enter("eligibility_found", outcome="eligible", **party)
    office.enter("assigned", organisation="Example Review Organization", **party)
    office.sign_in(coordinator.email)
    office.send_what_is_owed()


def _seat(office: StandingOffice, told: Told, coordinator: Person, reviewers: list[Person]) -> None:
    page = office.page
    if told.reviewers > 1:
        office.enter("several_reviewers_approved", count=str(told.reviewers), reason="experimental treatment")
    for reviewer in reviewers:
        office.open("desk/cases/{}/reviewer")
        page.get_by_role("button", name=f"Propose {reviewer.name}").click()
        expect(page.get_by_role("status")).to_contain_text("is proposed")
        office.sign_in(reviewer.email)
        _swear(office, told.number)
        _is_its_own(page)
        office.sign_in(coordinator.email)
        office.open("desk/cases/{}/reviewer")
        page.get_by_role("button", name=f"Assign the case to {reviewer.name}").click()
        expect(page.get_by_role("status")).to_contain_text("is with")
    _is_its_own(page)


def _release(office: StandingOffice, told: Told, issuer: Person) -> None:
    page = office.page
    office.sign_in(issuer.email)
    page.get_by_role("link", name="Release", exact=True).click()
    page.get_by_role("link", name=told.number).click()
    _is_its_own(page)
    letter = page.locator("article").inner_text()
    for words in told.letter:
        assert words in letter
    read_letter(page)
    page.get_by_label("Your password, once more").fill(PASSWORD)
    page.get_by_role("button", name="Issue this determination").click()
    expect(page.get_by_role("status")).to_contain_text("Released")
    office.work()


def _compare(case: Case, told: Told, folder: Path) -> None:
    """The docket as a file, with what it names beside it, is verified, and its clocks say what page and letter say."""
    made = folder / "made"
    made.mkdir()
    (made / "docket.jsonl").write_bytes(export_docket(case, Role.ORGANISATION))
    for document in CaseDocument.objects.filter(case=case).select_related("file"):
        path = made / document.name
        assert not path.exists(), document.name
        path.write_bytes(b"".join(read(document.file)))
    listed = (f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(made.iterdir()))
    (made / "checksums.txt").write_text("".join(listed), encoding="utf-8")
    own = {"EVENHAND_PROGRAMMES": str(folder / "own")}
    verified = CliRunner().invoke(main, ["verify", str(made)], env=own)
    assert verified.exit_code == 0, verified.output
    clocks = CliRunner().invoke(main, ["clocks", str(made), "--as-of", "2024-04-18"], env=own).output
    for words in told.clocks:
        assert words in " ".join(clocks.split())


def _apply(office: StandingOffice, told: Told) -> None:
    page = office.page
    page.get_by_role("link", name="New application").click()
    page.get_by_role("link", name=programme_of(told.ident).title).click()
    page.get_by_label("Case number").fill(told.number)
    _is_its_own(page)
    page.get_by_label("Day it occurred").fill("2024-01-15")
    page.get_by_label("The application is signed").check()
    page.get_by_label("The decision under review is attached").check()
    for ident, name in (("applicant", "E. Enrollee"), ("physician", "D. Doctor"), ("payer", "Example Health Plan")):
        page.locator(f"#id_{ident}-name").fill(name)
        page.locator(f"#id_{ident}-address").fill("2 Example Way")
    page.get_by_label("Treatment, in the words of the request").fill("Residential treatment, 30 days")
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(told.number)
    office.enter(
        "ur_decision_filed",
        by="applicant:applicant",
        decided_on="2024-02-20",
        communicated_on="2024-02-22",
        effect="denied",
        service="mail",
    )


def _take_records(office: StandingOffice, told: Told, folder: Path) -> None:
    page = office.page
    (folder / "report.pdf").write_bytes(pdf_of(REPORT))
    office.open("desk/cases/{}/enter/records_received")
    _is_its_own(page)
    page.get_by_label("Sent by").select_option("payer:payer")
    page.get_by_label("Came by").select_option("mail")
    page.get_by_label("Title").fill("Progress report")
    for wanted in told.records:
        page.locator(f"input[type=checkbox][value={wanted}]").check()
    page.get_by_label("Scan (PDF, image or text)").set_input_files(folder / "report.pdf")
    page.get_by_role("button", name="Enter in the docket").click()
    expect(page.get_by_role("status").filter(has_text=re.compile("Entered"))).to_be_visible()
    office.work()


def _decide(office: StandingOffice, told: Told) -> None:
    page = office.page
    page.get_by_role("link", name=told.number).click()
    page.get_by_role("link", name="Progress report").first.click()
    expect(page.locator("#page img")).to_be_visible()
    page.locator("#summary [name$=-words]").first.fill("Eight sessions were given.")
    page.keyboard.press("F8")
    line = page.locator("#line-1")
    line.locator("[name^=fact-][name$=-words]").first.fill("Eight sessions were given.")
    page.keyboard.press("F8")
    law = programme_of(told.ident)
    necessary = law.terms["necessary"].capitalize()
    line.get_by_role("group", name="Finding on the line").get_by_label(necessary, exact=True).check()
    line.get_by_label("The answer, in plain words").fill("Yes.")
    line.get_by_label("Guideline or study").first.fill("A guideline")
    line.get_by_label("Rank").first.select_option(told.tier)
    line.get_by_label("How the evidence applies").fill("The guideline accepts it for this person.")
    expect(line.locator(".state")).to_contain_text("Saved", timeout=10_000)
    page.get_by_label("How your practice fits").fill("Treats such illness every week.")
    expect(page.locator("#statement .state")).to_contain_text("Saved", timeout=10_000)
    _is_its_own(page)
    see_document(page)
    page.get_by_role("link", name="Check and sign").click()
    _is_its_own(page)
    page.get_by_label("Your password, once more").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Your analysis is signed")
