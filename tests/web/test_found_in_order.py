"""What a page shows, whole and in its order, where names, numbers and organizations are written otherwise: searching a
case, possible duplicates, and the ranking of physicians. The given cases of each kind lie with the shared material.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.duplicates import described_by, note_beside
from evenhand_web.cases.models import Case, ComparedCase
from evenhand_web.panel.keeping import keep_affiliations
from tests.web.cast import application, browser_of, new_case, somebody
from tests.web.panel_cast import describe_case, keep, with_file
from tests.web.review_cast import ready_case

Clock = Callable[[dt.datetime], None]
SEARCHES = (
    ("Thị Đaovan Quellmar", "Daovan"),
    ("Łucja Źrebakowska", "Zrebakowska"),
    ("Jørn Ærlighed", "Aerlighed"),
    ("Kale\u02bba Wai\u02bboluna", "Wai'oluna"),
    ("Sean O\u2019Thrushlow", "O Thrushlow"),
    ("Inés de la Quintresa", "Delaquintresa"),
    ("Mary Ann Pebblewick", "Maryann"),
)
ORGANIZATION = "Larkhill Banner Physicians, a Medical Corporation"
WRITTEN = (
    "c/o Larkhill Banner Physicians",
    "Attn: Billing, Larkhill Banner Physicians",
    "Larkhill Banner Physicians, Santa Rosa",
    "Larkhill Banner Physicians Medical Group of Northern California",
)


@pytest.fixture
def desk(store: str, moment: Clock) -> Client:
    """The coordinator's browser."""
    return browser_of(somebody(PersonRole.COORDINATOR, "desk"))


def _named(number: str, name: str, **more: Any) -> Case:
    parties = application().payload.parties  # type: ignore[attr-defined]
    return new_case(number, parties=(replace(parties[0], name=name), *parties[1:]), **more)


def _found(desk: Client, words: str) -> list[str]:
    page = desk.post("/desk/find", {"words": words}).content.decode()
    return re.findall(r">(F-\d+)</a>", page)


def _all_found(desk: Client, searches: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    """What each search shows, by its words, where everybody of the searches has a case."""
    names = list(dict.fromkeys(name for name, _ in searches))
    for number, name in enumerate([*names, "Quill Sandover", "Mirabel Quay"]):
        _named(f"F-{number}", name)
    return {words: _found(desk, words) for _, words in searches}


def test_a_name_is_found_however_its_signs_are_typed_and_nobody_else_is(desk: Client) -> None:
    numbers = {name: f"F-{number}" for number, (name, _) in enumerate(SEARCHES)}
    assert _all_found(desk, SEARCHES) == {words: [numbers[name]] for name, words in SEARCHES}


def test_the_given_names_are_found(desk: Client, shared: Path) -> None:
    told = (shared / "cases" / "intake" / "07-find-a-name" / "README.md").read_text(encoding="utf-8")
    given = re.findall(r'"([^"]+)" -> ([^;]+?)(?:;|\. )', told)
    searches = tuple(
        (name.replace(" ...", " Lakefall"), word.strip(' "')) for name, words in given for word in words.split(",")
    )
    assert len(searches) > 7
    names = list(dict.fromkeys(name for name, _ in searches))
    shown = _all_found(desk, searches)
    assert {words: numbers[:1] for words, numbers in shown.items()} == {
        words: [f"F-{names.index(name)}"] for name, words in searches
    }


def test_who_only_sounds_alike_comes_behind_who_is_spelled_so(desk: Client) -> None:
    for number, name in enumerate(("Gideon Pharrow", "Gideon Farrow", "Ada Farrowgate", "Gideon Ferry")):
        _named(f"F-{number}", name)
    assert _found(desk, "Farrow") == ["F-1", "F-2", "F-0"]


def _claimed(number: str, name: str, claim_number: str, injured_on: dt.date = dt.date(2020, 1, 6)) -> Case:
    case = _named(number, name, injured_on=injured_on)
    row = ComparedCase.objects.get(case=case)
    note_beside(case, replace(described_by(row), claim_number=claim_number))
    return case


def _alike(desk: Client, case: Case) -> list[tuple[str, str]]:
    page = unescape(desk.get(f"/office/cases/{case.ident}/alike").content.decode())
    return re.findall(r'<a href="/desk/cases/\w+">Case (D-\d)</a></h2>.*?<p>([^<]*)\.</p>', page, re.DOTALL)


def test_the_duplicates_of_a_claim_number_that_lost_its_zeros(desk: Client) -> None:
    likely = _claimed("D-0", "Maria Sandquill", "0000123456")
    _claimed("D-1", "Petra Othername", "123456")
    _claimed("D-2", "Maria Sandquill", "123456")
    _claimed("D-3", "Maria Sandquill", "998877")
    shown = _alike(desk, likely)
    assert [number for number, _ in shown] == ["D-2", "D-3", "D-1"]
    assert shown[0][1].startswith("Claim numbers agree but for leading zeros; same name")


@pytest.mark.parametrize("day", [dt.date(2020, 1, 6), dt.date(2019, 5, 2)])
def test_two_that_share_name_and_number_but_for_zeros_are_always_shown(desk: Client, day: dt.date) -> None:
    likely = _claimed("D-0", "Maria Sandquill", "0000123456")
    _claimed("D-1", "Maria Sandquill", "123456", injured_on=day)
    assert [number for number, _ in _alike(desk, likely)] == ["D-1"]


def _employ(reviewer: str, organization: str) -> None:
    """Keep that a physician is employed by a group, and that another group is nobody's."""
    graph = {
        "entities": [
            {"id": "G", "kind": "medical_group", "name": organization},
            {"id": "H", "kind": "medical_group", "name": "Quay Harbor Orthopedics"},
        ],
        "ties": [{"kind": "employed_by", "first": reviewer, "second": "G", "source": "told by the physician"}],
    }
    assert keep_affiliations(json.dumps(graph).encode(), "ties.json", None).is_taken


def _ranking(desk: Client, organization: str, written: str) -> Iterator[list[str]]:
    """Whom the page ranks, in its order, and whom it keeps back, where the physician's practice is written so."""
    tied, free, other = (with_file(f"{name}.example", number) for number, name in enumerate(("tied", "free", "other")))
    keep(tied, free, other)
    _employ(tied[0].ident, organization)
    parties = application().payload.parties  # type: ignore[attr-defined]
    case = ready_case(parties=(parties[0], replace(parties[1], organisation=written), parties[2]))
    describe_case(desk, case)
    page = unescape(desk.get(f"/desk/cases/{case.ident}/reviewer").content.decode())
    ranked, _, kept_back = page.partition("Who may not, and why")
    for part in (ranked.partition('<ol class="cards ranks">')[2], kept_back):
        yield re.findall(r"<strong>([^<]+)</strong>", part)


def _shows_the_tied_one_last(desk: Client, organization: str, written: str) -> None:
    may, may_not = _ranking(desk, organization, written)
    assert (sorted(may), may_not) == (["free.example", "other.example"], ["tied.example"])


@pytest.mark.usefixtures("shelf_folder")
@pytest.mark.parametrize("written", WRITTEN)
def test_whose_practice_is_written_otherwise_is_not_ranked(desk: Client, written: str) -> None:
    _shows_the_tied_one_last(desk, ORGANIZATION, written)


@pytest.mark.usefixtures("shelf_folder")
def test_another_organization_keeps_nobody_back(desk: Client) -> None:
    may, may_not = _ranking(desk, ORGANIZATION, "Quay Harbor Orthopedics")
    assert (sorted(may), may_not) == (["free.example", "other.example", "tied.example"], [])


@pytest.mark.usefixtures("shelf_folder")
@pytest.mark.parametrize("place", range(4))
def test_the_given_ways_to_write_an_organization(desk: Client, shared: Path, place: int) -> None:
    folder = shared / "cases" / "intake" / "17-organisation-written-otherwise"
    organization, *written = re.findall(r'"([^"]+)"', (folder / "README.md").read_text(encoding="utf-8"))
    _shows_the_tied_one_last(desk, organization, written[place])
