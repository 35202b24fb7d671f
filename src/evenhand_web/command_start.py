"""How every command of the shell begins, and in which words it says that it cannot go on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import click
import django
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError, connection

from evenhand_web.first_start import data_folder, keys_folder, prepare, shut
from evenhand_web.trace.connection import TraceAwayError

_TOLD = frozenset(
    {
        "backup",
        "delegate",
        "import_docket",
        "import_panel",
        "refresh",
        "report",
        "rotate_key",
        "tick",
        "work",
        "work_off",
    }
)
"""Operations of which the trace tells by name before they begin; what is done to a person or a docket tells more of
itself. A worker tells that it works, not of each job."""


def ready() -> None:
    """The secrets made, the settings read, the tables known."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenhand_web.settings")
    os.umask(0o077)  # whatever is made from here on, database and files too, is its owner's alone
    try:
        prepare(data_folder(), keys_folder())
        django.setup()
    except ImproperlyConfigured as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        what = f"The data folder {data_folder()} cannot be made or written: {error.strerror}."
        raise click.ClickException(f"{what} EVENHAND_DATA names another.") from error
    if connection.vendor == "sqlite":
        named = str(connection.settings_dict["NAME"])
        shut(Path(f"{named}{end}") for end in ("", "-wal", "-shm"))


@contextmanager
def in_words() -> Iterator[None]:
    """A database that cannot be used, or a file that cannot be written, is said."""
    try:
        yield
    except TraceAwayError as error:
        raise click.ClickException(f"Nothing is done, for {error}. `evenhand migrate` makes it.") from error
    except (OperationalError, ProgrammingError) as error:
        what = f"The database cannot be used: {str(error).strip() or type(error).__name__}."
        raise click.ClickException(f"{what} `evenhand migrate` brings it up to date.") from error
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or 'A file'} cannot be used: {error.strerror or error}."
        ) from error


def operate(operation: str, module: str = "operations", /, **given: object) -> None:
    """Set Django up and do one operation of a module of the shell. What cannot be used or written is said in words."""
    ready()
    with in_words():
        if operation in _TOLD:
            import_module("evenhand_web.trace_commands").note(operation)
        getattr(import_module(f"evenhand_web.{module}"), operation)(**given)
