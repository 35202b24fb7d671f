"""The house's own choices of a panel as people read them: each file with its state, and one of them whole."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from evenhand.panel.people.vocabulary import APPROVED, CHANGED, Editorial
from evenhand.panel.requirements.weights_approval import FILES, editorial_of, weights_approver
from evenhand.plain_file import plain_text
from evenhand.programme.model import Programme
from evenhand.soundness import has_panel
from evenhand_web.panel.approving import rules_as_approved, weights_approvals

_WHAT = {
    "fit.toml": gettext_noop("Which specialties review what, with weights and floors"),
    "policy.toml": gettext_noop("What an assignment costs, and the other choices of the house"),
    "vocabulary.toml": gettext_noop("The words in which reviewers and cases are described"),
}
_LOOKS = {APPROVED: "met", CHANGED: "late"}


class WeightsRow(NamedTuple):
    """One file: what it is, whether somebody answers for it, and who must."""

    name: str
    what: str
    state: str
    css: str
    approved: str
    approver: str
    is_approved: bool


def weights_rows(programme: Programme) -> list[WeightsRow]:
    """The files of a programme's panel that are the house's own choices, each with its state; none without a panel."""
    if not has_panel(programme.folder):
        return []
    rules, kept = rules_as_approved(programme), weights_approvals(programme)
    told = {file: f"{approval.by}, {approval.on:%B %-d, %Y}" for file, approval in kept.items()}
    return [_row(programme, file, editorial_of(rules, file), told.get(file, "")) for file in FILES]


def _row(programme: Programme, file: str, editorial: Editorial, approved: str) -> WeightsRow:
    states = {APPROVED: _("approved"), CHANGED: _("changed since it was approved")}
    role = weights_approver(programme, editorial)
    return WeightsRow(
        name=file.removesuffix(".toml"),
        what=_(_WHAT[file]),
        state=states.get(editorial.standing, _("not yet approved")),
        css=_LOOKS.get(editorial.standing, "soon"),
        approved=approved,
        approver=programme.label(role) if role else "",
        is_approved=editorial.standing == APPROVED and bool(approved),
    )


def text_of(programme: Programme, file: str) -> str:
    """A file of the panel as it stands in the programme's folder; empty where it cannot be read."""
    try:
        return plain_text(programme.folder / "panel" / file)
    except (OSError, UnicodeDecodeError):
        return ""
