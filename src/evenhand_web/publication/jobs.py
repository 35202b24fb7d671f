"""What publication does later. What searches letters for identities is named here and loaded by the worker alone."""

import datetime as dt

from evenhand.docket.kind import EntryKind
from evenhand_web.cases.following import follows
from evenhand_web.infrastructure.handler import Effect, duty, handled_by
from evenhand_web.publication.publishing import keep_published
from evenhand_web.publication.served import PREPARE, ask_for_preparations, case_of_preparation

follows(EntryKind.PUBLISHED, EntryKind.TAKEN_DOWN)(keep_published)
duty(ask_for_preparations)

handled_by(
    PREPARE,
    "evenhand_web.publication.preparing.prepare_letter",
    Effect.INSIDE,
    dt.timedelta(minutes=2),
    failing="A determination could not be prepared for publication.",
    concerns=case_of_preparation,
)
