"""Finding cases by part of a name or number, some at a time, in the order of the word that was found."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Q, QuerySet

from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.kind import EntryKind
from evenhand.identifier import identifier_key
from evenhand.procedure.state import CaseState
from evenhand_web.accounts.models import Person
from evenhand_web.cases.access import names_for
from evenhand_web.cases.models import Case, CaseName
from evenhand_web.cases.name_words import joined_words, name_rows, sound, telling_words, words
from evenhand_web.infrastructure.keyset import Order, page_after

PAGE = 25
_BY_WORD = Order("word", holds_words=True)
_MOST_WORDS, _WHOLE_BELOW, _HEARD, _ALIKE = 6, 3, 80, 10


class Found(NamedTuple):
    """Cases by the names they were found by. `alike` are spelled otherwise and sound the same; `after` is where the
    next page begins, empty on the last.
    """

    names: tuple[CaseName, ...]
    alike: tuple[CaseName, ...]
    after: str


def write_names(case: Case, state: CaseState) -> None:
    """Write the words by which a case is found anew, in the caller's transaction."""
    case.names.all().delete()
    CaseName.objects.bulk_create(names_of(case, state))


def names_of(case: Case, state: CaseState) -> Iterator[CaseName]:
    """The words by which a case is found, as rows not yet saved."""
    rows = (*name_rows(state.case_number, state.parties.values()), *name_rows(number_elsewhere(state), ()))
    return (CaseName(case=case, **row._asdict()) for row in rows)


def number_elsewhere(state: CaseState) -> str:
    """The number that another office gave the matter of a case, as its application states it; empty where none does."""
    received = state.last(EntryKind.APPLICATION_RECEIVED.value)
    application = state.docket.entries[received.entry - 1].payload if received else None
    if not isinstance(application, ApplicationReceived):
        return ""
    return state.programme.intake.number_elsewhere(application)


def find(person: Person, text: str, after: str = "") -> Found:
    """The cases a person may open whose number, or the name of one of whose parties, has words that begin with all the
    words of `text`, two of them written as one or not; on the last page also those that only sound alike. Words of one
    or two letters count whole, and little ones ("de la") only where there are no others.
    """
    asked = telling_words(text)[:_MOST_WORDS]
    if not asked:
        return Found((), (), "")
    otherwise = joined_words(words(text)[:_MOST_WORDS])
    spelled = next((each for each in (asked, *otherwise) if _spelled(person, each).exists()), asked)
    page = page_after(_spelled(person, spelled).prefetch_related("case"), _BY_WORD, after, PAGE)
    shown = tuple(match for match in page.rows if _is_first(match, _lead(spelled)))
    return Found(shown, () if page.after else tuple(_alike(person, spelled, _lead(spelled))), page.after)


def case_numbered(number: str, among: QuerySet[Case] | None = None) -> Case | None:
    """The case of a number, however it is typed; None where there is none `among` those given."""
    key = identifier_key(number)
    # That the key is not empty is what the index of keys holds; an order would have SQLite walk all cases in it.
    typed = Q(number=number) | (Q(number_key=key) & ~Q(number_key="")) if key else Q(number=number)
    cases = Case.objects.all() if among is None else among
    return min(cases.filter(typed).order_by(), key=lambda case: case.pk, default=None)


def _lead(asked: tuple[str, ...]) -> str:
    """The word that names are looked up by."""
    return max(asked, key=len)


def _spelled(person: Person, asked: tuple[str, ...]) -> QuerySet[CaseName]:
    """The names that have words beginning with all the words asked for."""
    names = _beginning_with(names_for(person), _lead(asked))
    for word in asked:
        names = names if word == _lead(asked) else names.filter(name__contains=f" {word}")
    return names


def _beginning_with(names: QuerySet[CaseName], lead: str) -> QuerySet[CaseName]:
    if len(lead) < _WHOLE_BELOW:
        return names.filter(word=lead)
    names = names.filter(word__gte=lead)
    past = _past(lead)
    return names.filter(word__lt=past) if past else names


def _past(lead: str) -> str:
    """The first word behind all that begin with `lead`: digits come before letters in every order of words."""
    bare = lead.rstrip("z")
    if not bare:
        return ""
    last = bare[-1]
    return bare[:-1] + ("a" if last == "9" else chr(ord(last) + 1))


def _is_first(row: CaseName, lead: str) -> bool:
    """Whether this is the one row by which a name shows, where more than one of its words begins with `lead`."""
    return row.word == min((word for word in row.name.split() if word.startswith(lead)), default=row.word)


def _alike(person: Person, asked: tuple[str, ...], lead: str) -> list[CaseName]:
    heard = sound(lead)
    if not heard:
        return []
    others = {sound(word) for word in asked} - {heard}
    near = names_for(person).filter(sound=heard).order_by("id").values_list("id", "name")[:_HEARD]
    fitting = [key for key, name in near if others <= set(map(sound, name.split())) and not _fits(name, asked)][:_ALIKE]
    return list(names_for(person).filter(id__in=fitting).order_by("id").prefetch_related("case")) if fitting else []


def _fits(name: str, asked: tuple[str, ...]) -> bool:
    """Whether a name is found as it is spelled."""
    return all(f" {word}" in name for word in asked)
