"""Numbers of pages as people write them."""

import pytest

from evenhand.records.page_runs import page_runs


@pytest.mark.parametrize(
    ("pages", "written"),
    [((), ""), ((4,), "4"), ((1, 2), "1-2"), ((3, 4, 5, 8), "3-5, 8"), ((8, 3, 4), "8, 3-4"), ((2, 2), "2, 2")],
)
def test_runs_are_drawn_together_in_the_order_of_the_pages(pages: tuple[int, ...], written: str) -> None:
    assert page_runs(pages, "-") == written
