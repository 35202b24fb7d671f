"""What a mail to a party says, in the party's language: that a letter is on its way by mail, and nothing of it."""

from django.utils.translation import gettext, override

from evenhand_web.infrastructure.mail_words import Message


def letter_on_its_way(language: str) -> Message:
    """The mail to a party who is written to in a language (its BCP 47 tag); English where the pages have no other."""
    with override(language):
        body = (
            gettext("A letter from the review organization is on its way to you by mail."),
            gettext("This message says nothing about it, on purpose: mail over the net is not a safe place for it."),
            gettext("If the letter has not come within a week, write or telephone to the organization."),
        )
        return Message(gettext("A letter to you is on its way"), "\n\n".join(body) + "\n")
