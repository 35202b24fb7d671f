"""The oath before the file: free of ties to each of those the law names, and qualified in each thing it asks."""

from collections.abc import Collection
from typing import NamedTuple

from evenhand.docket.review import ReviewerAttested
from evenhand.programme.rule import ListedItem
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.panel.seam import Standing
from evenhand_web.panel.terms import Tie, qualifications, ties
from evenhand_web.reviewing.analysis import Sworn
from evenhand_web.reviewing.open_file import last_oath


class Oath(NamedTuple):
    """What is to be sworn: each tie denied, each qualification claimed."""

    ties: tuple[Tie, ...]
    qualities: tuple[ListedItem, ...]


def oath_of(file: OpenCase) -> Oath:
    """What a reviewer swears in a case today."""
    parties = file.state.parties.values()
    return Oath(ties(file.programme, parties, file.today), qualifications(file.programme, file.today))


def left_out(oath: Oath, denied: Collection[str], claimed: Collection[str]) -> tuple[str, ...]:
    """What was not sworn, in words; empty where all of it was."""
    undenied = [tie.said for tie in oath.ties if tie.key not in denied]
    return (*undenied, *(quality.words for quality in oath.qualities if quality.id not in claimed))


def attested(file: OpenCase, oath: Oath, standing: Standing) -> ReviewerAttested:
    """The oath as the docket keeps it."""
    sworn = [*filter(None, [standing.told]), *(quality.words for quality in oath.qualities)]
    return ReviewerAttested(
        reviewer=file.viewer.ident,
        affiliations_denied=tuple(tie.said for tie in oath.ties),
        qualifications="; ".join(sworn),
    )


def sworn_by(file: OpenCase) -> Sworn:
    """What the reviewer of an open file has sworn, in the words that may leave the organisation: nobody's name."""
    given = last_oath(file, file.viewer.ident)
    if given is None:
        return Sworn((), frozenset())
    day, oath = given
    sworn = set(oath.affiliations_denied)
    free_of = tuple(tie.words for tie in ties(file.programme, file.state.parties.values(), day) if tie.said in sworn)
    claimed = frozenset(
        quality.id for quality in qualifications(file.programme, day) if quality.words in oath.qualifications
    )
    return Sworn(free_of, claimed)
