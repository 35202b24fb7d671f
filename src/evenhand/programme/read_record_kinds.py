"""Reading `[record_kinds]`: the kinds of documents in a record, and which of them decide."""

from evenhand.programme.record_kinds import Decides, RecordKind, RecordKinds
from evenhand.toml_table import TomlTable


def read_record_kinds(root: TomlTable) -> RecordKinds | None:
    """`[record_kinds]` with its rows `kind`; None where the file has no such table."""
    if "record_kinds" not in root:
        return None
    table = root.table("record_kinds")
    kinds = RecordKinds(
        kinds=tuple(_kind(row) for row in table.rows("kind")),
        no_kind=table.texts("no_kind", ()),
        months=table.whole("months"),
        citation=table.text("citation", ""),
    )
    if kinds.months < 0:
        table.fault("months", "A record cannot reach back less than no time", "months, 0 or more")
    table.finish()
    return kinds


def _kind(row: TomlTable) -> RecordKind:
    kind = RecordKind(
        id=row.text("id"),
        title=row.text("title"),
        words=row.texts("words"),
        decides=row.choice("decides", Decides),
        cites=row.flag("cites", False),
        is_of_the_decision=row.flag("is_of_the_decision", False),
    )
    row.finish()
    return kind
