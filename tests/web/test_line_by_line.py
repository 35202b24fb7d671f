"""What a coordinator keys line by line and at the end of a case, through the forms as a browser sends them."""

import datetime as dt
import html
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from evenhand.docket.aftermath import PetitionFiled
from evenhand.docket.assignment import Assigned, RecordsReceived
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome
from evenhand.docket.party import DocumentRef, MedicalRecord, Role
from evenhand.docket.review import (
    DeterminationIssued,
    DeterminationSigned,
    LineFinding,
    ReviewerAssigned,
    ReviewerAttested,
    ReviewerProposed,
)
from evenhand.procedure.state import read_case
from evenhand.treatment import DisputedTreatment, Necessity, Units
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case, Delegation
from evenhand_web.cases.seam import docket_of
from evenhand_web.infrastructure.programmes import programme_of
from tests.web.cast import browser_of, entered, new_case, somebody

Clock = Callable[[dt.datetime], None]
DAY = dt.date(2024, 6, 10)
LINES = (
    DisputedTreatment(id="1", words="Massage", units=Units(unit="session", requested=Decimal(6))),
    DisputedTreatment(id="2", words="MRI", units=Units(unit="study", requested=Decimal(1))),
)
PAPER = DocumentRef(sha256="0" * 64, name="determination.json", media_type="application/json")


@pytest.fixture
def coordinator(store: str, moment: Clock) -> Client:
    return browser_of(somebody(PersonRole.COORDINATOR))


def _key(client: Client, kind: str, **fields: Any) -> Case:
    """Key an entry as the page offers it: who did it is the first of those it names, unless a field says so."""
    case = Case.objects.get()
    address = f"/desk/cases/{case.ident}/enter/{kind}"
    page = client.get(address)
    assert page.status_code == 200, kind
    offered = re.search(r'<select name="by".*?</select>', page.content.decode(), re.DOTALL)
    assert offered
    who = next(word for word in re.findall(r'value="([^"]*)"', offered[0]) if word)
    keyed = {"length": case.length, "on": "2024-06-11", "hour": "", "by": html.unescape(who)} | fields
    answer = client.post(address, keyed)
    assert answer.status_code == 302, answer.content.decode()
    return Case.objects.get()


def _lines() -> dict[str, str]:
    state = read_case(docket_of(Case.objects.get()), programme_of("ca_wc"))
    return {line: status.value for line, status in state.lines.items()}


def _assigned() -> Case:
    case = entered(
        new_case(treatments=LINES), EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, DAY
    )
    return entered(case, Assigned(organisation="Sample IMRO"), Role.REGULATOR, DAY)


def test_lines_end_one_by_one_and_with_the_last_the_case(coordinator: Client) -> None:
    _assigned()
    _key(coordinator, "line_authorised", line="1", units="2")
    assert _lines() == {"1": "disputed", "2": "disputed"}  # four of six are still in dispute
    _key(coordinator, "line_authorised", line="1", units="")
    assert _lines()["1"] == "authorised"
    settled = {"line": "2", "instrument": "Stipulated award of June 11, 2024", "form": "award", "by": "payer:payer"}
    case = _key(coordinator, "line_settled", **settled)
    assert case.stage == "terminated"
    _key(coordinator, "fee_charged", amount="115", basis="ended before reviewer")
    assert _key(coordinator, "closed", reason="Nothing is left to decide").stage == "closed"


def test_a_line_is_withdrawn_by_its_physician_and_the_rest_goes_on(coordinator: Client) -> None:
    _assigned()
    case = _key(coordinator, "line_withdrawn", line="2", reason="")
    assert (_lines()["2"], case.stage) == ("withdrawn", "awaiting_records")
    assert _key(coordinator, "withdrawn", party="worker", is_signed="on", reason="").stage == "withdrawn"


def test_a_deferred_case_revives(coordinator: Client) -> None:
    Delegation.objects.create(programme="ca_wc", kind="eligibility_found", since=DAY, paper="of that day")
    new_case(treatments=LINES)
    deferred = {"outcome": "deferred", "reasons": ["LIABILITY_DISPUTE_DEFERRED"]}
    assert _key(coordinator, "eligibility_found", **deferred).stage == "deferred"
    lifted = {"notice_served_on": "2024-06-10", "service": "mail_ca"}
    assert _key(coordinator, "deferral_lifted", **lifted).stage == "screening"
    admitted = {"outcome": "eligible", "lines": ["1"], "refused": ["2|NOT_MEDICAL_NECESSITY"]}
    assert _key(coordinator, "eligibility_found", **admitted).stage == "eligible"
    assert _lines() == {"1": "disputed", "2": "not_admitted"}


def _decided() -> Case:
    """A case decided by a physician and petitioned against."""
    case = _assigned()
    answers = tuple(required_record.id for required_record in programme_of("ca_wc").required_records)
    records = RecordsReceived(party="payer", documents=(MedicalRecord(id="R1", title="All", answers=answers),))
    case = entered(case, records, Role.PAYER, DAY, "payer")
    case = entered(case, ReviewerProposed(reviewer="R-1"), Role.ORGANISATION, DAY)
    sworn = ReviewerAttested(reviewer="R-1", affiliations_denied=("payer",), qualifications="Orthopedics")
    case = entered(case, sworn, Role.REVIEWER, DAY)
    case = entered(case, ReviewerAssigned(reviewer="R-1", qualifications="Orthopedics"), Role.ORGANISATION, DAY)
    findings = tuple(LineFinding(line=line.id, necessity=Necessity.NOT_NECESSARY) for line in LINES)
    signed = DeterminationSigned(reviewer="R-1", findings=findings, document=PAPER)
    case = entered(case, signed, Role.REVIEWER, DAY)
    case = entered(case, DeterminationIssued(findings=findings, documents=(PAPER,)), Role.MEDICAL_DIRECTOR, DAY)
    return entered(case, PetitionFiled(party="worker", grounds=("bias",)), Role.APPLICANT, DAY, "worker")


def test_a_determination_set_aside_is_sent_back(coordinator: Client) -> None:
    case = _decided()
    page = coordinator.get(f"/desk/cases/{case.ident}/enter/set_aside").content.decode()
    ground = html.unescape(re.findall(r'<option value="([^"]*conflict of interest[^"]*)"', page)[0])
    order = {
        "ground": ground,
        "fact": "The reviewer owns the clinic.",
        "order": "Order of that day",
        "lines": ["1", "2"],
    }
    assert _key(coordinator, "set_aside", **order).stage == "set_aside"
    case = _key(coordinator, "remanded", to_organisation="Sample IMRO", instruction="Another physician", **order)
    assert case.stage == "ready"
    assert _lines() == {"1": "disputed", "2": "disputed"}
