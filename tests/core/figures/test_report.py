"""The report of figures as a paper: every figure with its definition, its table and its plot, and nothing left out."""

import datetime as dt
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.figures.plot import Mark, bars
from evenhand.figures.report import ReportRow, ReportTable, ReportWords, edition, report
from evenhand.letter.document import Picture, Table, plain
from evenhand.letter.html import html
from evenhand.letter.pdf import pdf
from evenhand.letter.text import text

WORDS = ReportWords(
    title="Figures of Freedonia, 2026-03",
    sender="Independent medical review",
    opening=("Counted on a day.",),
    heads=("Group", "Value", "More"),
    nothing="Nothing to count",
    method="Method",
    method_said=("By legal days.",),
    plot="Plot of {title}: {rows}.",
    foot="Figures",
    page="Page",
    of="of",
)
ON_TIME = ReportTable(
    "on-time",
    "On time",
    "Mailed by the day.",
    (ReportRow("standard", "75.0 %", "3 of 4", 75, 30, 95), ReportRow("<b>", "0.0 %", "0 of 1", 0, 0, 79)),
    "percent",
    100,
)
EMPTY = ReportTable("set-aside", "Set aside", "By ground.", (), "number")


def _numbers(svg: str) -> list[float]:
    bar = "{http://www.w3.org/2000/svg}rect"
    return [float(rect.attrib["width"]) for rect in ElementTree.fromstring(svg).iter(bar)]


def test_every_figure_has_its_definition_its_plot_and_its_table_and_none_is_left_out() -> None:
    paper = report(WORDS, (ON_TIME, EMPTY))
    assert [type(block) for block in paper.blocks].count(Table) == 1
    (picture,) = (block for block in paper.blocks if isinstance(block, Picture))
    assert picture.alternative == "Plot of On time: standard: 75.0 %; <b>: 0.0 %."
    letter = text(paper)
    assert "Mailed by the day." in letter
    assert "Set aside: By ground." in letter
    assert [plain(cell) for table in paper.blocks if isinstance(table, Table) for cell in table.rows[0]] == [
        "standard",
        "75.0 %",
        "3 of 4",
    ]


def test_the_page_and_the_paper_show_the_plot_with_its_words() -> None:
    paper = report(WORDS, (ON_TIME, EMPTY))
    page = html(paper)
    assert '<div class="picture" role="img" aria-label="Plot of On time: standard: 75.0 %; &lt;b&gt;' in page
    assert "<b>" not in page
    printed = pdf(paper, dt.datetime(2026, 4, 1, 12, tzinfo=dt.UTC))
    assert printed.startswith(b"%PDF")
    assert printed == pdf(paper, dt.datetime(2026, 4, 1, 12, tzinfo=dt.UTC))


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=12))
def test_bars_are_as_long_as_their_values(values: list[float]) -> None:
    widths = _numbers(bars([Mark(f"row {value}", value, str(value)) for value in values], "number"))
    for first, width in zip(values, widths, strict=True):
        for second, other in zip(values, widths, strict=True):
            assert (first < second) <= (width <= other + 0.1)
    assert max(widths) <= 640


@pytest.mark.parametrize("marks", [[], [Mark("a", -1.0, "-1")]])
def test_what_cannot_be_drawn_is_refused(marks: list[Mark]) -> None:
    with pytest.raises(ValueError, match="a plot has a row"):
        bars(marks, "number")


def test_another_definition_is_another_edition() -> None:
    before = edition([("on-time", "On time", "Mailed by the day.")])
    assert before == edition([("on-time", "On time", "Mailed by the day.")])
    assert before != edition([("on-time", "On time", "Mailed by the hour.")])
