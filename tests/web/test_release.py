"""Release: read beside the checks, sent back with a question, issued once, sealed, dated the day it goes out."""

import datetime as dt
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import page as page_validation
import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from evenhand.clock.running import clocks
from evenhand.docket.aftermath import PetitionFiled, Remanded, SetAside, Withdrawn
from evenhand.docket.assignment import Deposited, NoticeIssued, Received
from evenhand.docket.party import Role
from evenhand.docket.review import DeterminationIssued, ReviewerAssigned, ReviewerAttested
from evenhand.treatment import Necessity
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.open_case import opened_by_task
from evenhand_web.infrastructure.models import DocumentView, Job, OutboxMessage
from evenhand_web.infrastructure.queue import perform, take
from evenhand_web.infrastructure.shelf import read as bytes_of
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters import making
from evenhand_web.letters.letter_requests import ask_for_determination
from evenhand_web.letters.models import LETTER, Delivery, Issue, KeptLetter
from evenhand_web.letters.seal_key import DEMONSTRATION
from evenhand_web.reviewing.models import Return
from tests.web.cast import PASSWORD, browser_of, document_named, entered, somebody, whole_case
from tests.web.signed_case import REVIEWER, REVIEWER_NAME, sign, signed_case

Clock = Callable[[dt.datetime], None]
DAY = dt.date(2024, 6, 12)
MOMENT = dt.datetime(2024, 6, 20, tzinfo=dt.UTC)


@pytest.fixture
def case(store: str, moment: Clock, shelf_folder: Path) -> Case:
    return signed_case()


@pytest.fixture
def director(store: str) -> Person:
    return somebody(PersonRole.MEDICAL_DIRECTOR, "odile")


def _now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def _issued(case: Case) -> list[DeterminationIssued]:
    return [
        entry.payload
        for entry in opened_by_task(_now(case)).docket.entries
        if isinstance(entry.payload, DeterminationIssued)
    ]


def _release(case: Case, director: Person, length: int | None = None, password: str = PASSWORD) -> int:
    keyed = {"length": case.length if length is None else length, "password": password, "read_whole": "on"}
    return browser_of(director).post(f"/release/{case.ident}/issue", keyed).status_code


def _letter(case: Case, name: str = "determination.pdf") -> bytes:
    return b"".join(bytes_of(document_named(name, case).file))


def test_the_letter_stands_beside_what_the_checks_say(case: Case, director: Person) -> None:
    client = browser_of(director)
    assert case.number in client.get("/release/").content.decode()
    page = client.get(f"/release/{case.ident}").content.decode()
    letter = page[page.index("<article") : page.index("</article>")]
    assert "The record shows no lasting gain." in letter
    assert "June 12, 2024" in letter  # dated the day it would go out, not the day it was signed
    assert "odile, medical director" in letter
    assert 'name="outcome"' not in page
    assert 'name="necessity"' not in page
    assert "it can be released or sent back, never changed here" in page
    assert set(DocumentView.objects.values_list("viewer", "case")) == {(director.ident, case.ident)}


def test_a_release_needs_the_password_again(case: Case, director: Person) -> None:
    assert _release(case, director, password="not the password") == 422
    assert not Issue.objects.exists()
    assert _release(case, director) == 302
    assert Issue.objects.get().state == Issue.State.ASKED


@pytest.mark.postgresql(slow=True)
def test_an_issue_is_sealed_entered_and_sent_on(case: Case, director: Person) -> None:
    office = somebody(PersonRole.REGULATOR)
    assert _release(case, director) == 302
    work_off(("letters",))
    (issued,) = _issued(case)
    assert [ref.name for ref in issued.documents] == ["determination.pdf", "determination.html", "determination.txt"]
    entries = opened_by_task(_now(case)).docket.entries
    (entry,) = [entry for entry in entries if isinstance(entry.payload, DeterminationIssued)]
    assert (entry.on, entry.by.role, entry.by.id) == (DAY, Role.MEDICAL_DIRECTOR, director.ident)
    notices = [entry.payload for entry in entries if isinstance(entry.payload, NoticeIssued)]
    assert [(notice.notice, notice.party) for notice in notices] == [
        ("determination", party) for party in ("worker", "physician", "payer")
    ]
    assert Delivery.objects.count() == 3
    assert OutboxMessage.objects.filter(recipient=office.email, subject="A determination was issued").count() == 1
    assert case.number not in browser_of(director).get("/release/").content.decode()
    assert _release(case, director) == 302  # a click that comes late finds it issued
    assert len(_issued(case)) == 1


def test_a_sealed_letter_keeps_both_standards_and_breaks_at_one_byte(case: Case, director: Person) -> None:
    _release(case, director)
    work_off(("letters",))
    data = _letter(case)
    status = _seal(data)
    assert status.intact
    assert status.valid
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert status.signing_cert.subject.native["common_name"] == DEMONSTRATION
    for profile in (page_validation.ValidationProfile.PDF_A_2A, page_validation.ValidationProfile.PDF_UA_1):
        report = page_validation.validate_pdf_bytes(data, profile=profile)
        assert report.is_compliant, [failure.message for failure in report.failures]
    assert DEMONSTRATION in KeptLetter.objects.exclude(seal="").get().seal
    place = data.index(b"stream") + 20
    changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
    assert not _seal(changed).intact


def _seal(data: bytes) -> PdfSignatureStatus:
    """What a reader of the seal finds, trusting the certificate it was made with."""
    seal = PdfFileReader(BytesIO(data)).embedded_signatures[0]
    context = ValidationContext(trust_roots=[seal.signer_cert], moment=MOMENT)
    # It begins an event loop of its own, which this thread cannot where a browser is driven from it.
    with ThreadPoolExecutor(max_workers=1) as beside:
        return beside.submit(validate_pdf_signature, seal, context).result()


def test_no_reviewer_is_named_anywhere_in_what_goes_out(case: Case, director: Person) -> None:
    somebody(PersonRole.REVIEWER, REVIEWER_NAME)
    _release(case, director)
    work_off(("letters",))
    for letter in CaseDocument.objects.filter(case=case, entry__gt=case.length):
        data = b"".join(bytes_of(letter.file))
        assert not any(secret.encode() in data for secret in (REVIEWER, REVIEWER_NAME))
    with pikepdf.open(BytesIO(_letter(case))) as pdf:
        told = repr(dict(pdf.docinfo)) + str(pdf.open_metadata()) + repr([repr(part) for part in pdf.objects])
        assert not any(secret in told for secret in (REVIEWER, REVIEWER_NAME))
        assert "20240612190000Z" in str(pdf.docinfo["/CreationDate"])  # noon of its day in California: nobody's hour


@pytest.mark.postgresql(slow=True)
def test_a_release_on_an_older_docket_is_answered_with_what_changed(case: Case, director: Person) -> None:
    length = case.length
    entered(case, Withdrawn(party="worker", is_signed=True), Role.APPLICANT, DAY, "worker")
    assert _release(case, director, length) == 404  # it is withdrawn: there is nothing left to release
    other = signed_case("IMR-2")
    length = other.length
    signed = sign(other, "The record shows no gain at all.")
    answer = browser_of(director).post(
        f"/release/{other.ident}/issue", {"length": length, "password": PASSWORD, "read_whole": "on"}
    )
    assert answer.status_code == 409
    assert "Analysis signed by the reviewer" in answer.content.decode()
    assert not Issue.objects.exists()
    assert signed.length == length + 1


@pytest.mark.postgresql(slow=True)
def test_a_case_that_changes_after_its_release_stops_the_issue(case: Case, director: Person) -> None:
    _release(case, director)
    sign(case, "Something else altogether.")
    work_off(("letters",))
    issue = Issue.objects.get()
    assert issue.state == Issue.State.STOPPED
    assert _issued(case) == []
    page = browser_of(director).get(f"/release/{case.ident}").content.decode()
    assert "has changed since it was released" in page
    now = _now(case)
    assert _release(now, director) == 302
    work_off(("letters",))
    assert len(_issued(case)) == 1


@pytest.mark.postgresql(slow=True)
def test_a_second_click_and_a_second_worker_issue_once(case: Case, director: Person) -> None:
    assert [_release(case, director) for _ in range(2)] == [302, 302]
    job = take(("letters",))
    assert job is not None
    Job.objects.filter(pk=job.pk).update(due_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))  # its lease is over
    other = take(("letters",))
    assert other is not None
    assert perform(other)
    perform(job)
    work_off(("letters",))
    assert len(_issued(case)) == 1
    assert Delivery.objects.count() == 3


def test_a_letter_whose_day_ends_before_it_is_entered_is_dated_anew(
    case: Case, director: Person, moment: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for_determination(case, case.length, case.length, director)
    moment(dt.datetime(2024, 6, 13, 6, 59, tzinfo=dt.UTC))  # a minute to midnight in California
    keep, left = making._keep, [dt.datetime(2024, 6, 13, 7, 1, tzinfo=dt.UTC)]

    def kept(*given: object) -> None:
        keep(*given)  # type: ignore[arg-type]
        if left:
            moment(left.pop())

    monkeypatch.setattr(making, "_keep", kept)
    work_off(("letters",))
    assert sorted(KeptLetter.objects.filter(name="determination.pdf").values_list("dated_on", flat=True)) == [
        DAY,
        dt.date(2024, 6, 13),
    ]
    text = _letter(case, "determination.txt").decode()
    assert "June 13, 2024" in text
    assert "June 12, 2024" not in text


@pytest.mark.postgresql(slow=True)
def test_a_return_names_a_finding_and_asks_and_suggests_nothing(case: Case, director: Person) -> None:
    Person.objects.filter(pk=somebody(PersonRole.REVIEWER, REVIEWER_NAME).pk).update(ident=REVIEWER)
    client = browser_of(director)
    address = f"/release/{case.ident}/back"
    keyed = {"length": case.length, "finding": "own", "words": "", "question": "Which report?"}
    assert client.post(address, keyed).status_code == 422
    keyed["words"] = "The rationale names no report."
    assert client.post(address, keyed | {"outcome": "overturned"}).status_code == 302
    sent = Return.objects.get()
    assert (sent.entry, sent.rule, sent.finding) == (case.length, "DIRECTOR", "The rationale names no report.")
    assert _now(case).length == case.length  # a return is no entry of the docket
    message = OutboxMessage.objects.get(recipient=f"{REVIEWER_NAME}@example.org")
    assert case.number not in message.subject + message.body
    page = client.get(f"/release/{case.ident}").content.decode()
    assert "Which report?" in page
    assert "Issue this determination" not in page
    assert _release(case, director) == 409
    assert client.post(address, keyed).status_code == 409
    assert Return.objects.count() == 1


def test_a_return_may_name_what_a_check_said(case: Case, director: Person) -> None:
    client = browser_of(director)
    page = client.get(f"/release/{case.ident}").content.decode()
    option = re.search(r'<option value="(\w{16})">LETTER-APPROVAL', page)
    assert option
    keyed = {"length": case.length, "finding": option[1], "question": "Who approves it?"}
    assert client.post(f"/release/{case.ident}/back", keyed).status_code == 302
    sent = Return.objects.get()
    assert sent.rule == "LETTER-APPROVAL"
    assert "has not been approved" in sent.finding


def test_both_texts_stay_and_stand_side_by_side(case: Case, director: Person) -> None:
    first = case.length
    sent = Return.objects.create(
        case=case, entry=first, rule="X", finding="f", question="q", by=director, made_at=case.due_at
    )
    second = sign(case, "The record of March 3 shows no lasting gain.").length
    Return.objects.filter(pk=sent.pk).update(answered_at=case.due_at, answered_by=second)
    client = browser_of(director)
    page = client.get(f"/release/{case.ident}").content.decode()
    assert f"/release/{case.ident}/compare/{first}/{second}" in page
    both = client.get(f"/release/{case.ident}/compare/{first}/{second}").content.decode()
    gone = re.findall(r'<td data-label="Earlier" class="gone">([^<]*)</td>', both)
    came = re.findall(r'<td data-label="Later" class="came">([^<]*)</td>', both)
    assert gone == [paragraph for paragraph in gone if "The record shows no lasting gain." in paragraph] != []
    assert came == [paragraph for paragraph in came if "The record of March 3" in paragraph] != []
    assert client.get(f"/release/{case.ident}/compare/1/{second}").status_code == 404


@pytest.mark.postgresql(slow=True)
def test_appeal_runs_from_mailing_and_carrying_out_from_the_payer_s_receipt(case: Case, director: Person) -> None:
    case = sign(case, "The record shows lasting gain.", Necessity.NECESSARY)
    coordinator = somebody(PersonRole.COORDINATOR)
    _release(case, director)
    work_off(("letters",))
    client = browser_of(coordinator)
    letters = list(Delivery.objects.values_list("pk", flat=True))
    client.post("/desk/post", {"letter": letters, "on": "2024-06-12", "method": "mail_ca", "do": "mailed"})
    work_off(("letters",))
    reading = opened_by_task(_now(case))
    assert len([entry for entry in reading.docket.entries if isinstance(entry.payload, Deposited)]) == 3
    running = {clock.rule for clock in clocks(reading.state, reading.programme)}
    assert "CAWC-G-05" in running
    assert "CAWC-G-01" not in running
    assert set(Issue.objects.values_list("state", flat=True)) == {Issue.State.SERVED}
    entered(case, Received(notice="determination", party="payer"), Role.ORGANISATION, DAY)
    reading = opened_by_task(_now(case))
    after = {clock.rule for clock in clocks(reading.state, reading.programme)} - running
    assert after
    page = whole_case(client, case.ident)
    assert all(rule in page for rule in after | {"CAWC-G-05"})
    assert Issue.objects.filter(what=LETTER).count() == 1


def test_a_seal_that_does_not_open_stops_the_issue_and_says_so(
    case: Case, director: Person, settings_of: Callable[..., None], tmp_path: Path
) -> None:
    for file in (tmp_path / "none.p12", tmp_path / "bad.p12"):
        settings_of(SEAL_FILE="")
        _release(case, director)
        settings_of(SEAL_FILE=str(file))  # gone between the release and the sealing
        work_off(("letters",))
        assert "seal cannot be opened" in Issue.objects.get(what=LETTER).said
        (tmp_path / "bad.p12").write_bytes(b"no seal")
    settings_of(SEAL_FILE="")
    _release(case, director)
    work_off(("letters",))
    assert len(_issued(case)) == 1


@pytest.mark.postgresql(slow=True)
def test_a_job_that_died_is_taken_up_by_the_next_click(case: Case, director: Person) -> None:
    _release(case, director)
    Job.objects.filter(kind="archive.determination").update(state=Job.State.DEAD)
    assert work_off(("letters",)) == 0
    assert _release(case, director) == 302
    work_off(("letters",))
    assert len(_issued(case)) == 1


def test_a_case_sent_back_by_the_board_is_released_again(case: Case, director: Person) -> None:
    _release(case, director)
    work_off(("letters",))
    entered(case, Deposited(notice="determination", party="worker", method="mail_ca"), Role.ORGANISATION, DAY)
    entered(case, PetitionFiled(party="worker", grounds=("A mistake of fact",)), Role.APPLICANT, DAY, "worker")
    entered(
        case, SetAside(ground="A mistake of fact", fact="a day", lines=("1",), order="Order"), Role.ADJUDICATOR, DAY
    )
    entered(
        case,
        Remanded(to_organisation="Sample IMRO", ground="A mistake of fact", fact="a day", lines=("1",), order="Order"),
        Role.REGULATOR,
        DAY,
    )
    other = "R-4712"
    entered(
        case, ReviewerAttested(reviewer=other, affiliations_denied=("x",), qualifications="PM&R"), Role.REVIEWER, DAY
    )
    entered(case, ReviewerAssigned(reviewer=other, qualifications="PM&R"), Role.ORGANISATION, DAY)
    now = sign(case, "The report shows gain.", Necessity.NECESSARY, other, DAY)
    page = browser_of(director).get(f"/release/{case.ident}").content.decode()
    assert "Issue this determination" in page
    assert _release(now, director) == 302
    work_off(("letters",))
    assert len(_issued(case)) == 2
