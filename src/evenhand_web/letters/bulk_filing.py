"""Filing a table of applications: each row as if it had been keyed, or refused, and none a second time.

A row goes through `file_application`, as an application from a form does. What of a file was taken in is known again by
what its rows state, so that the whole file can be sent again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from evenhand.application_table.layout import RULE
from evenhand.application_table.reading import ApplicationTable, TabledApplication, TableRow
from evenhand.finding import Finding, FindingKind, Place, Severity
from evenhand.likeness import Reading, blocking_keys, likeness
from evenhand.procedure.permit import NotAllowed
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person
from evenhand_web.cases.docketing import NumberTakenError
from evenhand_web.cases.intake import KeyedApplication, MayBeHereError, likely_same
from evenhand_web.cases.models import Case, FiledRow
from evenhand_web.infrastructure import clock
from evenhand_web.letters.filing import file_application
from evenhand_web.panel.describing import subject

_AT_ONCE = 50
"""Rows of one transaction: a crash costs no more, and the file is sent again."""
_MOST_TOLD = 5
_LIKE = FindingKind(
    rule=RULE,
    severity=Severity.MAJOR,
    message=gettext_noop("It may be here already: {told}."),
    expected=gettext_noop("an application that reads as none that is here"),
    remedy=gettext_noop("Compare them. Open it as its own by allowing likely duplicates, or leave the row out."),
)
_LIKE_LINE = FindingKind(
    rule=RULE,
    severity=Severity.MAJOR,
    message=gettext_noop("It may be the same as line {line} of this file: {score} of 100: {words}."),
    expected=gettext_noop("each application once"),
    remedy=gettext_noop(
        "Compare the two lines. Open it as its own by allowing likely duplicates, or leave one of them out."
    ),
)
_TAKEN = FindingKind(
    rule=RULE,
    severity=Severity.MAJOR,
    message=gettext_noop("Its number is in use."),
    expected=gettext_noop("a number that no case bears"),
    remedy=gettext_noop("Send the file again."),
)
_FORBIDDEN = FindingKind(
    rule=RULE,
    severity=Severity.MAJOR,
    message=gettext_noop("The procedure forbids it: {why}."),
    expected=gettext_noop("an application that may be entered"),
    remedy=gettext_noop("Key it by hand, where the form says more."),
)


class RowState(StrEnum):
    """What became of a row."""

    OPENED = "opened"
    HERE = "here"
    """It was taken in before, or stands in the file twice."""
    LIKE = "like"
    """It reads as a case that is here: a person says what it is."""
    REFUSED = "refused"
    READY = "ready"
    """In a preview: it would be opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """What became of a row: the case it is, where there is one, and what was said."""

    line: int
    state: RowState
    case: Case | None = None
    findings: tuple[Finding, ...] = ()


def file_table(
    person: Person, programme: Programme, table: ApplicationTable, *, allow_likely: bool = False
) -> Iterator[RowOutcome]:
    """Open a case for each row of a table that can be taken and is not here yet, in the name of a person; gives what
    became of each row. With `allow_likely` a row that reads as a case here is opened, too, under its own number: what
    the two are is then to be said on the case.
    """
    waiting = iter(table.rows)
    while rows := tuple(islice(waiting, _AT_ONCE)):
        with transaction.atomic():
            outcomes = [_filed(person, programme, row, allow_likely) for row in rows]
        yield from outcomes


def preview_table(
    person: Person, programme: Programme, table: ApplicationTable, *, allow_likely: bool = False
) -> Iterator[RowOutcome]:
    """What would become of each row of a table if it were filed now; nothing is written."""
    earlier = _Earlier()
    for row in table.rows:
        yield _foreseen(person, programme, row, allow_likely, earlier)


def _filed(person: Person, programme: Programme, row: TableRow, allow_likely: bool) -> RowOutcome:
    if row.application is None:
        return RowOutcome(line=row.line, state=RowState.REFUSED, findings=row.findings)
    if (case := _here(row.application)) is not None:
        return RowOutcome(line=row.line, state=RowState.HERE, case=case)
    place = Place(line=row.line)
    try:
        return _opened(person, programme, row, row.application, "")
    except MayBeHereError as likely:
        if not allow_likely:
            return RowOutcome(line=row.line, state=RowState.LIKE, findings=(*row.findings, _like(likely, place)))
        return _opened(person, programme, row, row.application, likely.token)
    except NumberTakenError:
        return RowOutcome(line=row.line, state=RowState.REFUSED, findings=(*row.findings, _TAKEN.at(place)))
    except NotAllowed as refused:
        why = _FORBIDDEN.at(place, why="; ".join(refused.reasons))
        return RowOutcome(line=row.line, state=RowState.REFUSED, findings=(*row.findings, why))
    except IntegrityError:
        return RowOutcome(line=row.line, state=RowState.HERE, case=_here(row.application))


def _opened(
    person: Person, programme: Programme, row: TableRow, application: TabledApplication, looked_at: str
) -> RowOutcome:
    with transaction.atomic():
        case = file_application(person, keyed(application, programme), looked_at)
        FiledRow.objects.create(key=application.key, case=case.case, at=clock.now())
    return RowOutcome(line=row.line, state=RowState.OPENED, case=case.case, findings=(*row.findings, *case.findings))


def _here(application: TabledApplication) -> Case | None:
    row = FiledRow.objects.select_related("case").filter(key=application.key).first()
    return row.case if row else None


def _like(likely: MayBeHereError, place: Place) -> Finding:
    told = "; ".join(
        f"case {like.case.number} ({like.likeness.score} of 100: {like.likeness.words})"
        for like in likely.cases[:_MOST_TOLD]
    )
    return _LIKE.at(place, told=told)


def keyed(application: TabledApplication, programme: Programme) -> KeyedApplication:
    """An application of a table as it is taken in; what its row does not state of signature and decision is marked."""
    stated = {"is_signed": application.is_signed, "ur_decision_attached": application.ur_decision_attached}
    roles = programme.parties.named
    return KeyedApplication(
        programme=programme.id,
        received_on=application.received_on,
        received_by=application.received_by,
        parties=application.parties,
        treatments=application.treatments,
        is_signed=bool(application.is_signed),
        ur_decision_attached=bool(application.ur_decision_attached),
        facts=application.facts,
        unstated=tuple(field for field, value in stated.items() if value is None),
        claim_number=application.claim_number,
        born_on=application.born_on,
        ur_decided_on=application.ur_decided_on,
        named=tuple(subject(roles[role], name) for role, name in application.named),
    )


class _Earlier:
    """The rows of a file that were looked at, found again by what they state and by what they are alike by."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._lines: dict[str, list[tuple[int, KeyedApplication]]] = {}

    def has(self, key: str) -> bool:
        """Whether a row that states just this came before."""
        is_known = key in self._keys
        self._keys.add(key)
        return is_known

    def alike(self, line: int, application: KeyedApplication) -> Finding | None:
        """What is said of a row that reads as one with a row before it."""
        described = application.described
        keys = blocking_keys(described)
        near = {number: other for key in keys for number, other in self._lines.get(key, ())}
        for key in keys:
            self._lines.setdefault(key, []).append((line, application))
        for number, other in list(near.items())[:_MOST_NEAR]:
            like = likeness(described, other.described)
            if like.reading is Reading.ONE_APPLICATION:
                return _LIKE_LINE.at(Place(line=line), line=number, score=like.score, words=like.words)
        return None


_MOST_NEAR = 50


def _foreseen(person: Person, programme: Programme, row: TableRow, allow_likely: bool, earlier: _Earlier) -> RowOutcome:
    if row.application is None:
        return RowOutcome(line=row.line, state=RowState.REFUSED, findings=row.findings)
    case = _here(row.application)
    if case is not None or earlier.has(row.application.key):
        return RowOutcome(line=row.line, state=RowState.HERE, case=case)
    application, place = keyed(row.application, programme), Place(line=row.line)
    findings = list(row.findings)
    in_file = earlier.alike(row.line, application)
    if likely := likely_same(application, person):
        findings.append(_like(MayBeHereError(likely), place))
    elif in_file is not None:
        findings.append(in_file)
    is_like = (bool(likely) or in_file is not None) and not allow_likely
    return RowOutcome(line=row.line, state=RowState.LIKE if is_like else RowState.READY, findings=tuple(findings))


def counted(outcomes: Iterable[RowOutcome]) -> dict[RowState, int]:
    """How many rows came to what."""
    every = [outcome.state for outcome in outcomes]
    return {state: every.count(state) for state in RowState if state in every}
