"""What is asked of the queue, as its address says it: a list, filters, an order and columns."""

from collections.abc import Collection, Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenhand_web.accounts.models import Person
from evenhand_web.desk.work_lists import WorkList, list_of
from evenhand_web.infrastructure.keyset import Order

_LONGEST = 60
DUE, NEWEST, OLDEST = "due", "newest", "oldest"
SORTS: dict[str, str | Promise] = {DUE: _("Next due first"), NEWEST: _("Newest first"), OLDEST: _("Oldest first")}
LATE, WEEK = "late", "week"
COLUMNS: dict[str, str | Promise] = {
    "name": _("Name"),
    "claim": _("Claim number"),
    "due": _("Next due"),
    "what": _("What falls due"),
    "waiting": _("Waiting for"),
    "stage": _("Stage"),
    "coordinator": _("Assigned to"),
    "received": _("Received"),
}
"""Every column but the case's number, which is always there."""
_USUAL = ("name", "due", "what", "waiting", "stage", "received")


class Wanted(NamedTuple):
    """Which cases are asked for: of a list, of one stage, with a duty of one holder, late or due within a week; empty
    for all. `after` is where an earlier page ended.
    """

    work_list: WorkList
    stage: str = ""
    holder: str = ""
    due: str = ""
    sort: str = DUE
    columns: tuple[str, ...] = _USUAL
    after: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is set, beside the list."""
        return bool(self.stage or self.holder or self.due)

    @property
    def order(self) -> Order:
        """In which order the rows come; by the organization's own next duty where the list is of its own work."""
        if self.sort == DUE:
            return Order("house_due_at" if self.work_list.by_own_day else "due_at")
        return Order("received_on", is_descending=self.sort == NEWEST, holds_days=True)

    def query(self, **other: object) -> str:
        """The part of an address that asks for the same, but for what is told otherwise; without the place."""
        told = self._replace(**{"after": "", **other})  # type: ignore[arg-type]  # by the names of the fields
        return urlencode(list(told._pairs()))

    def _pairs(self) -> Iterator[tuple[str, str]]:
        yield "list", self.work_list.ident
        for name in ("stage", "holder", "due"):
            if value := getattr(self, name):
                yield name, value
        if self.sort != DUE:
            yield "sort", self.sort
        if self.columns != _USUAL:
            yield from (("column", column) for column in self.columns)
        if self.after:
            yield "after", self.after


def wanted_of(person: Person, asked: QueryDict) -> Wanted:
    """What an address asks for; whatever it says that there is not is passed over."""
    columns = tuple(name for name in COLUMNS if name in asked.getlist("column")[: len(COLUMNS)])
    return Wanted(
        work_list=list_of(person, asked.get("list", "")[:_LONGEST]),
        stage=asked.get("stage", "")[:_LONGEST],
        holder=asked.get("holder", "")[:_LONGEST],
        due=_known(asked, "due", (LATE, WEEK), ""),
        sort=_known(asked, "sort", SORTS, DUE),
        columns=columns or _USUAL,
        after=asked.get("after", "")[:_LONGEST],
    )


def _known(asked: QueryDict, name: str, known: Collection[str], usual: str) -> str:
    told = asked.get(name, "")
    return told if told in known else usual
