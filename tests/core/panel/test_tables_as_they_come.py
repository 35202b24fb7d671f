"""Panels and the public enumeration file as they come: from spreadsheets, with former names, deactivated, misquoted."""

import pytest

from evenhand.finding import Finding, Place, Severity
from evenhand.panel.instance.instance_file import reviewer_entity, with_reviewers
from evenhand.panel.people.credentials import Discipline, Reviewer
from evenhand.panel.people.nppes import Enumerated, read_nppes
from evenhand.panel.people.panel_csv import panel_csv, read_panel_table
from evenhand.panel.ties.affiliations import Affiliations, Entity, EntityKind, Ruling
from evenhand.panel.ties.identity import Identities
from tests.core.panel.ca_wc import DAY, panel_rules
from tests.core.panel.people import reviewer

JANE, MILO = reviewer(1), reviewer(2)
HEADER = (
    "NPI,Entity Type Code,Provider Last Name (Legal Name),Provider First Name,Provider Middle Name,"
    "Provider Name Suffix Text,Provider Credential Text,Provider Other Last Name,Provider Other First Name,"
    "NPI Deactivation Reason Code,NPI Deactivation Date,NPI Reactivation Date,Healthcare Provider Taxonomy Code_1,"
    "Provider License Number_1,Provider License Number State Code_1"
)


def row(npi: str = JANE.npi, **cells: str) -> str:
    """One row of the public file: a physician with one license, but for the cells given."""
    known = {
        "entity": "1", "last": "ROE", "first": "JANE", "middle": "", "suffix": "", "credential": "MD", "other_last": "",
        "other_first": "", "reason": "", "off": "", "on": "", "code": "207R00000X", "number": "A1", "state": "CA",
    } | cells  # fmt: skip
    return ",".join((npi, *(f'"{cell}"' if "," in cell else cell for cell in known.values())))


def enumerated(*rows: str, wanted: set[str] | None = None) -> tuple[tuple[Enumerated, ...], tuple[Finding, ...]]:
    """What the public file of these rows gives."""
    return read_nppes([HEADER, *rows], "npidata.csv", DAY, panel_rules().taxonomy, wanted)


@pytest.mark.parametrize(
    ("credential", "discipline"),
    [
        ("MD PHD", Discipline.MD),
        ("MD/PHD", Discipline.MD),
        ("M.D., PH.D.", Discipline.MD),
        ("M. D.", Discipline.MD),
        ("PhD, MD", Discipline.MD),
        ("MDPHD", Discipline.MD),
        ("D.O", Discipline.DO),
        ("D.O., M.P.H.", Discipline.DO),
        ("D.O. M.P.H.", Discipline.DO),
        ("DO MS", Discipline.DO),
        ("MBBS", Discipline.MD),
        ("M.B.,B.S.", Discipline.MD),
        ("MBChB, FRCS", Discipline.MD),
        ("PHD", Discipline.OTHER),
        ("DOM", Discipline.OTHER),
        ("", Discipline.OTHER),
    ],
)
def test_a_degree_is_read_however_it_is_parted(credential: str, discipline: Discipline) -> None:
    ((physician,), findings) = enumerated(row(credential=credential))
    assert physician.reviewer.licences[0].discipline is discipline
    assert findings == ()


def test_suffix_and_former_name_are_kept_for_conflicts_and_survive_the_table() -> None:
    ((physician,), _) = enumerated(row(last="ROE-SMITH", suffix="JR.", other_last="TARVALE"))
    assert physician.reviewer.name == "JANE ROE-SMITH JR."
    assert physician.reviewer.other_names == ("JANE TARVALE",)
    read, findings = read_panel_table(panel_csv([physician.reviewer]).encode(), "begun.csv")
    assert (read, findings) == ((physician.reviewer,), ())
    assert reviewer_entity(physician.reviewer).other_names == ("JANE TARVALE",)
    ((other,), _) = enumerated(row(other_last="TARVALE", other_first="JOAN"))
    assert other.reviewer.other_names == ("JOAN TARVALE",)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"entity": "", "last": "", "first": "", "off": "05/23/2020"}, "was deactivated on 05/23/2020"),
        ({"off": "05/23/2020", "reason": "DT"}, "on 05/23/2020 (reason DT, death)"),
        ({"off": "05/23/2020", "reason": "ZZ"}, "(reason ZZ)"),
        ({"off": "05/23/2022", "on": "06/01/2020"}, "on 05/23/2022, after it was reactivated on 06/01/2020"),
        ({"off": "05/23/2022", "on": "soon"}, "of which one is no day"),
        ({"off": "05/23/2020", "on": "06/01/0206"}, "of which one is no day"),
        ({"off": "05/23/2020", "on": "06/01/2199"}, "is still to come"),
    ],
)
def test_a_deactivated_identifier_is_not_taken_and_said_with_day_and_reason(cells: dict[str, str], words: str) -> None:
    read, (finding,) = enumerated(row(**cells), wanted={JANE.npi})
    assert read == ()
    assert words in finding.message


def test_a_reactivated_identifier_is_taken() -> None:
    assert len(enumerated(row(off="05/23/2020", on="06/01/2020"))[0]) == 1


def test_rows_of_nobody_are_counted_and_an_identifier_twice_is_one() -> None:
    read, findings = enumerated(row(), row(), row(MILO.npi, entity="", off="01/01/2020"))
    assert [len(physician.reviewer.licences) for physician in read] == [1]
    assert [(finding.severity, finding.message[:6]) for finding in findings] == [(Severity.NOTE, "1 rows")]
    ((physician,), findings) = enumerated(row(), row(last="TARVALE", number="B2"))
    assert physician.reviewer.other_names == ("JANE TARVALE",)
    assert {licence.number for licence in physician.reviewer.licences} == {"A1", "B2"}
    assert "earlier row" in findings[0].message


def test_a_misquoted_row_costs_only_itself() -> None:
    read, findings = enumerated(f'{MILO.npi},1,"ROE "X" Y",JANE,,,MD,,,,,,207R00000X,A1,CA', row())
    assert [physician.reviewer.npi for physician in read] == [JANE.npi]
    assert [finding.place.line for finding in findings] == [2]


TABLE = panel_csv([JANE])


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode("utf-16"),
        TABLE.encode("utf-8-sig"),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace(",", ";").encode(),
        (TABLE + ",,,,,,,,,,,,,,,\n\n").encode(),
        TABLE.replace(",md,", ",MD,").replace(",active,", ",Active,").replace(",CA,", ",ca,").encode(),
    ],
)
def test_a_panel_is_read_as_spreadsheets_save_it(data: bytes) -> None:
    read, findings = read_panel_table(data, "panel.csv")
    assert read == (JANE,)
    assert all(finding.severity is Severity.NOTE for finding in findings)


def test_an_enormous_count_is_a_finding() -> None:
    data = panel_csv([JANE]).splitlines()[0] + f"\nR-1,Jane,{JANE.npi},capacity,,,,,,,,{'9' * 5000},1,,,\n"
    read, (finding,) = read_panel_table(data.encode(), "panel.csv")
    assert read[0].capacity is None
    assert finding.place.key == "per_week"
    assert len(finding.message) < 100


@pytest.mark.parametrize("since", ["0019-01-31", "1899-12-31"])
def test_a_day_before_1900_is_said_and_its_fact_not_taken(since: str) -> None:
    """A year typed in two digits, which a spreadsheet wrote out."""
    data = TABLE.splitlines()[0] + f"\nR-1,Jane,{JANE.npi},absence,,,,,,{since},2026-01-05,,,,,\n"
    read, (finding,) = read_panel_table(data.encode(), "panel.csv")
    assert read[0].absences == ()
    assert finding.place == Place(file="panel.csv", line=2, key="since")
    assert f"{since} lies before 1900" in finding.message


def identities(*entities: Entity, rulings: tuple[Ruling, ...] = ()) -> Identities:
    """Who is who among some entities."""
    return Identities(Affiliations(entities=entities, rulings=rulings))


def person(entity: str, name: str, *identifiers: str, other_names: tuple[str, ...] = ()) -> Entity:
    """A person of the graph."""
    return Entity(id=entity, kind=EntityKind.PERSON, name=name, identifiers=identifiers, other_names=other_names)


def test_a_requesting_physician_written_with_degrees_is_asked_about_or_known_by_the_identifier() -> None:
    who = identities(person("R-1", "Jane Roe", f"npi:{JANE.npi}"))
    for written in ("Jane Roe, M.D., Ph.D.", "ROE, JANE A., MD", "Dr. Roe", "Jane Roe - Treating"):
        ((group, doubt),) = who.named(written, True)
        assert group == "R-1"
        assert doubt is not None
    assert who.named("J. Row", True, (f"npi:{JANE.npi}",)) == (("R-1", None),)
    assert who.named("Jane Roe", True, (f"npi:{MILO.npi}",)) == ()


def test_an_identifier_that_cannot_be_one_proves_nothing() -> None:
    who = identities(person("R-1", "Jane Roe", f"npi:{JANE.npi}"), person("R-2", "Milo Tarvale", "npi:"))
    wrong = JANE.npi[:-1] + str((int(JANE.npi[-1]) + 1) % 10)
    for identifier in ("npi:", "npi:0000000000", f"npi:{wrong}", "npi:unknown"):
        ((group, doubt),) = who.named("Jane Roe, M.D.", True, (identifier,))
        assert group == "R-1"
        assert doubt is not None
    assert who.of("R-2") == "R-2"


def test_a_former_name_in_the_credential_file_meets_its_bearer_in_the_graph() -> None:
    known = Reviewer(id="R-1", name="Jane Roe", npi=JANE.npi, other_names=("Jane Tarvale",))
    graph = with_reviewers(Affiliations(entities=(person("R-1", "Jane A. Roe"),)), [known])
    who = Identities(graph)
    assert who.named("Tarvale, Jane, MD", True)[0][0] == "R-1"
    assert who.named("Nobody Known", True, (f"npi:{JANE.npi}",)) == (("R-1", None),)


def test_equal_names_of_persons_are_a_question_and_of_organisations_none() -> None:
    group = Entity(id="G", kind=EntityKind.MEDICAL_GROUP, name="Zephyr Banner Physicians, a Medical Corporation")
    who = identities(person("R-1", "Jane Roe"), group)
    assert who.named("Jane Roe", True)[0][1] is not None
    assert who.named("Zephyr Banner Physicians", False) == (("G", None),)
    for written in (
        "c/o Zephyr Banner Physicians",
        "Attn: Records, Zephyr Banner Physicians",
        "Zephyr Banner Physicians, San Luis Obispo",
        "Zephyr Banner Physicians Medical Group of Central California",
    ):
        assert [found_group for found_group, _ in who.named(written, False)] == ["G"], written
