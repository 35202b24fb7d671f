"""The oath before the file: free of ties to each of those the law names, and qualified in each thing it asks."""

from collections.abc import Collection
from typing import NamedTuple

from evenhand.docket.review import ReviewerAttested
from evenhand.panel.ties.watch import Moment
from evenhand.programme.rule import ListedItem
from evenhand_web.cases.entering import enter_own
from evenhand_web.cases.models import Case
from evenhand_web.cases.open_case import OpenCase
from evenhand_web.panel.seam import Standing, standing_of
from evenhand_web.panel.terms import Tie, qualifications, ties
from evenhand_web.reviewing.analysis import Sworn
from evenhand_web.reviewing.open_file import last_oath
from evenhand_web.reviewing.tie_check import tie_check


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


class NotSwornError(Exception):
    """Not everything was sworn that is asked; `missing` says what, in words."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(f"{len(missing)} things were not sworn")
        self.missing = missing


class TiedError(Exception):
    """What is known of the reviewer's ties stands against the oath; `words` says each tie."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(f"{len(words)} ties stand against the oath")
        self.words = words


def swear(file: OpenCase, denied: Collection[str], claimed: Collection[str]) -> Case:
    """Enter the oath of the reviewer who has a case open: the ties denied, by key, and the qualifications claimed, by
    id.

    Raises NotSwornError where any is left out, TiedError where a tie is known, and what entering raises.
    """
    asked = oath_of(file)
    if missing := left_out(asked, denied, claimed):
        raise NotSwornError(missing)
    conflict_check = tie_check(file.case, file.state, file.viewer.ident, Moment.ATTESTATION, file.today)
    if conflict_check and conflict_check.stops:
        raise TiedError(tuple(conflict.words for conflict in conflict_check.conflicts))
    return enter_own(file, file.length, attested(file, asked, standing_of(file.viewer)))


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
