"""Under which programme the pages of the panel reckon: they belong to no case, so a person chooses."""

from typing import NamedTuple

from evenhand.programme.model import Programme
from evenhand_web.accounts.admission import PersonRequest
from evenhand_web.infrastructure.programmes import programmes_with_panel

_KEY = "panel_programme"


class PanelChoice(NamedTuple):
    """The programmes that say how their physicians are chosen, and the one that is looked at; None until somebody has
    chosen among several, or where there is none.
    """

    offered: tuple[Programme, ...]
    programme: Programme | None

    @property
    def is_open(self) -> bool:
        """Whether there is something to choose."""
        return len(self.offered) > 1


def panel_choice(request: PersonRequest) -> PanelChoice:
    """The programme that the request names, or else the one this person chose last, or else the only one there is."""
    offered = programmes_with_panel()
    known = {law.id: law for law in offered}
    named = request.GET.get("programme") or request.POST.get("programme") or ""
    if named in known:
        request.session[_KEY] = named
    only = offered[0] if len(offered) == 1 else None
    return PanelChoice(offered, known.get(named) or known.get(request.session.get(_KEY, "")) or only)
