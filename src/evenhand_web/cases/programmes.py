"""The programmes cases run under, each read once from its folder."""

from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from evenhand.programme.library import known_programmes, programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme


@cache
def programme_of(name: str) -> Programme:
    """The programme of an id; ImproperlyConfigured, naming every fault, where its files cannot be used."""
    programme, findings = load_programme(programme_folder(name, settings.PROGRAMMES))
    if programme is None:
        raise ImproperlyConfigured(f"The programme {name!r} cannot be used: " + " ".join(map(str, findings)))
    return programme


@cache
def programmes() -> tuple[Programme, ...]:
    """Every programme that comes with Evenhand or lies in the installation's own folder, in alphabetical order of its
    id.
    """
    return tuple(programme_of(name) for name in known_programmes(settings.PROGRAMMES))


def offered_programmes() -> tuple[Programme, ...]:
    """The programmes under which a case may be opened here: made-up law that comes with Evenhand only where the
    installation asked for it, as a demonstration does.
    """
    packaged = known_programmes()
    return tuple(
        programme
        for programme in programmes()
        if not programme.made_up or settings.MADE_UP or packaged.get(programme.id) != programme.folder
    )
