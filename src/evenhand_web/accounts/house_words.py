"""Words that anybody would guess first here, of which no password may mostly consist: the house's own, the programs',
and those that the house adds.
"""

import re
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from evenhand.names.folding import folded
from evenhand_web.infrastructure.programmes import standings

_SHORTEST, _LEFT = 3, 8
_OF_EVERY_HOUSE = ("evenhand", "independent", "medical", "review", "reviewer", "organization", "password", "welcome")
_PARTED = re.compile(r"[\W_\d]+")


class HouseWordsValidator:
    """Refuses a password of which too little is left without the words of this house."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError where fewer than eight letters and digits are left without them."""
        left = folded(password)
        for word in sorted(house_words(), key=len, reverse=True):
            left = left.replace(word, " ")
        if sum(letter.isalnum() for letter in left) < _LEFT:
            raise ValidationError(self.get_help_text(), code="password_of_house_words")

    def get_help_text(self) -> str:
        """The rule in words."""
        return str(
            _(
                "A password does not count words that anybody would try first here, such as those of the "
                "organization's name: without them it needs %(left)d letters and digits."
            )
            % {"left": _LEFT}
        )


def house_words() -> frozenset[str]:
    """The words, folded: of the organization's name and town, of the ids and titles of its programs, of what is done
    here, and those that EVENHAND_PASSWORD_WORDS adds.
    """
    texts = [folded(text).strip() for text in _texts()]
    return frozenset(word for text in texts for word in (text, *_PARTED.split(text)) if len(word) >= _SHORTEST)


def _texts() -> Iterator[str]:
    yield from _OF_EVERY_HOUSE
    yield from (settings.ORGANISATION, *settings.ORGANISATION_ADDRESS, *settings.PASSWORD_WORDS)
    for ident, standing in standings().items():
        yield ident
        if standing.programme is not None:
            yield standing.programme.title
