"""Lawful erasure: of a document, of a case, of all cases of a person. The chain stays, and says who took what away."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from evenhand_web.accounts.models import Person
from evenhand_web.cases.duplicates import index_case
from evenhand_web.cases.models import (
    NOTHING_DUE,
    Case,
    CaseDocument,
    CaseName,
    Erasure,
    LegalHold,
    PartyContact,
)
from evenhand_web.infrastructure import clock, shelf
from evenhand_web.infrastructure.erasure_keys import KeysToldError, destroy_keys, moves_keys
from evenhand_web.infrastructure.key_buckets import Wrapped, slot_of, unwrap, wrap_under
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.sealed_columns import empty_sealed, sealed_for
from evenhand_web.trace.line import OPERATOR, Act
from evenhand_web.trace.store import Asked, newest_lines, write

_AT_ONCE, _LOOKED_THROUGH = 500, 1000
_APPLICANT = "applicant"

EraseCase = Callable[[Case], Iterable[StoredFile]]
EraseDocument = Callable[[CaseDocument], Iterable[StoredFile]]
_WITH_CASE: dict[str, EraseCase] = {}
_WITH_DOCUMENT: dict[str, EraseDocument] = {}


class ErasureRefused(Exception):
    """Nothing is erased; the words say why."""


class Order(NamedTuple):
    """By which authority something is erased, and why; by whom (None is the operator)."""

    authority: str
    reason: str
    by: Person | None


def goes_with_case(erase: EraseCase) -> EraseCase:
    """Say that a function takes away what its app keeps of a case, and gives the stored files that go with it."""
    _WITH_CASE[f"{erase.__module__}.{erase.__name__}"] = erase
    return erase


def goes_with_document(erase: EraseDocument) -> EraseDocument:
    """Say that a function takes away what its app made of a document, and gives the stored files that go with it."""
    _WITH_DOCUMENT[f"{erase.__module__}.{erase.__name__}"] = erase
    return erase


def may_erase(person: Person) -> bool:
    """Whether the house lets a person erase: by the part they play, as EVENHAND_ERASES names it."""
    return person.role == settings.ERASES and person.is_active


def cases_of_person(name: str) -> list[Case]:
    """The cases whose applicant bears this very name, as it was written."""
    rows = CaseName.objects.filter(written=name.strip(), role=_APPLICANT)
    return list(Case.objects.filter(pk__in=rows.values("case")).order_by("number"))


def erase_cases(cases: Sequence[Case], order: Order) -> list[Erasure]:
    """Erase all that the dockets of these cases say, every document, and whatever else is kept of them but number,
    days and hashes. Raises ErasureRefused where one of them is held, or the order is not whole.
    """
    _check(order)
    with transaction.atomic():
        held = list(Case.objects.select_for_update().filter(pk__in=[case.pk for case in cases]).order_by("pk"))
        slots, done = set[int](), list[Erasure]()
        for case in held:
            _check_hold(case)
            files = list(_files_of(case))
            slots |= {slot_of(case.ident), *(slot_of(file.ident) for file in files)}
            entries = case.entries.exclude(payload=None).update(payload=None, salt=None)
            _blank(case)
            done.append(_record(case, Erasure.Extent.CASE, entries, len(files), order))
        _destroy(slots)
    return done


def erase_document(document: CaseDocument, order: Order) -> Erasure:
    """Erase one document of a case, with the pages that were made of it. Its digest stays in the docket. Raises
    ErasureRefused.
    """
    _check(order)
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=document.case_id)
        _check_hold(case)
        files = [document.file, *(file for erase in _WITH_DOCUMENT.values() for file in erase(document))]
        _erase_files(files)
        document.case = case
        CaseDocument.objects.filter(pk=document.pk).update(**sealed_for(document, name=f"document-{document.pk}"))
        erased = _record(case, Erasure.Extent.DOCUMENT, 0, len(files), order)
        _destroy({slot_of(file.ident) for file in files})
    return erased


def older_backups() -> tuple[tuple[str, str], ...]:
    """The files of keys that `evenhand backup` wrote here, the newest first, each with the folder that it opens. With
    them, and with nothing else, what is erased can still be read.
    """
    told = newest_lines(Asked(who=OPERATOR), _LOOKED_THROUGH)
    made = (line.more for line in told if line.more.get("command") == "backup" and "keys" in line.more)
    return tuple((more["keys"], more["folder"]) for more in made)


def hold(case: Case, reason: str, by: Person | None) -> None:
    """Let nothing of a case be erased until that is lifted."""
    with transaction.atomic():
        LegalHold.objects.create(case=case, reason=reason[:400], since=clock.now(), set_by=_who(by))
        write(Act.ERASED, _who(by), case=case.ident, change="held")


def lift(case: Case, by: Person | None) -> int:
    """Lift every hold of a case; gives how many stood."""
    with transaction.atomic():
        standing = LegalHold.objects.filter(case=case, lifted_at=None)
        count = standing.update(lifted_at=clock.now(), lifted_by=_who(by))
        write(Act.ERASED, _who(by), case=case.ident, change="hold lifted")
    return count


def holds_of(case: Case) -> list[LegalHold]:
    """What keeps a case from being erased."""
    return list(case.holds.filter(lifted_at=None).order_by("pk"))


def _who(by: Person | None) -> str:
    return by.ident if by else OPERATOR


def _check(order: Order) -> None:
    if order.by is not None and not may_erase(order.by):
        raise ErasureRefused(f"Only the {settings.ERASES.replace('_', ' ')} erases here (EVENHAND_ERASES).")
    if not order.authority.strip() or not order.reason.strip():
        raise ErasureRefused("Say under which authority it is erased (a statute, an order, a request) and why.")


def _check_hold(case: Case) -> None:
    for standing in holds_of(case):
        raise ErasureRefused(
            f"Case {case.number} is under a legal hold since {standing.since:%Y-%m-%d} ({standing.reason}): nothing of "
            "it may be erased until the hold is lifted."
        )


def _files_of(case: Case) -> Iterator[StoredFile]:
    files = list[StoredFile]()
    for document in case.documents.select_related("file"):
        files += [document.file, *(file for erase in _WITH_DOCUMENT.values() for file in erase(document))]
    for erase in _WITH_CASE.values():
        files += erase(case)
    _erase_files(files)
    yield from files


def _erase_files(files: Iterable[StoredFile]) -> None:
    for file in files:
        shelf.erase(file)


def _blank(case: Case) -> None:
    """Take away what is kept of a case beside its docket in this app."""
    empty_sealed(case)
    index_case(case, None)
    CaseName.objects.filter(case=case).exclude(role="").delete()
    PartyContact.objects.filter(case=case).delete()
    Case.objects.filter(pk=case.pk).update(wrapped_key=None, key_bucket=None, claim="", **NOTHING_DUE)


def _record(case: Case, extent: Erasure.Extent, entries: int, files: int, order: Order) -> Erasure:
    write(Act.ERASED, _who(order.by), case=case.ident, change=extent.value, entries=str(entries), files=str(files))
    return Erasure.objects.create(
        case=case,
        extent=extent,
        entries=entries,
        files=files,
        authority=order.authority.strip()[:200],
        reason=order.reason.strip()[:400],
        by=_who(order.by),
        at=clock.now(),
    )


def _destroy(slots: set[int]) -> None:
    try:
        destroy_keys(slots)
    except KeysToldError as error:
        raise ErasureRefused(str(error)) from error


@moves_keys
def move_case_keys(old: str, new: str) -> None:
    """The keys of cases."""
    while cases := list(Case.objects.select_for_update().filter(key_bucket=old)[:_AT_ONCE]):
        for case in cases:
            key = unwrap(Wrapped(bytes(case.wrapped_key or b""), old), case.ident)
            case.wrapped_key, case.key_bucket = wrap_under(new, key, case.ident)
        Case.objects.bulk_update(cases, ("wrapped_key", "key_bucket"))
