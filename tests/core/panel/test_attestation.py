"""Attestation: every subject and line is asked, an answer left out keeps the file closed, and who is out stays out."""

from dataclasses import replace

from evenhand.panel.ties.attestation import Attestation, attestation_findings, attestation_form, excluded
from evenhand.panel.ties.conflict import Conflict
from evenhand.panel.ties.subjects import Subject
from evenhand.panel.ties.terms import Affiliation
from evenhand.procedure.state import Reviewers
from tests.core.panel.ca_wc import DAY, law, panel_rules
from tests.core.panel.people import KNEE_ARTHROSCOPY
from tests.core.small_case import state_of

SUBJECTS = (
    Subject(role="employer", name="Badger Cove Stores"),
    Subject(role="claims_administrator", name="Pebble Rampart Claims"),
    Subject(role="physician", name="Enid Folwick", is_person=True),
    Subject(role="employee", name="Milo Tarvale", is_person=True),
)
FORM, SAID = attestation_form("C-1", SUBJECTS, KNEE_ARTHROSCOPY, law(), panel_rules().vocabulary)
SWORN = Attestation(
    case="C-1",
    reviewer="R-1",
    on=DAY,
    form=FORM.digest,
    sworn=tuple(one.id for one in (*FORM.affiliations, *FORM.qualifications)),
)


def test_the_form_asks_for_each_subject_and_each_line_with_its_authority() -> None:
    assert SAID == ()
    assert [one.id for one in FORM.affiliations] == [f"{one.role}:{one.name}" for one in SUBJECTS]
    assert [one.id for one in FORM.qualifications] == ["line:1"]
    assert all("LC 139.5" in one.citation for one in (*FORM.affiliations, *FORM.qualifications))
    assert all(one.name in point.words for one, point in zip(SUBJECTS, FORM.affiliations, strict=True))


def test_roles_nobody_is_named_for_and_roles_nobody_knows_are_said() -> None:
    _, said = attestation_form("C-1", SUBJECTS[:1], KNEE_ARTHROSCOPY, law(), panel_rules().vocabulary)
    assert len(said) == 3
    strange = Subject(role="neighbour", name="Ada Cameras")
    form, said = attestation_form("C-1", (*SUBJECTS, strange), KNEE_ARTHROSCOPY, law(), panel_rules().vocabulary)
    assert "neighbour" in said[0].message
    assert form == FORM


def test_only_a_whole_oath_on_today_s_form_opens_the_file() -> None:
    assert attestation_findings(FORM, SWORN, ()) == ()
    for closed in (
        replace(SWORN, sworn=SWORN.sworn[1:]),
        replace(SWORN, sworn=(), disclosed=tuple((one, "treated him once") for one in SWORN.sworn)),
        replace(SWORN, form="0" * 64),
        replace(SWORN, case="C-2"),
        replace(SWORN, sworn=(*SWORN.sworn, "insurer:Nobody")),
    ):
        assert attestation_findings(FORM, closed, ())


def test_a_new_party_needs_a_new_oath() -> None:
    more = (*SUBJECTS, Subject(role="insurer", name="Zephyr Linden Insurance"))
    form, _ = attestation_form("C-1", more, KNEE_ARTHROSCOPY, law(), panel_rules().vocabulary)
    assert form.digest != FORM.digest
    assert attestation_findings(form, SWORN, ())


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
    (found,) = attestation_findings(FORM, SWORN, (shown,))
    assert "Badger Cove Stores" in found.message
    assert "LC 139.5(d)(6)(B)" in found.citation


def test_who_stepped_down_or_decided_before_a_remand_is_out() -> None:
    seats = Reviewers(
        attested={}, assigned={"R-4": DAY}, recused=frozenset({"R-2"}), excluded=frozenset({"R-3"}), signed={}
    )
    reasons = excluded(replace(state_of(), reviewers=seats))
    assert set(reasons) == {"R-2", "R-3"}
    assert "sent back" in reasons["R-3"]
    assert "stepped down" in reasons["R-2"]
