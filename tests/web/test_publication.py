"""A served determination prepared for publication: what is masked, who reads it, what is published and taken down."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evenhand.corpus.redaction import Kind
from evenhand.docket.aftermath import Published, TakenDown
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.entering import enter_own
from evenhand_web.cases.erasing import Order, erase_cases
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.infrastructure.shelf import read
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters.models import LETTER, Issue
from evenhand_web.publication.models import PassageJudgment, Preparation
from evenhand_web.publication.publishing import publish, published_text
from evenhand_web.publication.reading import (
    NotToBeDone,
    PreparedPage,
    Step,
    lift,
    mask,
    newest_preparation,
    note_read,
    prepared_page,
    step_of,
)
from evenhand_web.publication.served import ask_for_preparations, served_letter
from tests.web.cast import PASSWORD, WORKER_NAME, browser_of, document_named, somebody
from tests.web.signed_case import REVIEWER_NAME, signed_case

pytestmark = pytest.mark.usefixtures("shelf_folder")

Clock = Callable[[dt.datetime], None]


@pytest.fixture
def case(store: str, moment: Clock, shelf_folder: Path, settings_of: Callable[..., None]) -> Case:
    """A case whose determination was served and prepared; the lot falls on none."""
    settings_of(PUBLICATION_SHARE=0)
    return _prepared_case()


def _prepared_case(
    answer: str = f"{WORKER_NAME} told Ms. Osterholt that nothing helped. The record shows no gain.",
) -> Case:
    signed = signed_case(answer=answer)
    director = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR))
    director.post(f"/release/{signed.ident}/issue", {"length": signed.length, "password": PASSWORD, "read_whole": "on"})
    work_off(("letters",))
    Issue.objects.filter(what=LETTER).update(state=Issue.State.SERVED)
    ask_for_preparations()
    ask_for_preparations()  # asked again, each is prepared once
    work_off(("house",))
    return Case.objects.get()


def _page(person: Person, case: Case) -> tuple[OpenCase, PreparedPage]:
    now = opened(person, case.ident)
    kept = newest_preparation(now)
    assert kept is not None
    page = prepared_page(now, kept)
    assert page is not None
    return now, page


def _post(person: Person, case: Case, do: str, **keyed: Any) -> tuple[int, str]:
    answer = browser_of(person).post(f"/desk/cases/{case.ident}/publication", {"do": do} | keyed)
    return answer.status_code, answer.content.decode()


def test_a_served_determination_is_prepared_once_and_the_letter_stays_as_it_was(case: Case) -> None:
    desk = somebody(PersonRole.COORDINATOR)
    now, page = _page(desk, case)
    text = published_text(now, page)
    for name in (WORKER_NAME, "Imani", "Osterholt", "Sample Mutual", REVIEWER_NAME):
        assert name not in text
    assert WORKER_NAME in page.text
    letter = served_letter(Issue.objects.get(what=LETTER))
    assert letter is not None
    assert b"".join(read(letter.file)).decode() == page.text
    assert Preparation.objects.count() == 1


def test_nothing_is_published_that_a_person_must_look_at_and_has_not_read(case: Case) -> None:
    desk = somebody(PersonRole.COORDINATOR)
    Preparation.objects.update(must_be_read=True)
    now, page = _page(desk, case)
    assert step_of(page.preparation) is Step.READ
    with pytest.raises(NotToBeDone):
        publish(now, now.length, page)
    note_read(page, desk)
    now, page = _page(desk, case)
    longer = publish(now, now.length, page)
    published = longer.docket.entries[-1].payload
    assert isinstance(published, Published)
    assert published.document.name == "IMR-1.pdf"
    assert b"".join(read(document_named("IMR-1.pdf", case).file)).startswith(b"%PDF")
    assert newest_preparation(longer).published_as == longer.length  # type: ignore[union-attr]


def test_what_is_lifted_and_masked_is_kept_with_its_reason_and_nothing_is_lifted_unseen(case: Case) -> None:
    desk = somebody(PersonRole.COORDINATOR)
    now, page = _page(desk, case)
    name = next(n for n, span in enumerate(page.masks) if page.text[span.start : span.end] == "Osterholt")
    lift(page, desk, [name], "the name of a test")
    with pytest.raises(NotToBeDone):
        lift(page, desk, [name + 1], "decided on the page as it was before")
    now, page = _page(desk, case)
    assert "Osterholt" in published_text(now, page)
    assert WORKER_NAME not in published_text(now, page)
    assert mask(page, desk, "OSTERHOLT", Kind.NAME, "a nurse after all") >= 1
    now, page = _page(desk, case)
    assert "Osterholt" not in published_text(now, page)
    assert PassageJudgment.objects.order_by("pk")[0].why == "the name of a test"


def test_the_lot_has_a_second_person_read_it_and_what_that_person_masks_is_a_leak(case: Case) -> None:
    first, second = somebody(PersonRole.COORDINATOR), somebody(PersonRole.COORDINATOR, "second")
    Preparation.objects.update(must_be_read=True, share=100)
    _, page = _page(first, case)
    note_read(page, first)
    _, page = _page(first, case)
    with pytest.raises(NotToBeDone):
        note_read(page, first)
    _, page = _page(second, case)
    assert step_of(page.preparation) is Step.SECOND
    mask(page, second, "gain", Kind.UNSURE, "tells too much")
    assert PassageJudgment.objects.filter(is_leak=True).exists()
    _, page = _page(second, case)
    note_read(page, second)
    now, page = _page(second, case)
    assert step_of(page.preparation) is Step.READY
    assert "gain" not in published_text(now, page)


def test_what_is_taken_down_is_read_anew_before_it_is_published_again(case: Case) -> None:
    office = somebody(PersonRole.REGULATOR, "office")
    Preparation.objects.update(must_be_read=False)
    now, page = _page(office, case)
    publish(now, now.length, page)
    now, page = _page(office, case)
    with pytest.raises(NotToBeDone):
        mask(page, office, "record", Kind.UNSURE, "too late")
    enter_own(now, now.length, TakenDown(reason="A name stands in it."))
    now, page = _page(office, case)
    assert step_of(page.preparation) is Step.READ
    note_read(page, office)
    now, page = _page(office, case)
    assert isinstance(publish(now, now.length, page).docket.entries[-1].payload, Published)


def test_the_page_lifts_masks_reads_and_publishes(case: Case) -> None:
    desk = somebody(PersonRole.COORDINATOR)
    Preparation.objects.update(must_be_read=True)
    client = browser_of(desk)
    assert case.number in client.get("/desk/publications").content.decode()
    shown = client.get(f"/desk/cases/{case.ident}/publication").content.decode()
    assert "<mark" in shown
    assert _post(desk, case, "lift", **{"lift-seen": 0, "lift-passages": ["0"], "lift-why": "no name"})[0] == 302
    status, words = _post(desk, case, "lift", **{"lift-seen": 0, "lift-passages": ["1"], "lift-why": "no name"})
    assert (status, "Somebody else decided" in words) == (409, True)
    status, words = _post(
        desk, case, "mask", **{"mask-seen": 1, "mask-words": "nowhere at all", "mask-kind": "name", "mask-why": "x"}
    )
    assert (status, "do not stand in the letter" in words) == (422, True)
    assert _post(desk, case, "publish", seen=1, length=case.length, read="on")[0] == 409
    assert _post(desk, case, "read", seen=1, length=case.length, read="on")[0] == 302
    assert _post(desk, case, "publish", seen=1, length=case.length)[0] == 302
    assert case.number not in client.get("/desk/publications").content.decode()


@pytest.mark.usefixtures("keys_of_the_test")
def test_what_was_prepared_lies_sealed_and_goes_with_the_case(case: Case) -> None:
    desk = somebody(PersonRole.COORDINATOR)
    _, page = _page(desk, case)
    lift(page, desk, [0], "no name")
    erase_cases([case], Order("court order", "the worker asked", None))
    assert not Preparation.objects.exists()
    assert not PassageJudgment.objects.exists()


def test_a_case_of_which_nothing_is_prepared_has_no_such_page(store: str, moment: Clock) -> None:
    case = signed_case()
    assert browser_of(somebody(PersonRole.COORDINATOR)).get(f"/desk/cases/{case.ident}/publication").status_code == 404
