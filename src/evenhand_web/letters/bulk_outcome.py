"""What became of a table of applications, as a table for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator

from evenhand_web.letters.bulk_filing import RowOutcome

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("line", "outcome", "case", "field", "what", "expected", "remedy")


def outcome_table(outcomes: Iterable[RowOutcome]) -> str:
    """A line for each row and for each thing said of it: what became of it, its case, the column, what is wrong, what
    was expected, and what to do. No cell is a formula.
    """
    kept = io.StringIO()
    writer = csv.writer(kept)
    writer.writerow(_COLUMNS)
    for outcome in outcomes:
        for cells in _lines(outcome):
            writer.writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)
    return kept.getvalue()


def _lines(outcome: RowOutcome) -> Iterator[tuple[str, ...]]:
    head = (str(outcome.line), outcome.state.value, outcome.case.number if outcome.case else "")
    for finding in outcome.findings:
        yield (*head, finding.place.key, finding.message, finding.expected, finding.remedy)
    if not outcome.findings:
        yield (*head, "", "", "", "")
