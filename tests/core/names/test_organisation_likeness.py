"""Names of organizations: one, to be asked, another; by labelled pairs and by laws that hold for every name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.names.likeness import Likeness
from evenhand.names.organisation_likeness import same_organisation
from evenhand.panel.instance.synthetic_names import Namer
from tests.core.names.labelled import labelled

KINDS = ("insurer", "medical_group", "maker", "employer", "claims_administrator", "law_firm", "facility")
WRITTEN_OTHERWISE = (
    "c/o {}",
    "Attn: Records, {}",
    "{}, Attn: Billing",
    "{}, San Luis Obispo",
    "{} - Fresno",
    "{} of Central California",
    "{}, Suite 200",
    "{} dba Larkspur Partners",
    "Larkspur Partners dba {}",
    "{}, a California corporation",
    "{}, Inc.",
    "THE {}",
)


@pytest.mark.parametrize("pair", labelled("organisations"), ids=lambda pair: f"{pair.kind}: {pair.name} | {pair.other}")
def test_no_organisation_is_taken_for_another_nor_for_two(pair) -> None:  # type: ignore[no-untyped-def]
    answer = same_organisation(pair.name, pair.other)
    assert not pair.is_wrong(answer)
    assert same_organisation(pair.other, pair.name) is answer
    assert pair.right != "other" or answer is Likeness.OTHER


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Copper Wren Insurance Co.", "COPPER WREN INSURANCE COMPANY, INC."),
        ("Copper Wren Ins.", "The Copper Wren Insurance Corporation"),
        ("St. Osyth Hosp.", "Saint Osyth Hospital"),
        ("Copper & Wren, LLP", "Copper and Wren"),
        ("Cañon Wren Medical Group, a Medical Corporation", "Canon Wren Med Grp"),
        ("U.S. Wren Stores", "US Wren Stores"),
        ("Attn: Records, Copper Wren Clinic", "Copper Wren Clinic"),
    ],
)
def test_names_that_are_one_beyond_doubt(name: str, other: str) -> None:
    assert same_organisation(name, other) is Likeness.SAME


@given(st.integers(), st.sampled_from(KINDS), st.sampled_from(WRITTEN_OTHERWISE))
def test_an_organisation_written_otherwise_is_never_another(seed: int, kind: str, form: str) -> None:
    name = Namer(seed).organisation(kind)
    assert same_organisation(name, form.format(name)) is not Likeness.OTHER
    assert same_organisation(form.format(name), name) is not Likeness.OTHER


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_compared(name: str, other: str) -> None:
    assert same_organisation(name, other) is same_organisation(other, name)


def test_of_organisations_drawn_at_random_hardly_any_is_asked_about() -> None:
    namer, asked, count = Namer("organisations"), 0, 3_000
    for number in range(count):
        name, other = namer.organisation(KINDS[number % 7]), namer.organisation(KINDS[number % 5])
        asked += name != other and same_organisation(name, other) is not Likeness.OTHER
    assert asked <= 0.005 * count
