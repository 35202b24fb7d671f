"""Writing and signing: nothing is lost, nothing is filled in, every gate passes and bars, and the signature holds."""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from evenhand.codec import from_plain
from evenhand.determination.model import Determination
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import MedicalRecord, Role
from evenhand.docket.review import DeterminationSigned, QuestionAnswered, QuestionAsked, SeveralReviewersApproved
from evenhand.finding import Place
from evenhand.procedure.state import read_case
from evenhand.programme.rule import Unread
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.infrastructure.shelf import read
from evenhand_web.panel.models import ReviewerProfile
from evenhand_web.reviewing import gates
from evenhand_web.reviewing.models import DraftVersion, Question, Return
from evenhand_web.reviewing.open_file import opened_file
from evenhand_web.reviewing.signing import readiness
from evenhand_web.reviewing.standards import Standards, findings_allowed, standards
from evenhand_web.reviewing.workspace import workspace
from tests.web.cast import PASSWORD, browser_of, entered, somebody, whole_case
from tests.web.review_cast import (
    DAY,
    a_reviewer,
    assigned,
    line_fields,
    proposed,
    received,
    sworn,
    under_review,
    write_whole,
)

Clock = Callable[[dt.datetime], None]
AUTO = {"X-Autosave": "1"}


@pytest.fixture
def physician(store: str, moment: Clock, shelf_folder: Path) -> Person:
    """A physician with a statement on file."""
    return a_reviewer()


def _barring(person: Person, case: Case) -> list[tuple[str, str]]:
    ready = readiness(workspace(opened_file(person, case.ident)))
    return [(finding.rule, finding.message) for finding in ready.barring]


def test_the_draft_begins_empty(physician: Person) -> None:
    case = under_review(physician)
    page = browser_of(physician).get(f"/review/{case.ident}").content.decode()
    draft = page[page.index('id="draft"') : page.index('id="questions"')]
    assert " checked" not in draft
    assert " selected" not in draft
    assert draft.count("</textarea>") == len(re.findall(r' rows="\d"></textarea>', draft)) > 5
    assert "maxlength" not in draft, "a browser cuts what is pasted beyond it, and says nothing"
    assert 'value="2017"' not in draft


def test_what_was_written_comes_back_as_written(physician: Person) -> None:
    case = under_review(physician)
    client = browser_of(physician)
    write_whole(client, case, answer="No <b>, not as asked.")
    page = client.get(f"/review/{case.ident}").content.decode()
    assert "No &lt;b&gt;, not as asked.</textarea>" in page
    text = workspace(opened_file(physician, case.ident)).written.lines["1"]
    assert [(fact.words, fact.record, fact.page) for fact in text.facts] == [("Eight sessions were given.", "R2", 2)]
    assert [(citation.title, citation.tier, citation.pages) for citation in text.citations] == [
        ("A guideline", "A", "7")
    ]


UNSAVABLE: dict[str, tuple[dict[str, Any], str, str]] = {
    "a page that is no number": (
        {"fact_page": ["p. 2²", ""]},
        "Fact 1, page",
        "“p. 2²” is no page number",
    ),
    "a page beyond all files": ({"fact_page": ["100000", ""]}, "Fact 1, page", "lies between 1 and 99,999"),
    "page none": ({"fact_page": ["0", ""]}, "Fact 1, page", "lies between 1 and 99,999"),
    "reasons too long": (
        {"standard": "x" * 8412},
        "Clinical reasons",
        "This has 8412 characters, and 8000 can be kept",
    ),
    "a fact too long": ({"fact_words": ["x" * 8001, ""]}, "Fact 1, what it says", "This has 8001 characters"),
    "a title too long": ({"cite_title": ["x" * 301, ""]}, "Citation 1, guideline or study", "This has 301 characters"),
    "too many rows": (
        {"fact_words": ["x"] * 81, "fact_record": ["R2"] * 81, "fact_page": ["1"] * 81},
        "Fact",
        "There are more than 80 rows here",
    ),
    "a finding nobody knows": ({"necessity": "perhaps"}, "Finding", "perhaps"),
}


@pytest.mark.parametrize("fault", UNSAVABLE)
def test_what_cannot_be_kept_as_typed_is_said_and_nothing_is_cut(physician: Person, fault: str) -> None:
    changed, where, why = UNSAVABLE[fault]
    case = under_review(physician)
    client, address = browser_of(physician), f"/review/{case.ident}/save"
    answer = client.post(address, line_fields(**changed), headers=AUTO)
    page = answer.content.decode()
    assert (answer.status_code, "Not saved yet." in page, "Saved" in page) == (422, True, False)
    assert f">{where}</a>: " in page
    assert why in page
    assert not DraftVersion.objects.exists()
    plain = client.post(address, line_fields(**changed))
    shown = plain.content.decode()
    assert (plain.status_code, "Not saved yet." in shown) == (422, True)
    assert all(value in shown for value in _typed(changed)), "what was typed is still there"


def _typed(changed: dict[str, Any]) -> list[str]:
    values = [column if isinstance(column, str) else column[0] for column in changed.values()]
    return [value for value in values if value not in ("perhaps", "R2")]


@pytest.mark.postgresql(slow=True)
def test_the_longest_text_and_the_most_rows_are_kept_whole(physician: Person) -> None:
    case = under_review(physician)
    rows: dict[str, Any] = {"fact_words": ["x" * 8000] * 80, "fact_record": ["R2"] * 80, "fact_page": ["99999"] * 80}
    answer = browser_of(physician).post(
        f"/review/{case.ident}/save", line_fields(standard="y" * 8000, **rows), headers=AUTO
    )
    assert answer.status_code == 200
    content: Any = DraftVersion.objects.get().content
    assert [len(fact["words"]) for fact in content["facts"]] == [8000] * 80
    assert (len(content["standard"]), content["facts"][79]["page"]) == (8000, 99999)


@pytest.mark.postgresql(slow=True)
def test_a_whole_draft_passes_every_gate_and_is_signed(store: str, moment: Clock, shelf_folder: Path) -> None:
    person = a_reviewer()
    case = under_review(person)
    client = browser_of(person)
    write_whole(client, case)
    assert _barring(person, case) == []
    length = str(Case.objects.get().length)
    address = f"/review/{case.ident}/sign"
    assert client.post(address, {"password": "wrong", "length": length}).status_code == 422
    assert client.post(address, {"password": PASSWORD, "length": "3"}).status_code == 409
    assert client.post(address, {"password": PASSWORD, "length": length}).status_code == 302
    entry = docket_of(Case.objects.get()).entries[-1]
    assert entry.kind is EntryKind.DETERMINATION_SIGNED
    assert (entry.by.role, entry.by.id) == (Role.REVIEWER, "")
    payload = entry.payload
    assert isinstance(payload, DeterminationSigned)
    document = CaseDocument.objects.get(case=case, entry=entry.number)
    data = b"".join(read(document.file))
    assert (document.name, document.file.sha256) == ("determination.json", payload.document.sha256)
    value, findings = from_plain(Determination, json.loads(data), Place(), "TEST")
    assert findings == ()
    assert value is not None
    assert value.analysis.lines[0].necessity.value == "not_necessary"
    assert value.analysis.reviewer.licensed_in == ("California",)
    assert person.ident.encode() not in data
    assert person.name.encode() not in data
    assert client.get(address).status_code == 404
    assert client.post(f"/review/{case.ident}/save", line_fields()).status_code == 404


GATES: dict[str, tuple[dict[str, Any], str]] = {
    "no finding": ({"necessity": ""}, "REVIEW-ANSWER"),
    "no answer": ({"answer": ""}, "REVIEW-ANSWER"),
    "no reasons": ({"standard": ""}, "REVIEW-REASONS"),
    "no fact": ({"fact_words": [""], "fact_record": [""], "fact_page": [""]}, "REVIEW-FACTS"),
    "a fact without a document": ({"fact_record": ["", ""], "fact_page": ["", ""]}, "REVIEW-FACTS"),
    "a fact without its page": ({"fact_page": ["", ""]}, "REVIEW-ANCHOR"),
    "a page that is not there": ({"fact_page": ["4", ""]}, "REVIEW-ANCHOR"),
    "a document that is not listed": ({"fact_record": ["R9", ""]}, "REVIEW-ANCHOR"),
    "no citation": ({"cite_title": [""], "cite_tier": [""], "cite_edition": [""], "cite_pages": [""]}, "REVIEW-CITED"),
    "a citation without its rank": ({"cite_tier": ["", ""]}, "REVIEW-CITED"),
    "a part left open": ({"part_necessity": ["not_necessary", ""]}, "REVIEW-PARTS"),
    "a contrary report unanswered": ({"contrary_answer": ["", ""]}, "REVIEW-CONTRARY"),
    "facts of the denial alone": ({"fact_record": ["R1", ""], "fact_page": ["1", ""]}, "CAWC-C-09"),
}


@pytest.mark.parametrize("gap", GATES)
def test_each_gate_bars_and_says_so(physician: Person, gap: str) -> None:
    changed, rule = GATES[gap]
    case = under_review(physician)
    client = browser_of(physician)
    write_whole(client, case, **changed)
    assert rule in {barring for barring, _ in _barring(physician, case)}
    length = str(Case.objects.get().length)
    answer = client.post(f"/review/{case.ident}/sign", {"password": PASSWORD, "length": length})
    assert answer.status_code == 422
    assert docket_of(Case.objects.get()).entries[-1].kind is EntryKind.REVIEWER_ASSIGNED


def test_the_rest_of_the_gates_bar_too(physician: Person) -> None:
    case = under_review(physician)
    barring_rules = {rule for rule, _ in _barring(physician, case)}
    assert barring_rules >= {"REVIEW-SUMMARY", "REVIEW-FIT", "REVIEW-SEEN"}
    opened = [words for rule, words in _barring(physician, case) if rule == "REVIEW-SEEN"]
    assert [words[:2] for words in opened] == ["R2", "R1", "R3"]
    write_whole(browser_of(physician), case)
    ReviewerProfile.objects.update(licensed_in="", certifications="")
    assert {rule for rule, _ in _barring(physician, case)} == {"REVIEW-PROFILE"}


@pytest.mark.parametrize(("strictly", "bars"), [(True, ["REVIEW-RANK"]), (False, [])])
def test_a_lower_rank_bars_only_while_the_law_is_strict(
    physician: Person, monkeypatch: pytest.MonkeyPatch, strictly: bool, bars: list[str]
) -> None:
    case = under_review(physician)
    client = browser_of(physician)
    write_whole(client, case, cite_tier=["B", ""])
    monkeypatch.setattr(gates, "standards", lambda *given: standards(*given)._replace(strictly=strictly))
    assert [rule for rule, _ in _barring(physician, case)] == bars
    page = client.get(f"/review/{case.ident}/sign").content.decode()
    assert "Line 1 rests on rank B" in page
    second = line_fields(number="1", cite_tier=["B", ""], higher_tiers="The schedule is silent on it.")
    client.post(f"/review/{case.ident}/save", second, headers=AUTO)
    assert "Line 1 rests on rank B" not in client.get(f"/review/{case.ident}/sign").content.decode()


def test_an_order_of_standards_that_nobody_has_read_is_said_and_bars_nothing(
    physician: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = under_review(physician)
    client = browser_of(physician)
    write_whole(client, case, cite_tier=["", ""])
    assert [rule for rule, _ in _barring(physician, case)] == ["REVIEW-CITED"]
    unread = Unread("CAWC-E-01", "The order has not been read.", "LC 4610.5", "the schedule")
    monkeypatch.setattr(gates, "standards", lambda *given: Standards((), False, "", unread))
    assert _barring(physician, case) == []
    assert "The order has not been read." in client.get(f"/review/{case.ident}/sign").content.decode()


def test_the_order_of_standards_is_that_of_the_decision_s_day(physician: Person) -> None:
    case = under_review(physician)
    law, docket = programme_of("ca_wc"), docket_of(case)
    state = read_case(docket, law)
    assert not standards(state, law).strictly
    later = tuple(event._replace(on=dt.date(2015, 5, 20)) for event in state.events["ur_decision"])
    state = replace(state, events={**state.events, "ur_decision": later})
    assert standards(state, law).strictly
    assert [necessity.value for necessity in findings_allowed(state, law)] == ["necessary", "not_necessary"]


def test_reasons_used_twice_want_facts_of_their_own_and_to_be_adopted(physician: Person) -> None:
    case = under_review(physician, count=2)
    client, address = browser_of(physician), f"/review/{case.ident}"
    write_whole(client, case)
    take = {"line": "2", "source": "1"}
    client.post(f"{address}/reuse", take)
    assert not DraftVersion.objects.filter(part="line:2").exists()
    second: dict[str, Any] = {"part": "line:2", "part_component": [], "part_necessity": [], "part_reason": []}
    client.post(f"{address}/save", line_fields(**second), headers=AUTO)
    copied = [words for rule, words in _barring(physician, case) if rule == "REVIEW-COPIED"]
    assert copied == ["Line 2 gives the reasons of line 1 and has no facts of its own."]
    own = second | {"number": "1", "fact_words": ["The wrist was not treated."], "fact_page": ["1"], "standard": ""}
    own |= {"answer": "No.", "cite_title": [""], "cite_tier": [""], "necessity": "necessary"}
    client.post(f"{address}/save", line_fields(**own), headers=AUTO)
    client.post(f"{address}/reuse", take)
    text = workspace(opened_file(physician, case.ident)).written.lines["2"]
    assert (text.standard, text.answer, text.facts[0].words, text.reused) == (
        "The guideline accepts one part and not the other.", "No.", "The wrist was not treated.", "1",
    )  # fmt: skip
    assert text.necessity == "necessary"
    assert [words for rule, words in _barring(physician, case) if rule == "REVIEW-COPIED"] == [
        "Line 2 gives the reasons of line 1 word for word."
    ]
    adopted = own | {"number": "3", "standard": text.standard, "reused": "1", "adopted": "on"}
    adopted |= {"cite_title": ["A guideline"], "cite_tier": ["A"]}
    assert client.post(f"{address}/save", line_fields(**adopted), headers=AUTO).status_code == 200
    assert "REVIEW-COPIED" not in {rule for rule, _ in _barring(physician, case)}


_FOUND_OTHERWISE: dict[str, Any] = {"necessity": "necessary", "part_necessity": ["necessary", "not_necessary"]}


def _signed(client: Client, case: Case) -> int:
    length = Case.objects.get(pk=case.pk).length
    answer = client.post(f"/review/{case.ident}/sign", {"password": PASSWORD, "length": str(length)})
    assert answer.status_code == 302, answer.content.decode()
    return length + 1


@pytest.mark.postgresql(slow=True)
def test_what_comes_back_is_answered_revised_and_signed_again(store: str, moment: Clock, shelf_folder: Path) -> None:
    person = a_reviewer()
    case = under_review(person)
    client, address = browser_of(person), f"/review/{case.ident}"
    write_whole(client, case)
    first = _signed(client, case)
    made = Return.objects.create(
        case=case, entry=first, rule="CHECK-QUANTITY", finding="The reasons speak of 8 sessions.",
        question="Which number do you mean?", by=somebody(PersonRole.MEDICAL_DIRECTOR), made_at=clock.now(),
    )  # fmt: skip
    page = client.get(address).content.decode()
    assert "Which number do you mean?" in page
    assert {rule for rule, _ in _barring(person, case)} == {"REVIEW-RETURN"}
    client.post(f"{address}/answer/{made.pk}", {"answer": "Six are asked for; eight were given before."})
    client.post(f"{address}/save", line_fields(number="1", **_FOUND_OTHERWISE), headers=AUTO)
    second = _signed(client, case)
    made.refresh_from_db()
    assert (made.answered_by, made.answered_at) == (second, clock.now())
    state = read_case(docket_of(Case.objects.get()), programme_of("ca_wc"))
    assert [finding.necessity.value for finding in state.reviewers.signed[person.ident]] == ["necessary"]
    texts = CaseDocument.objects.filter(case=case, entry__in=(first, second)).order_by("entry")
    assert [(text.entry, text.name) for text in texts] == [(first, "determination.json"), (second, "analysis-2.json")]
    assert len({text.file.sha256 for text in texts}) == 2
    assert client.post(f"{address}/answer/{made.pk}", {"answer": "more"}).status_code == 404


def test_a_return_to_another_reviewer_is_not_shown(physician: Person) -> None:
    case = under_review(physician)
    client = browser_of(physician)
    write_whole(client, case)
    _signed(client, case)
    director = somebody(PersonRole.MEDICAL_DIRECTOR)
    given = {"rule": "X", "finding": "another's", "question": "another's?", "by": director, "made_at": clock.now()}
    Return.objects.create(case=case, entry=3, **given)
    assert b"another&#x27;s" not in client.get(f"/review/{case.ident}").content


def test_new_records_reopen_a_signed_file_and_bear_a_badge(physician: Person, moment: Clock) -> None:
    case = under_review(physician)
    client, address = browser_of(physician), f"/review/{case.ident}"
    write_whole(client, case)
    _signed(client, case)
    assert b"Check and sign" not in client.get(address).content
    moment(clock.now() + dt.timedelta(minutes=10))
    received(case, [(MedicalRecord(id="R9", title="EMG of the arm"), b"%PDF-1.4 broken")], DAY)
    page = client.get(address).content.decode()
    row = page[page.index('data-record="R9"') :][:900]
    assert "Check and sign" in page
    assert all(badge in row for badge in ("New", "Unopened", "Pages are being made", "Nerve study"))


@pytest.mark.postgresql(slow=True)
def test_a_question_goes_through_the_coordinator(store: str, moment: Clock, shelf_folder: Path) -> None:
    person = a_reviewer()
    case = under_review(person)
    client, address = browser_of(person), f"/review/{case.ident}"
    client.post(f"{address}/ask", {"party": "nobody", "question": "What?"})
    assert not Question.objects.exists()
    client.post(f"{address}/ask", {"party": "physician", "question": "Which therapy was given?"})
    assert b"Waiting for the coordinator" in client.get(address).content
    desk, page = browser_of(somebody(PersonRole.COORDINATOR)), f"/desk/cases/{case.ident}/reviewer"
    assert b"Which therapy was given?" in desk.get(page).content
    assert b"1 question to be asked" in whole_case(desk, case.ident).encode()
    fields = {"do": "ask", "id": str(Question.objects.get().pk), "question": "Which therapy was given, and when?"}
    assert desk.post(page, fields | {"length": "1"}).status_code == 409
    assert Question.objects.get().asked_as is None
    assert desk.post(page, fields | {"length": str(Case.objects.get().length)}).status_code == 302
    entry = docket_of(Case.objects.get()).entries[-1]
    assert isinstance(entry.payload, QuestionAsked)
    assert (entry.by.role, entry.payload.question) == (Role.ORGANISATION, "Which therapy was given, and when?")
    assert Question.objects.get().asked_as == entry.number
    answered = QuestionAnswered(party="physician", answer="Massage, in May.")
    entered(case, answered, Role.PROVIDER, dt.date(2024, 6, 12), "physician")
    assert b"Answer: Massage, in May." in client.get(address).content


def test_a_question_may_be_declined_with_a_reason(physician: Person) -> None:
    case = under_review(physician)
    client, address = browser_of(physician), f"/review/{case.ident}"
    client.post(f"{address}/ask", {"party": "physician", "question": "Which therapy?"})
    desk, page = browser_of(somebody(PersonRole.COORDINATOR)), f"/desk/cases/{case.ident}/reviewer"
    fields = {"do": "decline", "id": str(Question.objects.get().pk), "length": str(case.length)}
    assert desk.post(page, fields | {"reason": ""}).status_code == 422
    desk.post(page, fields | {"reason": "It stands in R2."})
    assert b"Not asked: It stands in R2." in client.get(address).content


def test_several_reviewers_sign_each_their_own(physician: Person) -> None:
    case = under_review(physician)
    second = a_reviewer("second.example")
    case = entered(case, SeveralReviewersApproved(count=2, reason="complex"), Role.REGULATOR, DAY)
    case = assigned(sworn(proposed(case, second), second), second)
    for person in (physician, second):
        client = browser_of(person)
        write_whole(client, case)
        _signed(client, case)
    state = read_case(docket_of(Case.objects.get()), programme_of("ca_wc"))
    assert set(state.reviewers.signed) == {physician.ident, second.ident}
