"""What a party's copy of a docket holds, and entries made by leave of whoever they belong to."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from evenhand.docket.entry import Docket, Occurrence, append
from evenhand.docket.file import encode, verify
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome
from evenhand.docket.kind import EntryKind
from evenhand.docket.party import Actor, Role
from evenhand.docket.review import ReviewerAttested, ReviewerProposed
from evenhand.procedure.export import export_for
from evenhand.procedure.permit import refusals
from evenhand.procedure.state import read_case
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Delegation, Programme
from evenhand.run.case_folder import CaseFolder, read_case_folder

AT = dt.datetime(2014, 1, 21, 20, tzinfo=dt.UTC)
EXAMPLE = Path(__file__).parents[2] / "examples" / "cm13-0029838"


@pytest.fixture(scope="module")
def law() -> Programme:
    programme, _ = load_programme(programme_folder("ca_wc"))
    assert programme is not None
    return programme


@pytest.fixture(scope="module")
def case() -> CaseFolder:
    folder, _ = read_case_folder(EXAMPLE)
    assert folder is not None
    return folder


def docket_of(case: CaseFolder) -> Docket:
    docket = Docket()
    for planned in case.entries:
        if planned.payload is not None:
            docket = append(docket, planned.occurrence(planned.payload), recorded_at=AT, salt="salt")
    return docket


@pytest.mark.parametrize("role", [Role.ORGANISATION, Role.MEDICAL_DIRECTOR])
def test_the_organisations_own_people_see_who_reviews(case: CaseFolder, law: Programme, role: Role) -> None:
    whole = docket_of(case)
    copy = export_for(whole, law, role)
    assert [entry for entry in copy.entries if isinstance(entry.payload, ReviewerProposed | ReviewerAttested)]
    assert encode(copy) == encode(whole)


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.REPRESENTATIVE, Role.PROVIDER, Role.PAYER, Role.PUBLIC])
def test_no_party_sees_the_reviewer_and_the_chain_still_holds(case: CaseFolder, law: Programme, role: Role) -> None:
    whole = docket_of(case)
    assert any(isinstance(entry.payload, ReviewerProposed) for entry in whole.entries)
    assert b"R-0001" in encode(whole)
    copy = export_for(whole, law, role)
    assert b"R-0001" not in encode(copy)
    hidden = [entry for entry in copy.entries if isinstance(entry.payload, ReviewerProposed | ReviewerAttested)]
    assert hidden == []
    assert copy.head == whole.head
    again, findings = verify(encode(copy), "copy.jsonl")
    assert findings == ()
    assert again == copy


def test_the_public_sees_nothing_before_publication(case: CaseFolder, law: Programme) -> None:
    assert all(entry.payload is None for entry in export_for(docket_of(case), law, Role.PUBLIC).entries)


def test_the_organisation_sees_all(case: CaseFolder, law: Programme) -> None:
    whole = docket_of(case)
    assert export_for(whole, law, Role.MEDICAL_DIRECTOR) == whole


def test_the_header_of_an_entry_never_tells_one_reviewer_from_another() -> None:
    attested = ReviewerAttested(reviewer="R-1", affiliations_denied=(), qualifications="")
    happened = Occurrence(payload=attested, on=AT.date(), by=Actor(role=Role.REVIEWER, id="R-1"))
    with pytest.raises(ValueError, match="never tells one reviewer"):
        append(Docket(), happened, recorded_at=AT, salt="s")


def test_a_delegation_gives_leave_for_its_kind_role_and_days_only(case: CaseFolder, law: Programme) -> None:
    application, decision = case.entries[0], case.entries[1]
    docket = Docket()
    for planned in (application, decision):
        assert planned.payload is not None
        docket = append(docket, planned.occurrence(planned.payload), recorded_at=AT, salt="s")
    eligible = EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE)

    def by(role: Role, on: dt.date, programme: Programme) -> tuple[str, ...]:
        happened = Occurrence(payload=eligible, on=on, by=Actor(role=role))
        return refusals(read_case(docket, programme), programme, happened)

    day = dt.date(2013, 10, 31)
    assert by(Role.REGULATOR, day, law) == ()
    assert any("may not enter it" in reason for reason in by(Role.ORGANISATION, day, law))
    leave = Delegation(
        kind=EntryKind.ELIGIBILITY_FOUND,
        to=Role.ORGANISATION,
        since=dt.date(2013, 10, 1),
        until=dt.date(2013, 11, 30),
        citation="LC 4610.5(k)",
    )
    delegated = replace(law, procedure=replace(law.procedure, delegations=(leave,)))
    assert by(Role.ORGANISATION, day, delegated) == ()
    assert by(Role.PAYER, day, delegated)
    assert by(Role.ORGANISATION, dt.date(2013, 12, 1), delegated)
