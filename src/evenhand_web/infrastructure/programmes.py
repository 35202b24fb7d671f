"""The programmes of this installation: each examined once, and the version under which its cases go on."""

import logging
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_noop

from evenhand.authoring.folder_check import folder_check
from evenhand.finding import Finding, FindingKind, Place, Severity, is_fatal
from evenhand.letter.characters import on_screen
from evenhand.programme.library import known_programmes
from evenhand.programme.model import Programme
from evenhand.soundness import has_panel
from evenhand_web.infrastructure.kept_programmes import keep, kept_ids, last_good

_LOG = logging.getLogger(__name__)
_NOT_READ = FindingKind(
    rule="PROGRAMME-FILE",
    severity=Severity.FATAL,
    message="{what}",
    expected=gettext_noop("a folder that passes `evenhand programme check`"),
    remedy=gettext_noop("Put it right; a copy of its last good version lies in the data folder, under programmes."),
)
_TWICE = FindingKind(
    rule="PROGRAMME-FILE",
    severity=Severity.FATAL,
    message=gettext_noop("Another folder states the id {id!r}, too, and is the one in use."),
    expected=gettext_noop("an id of its own for each folder"),
    remedy=gettext_noop("Give one of them another id, or take its folder away."),
)


class NoGoodVersion(ImproperlyConfigured):
    """No version of a programme can be read, so that none of its cases can be looked at until its folder is put right;
    `programme` is its id.
    """

    def __init__(self, programme: str, told: str) -> None:
        super().__init__(f"The programme {programme!r} cannot be used: {told}")
        self.programme = programme


class Standing(NamedTuple):
    """How a programme stands here: `programme` is the version that counts, None where there is none; `findings` are
    what keeps its folder out, none where the folder itself counts.
    """

    ident: str
    programme: Programme | None
    findings: tuple[Finding, ...]

    @property
    def is_left_out(self) -> bool:
        """Whether the folder is left out: cases go on under the version kept before, and no new case begins."""
        return bool(self.findings)


@cache
def standings() -> Mapping[str, Standing]:
    """Every programme whose folder is here or was, by id, in alphabetical order. Read once in the life of a process."""
    folders, shelf = known_programmes(settings.PROGRAMMES), settings.KEPT_PROGRAMMES
    idents = sorted({*folders, *kept_ids(shelf)})
    return MappingProxyType({ident: _standing(ident, folders.get(ident), shelf) for ident in idents})


def _standing(ident: str, folder: Path | None, shelf: Path) -> Standing:
    if folder is None:
        gone = _NOT_READ.at(_at(settings.PROGRAMMES or shelf), what=f"The folder of the programme {ident!r} is gone.")
        return Standing(ident, last_good(ident, shelf), (gone,))
    try:
        programme, findings = folder_check(folder, on_screen)
    except Exception:  # whatever is wrong with one folder stops none of the others
        _LOG.exception("The folder of the programme %s cannot be examined", ident)
        programme, findings = (
            None,
            (_NOT_READ.at(_at(folder), what="The folder cannot be examined; the log says why."),),
        )
    if programme is not None and programme.id != ident:
        findings += (_TWICE.at(_at(folder / "programme.toml"), id=programme.id),)
    if programme is None or is_fatal(findings):
        return Standing(ident, last_good(ident, shelf), tuple(fault for fault in findings if is_fatal((fault,))))
    try:
        keep(programme, shelf)
    except OSError:
        _LOG.exception("No copy of the programme %s could be kept", ident)
    return Standing(ident, programme, ())


def _at(place: Path) -> Place:
    return Place(file=str(place))


def programme_of(name: str) -> Programme:
    """The version of a programme, by id, under which its cases go on; NoGoodVersion, naming every fault, where there
    is none.
    """
    programme = standing_programme(name)
    if programme is None:
        standing = standings().get(name)
        told = " ".join(map(str, standing.findings)) if standing else "There is no folder of that id."
        raise NoGoodVersion(name, told)
    return programme


def standing_programme(name: str) -> Programme | None:
    """The version of a programme, by id, under which its cases go on; None where there is none: a list shows them all
    the same.
    """
    standing = standings().get(name)
    return standing.programme if standing else None


def programmes() -> tuple[Programme, ...]:
    """Every programme that cases may stand under, in alphabetical order of its id."""
    return tuple(standing.programme for standing in standings().values() if standing.programme is not None)


def open_programmes() -> tuple[Programme, ...]:
    """The programmes under which a case may be opened: those whose folder is sound, and of made-up law that comes with
    Evenhand only where the installation asked for it, as a demonstration does.
    """
    return tuple(law for law in programmes() if _is_asked_for(law) and not standings()[law.id].is_left_out)


def programmes_with_panel() -> tuple[Programme, ...]:
    """The programmes of this installation that say how their physicians are chosen."""
    return tuple(law for law in programmes() if _is_asked_for(law) and has_panel(law.folder))


def _is_asked_for(law: Programme) -> bool:
    """Whether a programme is real law, or made-up law that the house has of its own or asked for."""
    return not law.made_up or settings.MADE_UP or known_programmes().get(law.id) != law.folder


def left_out() -> tuple[Standing, ...]:
    """The programmes whose folder is left out, each with what is wrong with it."""
    return tuple(standing for standing in standings().values() if standing.is_left_out)
