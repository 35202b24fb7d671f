"""The oath before the file: free of ties to each of those the law names, and qualified in each thing it asks."""

from collections.abc import Collection
from typing import NamedTuple

from evenhand.docket.review import ReviewerAttested
from evenhand.programme.rule import ListedItem
from evenhand_web.drafts.analysis import Sworn
from evenhand_web.panel.seam import Standing
from evenhand_web.panel.terms import Tie, qualifications, ties
from evenhand_web.review.opened import OpenFile


class Oath(NamedTuple):
    """What is to be sworn: each tie denied, each qualification claimed."""

    ties: tuple[Tie, ...]
    qualities: tuple[ListedItem, ...]


def oath_of(file: OpenFile) -> Oath:
    """What a reviewer swears in a case today."""
    parties = file.state.parties.values()
    return Oath(ties(file.programme, parties, file.today), qualifications(file.programme, file.today))


def left_out(oath: Oath, denied: Collection[str], claimed: Collection[str]) -> tuple[str, ...]:
    """What was not sworn, in words; empty where all of it was."""
    said = [one.said for one in oath.ties if one.key not in denied]
    return (*said, *(one.words for one in oath.qualities if one.id not in claimed))


def attested(file: OpenFile, oath: Oath, standing: Standing) -> ReviewerAttested:
    """The oath as the docket keeps it."""
    sworn = [*filter(None, [standing.told]), *(one.words for one in oath.qualities)]
    return ReviewerAttested(
        reviewer=file.person.ident,
        affiliations_denied=tuple(one.said for one in oath.ties),
        qualifications="; ".join(sworn),
    )


def sworn_by(file: OpenFile) -> Sworn:
    """What the reviewer of an open file has sworn, in the words that may leave the organisation: nobody's name."""
    given = file.oath
    if given is None:
        return Sworn((), frozenset())
    day, oath = given
    said = set(oath.affiliations_denied)
    free_of = tuple(one.words for one in ties(file.programme, file.state.parties.values(), day) if one.said in said)
    claimed = frozenset(one.id for one in qualifications(file.programme, day) if one.words in oath.qualifications)
    return Sworn(free_of, claimed)
