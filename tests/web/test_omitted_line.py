"""A line that the determination left out: told by the office, decided and signed by its reviewer, released, served."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from django.test import Client

from evenhand.docket.aftermath import SupplementalIssued
from evenhand.docket.assignment import NoticeIssued
from evenhand.docket.entry import DocketEntry
from evenhand.docket.review import DeterminationIssued, ReviewerAttested
from evenhand.treatment import Necessity
from evenhand_web.accounts.models import Notification, Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import docket_of, state_of
from evenhand_web.infrastructure.shelf import read as bytes_of
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters.models import SUPPLEMENT, Delivery, Issue
from evenhand_web.letters.print_work import papers
from evenhand_web.reviewing.models import Omission, SignedSupplement
from tests.web.cast import PASSWORD, browser_of, document_named, somebody, whole_case
from tests.web.review_cast import a_reviewer, line_fields, under_review, write_whole

Clock = Callable[[dt.datetime], None]
LINE = "Home exercise kit, one"
TOLD = {"words": LINE, "unit": "kit", "requested": "1", "reason": "It stands on page 2 of the request."}


class Office(NamedTuple):
    """An issued case, and those who have to do with a line that it left out."""

    case: Case
    reviewer: Person
    director: Person
    coordinator: Person

    @property
    def length(self) -> int:
        return Case.objects.get(pk=self.case.pk).length

    @property
    def physician(self) -> Client:
        return browser_of(self.reviewer)


@pytest.fixture
def office(store: str, moment: Clock, shelf_folder: Path) -> Office:
    """A case that its reviewer decided and whose determination was issued."""
    reviewer, director = a_reviewer(), somebody(PersonRole.MEDICAL_DIRECTOR, "odile")
    case = under_review(reviewer)
    browser = browser_of(reviewer)
    write_whole(browser, case)
    signing = {"length": Case.objects.get(pk=case.pk).length, "password": PASSWORD}
    assert browser.post(f"/review/{case.ident}/sign", signing).status_code == 302
    keyed = {"length": Case.objects.get(pk=case.pk).length, "password": PASSWORD, "read_whole": "on"}
    answer = browser_of(director).post(f"/release/{case.ident}/issue", keyed)
    assert answer.status_code == 302, answer.content.decode()
    work_off(("letters",))
    assert isinstance(_last(case).payload, DeterminationIssued | NoticeIssued)
    return Office(case, reviewer, director, somebody(PersonRole.COORDINATOR))


def _last(case: Case) -> DocketEntry:
    return docket_of(Case.objects.get(pk=case.pk)).entries[-1]


def _tell(office: Office, **changed: str) -> int:
    keyed = {"length": str(office.length), "reviewer": office.reviewer.ident, **TOLD} | changed
    client = browser_of(office.coordinator)
    return client.post(f"/desk/cases/{office.case.ident}/omitted", keyed).status_code


def _attest(office: Office) -> None:
    page = office.physician.get(f"/review/{office.case.ident}/oath").content.decode()
    form = re.search(r'name="form" value="(\w+)"', page)
    points = re.findall(r'name="sworn" value="([^"]+)"', page)
    assert form, page
    sworn = {"form": form[1], "sworn": points}
    assert office.physician.post(f"/review/{office.case.ident}/oath", sworn).status_code == 302


def _write(office: Office, answer: str = "Yes, one kit.") -> None:
    fields = line_fields(
        part="line:2", necessity="necessary", answer=answer, part_component=[], part_necessity=[], part_reason=[],
        contrary_record=[], contrary_says=[], contrary_answer=[],
    )  # fmt: skip
    fields["number"] = str(_version(office))
    saved = office.physician.post(f"/review/{office.case.ident}/save", fields, headers={"X-Autosave": "1"})
    assert saved.status_code == 200, saved.content.decode()


def _version(office: Office) -> int:
    drafts = office.case.drafts.get().versions.filter(part="line:2", is_aside=False)
    newest = drafts.order_by("-number").first()
    return newest.number if newest else 0


def _sign(office: Office) -> tuple[int, str]:
    answer = office.physician.post(
        f"/review/{office.case.ident}/sign", {"length": str(office.length), "password": PASSWORD}
    )
    return answer.status_code, answer.content.decode()


def _signed(office: Office) -> None:
    assert _tell(office) == 302
    _attest(office)
    _write(office)
    status, page = _sign(office)
    assert status == 302, page


def _release(office: Office, **changed: str) -> tuple[int, str]:
    keyed = {"length": str(office.length), "password": PASSWORD, "read_whole": "on", "do": "issue"} | changed
    answer = browser_of(office.director).post(f"/release/{office.case.ident}/supplement", keyed)
    return answer.status_code, answer.content.decode()


@pytest.mark.postgresql(slow=True)
def test_it_is_decided_signed_released_and_served(office: Office) -> None:
    _signed(office)
    shown = browser_of(office.director).get(f"/release/{office.case.ident}/supplement").content.decode()
    assert "Supplemental determination" in shown
    assert LINE in shown
    assert "Massage with ultrasound" not in shown[shown.index("<article") : shown.index("</article>")]
    assert _release(office)[0] == 302
    work_off(("letters",))
    issued = [entry for entry in docket_of(office.case).entries if isinstance(entry.payload, SupplementalIssued)]
    (entry,) = issued
    payload = entry.payload
    assert isinstance(payload, SupplementalIssued)
    assert [(each.id, each.words) for each in payload.treatments] == [("2", LINE)]
    assert [(finding.line, finding.necessity) for finding in payload.findings] == [("2", Necessity.NECESSARY)]
    assert office.reviewer.ident not in payload.reviewer
    told = [
        each.payload.party
        for each in docket_of(office.case).entries
        if isinstance(each.payload, NoticeIssued) and each.payload.notice == "supplemental"
    ]
    assert told == ["worker", "physician", "payer"]
    delivery = Delivery.objects.filter(notice="supplemental").first()
    assert delivery is not None
    enclosed = [b"".join(bytes_of(file)) for file in papers(delivery)]
    assert b"".join(bytes_of(document_named("supplemental-2.pdf", office.case).file)) in enclosed
    assert Omission.objects.get().entry == entry.number
    assert office.physician.get(f"/review/{office.case.ident}").status_code == 404, "the file closes again"
    assert browser_of(office.director).get(f"/release/{office.case.ident}/supplement").status_code == 404


def test_the_letter_counts_its_days_from_its_own_service(office: Office, moment: Clock) -> None:
    first = b"".join(bytes_of(document_named("determination.txt", office.case).file)).decode()
    moment(dt.datetime(2024, 7, 1, 19, tzinfo=dt.UTC))
    _signed(office)
    assert _release(office)[0] == 302
    work_off(("letters",))
    text = b"".join(bytes_of(document_named("supplemental-2.txt", office.case).file)).decode()
    last_days = [re.search(r"the last day is ([A-Z]\w+ \d+, 2024)", words) for words in (first, text)]
    assert all(last_days), text
    assert [last_day[1] for last_day in last_days if last_day] == ["July 17, 2024", "August 5, 2024"]
    assert "left out of the application, and so of the determination of June 12, 2024" in re.sub(r"[\s|]+", " ", text)
    assert Issue.objects.get(what=SUPPLEMENT).state == Issue.State.ENTERED


def test_nothing_is_signed_without_a_new_attestation_and_the_line_s_own_facts(office: Office) -> None:
    assert _tell(office) == 302
    page = office.physician.get(f"/review/{office.case.ident}").content.decode()
    assert "Attest anew before you sign" in page
    status, page = _sign(office)
    assert status == 422
    assert "Line 2 has no finding." in page
    assert "does not speak of" in page
    _write(office)
    status, page = _sign(office)
    assert (status, "does not speak of" in page) == (422, True)
    _attest(office)
    assert isinstance(_last(office.case).payload, ReviewerAttested)
    assert _sign(office)[0] == 302
    assert office.physician.get(f"/review/{office.case.ident}/sign").status_code == 404, "nothing is signed twice"


def test_what_was_decided_before_is_as_it_was_while_the_line_waits(office: Office) -> None:
    before = Case.objects.get(pk=office.case.pk)
    _signed(office)
    after = Case.objects.get(pk=office.case.pk)
    assert (after.stage, after.due_at, after.holder) == (before.stage, before.due_at, before.holder)
    assert state_of(after).live_lines() == ()
    assert "Your analysis is signed" not in office.physician.get(f"/review/{office.case.ident}").content.decode()


def test_it_comes_back_with_a_question_and_is_signed_anew(office: Office) -> None:
    _signed(office)
    back = {"length": str(office.length), "do": "back", "finding": "own", "words": "No dose.", "question": "Which?"}
    client = browser_of(office.director)
    assert client.post(f"/release/{office.case.ident}/supplement", back).status_code == 302
    status, page = _release(office)
    assert (status, "the reviewer has still to sign it anew" in page) == (409, True)
    page = office.physician.get(f"/review/{office.case.ident}").content.decode()
    assert "Which?" in page
    number = re.search(r"/answer/(\d+)", page)
    assert number
    answer = f"/review/{office.case.ident}/answer/{number[1]}"
    assert office.physician.post(answer, {"answer": "One kit."}).status_code == 302
    _write(office, "Yes, one kit and no more.")
    status, page = _sign(office)
    assert status == 302, page
    assert SignedSupplement.objects.count() == 2, "both texts stay"
    assert Notification.objects.filter(kind=Notification.Kind.RETURN_ANSWERED, person=office.director).exists()
    shown = client.get(f"/release/{office.case.ident}/supplement").content.decode()
    assert "Answer: One kit." in shown
    assert "no more" in shown
    assert _release(office)[0] == 302


def test_a_release_wants_the_password_and_the_whole_letter(office: Office) -> None:
    _signed(office)
    assert _release(office, password="wrong")[0] == 422
    assert _release(office, read_whole="")[0] == 422
    assert _release(office, length="1")[0] == 409
    assert not Issue.objects.filter(what=SUPPLEMENT).exists()


def test_a_changed_text_is_not_issued(office: Office) -> None:
    _signed(office)
    row = SignedSupplement.objects.get()
    row.content = row.content | {"applicant": "Somebody Else"}
    row.save()
    assert "is not what was signed" in _release(office)[1]


def test_a_line_can_be_taken_back_and_a_physician_may_step_down(office: Office) -> None:
    assert _tell(office) == 302
    dropped = {"do": "drop", "omission": str(Omission.objects.get().pk), "why": ""}
    client, address = browser_of(office.coordinator), f"/desk/cases/{office.case.ident}/omitted"
    assert client.post(address, dropped).status_code == 422
    assert client.post(address, dropped | {"why": "It was authorized before."}).status_code == 302
    assert office.physician.get(f"/review/{office.case.ident}").status_code == 404
    assert _tell(office) == 302
    recused = office.physician.post(f"/review/{office.case.ident}/recuse", {"reason": "I own a share of the maker."})
    assert recused.status_code == 302
    assert not Omission.objects.filter(entry=None, dropped_at=None).exists()


def test_only_who_decided_may_decide_it_and_only_after_a_determination(office: Office) -> None:
    other = a_reviewer("other.example")
    assert _tell(office, reviewer=other.ident) == 422
    assert _tell(office, length="1") == 409
    assert not Omission.objects.exists()
    page = whole_case(browser_of(office.coordinator), office.case.ident)
    assert f"/desk/cases/{office.case.ident}/omitted" in page


def test_the_queue_of_release_says_where_it_stands(office: Office) -> None:
    assert _tell(office) == 302
    client = browser_of(office.director)
    assert "With the reviewer" in client.get("/release/").content.decode()
    _attest(office)
    _write(office)
    assert _sign(office)[0] == 302
    assert "To be read and released" in client.get("/release/").content.decode()
