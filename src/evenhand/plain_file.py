"""Files that somebody names or leaves in a folder: read where they are ordinary files of a bounded size.

A pipe would be waited for without end, a device read without end: both are refused before a byte is read.
"""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

MOST_BYTES = 1024**3
"""What no file that is read whole may exceed, where nothing less is asked for."""


def plain_stream(path: Path) -> BufferedReader:
    """The ordinary file at `path`, opened for reading bytes. Raises OSError, with words in `strerror`, where it is a
    folder, a pipe, a device or a socket, or cannot be opened.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "it is no ordinary file", str(path))
        return open(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def plain_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """All bytes of the ordinary file at `path`; raises OSError as `plain_stream` does, and where there are more than
    `most`.
    """
    with plain_stream(path) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it is larger than the {most:,} bytes that are read", str(path))
    return data


def plain_text(path: Path, encoding: str = "utf-8", most: int = MOST_BYTES) -> str:
    """The text of the ordinary file at `path`; raises OSError as `plain_bytes` does and UnicodeDecodeError where it is
    not text of this encoding.
    """
    return plain_bytes(path, most).decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
