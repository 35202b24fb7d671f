"""Sessions in the database, as Django keeps them; a database that is held is told from a session that has ended."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError


class SessionStore(db.SessionStore):
    """A session. Django takes every failure to write one for its having been ended elsewhere."""

    def save(self, must_create: bool = False) -> None:
        """Write the session. Raises OperationalError where the database cannot be written, UpdateError where the
        session has ended meanwhile.
        """
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise
