"""Who keyed an entry for another, and the paper it rests on: in the chain, on the page, in the reviewer's file."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from evenhand.docket.entry import Occurrence, entry_hash
from evenhand.docket.intake import DeficiencyNoted, UrDecisionFiled, UrEffect
from evenhand.docket.kind import EntryKind
from evenhand.docket.listing import listed_documents
from evenhand.docket.party import Actor, Role
from evenhand.procedure.export import export_for
from evenhand_web.accounts.models import PersonRole
from evenhand_web.accounts.seam import actor
from evenhand_web.cases.entering import enter_keyed
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase, opened
from evenhand_web.cases.papers import KeyedPaper
from evenhand_web.infrastructure.models import Job
from evenhand_web.infrastructure.shelf import read
from evenhand_web.records.jobs import READ
from evenhand_web.records.seam import record_of
from tests.web.cast import browser_of, document_named, new_case, somebody, whole_case

Clock = Callable[[dt.datetime], None]
WORKER = Actor(role=Role.APPLICANT, id="worker")
PAPER = b"%PDF-1.7 the decision, as it was sent"


def _decision() -> Occurrence:
    payload = UrDecisionFiled(decided_on=dt.date(2024, 5, 20), effect=UrEffect.DENIED, service="mail_ca")
    return Occurrence(payload=payload, on=dt.date(2024, 6, 3), by=WORKER)


def _paper(title: str = "The decision") -> KeyedPaper:
    return KeyedPaper(title=title, pieces=[PAPER], media_type="application/pdf", suffix="pdf")


def _keyed(*papers: KeyedPaper) -> OpenCase:
    case = opened(somebody(PersonRole.COORDINATOR, "corinne"), new_case().ident)
    return enter_keyed(case, 1, _decision(), papers=papers)


def test_the_chain_says_who_keyed_for_another_and_for_nobody_else(store: str, moment: Clock) -> None:
    case = _keyed()
    first, keyed = case.docket.entries
    assert first.entered_by is None  # a test opened the case, and nobody keyed it
    assert keyed.by == WORKER
    assert keyed.entered_by == actor(case.viewer)
    forged = replace(keyed, entered_by=None)
    assert entry_hash(forged) != keyed.hash  # it cannot be taken out unseen
    lacking = DeficiencyNoted(reasons=("unsigned",))
    own = enter_keyed(case, 2, Occurrence(payload=lacking, on=dt.date(2024, 6, 3), by=actor(case.viewer)))
    assert own.docket.entries[-1].entered_by is None  # what is one's own was keyed for nobody


def test_papers_of_the_intake_are_the_first_documents_of_the_file(store: str, moment: Clock) -> None:
    case = _keyed(_paper(), _paper("An envelope"))
    document = document_named("R1.pdf", case.case)
    assert b"".join(read(document.file)) == PAPER
    listed = record_of(case.case, case.state)
    assert [(paper.record.id, paper.record.title) for paper in listed] == [
        ("R1", "The decision"),
        ("R2", "An envelope"),
    ]
    assert listed[0].file == document
    assert listed[0].kind.is_of_the_decision
    assert listed[0].sender == "worker"
    assert [record.id for record in listed_documents(case.state.standing())] == ["R1", "R2"]
    assert Job.objects.filter(kind=READ).count() == 2  # their pages are made as those of any record


def test_whoever_may_not_read_an_entry_reads_not_of_its_papers(store: str, moment: Clock) -> None:
    case = _keyed(_paper())
    copy = export_for(case.docket, case.programme, Role.PUBLIC)
    assert copy.entries[-1].payload is None
    assert copy.entries[-1].hash == case.docket.head


def test_the_page_says_who_keyed_it_and_links_its_paper(store: str, moment: Clock) -> None:
    case = _keyed(_paper())
    page = whole_case(browser_of(case.viewer), case.case.ident)
    label = case.programme.label(Role.ORGANISATION)
    assert f"entered for them by corinne ({label})" in page
    link = re.search(r'href="([^"]+)">R1\. The decision', page)
    assert link is not None
    answer = browser_of(somebody(PersonRole.REGULATOR)).get(link[1])
    assert b"".join(answer.streaming_content) == PAPER  # type: ignore[attr-defined]
    regulator = whole_case(browser_of(somebody(PersonRole.REGULATOR, "other")), case.case.ident)
    assert "corinne" not in regulator  # the names of the office's people are for its own
    assert f"entered for them by {label}" in regulator


def test_an_entry_without_its_paper_says_so(store: str, moment: Clock) -> None:
    case = _keyed()
    page = whole_case(browser_of(case.viewer), case.case.ident)
    assert page.count("No paper was kept with it.") == 1


def _sent(case: Case, **more: Any) -> dict[str, Any]:
    given = {"length": case.length, "on": "2024-06-03", "by": "applicant:worker", "decided_on": "2024-05-20"}
    return given | {"effect": "denied", "service": "mail_ca"} | more


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"papers": b"MZ\x00 a program", "paper_title": "The decision"}, "no document that can be shown"),
        ({"papers": PAPER}, "Say what the paper is"),
    ],
)
def test_a_paper_that_cannot_be_kept_enters_nothing(store: str, moment: Clock, more: dict[str, Any], told: str) -> None:
    case = new_case()
    more["papers"] = SimpleUploadedFile("decision.pdf", more["papers"])
    client = browser_of(somebody(PersonRole.COORDINATOR))
    answer = client.post(f"/desk/cases/{case.ident}/enter/ur_decision_filed", _sent(case, **more))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert Case.objects.get().length == 1


def test_papers_come_with_a_keyed_entry_and_with_its_correction(store: str, moment: Clock) -> None:
    case, person = new_case(), somebody(PersonRole.COORDINATOR)
    client = browser_of(person)
    scans = [SimpleUploadedFile(f"{name}.pdf", PAPER + name.encode()) for name in ("a", "b")]
    keyed = _sent(case, papers=scans, paper_title="Decision")
    answer = client.post(f"/desk/cases/{case.ident}/enter/ur_decision_filed", keyed)
    assert answer.status_code == 302, answer.content.decode()
    filed = opened(person, case.ident)
    assert [paper.title for paper in filed.docket.entries[-1].payload.papers] == [  # type: ignore[union-attr]
        "Decision (1 of 2)", "Decision (2 of 2)",
    ]  # fmt: skip
    again = _sent(filed.case, decided_on="2024-05-21", because="A slip.", paper_title="Letter of the payer")
    again["papers"] = SimpleUploadedFile("c.pdf", PAPER + b"c")
    answer = client.post(f"/desk/cases/{case.ident}/correct/2", again)
    assert answer.status_code == 302, answer.content.decode()
    now = opened(person, case.ident)
    assert now.docket.entries[-1].kind is EntryKind.UR_DECISION_FILED
    record = record_of(now.case, now.state)
    assert [document.record.id for document in record] == ["R1", "R2", "R3"]
    assert all(document.file is not None for document in record)
