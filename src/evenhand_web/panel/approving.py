"""Approving the weights of a panel: by whom the programme names, for the very file that was read."""

import datetime as dt
from typing import NamedTuple

from evenhand.panel.requirements.load import PanelRules
from evenhand.panel.requirements.weights_approval import approved_rules, editorial_of, weights_approver
from evenhand.programme.model import Programme
from evenhand_web.accounts.models import Person
from evenhand_web.accounts.seam import part
from evenhand_web.infrastructure import clock
from evenhand_web.panel.day import rules_of
from evenhand_web.panel.models import WeightsApproval


class WeightsRefused(Exception):
    """Why weights are not approved, in a sentence for whoever wanted to."""


class KeptApproval(NamedTuple):
    """Who answers for a file: by whom, on which day of the programme, and the digest of the very file."""

    by: str
    on: dt.date
    digest: str


def weights_approvals(programme: Programme) -> dict[str, KeptApproval]:
    """The approvals that count of a programme's weights, by file; one that was taken back counts no more."""
    last: dict[str, WeightsApproval] = {}
    for row in WeightsApproval.objects.filter(programme=programme.id).select_related("made_by").order_by("pk"):
        last[row.file] = row
    return {
        file: KeptApproval(row.made_by.name, row.made_at.astimezone(programme.zone).date(), row.digest)
        for file, row in last.items()
        if row.is_approved
    }


def rules_as_approved(programme: Programme) -> PanelRules:
    """What a programme says of its panel, standing as somebody here answers for it."""
    digests = {file: approval.digest for file, approval in weights_approvals(programme).items()}
    return approved_rules(rules_of(programme.id), digests)


def may_approve_weights(person: Person, programme: Programme, file: str) -> bool:
    """Whether the programme names this person's part as the one that answers for a file of weights."""
    return part(person).value == weights_approver(programme, editorial_of(rules_of(programme.id), file))


def decide_on_weights(person: Person, programme: Programme, file: str, digest: str, *, is_approved: bool) -> None:
    """Approve the file of weights that was read, by its digest, or take an approval back.

    Raises WeightsRefused where another part answers for it, and where the file in use is not the one that was read.
    """
    rules = rules_of(programme.id)
    if not may_approve_weights(person, programme, file):
        answers = programme.label(weights_approver(programme, editorial_of(rules, file))) or "nobody yet"
        raise WeightsRefused(f"These weights are answered for by: {answers}.")
    if is_approved and digest != rules.digests[file]:
        raise WeightsRefused(
            "The file has changed since you read it. Read it again; one changed in its folder counts "
            "from the next start of the service."
        )
    WeightsApproval.objects.create(
        programme=programme.id,
        file=file,
        digest=rules.digests[file],
        is_approved=is_approved,
        role=part(person).value,
        made_by=person,
        made_at=clock.now(),
    )
