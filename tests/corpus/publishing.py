"""The policy of the first programme, and short ways of preparing a text under it."""

from functools import cache
from typing import Any

from evenhand.corpus.identities import Identities, KnownPerson
from evenhand.corpus.policy import PublicationPolicy, load_policy
from evenhand.corpus.publication import PreparedLetter, case_search, prepared
from evenhand.corpus.written_days import written_days
from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme


@cache
def policy() -> PublicationPolicy:
    """The policy of California workers' compensation, which must be without fault."""
    folder = programme_folder("ca_wc")
    programme, _ = load_programme(folder)
    assert programme is not None
    loaded, findings = load_policy(folder, programme)
    assert findings == ()
    assert loaded is not None
    return loaded


def person(name: str, born: str = "", role: str = "injured worker") -> KnownPerson:
    """A known person; `born` in any writing."""
    return KnownPerson(name=name, role=role, born=written_days(born))


def prepare(text: str, *people: KnownPerson, **known: Any) -> PreparedLetter:
    """Prepare a text of a case with these people, organizations, addresses and numbers."""
    return prepared(text, policy(), case_search(Identities(people=people, **known)))


def left(text: str, *people: KnownPerson, **known: Any) -> str:
    """The prepared text alone."""
    return prepare(text, *people, **known).text
