"""How long a password may be: what can be set can also be entered at the door."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST = 200


class MaximumLengthValidator:
    """Refuses, where it is set, a password that the sign-in page would not take."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError where a password has more characters than may be."""
        if len(password) > MOST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        """The limit in words."""
        return str(_("A password has at most %(most)d characters.") % {"most": MOST})
