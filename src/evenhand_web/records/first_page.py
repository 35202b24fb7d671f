"""The picture of a file's first page, and how many pages it has, for whoever has just sent it."""

from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.records.page_reader import contents, of_stored

_SECONDS = 8.0


def first_page(file: StoredFile) -> tuple[int | None, bytes]:
    """How many pages a stored file has and its first as PNG; None and nothing where that could not be told at once.

    The worker reads the file again, page by page, once it is entered.
    """
    told = contents(of_stored(file), seconds=_SECONDS)
    if told.fault:
        return None, b""
    made = next(told.made, None)
    close = getattr(told.made, "close", None)
    if close is not None:
        close()  # ends the process that would make the pages behind the first
    return told.pages, made.png if made is not None else b""
