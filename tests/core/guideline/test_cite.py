"""Citations of guidelines are read from the sentences of determinations and from running text, and none is made up."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from evenhand.cli.main import main
from evenhand.guideline.cite import citations
from evenhand.guideline.cited import OTHER, citation_json
from evenhand.guideline.conventions import Title
from tests.core.guideline.reading import FIELDS, blocks, ca_wc_patterns, corrected, score

PATTERN = ca_wc_patterns()
CONVENTIONS = PATTERN.conventions
EXAMPLES = tomllib.loads(Path(__file__).with_name("citation_examples.toml").read_text())["example"]
SCHEDULED = [title for title in CONVENTIONS.titles if title.body == CONVENTIONS.schedule_body]
OTHERS = [title for title in CONVENTIONS.titles if title.body != CONVENTIONS.schedule_body and title.is_guideline]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"][:60])
def test_a_block_is_read_as_a_person_reads_it(example: dict[str, Any]) -> None:
    cited = [{name: getattr(each, name) for name in FIELDS} for each in citations(example["text"], PATTERN)]
    assert cited == [{name: each.get(name) for name in FIELDS} for each in example["citations"]]


@pytest.mark.parametrize("title", SCHEDULED, ids=lambda title: title.title)
def test_every_title_of_the_schedule_is_read_under_each_of_its_names(title: Title) -> None:
    for name in title.names:
        (cited,) = citations(f"Decision based on MTUS {name} 2003, Section(s): Hammocks.", PATTERN)
        assert (cited.body, cited.edition, cited.section) == (title.body, "2003", "Hammocks")
        assert cited.title == title.title
        assert cited.chapter == title.place


@pytest.mark.parametrize("title", OTHERS, ids=lambda title: title.title)
def test_every_other_title_is_read_with_the_day_of_its_publisher(title: Title) -> None:
    for name in title.names:
        (cited,) = citations(f"{name} Guideline ({title.body} March 4, 2015)", PATTERN)
        assert (cited.body, cited.title, cited.edition) == (title.body, title.title, "2015-03-04")
        assert cited.chapter == title.place


@pytest.mark.parametrize("body", CONVENTIONS.bodies.values(), ids=lambda body: body.id)
def test_every_name_of_a_body_and_every_chapter_of_it_is_read(body: Any) -> None:
    for name in (*body.names, *(name for work in body.works for name in work.names)):
        assert {each.body for each in citations(f"As the {name} say so.", PATTERN)} == {body.id}
    for chapter in body.chapters:
        block = f"Decision based on Non-MTUS Citation {body.names[0]}, {chapter} Chapter, Hammocks."
        (cited,) = citations(block, PATTERN)
        assert (cited.chapter, cited.section) == (f"{chapter} Chapter", "Hammocks")


def test_what_speaks_of_a_guideline_and_cites_none_gives_none() -> None:
    for silent in CONVENTIONS.silent:
        assert citations(f"The payer {silent}.", PATTERN) == ()


def test_letters_misread_as_figures_are_read_as_letters_and_kept_as_they_are() -> None:
    text = "Decisi0n ba5ed on MTUS Knee Comp1aints 2004, Sect1on(s): Summary."
    (cited,) = citations(text, PATTERN)
    assert (cited.title, cited.edition, cited.section) == ("Knee Complaints", "2004", "Summary")
    assert cited.raw in text
    assert citations("A CAT5 cable, 10 a5 and L5-S1 are no words.", PATTERN) == ()


WORDS = st.sampled_from(
    [word for example in EXAMPLES for word in example["text"].split()]
    + [
        "Decision based on MTUS",
        "Decision based on Non-MTUS Citation",
        "(",
        ")",
        "\0",
        "\u2019",
        "gu\u00eda",
        "2004",
        "a" * 99,
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))


@given(TEXTS)
def test_any_text_is_answered_and_every_citation_stands_in_it(text: str) -> None:
    for cited in citations(text, PATTERN):
        assert cited.raw in text
        assert cited.body in (OTHER, *CONVENTIONS.bodies)
        assert cited.title


@given(st.sampled_from(EXAMPLES), st.sampled_from(["\u00bfPor qu\u00e9? ", "On 3/4/2015 the worker fell.  ", "12. "]))
def test_words_before_a_statement_change_nothing_of_it(example: dict[str, Any], before: str) -> None:
    if not example["text"].startswith("Decision"):
        return
    alone = [citation_json(each) for each in citations(example["text"], PATTERN)]
    assert [citation_json(each) for each in citations(before + example["text"], PATTERN)] == alone


@pytest.mark.parametrize(
    "unit", ["a-", "MTUS ", "ODG (((", "Decision based on Non-MTUS Citation ", " ", "page 1, ", "a1"]
)
def test_two_hundred_pages_of_anything_are_answered(unit: str) -> None:
    citations(unit * (200 * 1_500 // len(unit)), PATTERN)


@pytest.mark.parametrize("part", ["looked_at", "held"])
def test_blocks_of_real_determinations_are_read(shared: Path, part: str) -> None:
    mended, as_given = score(shared, part, mended=True), score(shared, part, mended=False)
    assert mended.blocks > 30
    assert mended.f1() >= 0.97
    assert mended.f1("body") >= 0.97
    assert mended.f1("edition") >= 0.95
    assert as_given.f1() >= 0.95


def test_few_readings_are_mended(shared: Path) -> None:
    count = sum(1 for part in ("looked_at", "held") for _ in blocks(shared, part))
    assert len(corrected()) <= 0.12 * count


def test_each_block_gives_one_list_in_order() -> None:
    block = "Decision based on MTUS Knee Complaints 2004.\n\nnothing\n"
    result = CliRunner().invoke(main, ["cite", "--json"], input=block.encode())
    assert result.exit_code == 0
    lists = [json.loads(line) for line in result.stdout.splitlines()]
    assert [len(each) for each in lists] == [1, 0, 0]
    assert list(lists[0][0]) == [*FIELDS, "raw"]


def test_a_person_reads_a_citation_on_a_line() -> None:
    result = CliRunner().invoke(
        main, ["cite"], input=b"Decision based on MTUS Knee Complaints 2004, Section(s): Summary.\n-\n"
    )
    assert "1: MTUS: Knee Complaints, 2004; Chapter 13; 8 CCR 9792.23.6; section Summary\n" in result.stdout
    assert "2: cites no guideline" in result.stdout


def test_a_programme_without_conventions_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "programme.toml").write_text("")
    result = CliRunner().invoke(main, ["cite", "--programme", str(tmp_path)], input=b"x\n")
    assert result.exit_code == 2
    assert "does not tell how its guidelines are cited" in result.stderr
