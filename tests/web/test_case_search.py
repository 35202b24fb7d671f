"""Finding cases: by part of a name or number, however spelled, some at a time, and only by who may open them."""

import datetime as dt
from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from evenhand.docket.party import Party, Role
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases import case_search
from evenhand_web.cases.case_search import find
from evenhand_web.cases.docketing import NumberTakenError, refresh, refresh_stale
from evenhand_web.cases.models import Case, CaseName
from evenhand_web.cases.name_words import name_rows, sound, words
from evenhand_web.cases.transfer import export_docket, import_docket
from tests.web.cast import browser_of, new_case, somebody
from tests.web.test_sealed_dockets import plain_again

pytestmark = pytest.mark.postgresql

Clock = Callable[[dt.datetime], None]


def _case_of(number: str, worker: str, payer: str = "Sample Mutual") -> Case:
    parties = (
        Party(id="worker", role=Role.APPLICANT, name=worker, address=("1 Sample Street",)),
        Party(id="payer", role=Role.PAYER, name=payer, address=("3 Sample Street",)),
    )
    return new_case(number, parties=parties)


def _numbers(text: str) -> list[str]:
    matches = find(somebody_at_the_desk(), text)
    assert matches.after == ""
    return [name.case.number for name in matches.names]


def _alike(text: str) -> list[str]:
    return [match.case.number for match in find(somebody_at_the_desk(), text).alike]


def somebody_at_the_desk() -> Any:
    return SimpleNamespace(role=PersonRole.COORDINATOR, programmes="")


@pytest.fixture
def cases(store: str, moment: Clock) -> list[Case]:
    return [
        _case_of("IMR-2024-17", "María José Núñez-Quillfeather"),
        _case_of("IMR-2024-18", "Marisol Quill"),
        _case_of("IMR-2024-19", "Gideon O'Thistledown"),
        _case_of("IMR-2024-20", "王 小明", payer="Marigold Mock Assurance"),
        _case_of("IMR-2024-21", "Linh Li"),
    ]


FOUND: tuple[tuple[str, list[str]], ...] = (
    ("quill", ["17", "18"]),
    ("QUILLF", ["17"]),
    ("nunez", ["17"]),
    ("Núñez", ["17"]),
    ("quillfeather maria", ["17"]),
    ("mar", ["17", "20", "18"]),
    ("mar quill", ["17", "18"]),
    ("othistledown", ["19"]),
    ("O\u2019Thistle", ["19"]),
    ("小", ["20"]),
    ("marigold", ["20"]),
    ("li", ["21"]),
    ("IMR-2024-19", ["19"]),
    ("imr202419", ["19"]),
    ("2024 17", ["17"]),
    ("2024-19", ["19"]),
    ("nobody", []),
    ("%", []),
    ("_", []),
    ("", []),
    ("zzz", []),
    ("999", []),
)
ALIKE: tuple[tuple[str, list[str]], ...] = (
    ("quilfether", ["17"]),
    ("kwill", []),
    ("Kuil", ["18"]),
    ("tistledon", []),
    ("othissledown", []),
    ("Othistldowne", ["19"]),
    ("Gidion Othistldown", ["19"]),
    ("Amparo Othistldown", []),
    ("marysol", ["18"]),
    ("marisol kuil", ["18"]),
    ("202419", []),
)


def test_a_case_is_found_by_the_beginnings_of_its_words(cases: list[Case]) -> None:
    for text, numbers in FOUND:
        expected = [f"IMR-2024-{number}" for number in numbers]
        assert sorted(_numbers(text)) == sorted(expected), text


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("Minh \u0110\u1ed7quyen Vankim", "Doquyen"),
        ("\u0141ukasz W\u00f3jcikow", "Lukasz"),
        ("S\u00f8ren \u00d8stergaardy", "Soren"),
        ("S\u00f8ren \u00d8stergaardy", "Ostergaardy"),
        ("Ay\u015fe Y\u0131ld\u0131zay", "Yildizay"),
        ("Ka\u02bbahumanuele Ke\u02bbeau", "Kaahumanuele"),
        ("Ka\u02bbahumanuele Ke\u02bbeau", "Ka'ahumanuele"),
        ("Todd O\u2019Bryanson", "O Bryanson"),
        ("Todd O Bryanson", "OBryanson"),
        ("Todd OBryanson", "O'Bryanson"),
        ("Todd OBryanson", "O Bryanson"),
        ("Maria de la Cruzado", "Delacruzado"),
        ("Maria Delacruzado", "de la Cruzado"),
        ("Maria De-La-Cruzado", "cruzado, maria"),
        ("Mary Ann Solbury", "Maryann"),
        ("Maryann Solbury", "Mary Ann"),
        ("Maryann Solbury", "Solbury Mary Ann"),
        ("Abdulrahman Karimi", "Abdul Rahman"),
        ("Anna Smith-Jones", "SmithJones"),
        ("\ufb01ona Gri\ufb03th", "griffith fiona"),
        ("\u041e\u043b\u044c\u0433\u0430 \u0421\u043e\u043a\u043e\u043b\u043e\u0432\u0430", "sokolova"),
    ],
)
def test_a_name_is_found_however_it_is_typed(kept: str, asked: str, store: str, moment: Clock) -> None:
    _case_of("N-1", kept)
    _case_of("N-2", "Nobody Else")
    assert _numbers(asked) == ["N-1"]


TYPED = ("var-77", "VAR\u201177", "VAR 77", "VAR-77.", "Var\u201377", "var77")


def test_a_case_number_is_one_however_it_is_typed(store: str, moment: Clock) -> None:
    case = _case_of("VAR-77", "Marisol Quill")
    coordinator = browser_of(somebody(PersonRole.COORDINATOR))
    for number in TYPED:
        assert coordinator.post("/desk/find", {"words": number})["Location"] == f"/desk/cases/{case.ident}", number
        with pytest.raises(NumberTakenError) as refused:
            _case_of(number, "Somebody Else")
        assert refused.value.case == case
    assert _case_of("VAR-077", "Somebody Else").number_key == "var077"


def test_cases_from_before_are_compared_and_found_by_numbers_as_typed(store: str, moment: Clock) -> None:
    first, second = _case_of("VAR-77", "Marisol Quill"), _case_of("W-1", "Somebody Else")
    Case.objects.update(number_key="")
    Case.objects.filter(pk=second.pk).update(number="var 77")
    module = import_module("evenhand_web.cases.migrations.0007_names_folded_anew")
    module.fold_anew(apps, None)
    assert [case.number_key for case in Case.objects.order_by("pk")] == ["var77", ""]
    assert set(Case.objects.values_list("fingerprint", flat=True)) == {""}
    assert refresh_stale() == 2
    assert _numbers("quill") == [first.number]


def test_what_only_sounds_alike_comes_apart(cases: list[Case]) -> None:
    for text, numbers in ALIKE:
        assert _alike(text) == [f"IMR-2024-{number}" for number in numbers], text


@given(st.text(max_size=60))
def test_any_text_gives_words_both_databases_order_alike(text: str) -> None:
    for word in words(text):
        assert word.isascii()
        assert word.isalnum()
        assert word == word.lower()
        assert len(word) <= 40
        assert sound(word).isascii()


@given(st.lists(st.sampled_from(["maria", "mario", "quill", "quills", "li"]), min_size=1, max_size=4))
def test_a_name_shows_in_one_row(names: list[str]) -> None:
    party = Party(id="worker", role=Role.APPLICANT, name=" ".join(names))
    rows = [cast(CaseName, row) for row in name_rows("", [party])]
    for lead in ("mar", "quill", "li"):
        shown = [row for row in rows if row.word.startswith(lead) and case_search._is_first(row, lead)]
        assert len(shown) == any(name.startswith(lead) for name in names)


def test_pages_give_every_case_once(store: str, moment: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_search, "PAGE", 3)
    for number in range(10):
        _case_of(f"N-{number}", ("Marisol", "Maria")[number % 2] + " Marigold")
    seen, after, pages = list[str](), "", 0
    while pages == 0 or after:
        matches = find(somebody_at_the_desk(), "mar", after)
        seen, after, pages = seen + [name.case.number for name in matches.names], matches.after, pages + 1
    assert sorted(seen) == [f"N-{number}" for number in range(10)]
    assert pages > 3
    for broken in ("mar", "-", "mar-x", "mar-99999999999999999999", "\0-1"):
        assert find(somebody_at_the_desk(), "mar", broken).names


def test_who_opens_no_case_finds_none(cases: list[Case]) -> None:
    reviewer = somebody(PersonRole.REVIEWER)
    assert find(reviewer, "quill").names == ()
    assert find(reviewer, "quil").alike == ()
    assert browser_of(reviewer).post("/desk/find", {"words": "quill"}).status_code == 404
    for role in (PersonRole.MEDICAL_DIRECTOR, PersonRole.REGULATOR):
        assert b"IMR-2024-18" in browser_of(somebody(role)).post("/desk/find", {"words": "marisol"}).content


def _page(client: Client, **sent: str) -> str:
    answer = client.post("/desk/find", sent)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_what_was_found_and_where_more_is(cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    coordinator = browser_of(somebody(PersonRole.COORDINATOR))
    assert "Find a case" in coordinator.get("/desk/find").content.decode()
    page = _page(coordinator, words="quil")
    assert "María José Núñez-Quillfeather" in page
    assert "injured worker" in page
    assert "Show more cases" not in page
    assert "sounding alike" in _page(coordinator, words="marysol")
    monkeypatch.setattr(case_search, "PAGE", 1)
    first = find(somebody_at_the_desk(), "quil")
    assert "Show more cases" in _page(coordinator, words="quil")
    assert "IMR-2024-17" in _page(coordinator, words="quil", after=first.after)
    rows = coordinator.post("/desk/find", {"words": "quil"}, headers={"HX-Request": "true"}).content.decode()
    assert rows.lstrip().startswith("<tr>")


def test_finding_asks_as_often_for_three_cases_as_for_one(store: str, moment: Clock) -> None:
    coordinator = browser_of(somebody(PersonRole.COORDINATOR))
    counts = []
    for number in range(3):
        _case_of(f"N-{number}", "Marisol Quill")
        with CaptureQueriesContext(connection) as asked:
            assert f"N-{number}" in _page(coordinator, words="quil")
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2] <= 13 + 3  # three of the trace, where it lies in the same database


def _names() -> set[tuple[str, str, str]]:
    return set(CaseName.objects.values_list("case__number", "word", "written"))


def test_names_stand_however_a_case_came_and_are_refreshed(cases: list[Case]) -> None:
    as_entered = _names()
    refresh(cases[0])
    assert _names() == as_entered
    CaseName.objects.all().delete()
    plain_again()  # as entries lay when that step was made
    import_module("evenhand_web.cases.migrations.0005_names_of_open_cases").write_names(apps, None)
    assert _names() == as_entered


def test_an_imported_case_is_found(sqlite_store: str, moment: Clock) -> None:
    with transaction.atomic():
        data = export_docket(_case_of("IMR-1", "Marisol Quill"))
        transaction.set_rollback(True)
    assert _names() == set()
    assert import_docket(data, "docket.jsonl", "ca_wc")[0]
    assert _numbers("marisol quill") == ["IMR-1"]
