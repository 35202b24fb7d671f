"""The pages of the figures: a month counted from the dockets, each number with its cases."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ImproperlyConfigured

from evenhand.docket import intake
from evenhand.docket.party import Role
from evenhand.figures.defined import MEASURES
from evenhand.figures.month import Month
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.erasing import Order, erase_cases
from evenhand_web.cases.models import Case
from evenhand_web.figures.jobs import count_cases
from evenhand_web.figures.keeping import count_changed, counted_in
from evenhand_web.figures.models import CountedCase
from evenhand_web.house_rules import minimum_of
from evenhand_web.office.figure_words import WORDS
from tests.web.cast import browser_of, entered, new_case, somebody

pytestmark = pytest.mark.usefixtures("shelf_folder")

Clock = Callable[[dt.datetime], None]
JUNE = Month(2024, 6)


def _denial(case: Case, basis: str) -> Case:
    denial = intake.UrDecisionFiled(
        decided_on=dt.date(2024, 5, 20), effect=intake.UrEffect.DENIED, service="mail_ca", basis_cited=basis
    )
    return entered(case, denial, Role.PAYER, dt.date(2024, 6, 4))


def _page(role: PersonRole, month: str = "2024-06", **more: str) -> tuple[int, str]:
    answer = browser_of(somebody(role)).get("/office/figures", {"programme": "ca_wc", "month": month, **more})
    return answer.status_code, answer.content.decode()


def test_every_figure_has_its_words() -> None:
    assert WORDS.keys() == MEASURES.keys()


@pytest.mark.postgresql(slow=True)
def test_a_case_counts_as_its_docket_says_and_again_when_it_changes(store: str, moment: Clock) -> None:
    case = new_case()
    assert counted_in("ca_wc", JUNE).not_in_step == 1
    count_cases()
    counted = counted_in("ca_wc", JUNE)
    assert (counted.not_in_step, [facts.cites_guideline for facts in counted.cases]) == (0, [None])
    _denial(case, "")
    assert counted_in("ca_wc", JUNE).not_in_step == 1
    assert count_changed("ca_wc") == 1
    assert [facts.cites_guideline for facts in counted_in("ca_wc", JUNE).cases] == [False]
    assert count_changed("ca_wc") == 0


@pytest.mark.postgresql(slow=True)
@pytest.mark.usefixtures("keys_of_the_test")
def test_what_a_case_counts_for_lies_sealed_and_goes_with_it(store: str, moment: Clock) -> None:
    case = new_case()
    count_cases()
    row = CountedCase.objects.get()
    assert case.ident.encode() not in bytes(row.facts)
    assert b"Acme" not in bytes(row.facts)
    erase_cases([case], Order("court order", "the worker asked", None))
    assert not CountedCase.objects.exists()
    assert counted_in("ca_wc", JUNE).cases == ()
    assert counted_in("ca_wc", JUNE).not_in_step == 0


def test_a_case_that_does_not_open_is_told(store: str, moment: Clock) -> None:
    new_case()
    count_cases()
    row = CountedCase.objects.get()
    CountedCase.objects.update(facts=bytes(row.facts)[:-1] + bytes([bytes(row.facts)[-1] ^ 1]))
    assert counted_in("ca_wc", JUNE).unreadable == 1
    assert "1 case could not be read and is in no figure." in _page(PersonRole.REGULATOR)[1]


def test_months_in_which_a_case_counts_for_nothing_do_not_read_it(store: str, moment: Clock) -> None:
    new_case()
    count_cases()
    assert counted_in("ca_wc", Month(2024, 5)).cases == ()
    assert counted_in("freedonia", JUNE).cases == ()
    assert len(counted_in("ca_wc", Month(2024, 7)).cases) == 1


def test_the_regulator_sees_payers_by_name_and_the_office_their_sum(
    store: str, moment: Clock, settings_of: Callable[..., None]
) -> None:
    settings_of(FIGURES_MINIMUM=1)
    case = _denial(new_case(), "")
    count_cases()
    payer = counted_in("ca_wc", JUNE).cases[0].administrator
    assert payer
    status, page = _page(PersonRole.REGULATOR)
    assert status == 200
    assert payer in page
    for role in (PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR):
        status, page = _page(role)
        assert status == 200
        assert payer not in page
        assert "1 of 1; 95 % interval 21 to 100 %" in page
    browser = browser_of(somebody(PersonRole.COORDINATOR, "second"))
    behind = browser.get("/office/figures/ca_wc/2024-06/without-guideline/counted", {"group": ""})
    assert case.number in behind.content.decode()
    named = browser.get("/office/figures/ca_wc/2024-06/without-guideline/counted", {"group": payer})
    assert named.status_code == 404
    table = browser.get("/office/figures/ca_wc/2024-06.csv").content.decode()
    assert "Denials that name no guideline" in table
    assert payer not in table


def test_small_groups_stand_together(store: str, moment: Clock) -> None:
    _denial(new_case(), "")
    count_cases()
    page = _page(PersonRole.REGULATOR)[1]
    assert counted_in("ca_wc", JUNE).cases[0].administrator not in page
    assert "Groups of fewer than the minimum, together" in page


def test_a_reviewer_sees_no_figure(store: str, moment: Clock) -> None:
    assert _page(PersonRole.REVIEWER)[0] == 404


@pytest.mark.parametrize("month", ["2024-13", "0024-06", "June", "", "²024-06", "2024-06-01"])
def test_a_month_that_is_none_is_told(store: str, moment: Clock, month: str) -> None:
    status, page = _page(PersonRole.COORDINATOR, month)
    assert status == 422
    assert "A month is written year-month, such as 2026-11." in page or "This field is required" in page or not month


def test_an_empty_month_says_so(store: str, moment: Clock) -> None:
    new_case()
    status, page = _page(PersonRole.COORDINATOR, "9999-12")
    assert status == 200
    assert "not counted as it stands now" not in page
    assert "Nothing to count in this month" in page


@pytest.mark.parametrize(
    "address", ["nowhere/2024-06/received/counted", "ca_wc/2024-99/received/counted", "ca_wc/2024-06/strange/counted"]
)
def test_no_number_of_that_name(store: str, moment: Clock, address: str) -> None:
    assert browser_of(somebody(PersonRole.COORDINATOR)).get(f"/office/figures/{address}").status_code == 404


def test_who_is_limited_to_a_programme_sees_no_other(store: str, moment: Clock) -> None:
    person = somebody(PersonRole.COORDINATOR)
    person.programmes = "freedonia"
    person.save()
    assert browser_of(person).get("/office/figures/ca_wc/2024-06.csv").status_code == 404


def test_the_fewest_of_a_group_is_a_number_from_one() -> None:
    assert (minimum_of(""), minimum_of(" 5 ")) == (10, 5)
    for words in ("0", "x", "²", "1001"):
        with pytest.raises(ImproperlyConfigured):
            minimum_of(words)
