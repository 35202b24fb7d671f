"""A made-up database of many cases: every chain real, every entry lawful, kept between runs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from evenhand.cli.main import main
from evenhand.clock.due import legal_day
from evenhand.clock.running import clocks
from evenhand.docket.assignment import NoticeIssued
from evenhand.docket.entry import Docket, occurrence_of
from evenhand.docket.file import verify
from evenhand.panel.instance.synthetic_names import Namer
from evenhand.procedure.permit import refusals
from evenhand.procedure.state import CaseState, read_case, state_after
from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.cases.bringing_in import bring_in
from evenhand_web.cases.case_search import find
from evenhand_web.cases.following import Entered
from evenhand_web.cases.jobs import index_entered, name_entered
from evenhand_web.cases.models import Case, CaseName, ComparedCase, CompareKey
from evenhand_web.cases.queue_columns import cached
from evenhand_web.cases.seam import docket_of, state_of
from evenhand_web.cases.transfer import export_docket
from evenhand_web.demonstration import fill as filling
from evenhand_web.demonstration import many
from evenhand_web.demonstration.physicians import employ_physicians
from evenhand_web.demonstration.retold import Cast, moved, retold
from evenhand_web.demonstration.scenes import SCENES
from evenhand_web.infrastructure import clock
from evenhand_web.infrastructure.programmes import programme_of
from evenhand_web.reviewing.models import Seat
from evenhand_web.reviewing.seats import take_seats

PASSWORDS = dict.fromkeys(PersonRole, "a calm and even hand")
SOME = tuple(SCENES[place] for place in (0, 6, 26, 31, 49, 56, 62))
"""Received; lacking something, which is told; ready; in review; served; set aside; closed."""
COUNT = 40


@pytest.fixture
def few_scenes(sqlite_store: str, shelf_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database with some of the demonstration's cases."""
    monkeypatch.setattr(filling, "SCENES", SOME)
    filling.fill(clock.now(), PASSWORDS)


def _made() -> Iterator[Case]:
    return Case.objects.filter(number__startswith="SY-").order_by("pk").iterator()


def test_many_cases_are_real_of_different_people_and_found(few_scenes: None) -> None:
    many.fill_up(COUNT)
    assert Case.objects.count() == COUNT
    _every_chain_is_whole_and_every_entry_lawful()
    _of_different_people_and_spread_over_time()
    _what_follows_from_entries_is_there()


def _every_chain_is_whole_and_every_entry_lawful() -> None:
    law, now = programme_of("ca_wc"), clock.now()
    for case in _made():
        docket, findings = verify(export_docket(case), case.number)
        assert (docket, findings) == (docket_of(case), ())
        state = read_case(Docket(), law)
        for entry in docket_of(case).entries:
            assert refusals(state, law, occurrence_of(entry)) == ()
            assert entry.recorded_at <= now
            state = state_after(state, entry)
        assert {name: getattr(case, name) for name in cached(state)} == cached(state)
        assert case.wrapped_key is not None


def _of_different_people_and_spread_over_time() -> None:
    applicants = set(CaseName.objects.filter(role="applicant").values_list("written", flat=True))
    assert len(applicants) > COUNT - 5
    assert len(set(Case.objects.values_list("received_on", flat=True))) > COUNT / 3
    assert len(set(Case.objects.values_list("head", flat=True))) == COUNT
    assert len(set(Case.objects.values_list("stage", flat=True))) >= len(SOME) - 1


def _what_follows_from_entries_is_there() -> None:
    for case in _made():
        state = state_of(case)
        before = _beside(case)
        name_entered(Entered(case, state, 0, None))
        index_entered(Entered(case, state, 0, None))
        take_seats(case, state)
        assert _beside(case) == before
    assert Seat.objects.filter(case__number__startswith="SY-").exists()
    coordinator = Person.objects.get(email="coordinator@example.org")
    last = Case.objects.get(number=f"SY-{COUNT - len(SOME):07}")
    assert last.names.filter(role="applicant").first() in _found(coordinator, last)


def _found(person: Person, case: Case) -> list[CaseName]:
    written = CaseName.objects.filter(case=case, role="applicant").values_list("written", flat=True)[0]
    return [match for match in find(person, written).names if match.case_id == case.pk]


def _beside(case: Case) -> list[Any]:
    names = CaseName.objects.filter(case=case).order_by("role", "word", "written")
    compared = ComparedCase.objects.get(case=case)
    return [
        list(names.values_list("role", "word", "sound", "name", "written")),
        (compared.name, compared.claim_number, compared.physician, compared.occurred_on, compared.ur_decided_on),
        sorted(CompareKey.objects.filter(case=case).values_list("key", flat=True)),
        sorted(Seat.objects.filter(case=case).values_list("reviewer__ident", "standing", "assigned_on")),
    ]


@pytest.mark.slow
def test_a_run_that_was_ended_goes_on_where_it_was(few_scenes: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_BATCH", 10)
    batches = list[int]()

    def ended(states: list[CaseState]) -> list[Case]:
        batches.append(len(states))
        if len(batches) == 3:
            raise KeyboardInterrupt
        return bring_in(states)

    monkeypatch.setattr(many, "bring_in", ended)
    with pytest.raises(KeyboardInterrupt):
        many.fill_up(COUNT)
    assert Case.objects.count() == len(SOME) + 20
    many.fill_up(COUNT)
    many.fill_up(COUNT - 10)
    numbers = [f"SY-{place:07}" for place in range(1, COUNT - len(SOME) + 1)]
    assert [case.number for case in _made()] == numbers
    _a_number_always_tells_of_the_same_people()


def _a_number_always_tells_of_the_same_people() -> None:
    law = programme_of("ca_wc")
    first, second = (many.Teller(law, employ_physicians(COUNT, law.id)).case(7) for _ in range(2))
    assert first.parties == second.parties
    assert first.written.head != second.written.head  # the salts are drawn anew


@pytest.mark.slow
def test_a_notice_told_earlier_tells_the_days_of_then(few_scenes: None) -> None:
    law = programme_of("ca_wc")
    cast = Cast(number="SY-1", claim="CLM-1", namer=Namer(1), reviewers={})
    told = [
        _agree(retold(moved(docket_of(case), law, weeks), law, cast))
        for case in Case.objects.all()
        for weeks in (1, 6, 40)
    ]
    assert sum(told) > len(told)


def _agree(state: CaseState) -> int:
    """How many due dates the notices of a case told, every one of them that of a clock of the case."""
    law = state.programme
    given = {(clock.rule, legal_day(clock.due.due, law)) for clock in clocks(state, law) if clock.due}
    told = [
        (due.rule, due.on)
        for entry in state.written.entries
        if isinstance(entry.payload, NoticeIssued)
        for due in entry.payload.due_dates
    ]
    assert set(told) <= given
    return len(told)


def test_it_says_that_it_is_a_demonstration_and_leaves_others_alone(tmp_path: Path) -> None:
    (tmp_path / "evenhand.sqlite3").write_text("somebody's own")
    refused = CliRunner().invoke(main, ["synth", "database", "--cases", "5", "--out", str(tmp_path)])
    assert (refused.exit_code, "something else than a demonstration" in refused.output) == (1, True)
    assert (tmp_path / "evenhand.sqlite3").read_text() == "somebody's own"
