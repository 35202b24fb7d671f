"""A named translator's version of the reasons: whole or not at all, beside the original, sent to who reads it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from evenhand.docket.assignment import NoticeIssued
from evenhand.letter.reasons_translated import passages_of
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase, opened, opened_by_task
from evenhand_web.infrastructure.shelf import read as bytes_of
from evenhand_web.infrastructure.worker import work_off
from evenhand_web.letters.models import Delivery, ReasonsVersion
from evenhand_web.letters.print_work import papers
from evenhand_web.letters.reasons_versions import languages_offered, signed_texts, version_document
from tests.web.cast import PASSWORD, application, browser_of, document_named, somebody
from tests.web.signed_case import sign, signed_case

Clock = Callable[[dt.datetime], None]
TRANSLATOR = "Lucía Ejemplar"


@pytest.fixture
def coordinator(store: str, moment: Clock, shelf_folder: Path) -> Person:
    return somebody(PersonRole.COORDINATOR)


def spanish_case() -> Case:
    """A signed case whose worker reads Spanish."""
    payload: Any = application().payload
    return signed_case(parties=(replace(payload.parties[0], language="es"), *payload.parties[1:]))


def words_of(pdf: bytes) -> str:
    """The words of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return words


def _keyed(case: OpenCase, **changed: str) -> dict[str, str]:
    (text,) = signed_texts(case)
    words = {f"passage-{passage.key}": f"En español: {passage.key}." for passage in passages_of(text.determination)}
    about = {"language": "es", "translator": TRANSLATOR, "credential": "certified, no. 300000", "on": f"{case.today}"}
    return words | about | changed


def _issue(case: Case) -> None:
    keyed = {"length": case.length, "password": PASSWORD, "read_whole": "on"}
    director = browser_of(somebody(PersonRole.MEDICAL_DIRECTOR, "odile"))
    assert director.post(f"/release/{case.ident}/issue", keyed).status_code == 302
    work_off(("letters",))


@pytest.mark.postgresql(slow=True)
def test_it_goes_out_with_the_letter_to_who_reads_that_language(coordinator: Person) -> None:
    case = spanish_case()
    held, client = opened(coordinator, case.ident), browser_of(coordinator)
    address = f"/desk/cases/{case.ident}/reasons"
    page = client.get(address).content.decode()
    assert "The record shows no lasting gain." in page, "the original stands beside it"
    assert client.post(address, _keyed(held)).status_code == 302
    shown = client.get(address).content.decode()
    assert f"Translated into Spanish by {TRANSLATOR} on" in shown
    _issue(case)
    docket = opened_by_task(Case.objects.get()).docket
    told = {entry.payload.party: entry.payload for entry in docket.entries if isinstance(entry.payload, NoticeIssued)}
    names = {party: [document.name for document in notice.documents] for party, notice in told.items()}
    assert [name for name in names["worker"] if "-reasons-es-" in name and name.endswith(".pdf")]
    assert not any("-reasons-" in name for party in ("physician", "payer") for name in names[party])
    delivery = Delivery.objects.get(notice="determination", party="worker")
    printed = " ".join(words_of(b"".join(bytes_of(file))) for file in papers(delivery))
    assert "En español: 1.answer." in printed
    assert TRANSLATOR in printed
    assert "certified, no. 300000" in printed


def test_a_version_is_of_all_the_reasons_by_somebody_named_and_of_no_day_to_come(coordinator: Person) -> None:
    case = signed_case()
    held, client = opened(coordinator, case.ident), browser_of(coordinator)
    address = f"/desk/cases/{case.ident}/reasons"
    for wrong in ({"passage-1.answer": ""}, {"translator": " "}, {"language": "hy"}, {"on": "2024-12-01"}):
        assert client.post(address, _keyed(held, **wrong)).status_code == 422, wrong
    assert not ReasonsVersion.objects.exists()


def test_another_text_is_signed_and_the_version_of_the_first_goes_nowhere(coordinator: Person) -> None:
    case = spanish_case()
    held = opened(coordinator, case.ident)
    assert browser_of(coordinator).post(f"/desk/cases/{case.ident}/reasons", _keyed(held)).status_code == 302
    case = sign(case, "The record shows a gain that did not last.")
    _issue(Case.objects.get(pk=case.pk))
    docket = opened_by_task(Case.objects.get()).docket
    names = [
        each.name
        for entry in docket.entries
        if isinstance(entry.payload, NoticeIssued)
        for each in entry.payload.documents
    ]
    assert names
    assert not any("-reasons-" in name for name in names)


def test_it_says_which_text_governs_and_only_languages_with_letters_are_offered(coordinator: Person) -> None:
    case = signed_case()
    held = opened(coordinator, case.ident)
    assert languages_offered(held) == ("es",)
    browser_of(coordinator).post(f"/desk/cases/{case.ident}/reasons", _keyed(held))
    (text,), kept = signed_texts(held), ReasonsVersion.objects.get()
    document = version_document(held, text, kept)
    assert document is not None
    words = repr(document.blocks[0])
    assert "La decisión es el texto en inglés" in words
    assert "junio de 2024" in words
    kept.words = {key: words for key, words in kept.words.items() if key != "1.answer"}
    assert version_document(held, text, kept) is None


def test_it_can_be_had_again_while_the_letter_waits_and_is_not_for_everybody(coordinator: Person) -> None:
    case = spanish_case()
    _issue(case)
    held = opened(coordinator, case.ident)
    assert browser_of(coordinator).post(f"/desk/cases/{case.ident}/reasons", _keyed(held)).status_code == 302
    page = browser_of(coordinator).get(f"/desk/cases/{case.ident}/letters").content.decode()
    assert TRANSLATOR in page
    for role in (PersonRole.REGULATOR, PersonRole.REVIEWER):
        assert browser_of(somebody(role)).get(f"/desk/cases/{case.ident}/reasons").status_code in (403, 404)
    assert document_named("determination.pdf", case).entry
