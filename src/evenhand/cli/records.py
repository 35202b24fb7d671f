"""`evenhand records`: the papers of a record."""

from typing import ClassVar

import click

from evenhand.cli.extra_commands import GroupWithExtras


class RecordsGroup(GroupWithExtras):
    """The group of what is done with records."""

    extras: ClassVar = {
        "read": ("evenhand.cli.records_read", "read", "ocr"),
        "manifest": ("evenhand.cli.records_manifest", "manifest", "ocr"),
    }


@click.group(cls=RecordsGroup)
def records() -> None:
    """Read the papers of a record: pages, documents, copies, what is missing."""
