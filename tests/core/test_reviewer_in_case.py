"""A case calls its physicians towards the outside by ids that stand in no other case and never change."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from evenhand.docket.entry import Docket, Occurrence, append, erase
from evenhand.docket.party import Actor, Role
from evenhand.docket.review import ReviewerAssigned, ReviewerRecused
from evenhand.procedure.reviewer_in_case import headers_naming, ids_in_case, is_among

ON, RECORDED = dt.date(2024, 6, 12), dt.datetime(2024, 6, 12, 19, tzinfo=dt.UTC)
NAMES = st.sampled_from(["P-ada", "P-bea", "P-cay"])


def _docket(told: list[tuple[bool, str]]) -> Docket:
    docket = Docket()
    for number, (is_assigned, name) in enumerate(told):
        assigned, recused = (
            ReviewerAssigned(reviewer=name, qualifications=""),
            ReviewerRecused(reviewer=name, reason=""),
        )
        happened = Occurrence(payload=assigned if is_assigned else recused, on=ON, by=Actor(role=Role.ORGANISATION))
        docket = append(docket, happened, recorded_at=RECORDED, salt=str(number))
    return docket


@given(st.lists(st.tuples(st.booleans(), NAMES), max_size=8), st.tuples(st.booleans(), NAMES))
def test_an_id_stays_as_the_docket_grows_and_holds_nothing_of_the_stable_one(
    told: list[tuple[bool, str]], more: tuple[bool, str]
) -> None:
    before, after = ids_in_case(_docket(told)), ids_in_case(_docket([*told, more]))
    assert before.items() <= after.items()
    assert len(set(after.values())) == len(after)
    assert set(after) == {name for is_assigned, name in [*told, more] if is_assigned}
    assert not any(name in ident for name, ident in after.items())


def test_either_id_names_a_physician_of_the_case_and_no_other_does() -> None:
    docket = _docket([(False, "P-ada"), (True, "P-ada"), (True, "P-bea")])
    assert ids_in_case(docket) == {"P-ada": "reviewer-2", "P-bea": "reviewer-3"}
    assert is_among(docket, "reviewer-2", {"P-ada"})
    assert is_among(docket, "P-ada", {"P-ada"})
    assert not is_among(docket, "reviewer-3", {"P-ada"})
    assert not is_among(docket, "reviewer-9", {"P-ada", "P-bea"})


def test_headers_that_name_a_physician_are_those_a_reviewer_wrote_under_a_name() -> None:
    """Who writes for the organization, or as a reviewer without a name, names nobody. Nobody can enter such a header
    any more; dockets of earlier versions hold them.
    """
    actors = (
        Actor(role=Role.ORGANISATION, id="staff-1"),
        Actor(role=Role.REVIEWER, id="P-ada"),
        Actor(role=Role.REVIEWER),
        Actor(role=Role.MEDICAL_DIRECTOR, id="P-bea"),
        Actor(role=Role.REVIEWER, id="P-cay"),
    )
    plain = _docket([(False, "P-ada")] * len(actors)).entries
    named = tuple(replace(entry, by=by) for entry, by in zip(plain, actors, strict=True))
    assert headers_naming(Docket(entries=named)) == (2, 5)


def test_an_erased_assignment_moves_no_other_id() -> None:
    docket = _docket([(True, "P-ada"), (True, "P-bea")])
    assert ids_in_case(erase(docket, 1)) == {"P-bea": "reviewer-2"}
