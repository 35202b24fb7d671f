"""A coordinator says rightly what an entry says wrong, and everybody reads both."""

import datetime as dt
from collections.abc import Callable

from evenhand.docket.assignment import Assigned
from evenhand.docket.intake import EligibilityFound, EligibilityOutcome
from evenhand.docket.party import Role
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case
from evenhand_web.cases.seam import docket_of
from tests.web.cast import browser_of, entered, new_case, somebody

Clock = Callable[[dt.datetime], None]
WRONG, RIGHT = dt.date(2024, 6, 11), dt.date(2024, 6, 10)
WHY = {"because": "The cover sheet was misread."}


def assigned() -> Case:
    """A case that was assigned on the wrong day."""
    case = new_case()
    entered(case, EligibilityFound(outcome=EligibilityOutcome.ELIGIBLE), Role.REGULATOR, RIGHT)
    return entered(case, Assigned(organisation="Sample Review"), Role.ORGANISATION, WRONG)


def keyed(length: int, **more: str) -> dict[str, str]:
    """The fields of a correction as a browser sends them."""
    return {"length": str(length), "on": f"{RIGHT}", "hour": "", "organisation": "Sample Review", **WHY} | more


def test_a_wrong_day_is_put_right(store: str, moment: Clock) -> None:
    case, person = assigned(), somebody(PersonRole.COORDINATOR)
    client = browser_of(person)
    page = client.get(f"/desk/cases/{case.ident}/correct/3").content.decode()
    assert "Correct entry 3" in page
    assert 'value="2024-06-11"' in page
    by = f"organisation:{person.ident}"
    answer = client.post(f"/desk/cases/{case.ident}/correct/3", keyed(3, by=by))
    assert answer.status_code == 302, answer.content.decode()
    last = docket_of(case).entries[-1]
    assert (last.on, last.instead_of, last.because) == (RIGHT, 3, WHY["because"])
    shown = client.get(f"/desk/cases/{case.ident}").content.decode()
    assert "Corrected by entry 4" in shown
    assert "Instead of entry 3" in shown


def test_a_correction_says_why(store: str, moment: Clock) -> None:
    case, person = assigned(), somebody(PersonRole.COORDINATOR)
    by = f"organisation:{person.ident}"
    answer = browser_of(person).post(f"/desk/cases/{case.ident}/correct/3", keyed(3, by=by, because=""))
    assert answer.status_code == 422
    assert docket_of(case).entries[-1].number == 3


def test_a_correction_that_cannot_be_comes_back_with_the_reason(store: str, moment: Clock) -> None:
    case, person = assigned(), somebody(PersonRole.COORDINATOR)
    too_early = keyed(3, by=f"organisation:{person.ident}", on="2024-06-05")
    answer = browser_of(person).post(f"/desk/cases/{case.ident}/correct/3", too_early)
    assert answer.status_code == 409
    assert "became eligible on 2024-06-10" in answer.content.decode()


def test_only_who_makes_such_entries_corrects_them(store: str, moment: Clock) -> None:
    case = assigned()
    for role, number in ((PersonRole.MEDICAL_DIRECTOR, 3), (PersonRole.REVIEWER, 3), (PersonRole.COORDINATOR, 9)):
        person = browser_of(somebody(role))
        assert person.get(f"/desk/cases/{case.ident}/correct/{number}").status_code == 404
