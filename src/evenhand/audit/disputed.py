"""What of a line is in dispute: the whole of it, or what a partial authorisation left."""

import re

_REMAINING = re.compile(
    r"(?:remaining .{0,40}?portion of the original request,?|(?<=[.] )(?:the )?original request,)\s*", re.IGNORECASE
)
_IS = re.compile(r"\s+is\s*$", re.IGNORECASE)
"""The verb that the word of outcome completes."""


def disputed(title: str) -> str:
    """The words of a line that the determination decides.

    A line authorised in part is printed as three statements; what follows the last of them is what remains.
    """
    last = next(reversed([*_REMAINING.finditer(title)]), None)
    return _IS.sub("", title[last.end() :]).strip() or title if last else title
