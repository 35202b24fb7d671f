"""Notices from the desk: read as each party will, issued to all in one action, mailed with a proof for each."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from django.core import mail

from evenhand.docket.aftermath import Struck, Withdrawn
from evenhand.docket.assignment import Deposited, NoticeIssued
from evenhand.docket.intake import ApplicationReceived, EligibilityFound, EligibilityOutcome
from evenhand.docket.party import Role
from evenhand.notice import outstanding
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.contact import Reached, as_reached, tell
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.open_case import opened_by_task
from evenhand_web.infrastructure.models import DocumentView, Job, OutboxMessage
from evenhand_web.infrastructure.queue import perform, take
from evenhand_web.infrastructure.shelf import read as bytes_of
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters import making
from evenhand_web.letters.letter_requests import ask_for_notice, ask_to_redate, tell_deposits
from evenhand_web.letters.models import Delivery, Issue, KeptLetter, NewsAddress, PrintRun
from tests.web.cast import application, browser_of, entered, new_case, somebody, whole_case
from tests.web.signed_case import assigned_case

Clock = Callable[[dt.datetime], None]
ASSIGNMENT = ("assignment", 3)
DAY = dt.date(2024, 6, 12)
PARTIES = ["worker", "physician", "payer"]


@pytest.fixture
def case(store: str, moment: Clock, shelf_folder: Path) -> Case:
    return assigned_case()


def _address(case: Case, notice: tuple[str, int] = ASSIGNMENT) -> str:
    return f"/desk/cases/{case.ident}/notices/{notice[0]}/{notice[1]}"


def _now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def _issued(case: Case) -> list[NoticeIssued]:
    return [
        entry.payload for entry in opened_by_task(_now(case)).docket.entries if isinstance(entry.payload, NoticeIssued)
    ]


def _deposited(case: Case) -> list[Deposited]:
    return [
        entry.payload for entry in opened_by_task(_now(case)).docket.entries if isinstance(entry.payload, Deposited)
    ]


def test_each_party_s_letter_is_shown_as_it_will_be_read(case: Case) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    page = whole_case(client, case.ident)
    assert _address(case) in page
    for number, name in enumerate(("Imani Example", "Dr. Ada Sample", "Sample Mutual"), start=1):
        shown = client.get(f"{_address(case)}?to={number}").content.decode()
        letter = shown[shown.index("<article") : shown.index("</article>")]
        assert name in letter.split("</address>")[0]
        assert 'class="notice draft"' in letter  # nobody has approved the wording
    assert not Issue.objects.exists()


def test_a_letter_goes_to_where_the_party_is_reached_now(case: Case) -> None:
    office = somebody(PersonRole.COORDINATOR)
    moved = Reached(("9 Other Road", "Ukiah, CA 95482"), "", "", "", DAY)
    tell(case, "worker", moved, "by telephone", office, 0)
    shown = browser_of(office).get(f"{_address(case)}?to=1").content.decode()
    assert "9 Other Road" in shown
    assert "1 Sample Street" not in shown
    assert as_reached(opened_by_task(case), DAY).state.parties["worker"].address == moved.address


@pytest.mark.postgresql(slow=True)
def test_one_action_issues_to_everyone_owed(case: Case) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    answer = client.post(_address(case), {"length": case.length})
    assert answer.status_code == 302
    assert _issued(case) == []  # the page server makes nothing
    assert work_off(("letters",)) == 1
    issued = _issued(case)
    assert [notice.party for notice in issued] == PARTIES
    assert all(notice.due_dates for notice in issued)
    for number, notice in enumerate(issued, start=case.length + 1):
        documents = CaseDocument.objects.filter(case=case, entry=number).select_related("file")
        assert {document.sha256 for document in notice.documents} == {kept.file.sha256 for kept in documents}
        assert [ref.media_type for ref in notice.documents] == ["application/pdf", "text/html"]
    assert Delivery.objects.filter(state=Delivery.State.WAITING).count() == 3
    assert "assignment" not in {
        duty.notice for duty in outstanding(opened_by_task(_now(case)).state, opened_by_task(case).programme, DAY)
    }


@pytest.mark.postgresql(slow=True)
def test_a_second_click_and_a_second_worker_issue_nothing_twice(case: Case) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    for _ in range(2):
        assert client.post(_address(case), {"length": case.length}).status_code == 302
    assert Issue.objects.count() == 1
    job = take(("letters",))
    assert job is not None
    Job.objects.filter(pk=job.pk).update(due_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))  # its lease is over
    other = take(("letters",))
    assert other is not None
    assert perform(other)
    perform(job)
    assert [notice.party for notice in _issued(case)] == PARTIES
    client.post(_address(case), {"length": _now(case).length})
    work_off(("letters",))
    assert len(_issued(case)) == 3


def test_a_page_opened_on_an_older_docket_issues_nothing(case: Case) -> None:
    client = browser_of(somebody(PersonRole.COORDINATOR))
    entered(case, Withdrawn(party="worker", is_signed=True), Role.APPLICANT, dt.date(2024, 6, 11), "worker")
    answer = client.post(_address(case), {"length": case.length})
    assert answer.status_code == 409
    assert "Application withdrawn" in answer.content.decode()
    assert not Issue.objects.exists()


@pytest.mark.postgresql(slow=True)
def test_letters_made_before_the_docket_grew_are_made_anew(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = ask_for_notice(case, case.length, *ASSIGNMENT, somebody(PersonRole.COORDINATOR))
    withdrawn = Withdrawn(party="worker", is_signed=True)
    _once_between(monkeypatch, lambda: entered(case, withdrawn, Role.APPLICANT, DAY, "worker"))
    assert work_off(("letters",)) == 1
    issue.refresh_from_db()
    assert issue.state == Issue.State.ENTERED
    assert KeptLetter.objects.count() == 12  # both makings are kept, and one of them was sent
    assert CaseDocument.objects.count() == 6


def test_letters_whose_day_ended_are_dated_anew(case: Case, monkeypatch: pytest.MonkeyPatch, moment: Clock) -> None:
    ask_for_notice(case, case.length, *ASSIGNMENT, somebody(PersonRole.COORDINATOR))
    moment(dt.datetime(2024, 6, 13, 6, 59, tzinfo=dt.UTC))  # a minute to midnight in California
    _once_between(monkeypatch, lambda: moment(dt.datetime(2024, 6, 13, 7, 1, tzinfo=dt.UTC)))
    assert work_off(("letters",)) == 1
    entries = [entry for entry in opened_by_task(_now(case)).docket.entries if isinstance(entry.payload, NoticeIssued)]
    assert {entry.on for entry in entries} == {dt.date(2024, 6, 13)}
    names = {ref.name[:10] for notice in _issued(case) for ref in notice.documents}
    assert names == {"2024-06-13"}


def _once_between(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let something happen between the making of letters and their entering, the first time."""
    keep, left = making._keep, [happens]

    def kept(*given: object) -> None:
        keep(*given)  # type: ignore[arg-type]
        if left:
            left.pop()()

    monkeypatch.setattr(making, "_keep", kept)


def _mailed(case: Case, coordinator: Person, on: str = "2024-06-12") -> None:
    client = browser_of(coordinator)
    letters = list(Delivery.objects.filter(state=Delivery.State.WAITING).values_list("pk", flat=True))
    answer = client.post("/desk/post", {"letter": letters, "on": on, "method": "mail_ca", "do": "mailed"})
    assert answer.status_code == 302, answer.content.decode()
    work_off(("letters",))


@pytest.mark.postgresql(slow=True)
def test_many_deposits_are_entered_in_one_action_each_with_its_proof(case: Case) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    ask_for_notice(case, case.length, *ASSIGNMENT, coordinator)
    work_off(("letters",))
    page = browser_of(coordinator).get("/desk/post").content.decode()
    assert all(name in page for name in ("Imani Example", "Dr. Ada Sample", "Sample Mutual"))
    _mailed(case, coordinator)
    deposits = _deposited(case)
    assert [(deposit.party, deposit.method) for deposit in deposits] == [(party, "mail_ca") for party in PARTIES]
    proofs = _ending("-proof.pdf")
    assert sorted(deposit.proof[0].sha256 for deposit in deposits) == sorted(proof.file.sha256 for proof in proofs)
    assert all(b"".join(bytes_of(proof.file)).startswith(b"%PDF-") for proof in proofs)
    assert Issue.objects.get().state == Issue.State.SERVED
    assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.DEPOSITED}
    assert "deposited_to_all:assignment" in opened_by_task(_now(case)).state.events


def _ending(name: str) -> list[CaseDocument]:
    return [each for each in CaseDocument.objects.select_related("file", "case") if each.name.endswith(name)]


def test_a_proof_names_where_the_letter_went_whatever_was_told_after_its_day(case: Case, moment: Clock) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    ask_for_notice(case, case.length, *ASSIGNMENT, coordinator)
    work_off(("letters",))
    moment(dt.datetime(2024, 6, 13, 19, tzinfo=dt.UTC))
    moved = Reached(("9 Other Road", "Ukiah, CA 95482"), "", "", "", dt.date(2024, 6, 13))
    tell(case, "worker", moved, "by telephone", coordinator, 0)
    _mailed(case, coordinator, "2024-06-13")
    (proof,) = _ending("-worker-proof.pdf")
    words = pypdfium2.PdfDocument(b"".join(bytes_of(proof.file)))[0].get_textpage().get_text_range()
    assert "1 Sample Street" in words
    assert "9 Other Road" not in words


@pytest.mark.parametrize("on", ["2024-06-13", "2024-06-11"])
def test_nothing_is_mailed_tomorrow_or_before_it_was_made(case: Case, on: str) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    ask_for_notice(case, case.length, *ASSIGNMENT, coordinator)
    work_off(("letters",))
    letters = list(Delivery.objects.values_list("pk", flat=True))
    keyed = {"letter": letters, "on": on, "method": "mail_ca", "do": "mailed"}
    assert browser_of(coordinator).post("/desk/post", keyed).status_code == 422
    assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.WAITING}


@pytest.mark.postgresql(slow=True)
def test_letters_that_missed_their_day_go_out_with_a_later_one(case: Case, moment: Clock) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    issue = ask_for_notice(case, case.length, *ASSIGNMENT, coordinator)
    work_off(("letters",))
    before = _issued(case)
    moment(dt.datetime(2024, 6, 17, 19, tzinfo=dt.UTC))
    client = browser_of(coordinator)
    assert "Missed its day" in client.get("/desk/post").content.decode()
    for _ in range(2):
        assert client.post("/desk/post", {"redate": issue.pk}).status_code == 302
    work_off(("letters",))
    after = _issued(case)[3:]
    assert [notice.party for notice in after] == PARTIES
    assert after[0].due_dates[0].on > before[0].due_dates[0].on
    assert Delivery.objects.filter(state=Delivery.State.REPLACED).count() == 3
    assert "Missed its day" not in client.get("/desk/post").content.decode()
    _mailed(case, coordinator, "2024-06-17")
    assert len(_deposited(case)) == 3


@pytest.mark.postgresql(slow=True)
def test_the_day_s_letters_are_one_pdf_and_its_opening_is_logged(case: Case) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    ask_for_notice(case, case.length, *ASSIGNMENT, coordinator)
    work_off(("letters",))
    client = browser_of(coordinator)
    letters = list(Delivery.objects.values_list("pk", flat=True))
    assert (
        client.post(
            "/desk/post", {"letter": letters, "on": "2024-06-12", "method": "mail_ca", "do": "print"}
        ).status_code
        == 302
    )
    run = PrintRun.objects.get()
    assert client.get(f"/desk/post/print/{run.pk}").status_code == 404
    work_off(("letters",))
    answer = client.get(f"/desk/post/print/{run.pk}")
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert data.startswith(b"%PDF-")
    _for_both_sides(data, case)
    assert DocumentView.objects.get().case == case.ident
    other = browser_of(somebody(PersonRole.COORDINATOR, "other"))
    assert other.get(f"/desk/post/print/{run.pk}").status_code == 404


def _for_both_sides(data: bytes, case: Case) -> None:
    """A control sheet, letters that each begin on a sheet of their own, and one declaration over all of them."""
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(data)]
    parties = opened_by_task(case).state.parties.values()
    first, last = pages[0], next(words for words in reversed(pages) if words)
    assert "Control sheet" in first
    assert "3 envelopes" in first
    begins = [number for number, words in enumerate(pages) if "Page 1 of" in words]
    assert len(begins) == 1 + 3 + 1
    assert all(number % 2 == 0 for number in begins)
    assert len(pages) % 2 == 0
    declaration = " ".join(pages[begins[-1] :])
    assert "over the age of 18" in declaration
    assert "penalty of perjury" in last or "penalty of perjury" in declaration
    for party in parties:
        assert party.name in first
        assert party.name in declaration
        assert all(line in declaration for line in party.address)
        assert declaration.count(case.number) == 3


@pytest.mark.postgresql(slow=True)
def test_mail_says_that_there_is_news_and_nothing_of_it(
    case: Case, settings_of: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_of(EMAIL_HOST="mail.example.org", EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
    monkeypatch.setattr(mail, "outbox", [], raising=False)
    coordinator = somebody(PersonRole.COORDINATOR)
    client = browser_of(coordinator)
    client.post(f"/desk/cases/{case.ident}/news", {"party": "payer", "email": "desk@payer.example"})
    client.post(f"/desk/cases/{case.ident}/news", {"party": "nobody", "email": "x@payer.example"})
    assert NewsAddress.objects.get().party == "payer"
    ask_for_notice(case, case.length, *ASSIGNMENT, coordinator)
    assert not OutboxMessage.objects.filter(key__startswith="letter:").exists()
    work_off(("letters",))
    message = OutboxMessage.objects.get(key__startswith="letter:")
    assert (message.recipient, message.to_party) == ("", NewsAddress.objects.get().pk)
    work_off(("mail",))
    (sent,) = (each for each in mail.outbox if each.to == ["desk@payer.example"])
    assert (sent.subject, sent.body) == (message.subject, message.body)
    told = message.subject + message.body
    application = opened_by_task(case).docket.entries[0].payload
    assert isinstance(application, ApplicationReceived)
    secrets = [case.number, *(party.name for party in application.parties), application.treatments[0].words]
    assert not [secret for secret in secrets if secret in told]


def test_a_name_no_font_prints_stops_the_letters_and_says_so(case: Case) -> None:
    plain = application("IMR-2")
    assert isinstance(plain.payload, ApplicationReceived)
    parties = tuple(replace(party, name="\ue000 Nobody") for party in plain.payload.parties)
    other = new_case("IMR-2", parties=parties)
    coordinator = somebody(PersonRole.COORDINATOR)
    eligible = EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE)
    other = entered(other, eligible, Role.REGULATOR, dt.date(2024, 6, 10))
    ask_for_notice(other, other.length, "eligible", 2, coordinator)
    work_off(("letters",))
    issue = Issue.objects.get()
    assert issue.state == Issue.State.STOPPED
    assert "no font" in issue.said
    assert _issued(other) == []
    page = whole_case(browser_of(coordinator), other.ident)
    assert "no font" in page
    again = ask_for_notice(other, other.length, "eligible", 2, coordinator)
    assert (again.pk, again.attempt, again.state) == (issue.pk, 2, Issue.State.ASKED)


def test_a_deposit_keyed_by_hand_leaves_nothing_to_mail_and_one_struck_brings_it_back(case: Case) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    ask_for_notice(case, case.length, *ASSIGNMENT, coordinator)
    work_off(("letters",))
    keyed = entered(case, Deposited(notice="assignment", party="payer", method="mail_ca"), Role.ORGANISATION, DAY)
    _mailed(case, coordinator)
    assert [deposit.party for deposit in _deposited(case)] == ["payer", "worker", "physician"]
    assert Issue.objects.get().state == Issue.State.SERVED
    entered(case, Struck(entry=keyed.length, reason="It came back unposted"), Role.ORGANISATION, DAY)
    assert Issue.objects.get().state == Issue.State.ENTERED
    assert Delivery.objects.get(state=Delivery.State.WAITING).party == "payer"


def test_a_notice_that_was_struck_can_be_issued_again(case: Case) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    ask_for_notice(case, case.length, *ASSIGNMENT, coordinator)
    work_off(("letters",))
    entered(case, Struck(entry=case.length + 1, reason="The wrong day"), Role.ORGANISATION, DAY)
    assert Delivery.objects.filter(state=Delivery.State.WAITING).count() == 2
    ask_for_notice(case, _now(case).length, *ASSIGNMENT, coordinator)
    work_off(("letters",))
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING).values_list("party", flat=True)
    assert sorted(waiting) == sorted(PARTIES)
    assert [notice.party for notice in _issued(case)] == [*PARTIES, "worker"]


@pytest.mark.postgresql(slow=True)
def test_a_letter_mailed_while_it_is_made_anew_is_not_replaced(
    case: Case, moment: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    coordinator = somebody(PersonRole.COORDINATOR)
    issue = ask_for_notice(case, case.length, *ASSIGNMENT, coordinator)
    work_off(("letters",))
    moment(dt.datetime(2024, 6, 17, 19, tzinfo=dt.UTC))
    ask_to_redate(issue, coordinator)
    payer = Delivery.objects.filter(party="payer")
    _once_between(monkeypatch, lambda: tell_deposits(payer, DAY, "mail_ca", coordinator))
    work_off(("letters",))
    assert [notice.party for notice in _issued(case)] == [*PARTIES, "worker", "physician"]
    assert [deposit.party for deposit in _deposited(case)] == ["payer"]
