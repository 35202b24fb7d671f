"""Attestation: every subject and line is asked, an answer left out keeps the file closed, and who is out stays out."""

import datetime as dt
from dataclasses import replace

import pytest

from evenhand.codec import canonical
from evenhand.docket.party import Party, Role
from evenhand.docket.review import OathMatter, OathPoint, ReviewerAttested
from evenhand.finding import Finding, Severity
from evenhand.panel.ties.attestation import (
    Attestation,
    AttestationFault,
    AttestationForm,
    Point,
    Sworn,
    attestation_findings,
    attestation_form,
    excluded,
    not_covered,
    oath_entry,
    sworn_in,
)
from evenhand.panel.ties.conflict import Conflict
from evenhand.panel.ties.subjects import Subject
from evenhand.panel.ties.terms import Affiliation
from evenhand.procedure.state import Reviewers
from evenhand.programme.model import RuleTerm
from evenhand.programme.rule import Force, Rule
from evenhand.treatment import DisputedTreatment, Units
from tests.core.panel.ca_wc import DAY, law, programme
from tests.core.small_case import state_of

PARTIES = (
    Party(id="worker", role=Role.APPLICANT, name="Milo Tarvale"),
    Party(id="physician", role=Role.PROVIDER, name="Enid Folwick", organisation="Folwick Practice"),
    Party(id="payer", role=Role.PAYER, name="A. Clerk", organisation="Pebble Rampart Claims"),
)
SUBJECTS = (Subject(role="employer", name="Badger Cove Stores"),)
LINES = (DisputedTreatment(id="1", words="arthroscopy of the left knee", units=Units(unit="procedure")),)


def form_of(
    parties: tuple[Party, ...] = PARTIES, subjects: tuple[Subject, ...] = SUBJECTS, on: dt.date = DAY
) -> tuple[AttestationForm, tuple[Finding, ...]]:
    return attestation_form("C-1", parties, subjects, LINES, programme(), on)


FORM, FINDINGS = form_of()
SWORN = Attestation(
    case="C-1", reviewer="R-1", on=DAY, form=FORM.digest, sworn=tuple(point.key for point in FORM.points)
)


def test_the_form_asks_for_each_subject_each_quality_and_each_line_with_its_authority() -> None:
    assert FINDINGS == ()
    named = {point.id: point.name for point in FORM.affiliations if point.name}
    assert named == {
        "employer": "Badger Cove Stores",
        "claims_administrator": "Pebble Rampart Claims",
        "physician": "Enid Folwick",
        "medical_group": "Folwick Practice",
        "employee": "Milo Tarvale",
    }
    assert [point.id for point in FORM.affiliations] == list(law().subjects)
    by_matter = {matter: [point.id for point in FORM.qualifications if point.matter is matter] for matter in OathMatter}
    assert by_matter[OathMatter.REQUIREMENT] == list(law().requirements)
    assert by_matter[OathMatter.LINE] == ["1"]
    assert all("LC 139.5" in point.citation for point in FORM.points)
    assert len({point.key for point in FORM.points}) == len(FORM.points)


def test_knowledge_of_a_line_is_sworn_under_the_text_that_asks_for_it() -> None:
    asked = law().requirements["knowledgeable_clinician"].citation
    assert {term.citation for term in law().requirements.values()} > {asked}
    assert [point.citation for point in FORM.qualifications if point.matter is OathMatter.LINE] == [asked]


def test_roles_nobody_is_named_for_and_roles_nobody_knows_are_said() -> None:
    _, findings = form_of(PARTIES[:1], ())
    assert len(findings) == 3
    assert all(finding.severity is Severity.WARNING for finding in findings)
    form, findings = form_of(subjects=(*SUBJECTS, Subject(role="neighbour", name="Ada Cameras")))
    assert "neighbour" in findings[0].message
    assert form.affiliations[:-1] == FORM.affiliations
    assert form.affiliations[-1].in_full == "the neighbour: Ada Cameras"


def test_a_party_that_no_term_of_the_law_covers_is_asked_about_as_what_it_is_called() -> None:
    form, findings = form_of((*PARTIES, Party(id="other", role=Role.PUBLIC, name="A Stranger")))
    assert findings == ()
    assert form.affiliations[-1].in_full == "the public: A Stranger"
    silent = replace(programme(), terms={})
    form, findings = attestation_form("C-1", PARTIES, (), LINES, silent, DAY)
    assert findings == ()
    assert [point.in_full for point in form.affiliations] == [
        "the injured worker: Milo Tarvale",
        "the requesting physician: Enid Folwick",
        "the claims administrator: A. Clerk",
    ]


def test_a_rule_that_nobody_has_read_is_said() -> None:
    rule = programme().ruling(RuleTerm.CONFLICT)
    assert isinstance(rule, Rule)
    version = replace(rule.versions[-1], force=Force.UNKNOWN, value=None, must_read="the new section")
    unread = replace(programme(), rules={**programme().rules, rule.id: replace(rule, versions=(version,))})
    form, findings = attestation_form("C-1", PARTIES, SUBJECTS, LINES, unread, DAY)
    assert ["the new section" in finding.message for finding in findings] == [True]
    assert "Milo Tarvale" in {point.name for point in form.affiliations}


def test_only_a_whole_oath_on_today_s_form_opens_the_file() -> None:
    assert attestation_findings(FORM, SWORN, ()) == ()
    for closed in (
        replace(SWORN, sworn=SWORN.sworn[1:]),
        replace(SWORN, sworn=(), disclosed=tuple((key, "treated him once") for key in SWORN.sworn)),
        replace(SWORN, form="0" * 64),
        replace(SWORN, case="C-2"),
        replace(SWORN, sworn=(*SWORN.sworn, "affiliation:insurer:Nobody")),
    ):
        assert attestation_findings(FORM, closed, ())
        with pytest.raises(ValueError, match="leaves something out"):
            oath_entry(FORM, closed, "")


def test_a_new_subject_needs_a_new_oath_and_is_not_covered_by_the_old() -> None:
    form, _ = form_of(subjects=(*SUBJECTS, Subject(role="insurer", name="Zephyr Linden Insurance")))
    assert form.digest != FORM.digest
    assert attestation_findings(form, SWORN, ())
    oath = oath_entry(FORM, SWORN, "")
    assert not_covered(FORM, oath) == ()
    assert [point.name for point in not_covered(form, oath)] == ["Zephyr Linden Insurance"]


def test_an_oath_is_read_back_by_its_points_and_gives_away_no_name() -> None:
    oath = oath_entry(FORM, SWORN, "Board certified in Orthopedics; licensed in Oregon")
    read = sworn_in(oath, programme(), DAY)
    assert read.free_of == tuple(term.words for term in law().subjects.values())
    assert read.qualities == frozenset(law().requirements)
    assert "the employee: Milo Tarvale" in oath.affiliations_denied
    assert not any(name in " ".join(read.free_of) for name in ("Milo", "Badger", "Pebble"))


def test_an_oath_about_somebody_whom_no_term_of_the_law_names_is_read_back_too() -> None:
    """A party whom the law does not list was asked about all the same, and that was denied or disclosed."""
    oath = oath_entry(FORM, SWORN, "")
    told = OathPoint(matter=OathMatter.AFFILIATION, id="public", name="A Stranger")
    read = sworn_in(replace(oath, points=(*oath.points, told)), programme(), DAY)
    assert read.free_of == (*sworn_in(oath, programme(), DAY).free_of, f"the {programme().label('public')}")


def test_a_part_for_which_an_oath_names_nobody_is_read_as_not_stated() -> None:
    """A point without a name says that nobody was known; one about a quality says nothing of anybody."""
    oath = oath_entry(FORM, SWORN, "")
    before = set(sworn_in(oath, programme(), DAY).not_stated)
    named = next(point for point in oath.points if point.matter is OathMatter.AFFILIATION and point.name)
    words = law().subjects[named.id].words
    assert words not in before
    others = tuple(point for point in oath.points if point.id != named.id)
    quality = OathPoint(matter=OathMatter.REQUIREMENT, id=named.id, name="X")
    for points in ((replace(named, name=""), *others), (quality, *others), others):
        assert set(sworn_in(replace(oath, points=points), programme(), DAY).not_stated) == {*before, words}


@pytest.mark.parametrize(
    ("denied", "qualifications", "says"),
    [
        (("the employer",), "MD", True),
        (("the employer", " "), "MD", True),
        ((), "MD", False),
        ((" ",), "MD", False),
        (("the employer",), " ", False),
    ],
)
def test_an_oath_without_points_says_something_where_both_its_parts_do(
    denied: tuple[str, ...], qualifications: str, says: bool
) -> None:
    oath = ReviewerAttested(reviewer="R-1", affiliations_denied=denied, qualifications=qualifications)
    assert oath.says_something is says
    assert replace(oath, points=oath_entry(FORM, SWORN, "").points).says_something


def test_an_older_oath_is_read_by_its_lines_each_compared_whole() -> None:
    """As it was kept before points were: words of the law with names, and qualities in one line."""
    oath = ReviewerAttested(
        reviewer="R-1",
        affiliations_denied=(
            "the employer",
            "the employee: Milo Tarvale",
            "the public: A Stranger",
            "the employer of X",
        ),
        qualifications="licensed in Oregon; no disciplinary action or sanction, taken or pending, loss of privileges "
        "included",
    )
    assert b"points" not in canonical(oath)
    assert sworn_in(oath, programme(), DAY) == Sworn(
        free_of=("the employer", "the employee", "the public"), qualities=frozenset({"undisciplined"})
    )
    part = replace(oath, qualifications="I know of no disciplinary action or sanction, taken or pending")
    assert sworn_in(part, programme(), DAY).qualities == frozenset()
    assert not_covered(FORM, oath) == ()


def test_an_oath_does_not_overrule_what_the_graph_shows() -> None:
    shown = Conflict(
        principal="R-1",
        subject=SUBJECTS[0],
        role=law().subjects["employer"],
        affiliation=Affiliation.FINANCIAL,
        term=law().rules["financial"],
        steps=(),
        doubts=(),
        questions=(),
        path="R-1 is paid by Badger Cove Stores",
    )
    (finding,) = attestation_findings(FORM, SWORN, (shown,))
    assert "Badger Cove Stores" in finding.message
    assert "LC 139.5(d)(6)(B)" in finding.citation


def test_who_stepped_down_or_decided_before_a_remand_is_out() -> None:
    seats = Reviewers(
        attested={}, assigned={"R-4": DAY}, recused=frozenset({"R-2"}), excluded=frozenset({"R-3"}), signed={}
    )
    reasons = excluded(replace(state_of(), reviewers=seats))
    assert set(reasons) == {"R-2", "R-3"}
    assert "sent back" in reasons["R-3"]
    assert "stepped down" in reasons["R-2"]


@pytest.mark.parametrize("point", FORM.points, ids=lambda point: point.key)
def test_every_point_left_out_keeps_the_file_closed(point: Point) -> None:
    """An affiliation, a quality the law asks for, a line: none may go unanswered."""
    answered = replace(SWORN, sworn=tuple(key for key in SWORN.sworn if key != point.key))
    (finding,) = attestation_findings(FORM, answered, ())
    assert (finding.topic, finding.citation) == (AttestationFault.NOT_SWORN, point.citation)
    assert point.in_full in finding.message
