"""The catalogues of the pages, made ready for the running process: gettext reads them compiled."""

import os
import tempfile
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

_SOURCES = Path(__file__).parent / "locale"


def compile_catalogues(target: Path) -> None:
    """Compile each catalogue of the package into `target`, a folder as gettext expects it. One that is there and newer
    than its source stays.
    """
    for source in sorted(_SOURCES.glob("*/LC_MESSAGES/django.po")):
        compiled = target / source.relative_to(_SOURCES).with_suffix(".mo")
        if compiled.is_file() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        compiled.parent.mkdir(parents=True, exist_ok=True)
        language = source.parent.parent.name
        made = BytesIO()
        write_mo(made, read_po(BytesIO(source.read_bytes()), locale=language))
        _replace(compiled, made.getvalue())


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: another process may start at the same moment."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
    Path(name).replace(path)
