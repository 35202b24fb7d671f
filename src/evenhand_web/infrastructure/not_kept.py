"""What is answered where nothing can be written: a disk that is full or must not be written, a database that is away.

The answers are words alone and depend on nothing that may be at fault.
"""

import errno

from django.db import DatabaseError, OperationalError
from django.http import HttpResponse
from django.utils.translation import gettext as _

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_BARRED = (errno.EROFS, errno.EACCES, errno.EPERM)
_FULL_WORDS, _BARRED_WORDS = ("disk is full", "No space left"), ("readonly database", "read-only")
"""By which databases tell the same: SQLite and PostgreSQL have no number for it that Django hands on."""
_WAIT = "60"


def not_kept(error: BaseException | None) -> HttpResponse | None:
    """The answer (503) to a request that failed for want of a place to write, told by what was raised; None for any
    other fault.
    """
    if _is_one_of(error, _FULL, _FULL_WORDS):
        return _away(_("There is no room left where this installation keeps its data. %(kept)s") % {"kept": _advice()})
    if _is_one_of(error, _BARRED, _BARRED_WORDS):
        return _away(_("Nothing can be written where this installation keeps its data. %(kept)s") % {"kept": _advice()})
    if isinstance(error, OperationalError):
        words = _("The database cannot be reached or written now, and nothing was entered. Send it again in a minute.")
        return _away(words)
    return None


def _advice() -> str:
    return _(
        "Nothing of what you sent was kept: keep it yourself, and tell whoever runs these pages. Send it again when "
        "they say that it can be."
    )


def _is_one_of(error: BaseException | None, numbers: tuple[int, ...], words: tuple[str, ...]) -> bool:
    if isinstance(error, OSError):
        return error.errno in numbers
    return isinstance(error, DatabaseError) and any(word in str(error) for word in words)


def _away(text: str) -> HttpResponse:
    headers = {"Retry-After": _WAIT}
    return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8", headers=headers)
