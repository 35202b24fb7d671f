"""The app of what the pages of all faces share."""

from django.apps import AppConfig

from evenhand_web.infrastructure.shown_again import hold_back
from evenhand_web.pages.field_faults import speak_plainly


class PagesConfig(AppConfig):
    """Before any page is made, fields are given their words."""

    name = "evenhand_web.pages"

    def ready(self) -> None:
        """Forms are declared after this."""
        speak_plainly()
        hold_back()
