"""What reviewing does when an entry is made, and by time alone."""

import datetime as dt

from evenhand_web.infrastructure.handler import Effect, duty, handles
from evenhand_web.panel.gate import WATCH
from evenhand_web.reviewing import credential_check, omissions, seats, told
from evenhand_web.reviewing.handing_back import ask_every_hour, watch_credentials
from evenhand_web.reviewing.told import tell_reviewers_of_due_days

__all__ = ["credential_check", "omissions", "seats", "told"]

duty(ask_every_hour)
duty(tell_reviewers_of_due_days)
handles(
    WATCH,
    Effect.INSIDE,
    dt.timedelta(minutes=10),
    failing="Nobody has looked whether the credentials of the physicians who sit in cases still hold.",
)(watch_credentials)
