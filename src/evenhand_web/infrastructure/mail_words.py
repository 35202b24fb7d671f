"""What every mail to somebody with an account says: that there is news and where to look, and nothing of any case. Mail
is not a safe place. What a party is told stands beside it, in `party_mail_words`.
"""

from typing import NamedTuple


class Message(NamedTuple):
    """The subject and the body of a mail."""

    subject: str
    body: str


def _sign_in(news: str) -> str:
    return (
        f"{news}\n\n"
        "Sign in to see which. This message says nothing about the case, on purpose: mail is not a safe place for it.\n"
    )


CASE_WAITS = Message(
    "A case waits for you", _sign_in("A case of Independent Medical Review waits for a step of yours.")
)
CASE_WAITS_FOR_OFFICE = Message(
    "A case waits for your office",
    _sign_in("A case of Independent Medical Review waits for a step of your office."),
)
QUESTION_WAITS = Message(
    "A reviewer's question waits to be asked",
    _sign_in("A reviewer wants a party of a case asked something. You ask it, in the organization's name."),
)
DETERMINATION_ISSUED = Message(
    "A determination was issued", _sign_in("A determination was issued and is open to your office.")
)
NEWS_AT_DESK = Message(
    "There is news at your desk",
    "There is news that should not wait.\n\n"
    "Sign in to see what it is. This message does not say, on purpose: mail is not a safe place for it.\n",
)
CASE_OPENED_IN_EMERGENCY = Message(
    "A case was opened by somebody not assigned to it",
    "Somebody who is not assigned to a case opened it, and gave a reason.\n\n"
    "Sign in and look at the list of emergency access: somebody must say whether it was right. This message does not "
    "say which case or who, on purpose: mail is not a safe place for it.\n",
)
_NOT_YOU = "Was it not you, tell whoever keeps the accounts of your organization at once: they can end every session."
FACTOR_CHANGED = Message(
    "What guards your account was changed",
    f"A second factor, or the password, of your account was added, changed or taken away.\n\n{_NOT_YOU}\n",
)
NEW_SIGN_IN = Message(
    "Your account was opened on a new device",
    f"Somebody signed in to your account on a device that was not used for it before.\n\n{_NOT_YOU}\n",
)


def link_to_choose(link: str) -> Message:
    """The mail with the link by which a person chooses a password: the one mail that opens something."""
    return Message(
        "Choose your password for Evenhand",
        "An account for Independent Medical Review waits for you, or was reset by who keeps the accounts of your "
        f"organization. Choose your password within three days, by this link, which serves once:\n\n{link}\n\n"
        "Nobody else was shown it. Did you expect no such mail, tell whoever keeps the accounts.\n",
    )


ACCOUNT_CHANGED = Message(
    "Somebody's rights were changed",
    "Who keeps the accounts of your organization was changed.\n\n"
    "Sign in to see the list of people. Was it not meant so, suspend whoever is on it wrongly.\n",
)
