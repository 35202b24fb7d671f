"""The facts a guideline turns on, and its limits as sums that are shown and never judged."""

import re
from decimal import Decimal

import pytest

from evenhand.guideline.library_file import load_library
from evenhand.guideline.needed_facts import (
    FactState,
    RecordedFact,
    RecordPlace,
    fact_findings,
    fact_rows,
    limit_sums,
    needed_facts,
)
from evenhand.programme.library import programme_folder

LIBRARY, _ = load_library(programme_folder("ca_wc"))
assert LIBRARY is not None
BY_ID = {each.id: each for each in LIBRARY.recommendations}
MASSAGE = BY_ID["G001"]


@pytest.mark.parametrize("row", fact_rows(), ids=lambda row: row.id)
def test_every_fact_is_needed_by_its_example(row: object) -> None:
    ident, example = getattr(row, "id", ""), getattr(row, "example", "")
    assert ident in {fact.id for fact in needed_facts([BY_ID[example]])}


def test_massage_turns_on_the_visits_so_far() -> None:
    assert [fact.id for fact in needed_facts([MASSAGE])] == ["visits_so_far"]


def test_what_nobody_has_read_needs_no_fact() -> None:
    assert needed_facts([each for each in BY_ID.values() if not each.limits and not each.criteria]) == ()


def test_a_fact_is_answered_by_a_page_or_by_not_found() -> None:
    needed = needed_facts([MASSAGE])
    page = RecordPlace(record="R-3", page=7)
    assert len(fact_findings(needed, [])) == 1
    assert fact_findings(needed, [RecordedFact(fact="visits_so_far", state=FactState.UNKNOWN)]) == ()
    assert fact_findings(needed, [RecordedFact(fact="visits_so_far", state=FactState.PRESENT, places=(page,))]) == ()
    for state in (FactState.PRESENT, FactState.ABSENT):
        (finding,) = fact_findings(needed, [RecordedFact(fact="visits_so_far", state=state)])
        assert "no page" in finding.message


def test_a_contradiction_needs_both_places() -> None:
    needed = needed_facts([MASSAGE])
    pages = tuple(RecordPlace(record="R-3", page=page) for page in (7, 9))
    (finding,) = fact_findings(
        needed, [RecordedFact(fact="visits_so_far", state=FactState.CONTRADICTORY, places=pages[:1])]
    )
    assert "both places" in finding.message
    assert (
        fact_findings(needed, [RecordedFact(fact="visits_so_far", state=FactState.CONTRADICTORY, places=pages)]) == ()
    )


def test_a_limit_is_shown_beside_what_is_asked_and_what_was() -> None:
    (shown,) = limit_sums(MASSAGE, {"sessions": Decimal(6)}, {"visits": Decimal(8)})
    assert shown.total == 14
    assert str(shown) == "visits total 4 to 6; asked 6, before 8, together 14"
    (unknown,) = limit_sums(MASSAGE, {"visits": Decimal(6)}, {})
    assert unknown.total is None
    assert "before not known" in str(unknown)


def test_no_sum_says_whether_it_is_within() -> None:
    for recommendation in BY_ID.values():
        for shown in limit_sums(recommendation, {"visits": Decimal(99)}, {"visits": Decimal(1)}):
            sums = str(shown).removeprefix(str(shown.limit))
            assert not re.search(r"within|exceed|over|too many|necessary", sums)
