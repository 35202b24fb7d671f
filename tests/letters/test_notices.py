"""The notices of California workers' compensation: each can be made, for all it is owed to, and says what it must.

The golden letters under `golden/` are read by people. After an intended change of words write them anew with

    EVENHAND_REWRITE_GOLDEN=1 pytest tests/letters/test_notices.py -k golden

and read the difference.
"""

import datetime as dt
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import page
import pytest

from evenhand.docket.entry import Occurrence
from evenhand.docket.intake import ApplicationReceived, EligibilityOutcome, Priority
from evenhand.docket.party import Role
from evenhand.finding import Provenance, Severity
from evenhand.letter.check import check_letters
from evenhand.letter.document import Document
from evenhand.letter.filling import document
from evenhand.letter.html import html
from evenhand.letter.notice_letter import proof_values
from evenhand.letter.pdf import pdf
from evenhand.letter.press import unprintable
from evenhand.letter.reading import reading_grade
from evenhand.letter.sender import ServicePlan
from evenhand.letter.text import text
from evenhand.letter.wording import conditions, every_block
from evenhand.programme.library import programme_folder
from evenhand.programme.rule import Items
from tests.filing import refiled
from tests.letters.notice_cases import (
    APPLICATION,
    ASSIGNED,
    CASES,
    ELIGIBLE,
    FILED,
    PARTIES,
    REFUSED,
    VARIANTS,
    eligibility,
)
from tests.letters.notice_letters import LETTERS, SENDER, SERVICE, ca_wc, letters, notice_rule, state_of, wording

GOLDEN = Path(__file__).parent / "golden"
REWRITE = "EVENHAND_REWRITE_GOLDEN"
MADE_AT = dt.datetime(2015, 4, 1, 19, tzinfo=dt.UTC)
LANGUAGES = ("en", "es")
NOTICES = sorted(CASES)
TO_ALL = (Role.APPLICANT, Role.PROVIDER, Role.PAYER)
WORKER_SIDE = {Role.APPLICANT, Role.REPRESENTATIVE}
ENGLISH_MONTHS = re.compile(r"\b(January|February|March|April|June|July|August|September|October|November|December)\b")


def flat(letter: Document) -> str:
    """The words of a letter on one line."""
    return " ".join(text(letter).split())


def test_there_is_a_case_for_every_notice() -> None:
    assert set(CASES) == {notice.id for notice in ca_wc().notices}
    assert {notice for notice, _ in VARIANTS.values()} <= set(CASES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("notice", NOTICES)
def test_every_notice_can_be_made_for_all_it_is_owed_to(notice: str, language: str) -> None:
    made = letters(notice, CASES[notice], language)
    rule = notice_rule(notice)
    owed = [party for party in state_of(CASES[notice]).parties.values() if party.id in made]
    assert {party.role for party in owed} == set(rule.to) or (rule.named_only and len(owed) == 1)
    for party in owed:
        _is_whole(made[party.id], party.name)


def _is_whole(letter: Document, name: str) -> None:
    """A letter that bears the case and the name of its reader, has no hole, and prints."""
    words = text(letter)
    assert "EX-0001" in words
    assert name in words
    assert not re.search(r"[{}]|\(\)|  \.| ,|None", words)
    assert "EX-0001" in html(letter)
    assert pdf(letter, MADE_AT).startswith(b"%PDF")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", sorted(VARIANTS))
def test_a_notice_can_be_made_however_it_becomes_owed(variant: str, language: str) -> None:
    notice, steps = VARIANTS[variant]
    made = letters(notice, steps, language)
    assert made
    for letter in made.values():
        assert "{" not in text(letter)


def _filed_as(**changes: Any) -> Callable[[Occurrence], Occurrence]:
    application = refiled(APPLICATION, **changes)
    return lambda step: replace(step, payload=application) if isinstance(step.payload, ApplicationReceived) else step


def _years_on(years: int) -> Callable[[Occurrence], Occurrence]:
    def later(day: dt.date) -> dt.date:
        return day.replace(year=day.year + years)

    def change(step: Occurrence) -> Occurrence:
        payload: Any = step.payload
        stated = {field.name: getattr(payload, field.name) for field in fields(payload)}
        days = {name: later(value) for name, value in stated.items() if isinstance(value, dt.date)}
        return replace(step, on=later(step.on), payload=replace(payload, **days))

    return change


CHANGES: dict[str, Callable[[Occurrence], Occurrence]] = {
    "under the emergency regulations": _years_on(-2),
    "under the statute of 2017": _years_on(3),
    "under the rules of the Appeals Board of 2020": _years_on(9),
    "under the regulations of 2026": _years_on(12),
    "expedited": _filed_as(priority=Priority.EXPEDITED, certified_by="doctor"),
    "over formulary medication": _filed_as(track="formulary"),
    "without attorney or agent": _filed_as(parties=tuple(party for party in PARTIES if party.role in TO_ALL)),
}


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_no_law_and_no_sort_of_case_leaves_a_hole_in_a_notice(change: str) -> None:
    made = 0
    for notice, steps in CASES.items():
        changed = tuple(map(CHANGES[change], steps))
        if change == "expedited" and notice in ("conversion", "records_overdue", "not_expedited"):
            continue  # none of them is owed in a review that was expedited from the start
        if change != "expedited" and notice == "records_overdue_expedited":
            changed = tuple(map(_filed_as(priority=Priority.EXPEDITED, certified_by="doctor"), changed))
        if change == "without attorney or agent" and notice == "withdrawal":
            continue  # the attorney withdraws it
        if change in ("over formulary medication", "without attorney or agent") and notice == "not_expedited":
            changed = tuple(map(_filed_as(priority=Priority.EXPEDITED), changed))
        made += len(letters(notice, changed))
    assert made > len(CASES)


@pytest.mark.parametrize("method", sorted(ca_wc().services))
def test_a_notice_of_assignment_can_be_made_for_every_manner_of_service(method: str) -> None:
    made = letters("assignment", CASES["assignment"], service=replace(SERVICE, method=method))
    words = text(made["administrator"])
    assert "March 23, 2015" in words  # ten days of the statute, a Saturday, moved to Monday
    regulation = {"electronic": "March 23, 2015", "personal": None, "fax": None}.get(method, "March 26, 2015")
    assert words.count("8 CCR 9792.10.5(a)(1))\nBy") == (regulation is not None)
    assert regulation is None or regulation in words


ACCESSIBLE = [
    ("assignment", "administrator", "en"),
    ("determination", "worker", "es"),
    ("invoice", "administrator", "en"),
]
PROFILES = (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("notice", "party", "language"), ACCESSIBLE)
def test_a_notice_is_archivable_and_accessible(
    notice: str, party: str, language: str, profile: page.ValidationProfile
) -> None:
    data = pdf(letters(notice, CASES[notice], language)[party], MADE_AT)
    report = page.validate_pdf_bytes(data, profile=profile)
    assert [
        failure.message for failure in report.failures if not _mistakes_a_carriage_return(data, failure.message)
    ] == []


def _mistakes_a_carriage_return(data: bytes, message: str) -> bool:
    """Whether the validator speaks of a stream whose last byte is a carriage return: it takes that byte, with the line
    feed before `endstream`, for the end of the line, and holds /Length, which is right, to be one too many.
    """
    return "raw content length" in message and b"\r\nendstream" in data


@pytest.mark.parametrize("notice", [name for name in NOTICES if WORKER_SIDE & set(notice_rule(name).to)])
def test_what_a_worker_receives_is_written_in_spanish_with_spanish_dates(notice: str) -> None:
    assert (LETTERS / f"{notice_rule(notice).letter}.es.toml").is_file()
    for letter in letters(notice, CASES[notice], "es").values():
        words = text(letter)
        assert letter.language == "es"
        assert not ENGLISH_MONTHS.search(words)
        assert re.search(r"\d de \w+ de 2015", words)
    for party, letter in letters(notice, CASES[notice], "es").items():
        if party in ("worker", "counsel"):
            assert "vale la carta en inglés" in text(letter)


@pytest.mark.parametrize("notice", ["determination", "supplemental"])
def test_a_spanish_cover_says_that_the_english_decision_governs(notice: str) -> None:
    words = flat(letters(notice, CASES[notice], "es")["worker"])
    assert "La decisión está escrita en inglés, y el texto que vale es el inglés." in words
    assert "esta carta no las traduce" in words


GOLDEN_LETTERS = {
    "eligible-worker": ("eligible", "worker"),
    "assignment-administrator": ("assignment", "administrator"),
    "records_overdue-administrator": ("records_overdue", "administrator"),
    "determination_cover-worker": ("determination", "worker"),
}


def _proof_of_service() -> Document:
    state = state_of(CASES["assignment"])
    title, day = notice_rule("assignment").title, dt.date(2015, 3, 11)
    values = proof_values(state, ca_wc(), state.parties["administrator"], title, "mail_ca", day, SENDER["organisation"])
    letter, _ = document(wording("proof_of_service"), {**SENDER, **values}, unprintable)
    assert letter is not None
    return letter


@pytest.mark.parametrize("name", [*GOLDEN_LETTERS, "proof_of_service-administrator"])
def test_the_golden_letters_of_the_path_of_one_case(name: str) -> None:
    if name in GOLDEN_LETTERS:
        notice, party = GOLDEN_LETTERS[name]
        words = text(letters(notice, CASES[notice])[party])
    else:
        words = text(_proof_of_service())
    path = GOLDEN / f"{name}.txt"
    if os.environ.get(REWRITE):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(words, encoding="utf-8")
    assert words == path.read_text(encoding="utf-8"), f"after an intended change: {REWRITE}=1, then read the difference"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder with a copy of the letters, to be spoiled."""
    shutil.copytree(LETTERS, tmp_path / "letters")
    return tmp_path


def _respelled(path: Path, before: str, after: str) -> None:
    written = path.read_text(encoding="utf-8")
    assert before in written
    path.write_text(written.replace(before, after, 1), encoding="utf-8")


def test_the_letters_of_the_programme_are_without_fault(copied: Path) -> None:
    assert check_letters(programme_folder("ca_wc"), ca_wc()) == ()
    assert check_letters(copied, ca_wc()) == ()


@pytest.mark.parametrize("letter", sorted({path.name.partition(".")[0] for path in LETTERS.glob("*.es.toml")}))
def test_a_translation_is_stale_once_its_english_block_changes(letter: str, copied: Path) -> None:
    _respelled(copied / "letters" / f"{letter}.en.toml", "How to reach us", "How you can reach us")
    stale = [check_letter for check_letter in check_letters(copied, ca_wc()) if check_letter.rule == "LETTER-STALE"]
    assert ["'contact'" in finding.message for finding in stale] == [True]
    assert stale[0].severity is Severity.FATAL
    assert stale[0].place.file == f"{letter}.es.toml"


LISTED = [
    (notice.id, item.id)
    for notice in ca_wc().notices
    if notice.contents
    for version in ca_wc().rules[notice.contents].versions[-1:]
    if isinstance(version.value, Items)
    for item in version.value.items
]


@pytest.mark.parametrize(("notice", "item"), LISTED)
def test_a_content_the_law_lists_is_missed_once_no_block_satisfies_it(notice: str, item: str, copied: Path) -> None:
    rule = notice_rule(notice)
    path = copied / "letters" / f"{rule.letter}.en.toml"
    written = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"(satisfies = .*)\"{item}\"(, )?", r"\1", written), encoding="utf-8")
    faults = check_letters(copied, ca_wc())
    assert {fault.rule for fault in faults} == {rule.contents}
    assert all(f'satisfies = ["{item}"]' in fault.expected for fault in faults)


def test_a_block_cannot_satisfy_what_no_rule_lists(copied: Path) -> None:
    _respelled(copied / "letters" / "assignment.en.toml", 'satisfies = ["service_duty"]', 'satisfies = ["duty"]')
    faults = [str(check_letter) for check_letter in check_letters(copied, ca_wc())]
    assert any("'duty', which no rule" in fault for fault in faults)
    assert any("the duty to serve the documents" in fault for fault in faults)


@pytest.mark.parametrize("letter", ["eligible", "ineligible", "deferred", "deficiency"])
def test_each_reason_of_a_finding_has_words_of_its_own(letter: str) -> None:
    asked = {condition.name for block in every_block(wording(letter).blocks) for condition in conditions(block)}
    assert {f"is_{code.lower()}" for code in ca_wc().reasons} <= asked


@pytest.mark.parametrize("code", [code for code, reason in ca_wc().reasons.items() if reason.outcome == "ineligible"])
def test_a_finding_prints_the_reason_it_gives_and_no_other(code: str) -> None:
    made = letters("ineligible", (FILED, REFUSED, eligibility(EligibilityOutcome.INELIGIBLE, code)))
    listed = [line for line in text(made["worker"]).splitlines() if line.startswith("- ")]
    assert len(listed) == 1


@pytest.mark.parametrize("notice", [name for name in NOTICES if WORKER_SIDE & set(notice_rule(name).to)])
def test_a_worker_can_read_it(notice: str) -> None:
    made = letters(notice, CASES[notice])
    for party in made.keys() & {"worker", "counsel"}:
        words = text(made[party]).partition("Claims administrator")[2]
        body = re.sub(r"\((?:Labor Code|8 CCR)[^()]*(?:\([^()]*\)[^()]*)*\)", "", words)
        assert reading_grade(body).grade < 9, notice


def test_what_is_assumed_is_marked_where_it_is_printed() -> None:
    application = replace(FILED, provenance=Provenance.ASSUMED, because="no name is published", marks=("parties",))
    plan = ServicePlan(method="mail_ca", provenance=Provenance.ASSUMED, because="no paper shows the service")
    steps = (application, REFUSED, ELIGIBLE, ASSIGNED)
    words = text(letters("assignment", steps, service=plan)["administrator"])
    assert "Sample Claims, Inc.[a]" in words
    assert "March 26, 2015[b]" in words
    assert "August 12, 2013\n" in words  # the day of injury is stated
    assert "[a] Assumed: no name is published" in words
    assert "[b] Assumed: no paper shows the service" in words


def test_an_authorization_in_part_leaves_the_rest_in_dispute() -> None:
    notice, steps = VARIANTS["authorized in part"]
    words = flat(letters(notice, steps)["worker"])
    assert "has authorized 30 capsules of line 2" in words
    assert "The rest, 60 capsules, stays in dispute" in words
    assert "It leaves the review" not in words


def test_only_the_party_asked_is_told_to_answer() -> None:
    made = {party: flat(letter) for party, letter in letters("question", CASES["question"]).items()}
    assert [party for party, words in made.items() if "Please answer in writing" in words] == ["doctor"]
    assert all("Were the earlier six sessions given?" in words for words in made.values())


def test_only_the_party_that_owes_the_record_is_told_the_day_and_the_penalty() -> None:
    steps = (*CASES["records_overdue"], *CASES["records_asked"][-1:])
    made = {party: flat(letter) for party, letter in letters("records_asked", steps).items()}
    assert all("MRI report, Celia Orrin, MD, 8/19/2014" in words for words in made.values())
    assert [party for party, words in made.items() if "The duty to send the record is yours" in words] == [
        "administrator"
    ]
    assert [party for party, words in made.items() if "$500.00 for each day" in words] == ["administrator"]
    assert [party for party, words in made.items() if "This letter gives no further time." in words] == [
        "administrator"
    ]
    assert all("Nothing is decided by what is missing." in words for words in made.values() if "Faltan" not in words)


def test_a_penalty_is_named_only_where_a_text_read_gives_it() -> None:
    for years, says in ((-2, False), (0, True), (12, False)):
        steps = tuple(map(_years_on(years), CASES["records_overdue"]))
        words = flat(letters("records_overdue", steps)["administrator"])
        assert ("$500.00 for each day, and $5,000.00 at most" in words) is says
        assert "Only the Administrative Director assesses penalties." in words


def test_days_of_an_unread_rule_are_not_made_up() -> None:
    before, after = CASES["ineligible"], tuple(map(_years_on(9), CASES["ineligible"]))
    assert "We cannot name the last day" in text(letters("ineligible", before)["worker"])
    assert "must have received it by April 15, 2024" in flat(letters("ineligible", after)["worker"])
