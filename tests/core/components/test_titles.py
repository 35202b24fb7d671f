"""Titles of disputed lines are read into the components a person reads in them, and nothing is made up."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.components.component import FIELDS, ComponentKind, component_json
from evenhand.components.title import LONGEST_TITLE, components
from evenhand.components.vocabulary import Row, vocabulary
from evenhand.components.words import one_form, stem, words
from tests.core.components.scoring import gold, score

EXAMPLES = tomllib.loads(Path(__file__).with_name("examples.toml").read_text())["example"]
ROWS = vocabulary().rows
KIND_OF_TABLE = {kind.value for kind in ComponentKind}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"][:60])
def test_a_title_is_read_as_a_person_reads_it(example: dict[str, Any]) -> None:
    expected = [{name: each.get(name) for name in FIELDS} for each in example["components"]]
    assert [component_json(each) for each in components(example["title"])] == expected


def names_in(title: str, row: Row) -> bool:
    """Whether a name of the row stands in the title."""
    stems = [word.stem for word in words(one_form(title))]
    if row.table == "ending":
        return any(each.endswith(row.names) for each in stems)
    keys = [tuple(word.stem for word in words(name)) for name in row.names]
    return any(tuple(stems[start : start + len(key)]) == key for key in keys for start in range(len(stems)))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.table} {row.names[0]}")
def test_every_row_of_a_table_matches_its_example(row: Row) -> None:
    assert names_in(row.example, row)
    proposed = components(row.example)
    assert proposed
    if row.kind or row.table in KIND_OF_TABLE:
        assert proposed[0].kind == (row.kind or row.table)
    if row.table in ("region", "limb"):
        assert proposed[0].body_region
    if row.table in ("side", "limb"):
        assert proposed[0].side
    if row.table == "unit":
        assert proposed[0].unit
    if row.table == "route":
        assert proposed[0].route
    if row.table in ("before", "guidance", "tail", "bracket"):
        assert not names_in(proposed[0].treatment, row)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"][:60])
def test_every_example_matches_a_row(example: dict[str, Any]) -> None:
    assert any(names_in(example["title"], row) for row in ROWS)


@pytest.mark.parametrize("name", [name for row in ROWS if row.table in KIND_OF_TABLE for name in row.names])
def test_every_name_of_a_treatment_tells_its_kind(name: str) -> None:
    kinds = {row.table for row in ROWS if name in row.names and row.table in KIND_OF_TABLE}
    assert len(kinds) == 1, "a treatment is of one kind"
    assert {each.kind for each in components(name)} == kinds


def test_every_table_says_where_its_names_were_seen() -> None:
    assert {row.source for row in ROWS if row.kind or row.table in KIND_OF_TABLE} <= {
        "letters",
        "guidelines",
        "unverified",
    }


def test_an_unknown_treatment_is_said_to_be_unknown() -> None:
    assert [each.kind for each in components("Quibblework")] == [ComponentKind.OTHER]


@pytest.mark.parametrize("title", ["", "   ", "\t", "x" * (LONGEST_TITLE + 1), "the of and", "(", ")", "#", "12"])
def test_what_is_no_title_makes_no_traceback(title: str) -> None:
    assert all(each.treatment for each in components(title))


PIECES = st.sampled_from(
    [word for example in EXAMPLES for word in example["title"].split()]
    + ["\0", "\u00bd", "\u2019", "\u2014", "(", "\ufb01", "rodilla", "#"]
)
TITLES = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join))


def stands_in_order(value: str, title: str) -> bool:
    """Whether the letters and figures of a value stand in the title in their order, others between them."""
    left = iter(title)
    return all(mark in left for mark in value if mark.isalnum())


@given(TITLES)
def test_nothing_is_made_up(title: str) -> None:
    printed = {word.stem for word in words(one_form(title))}
    sayings = {stem(word) for row in ROWS for name in row.names for word in name.split() if row.table == "region"}
    for each in components(title):
        for value in (each.treatment, each.frequency, each.duration, each.dose, each.route, each.unit):
            assert stands_in_order(value or "", one_form(title))
        regions = {word.stem for word in words(each.body_region or "")} - {";"}
        assert regions <= printed | sayings | {"upper", "lower", "extremity"}


@given(TITLES)
def test_a_title_reads_the_same_however_it_is_spaced(title: str) -> None:
    assert components(title) == components(f"  {re.sub(' ', '  ', title)} ")


@given(st.text(alphabet="12 x()/,#-", max_size=LONGEST_TITLE))
def test_the_longest_title_is_answered(title: str) -> None:
    components(title)


@pytest.mark.parametrize("part", ["tuned", "held"])
def test_real_titles_are_read_as_a_person_read_them(shared: Path, part: str) -> None:
    result = score(shared, part)
    assert result.f1() >= 0.95
    for name in ("treatment", "kind", "body_region", "side", "quantity", "frequency", "duration", "dose"):
        assert result.f1(name) >= 0.85, name
    assert result.split_right >= 0.8 * result.joined > 0


def test_half_of_what_is_kept_back_is_never_tuned_on() -> None:
    letters = {part: {row["case"] for row in gold(part)} for part in ("tuned", "held")}
    assert letters["tuned"].isdisjoint(letters["held"])
    assert sum(1 for _ in gold("held")) >= 70
