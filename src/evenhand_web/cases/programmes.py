"""The programmes cases run under, each read once from its folder."""

from functools import cache

from django.core.exceptions import ImproperlyConfigured

from evenhand.programme.library import known_programmes, programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme


@cache
def programme_of(name: str) -> Programme:
    """The programme of an id; ImproperlyConfigured, naming every fault, where its files cannot be used."""
    programme, findings = load_programme(programme_folder(name))
    if programme is None:
        raise ImproperlyConfigured(f"The programme {name!r} cannot be used: " + " ".join(map(str, findings)))
    return programme


@cache
def programmes() -> tuple[Programme, ...]:
    """Every programme that comes with Evenhand, in alphabetical order of its id."""
    return tuple(programme_of(name) for name in known_programmes())
