"""What a physician types that tells who somebody is comes back with what was saved, and bars nothing."""

import datetime as dt
from collections.abc import Callable

import pytest

from evenhand.audit.privacy import identifying_passages
from evenhand.determination.model import SummaryParagraph
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.open_case import opened
from evenhand_web.reviewing.content import SummaryText
from evenhand_web.reviewing.typed_identities import identifying_in
from tests.web.cast import WORKER_NAME, new_case, somebody

Clock = Callable[[dt.datetime], None]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Ms. Quillon said that it hurts.", ("Ms. Quillon",)),
        ("She was born on 3/14/1962 and is 52.", ("born on 3/14/1962",)),
        ("Call 555-010-0199 or roe@example.org.", ("555-010-0199", "roe@example.org")),
        ("The worker had six sessions of therapy in 2016.", ()),
        ("Dr. Recommends is no name.", ()),
    ],
)
def test_what_is_written_like_an_identifier_is_told(words: str, told: tuple[str, ...]) -> None:
    assert identifying_passages(words) == told


def test_names_of_the_case_are_told_as_they_are_typed(store: str, moment: Clock) -> None:
    case = opened(somebody(PersonRole.COORDINATOR), new_case().ident)
    first = WORKER_NAME.split()[0]

    def told(words: str) -> tuple[str, ...]:
        return identifying_in(case, SummaryText(paragraphs=(SummaryParagraph(words=words),)))

    assert told(f"{first} told of pain; Sample Mutual denied it.") == (first, "Sample Mutual")
    assert told("The worker told of pain, for example at night.") == ()
