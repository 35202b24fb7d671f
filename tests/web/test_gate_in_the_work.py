"""The gate in the work: the checks on the letter of a draft, what is fatal, and answers that stay inside."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from evenhand.audit.answer import Answer, AnsweredFinding, Answers, answers, finding_key
from evenhand.audit.claim import Claim
from evenhand.docket.party import Role
from evenhand.docket.review import DeterminationSigned, SeveralReviewersApproved
from evenhand.finding import Severity
from evenhand.letter import letter_check
from evenhand.programme.stop import Stop
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import opened
from evenhand_web.cases.seam import docket_of
from evenhand_web.cases.transfer import export_docket
from evenhand_web.diary.models import Task
from evenhand_web.letters import draft_check
from evenhand_web.letters.draft_check import DraftChecked, draft_checked
from evenhand_web.letters.paper import paper
from evenhand_web.letters.releasing import people_bars
from evenhand_web.reviewing.check_answers import answers_of, justify
from evenhand_web.reviewing.models import CheckFinding, SignedAnswers
from evenhand_web.reviewing.open_file import opened_file
from evenhand_web.reviewing.workspace import workspace
from tests.web.cast import PASSWORD, browser_of, entered, somebody, whole_case
from tests.web.review_cast import DAY, a_reviewer, assigned, proposed, sworn, under_review, write_whole

Clock = Callable[[dt.datetime], None]
REASON = "Both parts are one course of care."


@pytest.fixture
def physician(store: str, moment: Clock, shelf_folder: Path) -> Person:
    return a_reviewer()


def _checked(person: Person, case: Case) -> DraftChecked:
    return draft_checked(workspace(opened_file(person, case.ident)))


def _sign(person: Person, case: Case) -> int:
    length = Case.objects.get(pk=case.pk).length
    fields = {"length": str(length), "password": PASSWORD}
    return browser_of(person).post(f"/review/{case.ident}/sign", fields).status_code


def test_the_checks_look_at_the_letter_of_a_draft_while_it_is_written(physician: Person) -> None:
    case, client = under_review(physician), browser_of(physician)
    address = f"/review/{case.ident}/checks"
    assert client.get(address).status_code == 302, "without scripts the page before the signature says it"
    assert "cannot be put together yet" in client.get(address, headers={"HX-Request": "true"}).content.decode()
    write_whole(client, case)
    told = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Line 1 joins Massage and ultrasound" in told
    assert "Massage with ultrasound, neck</blockquote>" in told
    assert not CheckFinding.objects.exists(), "looking while writing keeps nothing"


def test_what_the_checks_say_of_words_bars_nothing(physician: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    case = under_review(physician)
    write_whole(browser_of(physician), case)
    worst = Claim(rule="X", message="Everything is wrong.", severity=Severity.FATAL, check="L-99")
    monkeypatch.setattr(letter_check, "audit", lambda *_: (worst,))
    assert [claim.message for claim in _checked(physician, case).claims] == ["Everything is wrong."]
    assert _sign(physician, case) == 302
    director = somebody(PersonRole.MEDICAL_DIRECTOR)
    shown = paper(opened(director, case.ident))
    assert (shown.is_fit, shown.checked.claims) == (True, (worst,))
    assert "Everything is wrong." in browser_of(director).get(f"/release/{case.ident}").content.decode()


def _failing(check: str) -> Callable[..., tuple[Claim, ...]]:
    def audit(letter: object, law: object, *_: object) -> Iterator[Claim]:
        if any(each.id == check for each in law.checks):  # type: ignore[attr-defined]
            raise RuntimeError("a secret of the record")
        yield Claim(rule="X", message="Another check was made.", severity=Severity.NOTE, check="L-00")

    return lambda *told: tuple(audit(*told))


def test_a_check_that_fails_is_a_task_and_no_bar(physician: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    case = under_review(physician)
    write_whole(browser_of(physician), case)
    monkeypatch.setattr(letter_check, "audit", _failing("L-06"))
    checked = _checked(physician, case)
    assert checked.checked.failed == ("L-06",)
    assert "Another check was made." in {claim.message for claim in checked.claims}
    assert (checked.ready.may_sign, _checked(physician, case).checked.failed) == (True, ("L-06",))
    (task,) = Task.objects.filter(case=case)
    assert "Check L-06 could not be made" in task.words
    assert "secret" not in task.words
    page = browser_of(physician).get(f"/review/{case.ident}/sign").content.decode()
    assert "1 check could not be made." in page


def test_what_would_be_fatal_at_release_stands_before_the_signature(
    physician: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = under_review(physician)
    write_whole(browser_of(physician), case)
    monkeypatch.setattr(draft_check, "house_bars", lambda _: ("The organization has a tie.",))
    monkeypatch.setattr(draft_check, "refusals", lambda *_: ("the case was not assigned",))
    ready = _checked(physician, case).ready
    assert [finding.message for finding in ready.barring] == ["It could not be released: the case was not assigned."]
    assert "The organization has a tie." in [finding.message for finding in ready.remarks]
    assert _sign(physician, case) == 422
    work = workspace(opened_file(physician, case.ident))
    lenient = replace(work.file.programme, fatal=frozenset({Stop.LETTER}))
    assert draft_checked(work._replace(file=replace(work.file, programme=lenient))).ready.may_sign


def test_a_letter_that_cannot_be_made_stands_before_the_signature(
    physician: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = under_review(physician)
    write_whole(browser_of(physician), case)
    gone = Claim(rule="LETTER", message="Nothing fills it.", severity=Severity.FATAL)
    monkeypatch.setattr(draft_check, "determination_letter", lambda *_, **__: (None, (gone,)))
    assert [finding.message for finding in _checked(physician, case).ready.barring] == ["Nothing fills it."]


def test_who_is_outvoted_signs_all_the_same(physician: Person) -> None:
    case, second = under_review(physician), a_reviewer("second.example")
    case = entered(case, SeveralReviewersApproved(count=2, reason="complex"), Role.REGULATOR, DAY)
    case = assigned(sworn(proposed(case, second), second), second)
    parts = ["necessary", "necessary"]
    write_whole(browser_of(physician), case, necessity="necessary", part_necessity=parts)
    assert _sign(physician, case) == 302
    write_whole(browser_of(second), case)
    assert _checked(second, case).ready.barring == ()
    assert _sign(second, case) == 302


def test_nothing_fatal_is_said_of_a_draft_that_can_be_issued(physician: Person) -> None:
    case = under_review(physician)
    write_whole(browser_of(physician), case)
    assert _checked(physician, case).ready.barring == ()


@pytest.mark.postgresql(slow=True)
def test_an_answer_is_kept_signed_and_seen_by_reviewer_and_director_only(physician: Person) -> None:
    case, client = under_review(physician), browser_of(physician)
    write_whole(client, case)
    claim, *others = _checked(physician, case).claims
    fields = {"key": finding_key(claim), "because": " "}
    client.post(f"/review/{case.ident}/justify", fields)
    client.post(f"/review/{case.ident}/justify", fields | {"key": "none", "because": "x"})
    assert not CheckFinding.objects.exists()
    client.post(f"/review/{case.ident}/justify", fields | {"because": REASON})
    assert REASON in client.get(f"/review/{case.ident}/sign").content.decode()
    assert _sign(physician, case) == 302
    payload = docket_of(Case.objects.get(pk=case.pk)).entries[-1].payload
    assert isinstance(payload, DeterminationSigned)
    director = somebody(PersonRole.MEDICAL_DIRECTOR)
    kept = answers_of(opened(director, case.ident), Case.objects.get(pk=case.pk).length)
    assert kept is not None
    assert kept.is_as_signed
    open_still = [(Answer.OPEN, "")] * len(others)
    assert [(told.answer, told.because) for told in kept.findings] == [(Answer.JUSTIFIED, REASON), *open_still]
    assert f"The physician answers: {REASON}" in browser_of(director).get(f"/release/{case.ident}").content.decode()
    for role in (PersonRole.COORDINATOR, PersonRole.REGULATOR):
        page = whole_case(browser_of(somebody(role)), case.ident)
        assert REASON not in page
    assert REASON.encode() not in export_docket(Case.objects.get(pk=case.pk))


def test_an_answer_that_was_changed_afterwards_is_found_out(physician: Person) -> None:
    case, client = under_review(physician), browser_of(physician)
    write_whole(client, case)
    work = workspace(opened_file(physician, case.ident))
    justify(work.file, _checked(physician, case).claims[0], REASON)
    assert _sign(physician, case) == 302
    kept = SignedAnswers.objects.get()
    kept.content["findings"][0]["because"] = "Something kinder."
    kept.save()
    director = somebody(PersonRole.MEDICAL_DIRECTOR)
    told = answers_of(opened(director, case.ident), kept.entry)
    assert told is not None
    assert not told.is_as_signed
    page = browser_of(director).get(f"/release/{case.ident}").content.decode()
    assert "The answers kept here are not those that were signed" in page


def test_what_is_mended_is_told_as_mended(physician: Person) -> None:
    claim = Claim(rule="X", message="Two numbers.", severity=Severity.MAJOR, check="L-05")
    other = replace(claim, message="Two sides.")
    before = [
        AnsweredFinding(check="L-05", rule="X", message=message, answer=Answer.MENDED)
        for message in ("Two numbers.", "Two sides.", "Two drugs.")
    ]
    given = answers("salt", [claim, other], before, {finding_key(other): "They are."})
    assert [(told.message, told.answer, told.because) for told in given.findings] == [
        ("Two numbers.", Answer.OPEN, ""),
        ("Two sides.", Answer.JUSTIFIED, "They are."),
        ("Two drugs.", Answer.MENDED, ""),
    ]
    assert given.digest != Answers(salt="other", findings=given.findings).digest


def test_the_programme_lists_what_is_fatal(physician: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    case = under_review(physician)
    director = somebody(PersonRole.MEDICAL_DIRECTOR)
    monkeypatch.setattr("evenhand_web.letters.releasing.house_bars", lambda _: ("A tie.",))
    monkeypatch.setattr("evenhand_web.letters.releasing.panel_bars", lambda *_: (Claim(rule="X", message="Revoked."),))
    file = opened(director, case.ident)
    assert [words for words in people_bars(file) if words == "A tie." or "Revoked." in words] != ["A tie."]
    lenient = replace(file.programme, fatal=frozenset({Stop.LETTER}))
    assert people_bars(replace(file, programme=lenient)) == ("A tie.",)
