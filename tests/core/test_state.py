"""The state of a case is a value: nothing changes it, and reading on from it says what reading anew would say."""

import dataclasses
import datetime as dt
import random
from collections.abc import Mapping
from typing import Any

import pytest

from evenhand.calendar import LegalCalendar
from evenhand.docket.entry import Docket, append
from evenhand.docket.kind import EntryKind
from evenhand.procedure.permit import enter
from evenhand.procedure.state import CaseState, read_case, state_after
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme
from tests.core.small_case import struck
from tests.core.test_correction import corrections
from tests.core.test_procedure_invariants import SCENES, SERVED
from tests.core.walk import begin, next_step, scene


@pytest.fixture(scope="module")
def california() -> Programme:
    programme, findings = load_programme(programme_folder("ca_wc"))
    assert programme is not None, findings
    return programme


def changeable(value: Any, path: str = "state") -> list[str]:
    """Where a value can be changed in place, as deep as it goes."""
    if isinstance(value, list | set | dict | bytearray):
        return [path]
    if isinstance(value, LegalCalendar):
        return [place for name in value.__slots__ for place in changeable(getattr(value, name), f"{path}.{name}")]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        is_frozen = vars(type(value))["__dataclass_params__"].frozen
        inside = [
            place
            for field in dataclasses.fields(value)
            for place in changeable(getattr(value, field.name), f"{path}.{field.name}")
        ]
        return inside if is_frozen else [path, *inside]
    if isinstance(value, Mapping):
        return [place for key, inner in value.items() for place in changeable(inner, f"{path}[{key}]")]
    if isinstance(value, tuple | frozenset):
        return [place for inner in value for place in changeable(inner, f"{path}[]")]
    return []


def test_nothing_in_a_state_can_be_changed(california: Programme) -> None:
    state = scene(california, SERVED).state
    assert changeable(state) == []
    with pytest.raises(dataclasses.FrozenInstanceError):
        state.case_number = "another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        state.lines["1"] = state.lines["1"]  # type: ignore[index]
    with pytest.raises(TypeError):
        state.issued_to["determination"]["fund"] = 1  # type: ignore[index]


def test_nothing_of_a_programme_can_be_changed(california: Programme) -> None:
    """One programme serves every case that is open: a table written in would be another law for all of them."""
    assert changeable(california, "programme") == []
    with pytest.raises(TypeError):
        california.rules["CAWC-F-01"] = california.rules["CAWC-F-02"]  # type: ignore[index]


def test_reading_on_leaves_the_state_before_as_it_was(california: Programme) -> None:
    walk = scene(california, SERVED[:-1])
    before, again = walk.state, walk.state
    walk = scene(california, SERVED)
    after = state_after(before, walk.docket.entries[-1])
    assert after == walk.state
    assert before == again
    assert before != after


@pytest.mark.parametrize("seed", range(6))
def test_reading_on_says_what_reading_anew_says(california: Programme, seed: int) -> None:
    """Entry by entry through long cases, with strikes among them."""
    walk, chance = begin(california), random.Random(seed)
    state = walk.state
    for _ in range(50):
        happened = next_step(walk, chance.choice)
        if happened is not None:
            walk.enter(happened)
            state = state_after(state, walk.docket.entries[-1])
            assert state == read_case(walk.docket, california)
        walk.today += dt.timedelta(days=chance.choice([0, 1, 2]))
    assert len(state.written.entries) == len(walk.docket.entries) > 5


def test_reading_on_from_a_strike_or_a_correction_says_what_reading_anew_says(california: Programme) -> None:
    walk = scene(california, SCENES[0])
    corrected = next(corrections(walk))
    for happened in (struck(walk.today, 5), corrected):
        longer = append(walk.docket, happened, recorded_at=walk.docket.entries[-1].recorded_at, salt="s")
        after = state_after(walk.state, longer.entries[-1])
        assert after == read_case(longer, california)
        walk.docket = longer
        walk.today += dt.timedelta(1)


def test_entering_gives_the_docket_and_the_state_after(california: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = scene(california, SERVED[:5])
    happened = walk.variants(EntryKind.REVIEWER_ASSIGNED)[0]
    at = walk.docket.entries[-1].recorded_at + dt.timedelta(days=1)
    expected = append(walk.docket, happened, recorded_at=at, salt="s")
    readings: list[Docket] = []
    monkeypatch.setattr("evenhand.procedure.permit.read_case", lambda docket, law: _read(docket, law, readings))
    recorded = enter(walk.docket, california, happened, recorded_at=at, salt="s")
    assert recorded.docket == expected
    assert recorded.state == read_case(expected, california)
    assert recorded.findings == ()
    assert readings == [walk.docket]


def _read(docket: Docket, programme: Programme, readings: list[Docket]) -> CaseState:
    readings.append(docket)
    return read_case(docket, programme)
