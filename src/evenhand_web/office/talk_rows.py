"""Calls and letters as a list shows them."""

from collections.abc import Iterable
from typing import NamedTuple

from evenhand_web.cases.spoken_days import weekday_dated_at
from evenhand_web.diary.models import Talk
from evenhand_web.office.hours import zone
from evenhand_web.pages.inputs import LANGUAGES

_SPOKEN = dict(LANGUAGES)


class TalkRow(NamedTuple):
    """One call or letter, with the hour at the office and the language by its name."""

    talk: Talk
    when: str
    spoken: str


def talk_rows(talks: Iterable[Talk]) -> list[TalkRow]:
    """Each call or letter as a row."""
    return [
        TalkRow(talk, weekday_dated_at(talk.at.astimezone(zone())), str(_SPOKEN.get(talk.language, talk.language)))
        for talk in talks
    ]
