"""A letter as a part of a page: the one place that says of it that a template escapes nothing more in it."""

from django.utils.safestring import SafeString, mark_safe

from evenhand.letter.document import Document
from evenhand.letter.html import article


def on_page(letter: Document | None) -> SafeString:
    """The article of a letter; nothing where there is none. The core's renderer has escaped every word of it."""
    return mark_safe(article(letter)) if letter else SafeString()
