"""What is kept between pages says what is asked anew; what is written at once is escaped."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.access import case_for, cases_for, delegated_to
from evenhand_web.cases.case_search import case_numbered
from evenhand_web.cases.models import Case, Delegation, DocketEntry
from evenhand_web.cases.seam import docket_of
from evenhand_web.desk.docket_shown import docket_shown
from evenhand_web.infrastructure.kept_questions import KeptQuestion
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.pages.entry_words import EntryRow, PaperLink
from tests.web.cast import new_case, somebody

Clock = Callable[[dt.datetime], None]
_MARKUP = re.compile(r"<(?!/?(?:li|div|span|time|strong|p|a|details|summary|dl|dt|dd|svg|rect)\b)")


@pytest.mark.postgresql(slow=True)
def test_a_kept_question_gives_the_rows_of_each_value(store: str, moment: Clock) -> None:
    cases, kept = [new_case(f"IMR-{number}") for number in range(3)], _entries()
    for case in cases:
        with CaptureQueriesContext(connection) as asked:
            rows = kept.rows(case.pk)
        assert len(asked) == 1
        assert rows == list(case.entries.order_by("number"))
        assert [row.payload for row in rows] == [row.payload for row in case.entries.order_by("number")]
    assert kept.rows(0) == []


def _entries() -> KeptQuestion[DocketEntry, int]:
    return KeptQuestion(lambda case: DocketEntry.objects.filter(case_id=case).order_by("number"), -1)


def test_a_docket_is_that_of_its_own_case(store: str, moment: Clock) -> None:
    for case in [new_case(f"IMR-{number}") for number in range(3)]:
        assert docket_of(case).head == Case.objects.get(pk=case.pk).head


@pytest.mark.postgresql(slow=True)
def test_a_delegation_counts_from_its_first_day_to_its_last(store: str, moment: Clock) -> None:
    coordinator, law = somebody(PersonRole.COORDINATOR), programme_of("ca_wc")
    since, until = dt.date(2024, 6, 3), dt.date(2024, 6, 5)
    Delegation.objects.create(programme=law.id, kind="assigned", since=since, until=until, paper="letter")
    Delegation.objects.create(programme="freedonia", kind="eligibility_found", since=since, paper="letter")
    days = [dt.date(2024, 6, day) for day in range(2, 7)]
    assert [len(delegated_to(coordinator, law, day)) for day in days] == [0, 1, 1, 1, 0]
    Delegation.objects.filter(kind="assigned").update(until=None)
    assert delegated_to(coordinator, law, dt.date(2044, 1, 1)) == {"assigned"}


@pytest.mark.postgresql(slow=True)
def test_a_case_is_found_by_its_number_through_the_index(store: str, moment: Clock) -> None:
    case = new_case("IMR-77 A")
    Case.objects.filter(pk=new_case("IMR-78").pk).update(number_key="")
    assert case_numbered("imr 77a") == case_numbered("IMR-77 A") == case
    assert case_numbered("IMR-78") is not None
    assert case_numbered("") is None
    if connection.vendor == "sqlite":
        with CaptureQueriesContext(connection) as asked:
            case_numbered("IMR-77 A")
            cursor = connection.cursor().execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
        assert not any("SCAN" in row[3] for row in cursor.fetchall())


def test_nothing_in_an_entry_is_taken_for_markup() -> None:
    bad = '<script>&"'
    row = EntryRow(
        number=7, on=dt.date(2024, 6, 3), recorded=bad, title=bad, about=bad, by=bad, entered_by=bad,
        papers=(PaperLink(bad, bad, ""), PaperLink(bad, bad, "F-1")), fields=((bad, bad),), is_struck=True,
        is_sealed=False, mark=bad, because=bad, is_corrected_by=8, corrects=6, may_be_corrected=True,
    )  # fmt: skip
    page = docket_shown([row, row._replace(papers=(), is_corrected_by=None)], "C-1")
    assert not _MARKUP.search(page)
    assert page.count("&lt;script&gt;&amp;&quot;") == page.count("script") == 24
    assert 'href="/desk/cases/C-1/documents/F-1"' in page


@pytest.mark.parametrize("role", list(PersonRole))
@pytest.mark.parametrize("programmes", ["", "ca_wc", "freedonia", "freedonia ca_wc"])
def test_a_case_is_opened_by_whoever_it_is_listed_for(
    store: str, moment: Clock, role: PersonRole, programmes: str
) -> None:
    case, person = new_case("IMR-1"), somebody(role)
    person.programmes = programmes
    person.save()
    if cases_for(person).filter(pk=case.pk).exists():
        assert case_for(person, case.ident) == case
    else:
        with pytest.raises(Http404):
            case_for(person, case.ident)
    with pytest.raises(Http404):
        case_for(person, "any")
