"""The columns in which a table tells of applications: Evenhand's own, and those of others that a programme knows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evenhand.docket.party import PARTY_ROLES, Role
from evenhand.finding import Finding
from evenhand.programme.model import Programme
from evenhand.toml_source import read_toml_file
from evenhand.toml_table import TomlTable

RULE = "APPLICATION-TABLE"
FOLDER = "tables"
"""Where a programme's folder keeps the layouts of others, a file each."""
OF_ROLE: Mapping[Role, str] = {
    Role.APPLICANT: "applicant",
    Role.REPRESENTATIVE: "representative",
    Role.PROVIDER: "physician",
    Role.PAYER: "payer",
}
"""What the columns of each party begin with."""
OF_PARTY = ("name", "organisation", "address", "language")
GENERAL = (
    "received_on",
    "received_by",
    "is_signed",
    "ur_decision_attached",
    "treatments",
    "born_on",
    "claim_number",
    "ur_decided_on",
    "physician_npi",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A layout of such tables: what it is called, and for each of our columns the names of theirs that fill it, the
    cells joined by a blank; a text with several names in it is joined first, and each such text is a line of an
    address. `other_names` are other names that columns of it go by.
    """

    title: str
    columns: Mapping[str, tuple[str, ...]]
    other_names: Mapping[str, str]

    @property
    def every_name(self) -> tuple[str, ...]:
        """Every name that a column of it may bear."""
        return (
            *self.other_names,
            *(name for names in self.columns.values() for text in names for name in text.split()),
        )

    @property
    def names(self) -> frozenset[str]:
        """Every name of a column that is read."""
        return frozenset(plain(name) for names in self.columns.values() for text in names for name in text.split())


def plain(name: str) -> str:
    """A column's name as two of them are compared."""
    return "".join(name.replace("\ufeff", "").split()).casefold()


def own_columns(programme: Programme) -> tuple[str, ...]:
    """Every column of Evenhand's own layout under a programme: the general ones, those of the parties, its facts and
    whom its papers name beside the parties.
    """
    parties = (f"{OF_ROLE[role]}_{field}" for role in PARTY_ROLES for field in OF_PARTY)
    every = (*GENERAL, *parties, *programme.intake.names(), *programme.parties.named)
    return tuple(dict.fromkeys(every))


def layouts(programme: Programme) -> tuple[tuple[Layout, ...], tuple[Finding, ...]]:
    """The layouts that tables may have under a programme, Evenhand's own first, and what is wrong with the files of the
    others.
    """
    columns = own_columns(programme)
    own = Layout(title="Evenhand's own", columns={name: (name,) for name in columns}, other_names={})
    paths = sorted((programme.folder / FOLDER).glob("*.toml"))
    read = [_read(path, path.stat().st_mtime_ns) for path in paths]
    others = tuple(layout for layout, _ in read if layout is not None)
    return (own, *others), tuple(finding for _, findings in read for finding in findings)


@cache
def _read(path: Path, _: int) -> tuple[Layout | None, tuple[Finding, ...]]:
    source, faults = read_toml_file(path, RULE, "The layout of a table cannot be read")
    findings = list(faults)
    if source is None:
        return None, tuple(findings)
    root = TomlTable.root(source, findings, RULE)
    table = root.table("columns")
    columns = {name: table.texts(name) for name in table.names()}
    table.finish()
    layout = Layout(title=root.text("title"), columns=columns, other_names=root.scalars("other_names"))
    root.finish()
    return layout, tuple(findings)


def fitting(header: Iterable[str], known: Iterable[Layout]) -> Layout | None:
    """The layout whose columns a header has most of; None where it has none of any."""
    names = {plain(name) for name in header}

    def common(layout: Layout) -> int:
        others = {plain(layout.other_names[name]) for name in layout.other_names if plain(name) in names}
        return len((names | others) & layout.names)

    best = max(known, key=common, default=None)
    return best if best is not None and common(best) else None
