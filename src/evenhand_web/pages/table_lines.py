"""Tables for a spreadsheet, line by line: no cell is taken for a formula."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def table_lines(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Rows as lines of a CSV file in UTF-8; the first begins with the mark by which spreadsheets know it."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    begun = "\ufeff"
    for row in rows:
        writer.writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row)
        yield begun + buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        begun = ""
