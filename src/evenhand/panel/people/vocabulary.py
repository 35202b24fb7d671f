"""The words in which panel and cases are described, as a programme's data, and reading them."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from evenhand.panel.people.credentials import Discipline
from evenhand.toml_table import TomlTable

ROW = " | "
"""What stands between category, subcategory and class of drug in a row of the published form."""


APPROVED, CHANGED = "approved", "changed"
"""How a file of the house's own choices stands, where it is not `editorial`; nothing but an approval kept beside a file
tells that it was changed since.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editorial:
    """How far a choice of the house, not of the law, has been approved: its standing and who must approve it."""

    standing: str
    approver: str

    @property
    def words(self) -> str:
        """What is printed beside everything built on it; empty once approved."""
        if self.standing == CHANGED:
            return f"changed since the {self.approver} approved them"
        return "" if self.standing == APPROVED else f"not yet approved by the {self.approver}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialty:
    """A specialty by the name the programme publishes, and the family it belongs to."""

    name: str
    family: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """A kind of treatment: its group ("surgery"), the rows of the published form that it stands for, and what people
    call it.
    """

    id: str
    group: str
    rows: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Every word a credential file or a case may use.

    `specialties` holds both names of a specialty that has two, under each its entry; `same` leads from the one to the
    name that counts. `by_discipline` is what a licence by itself makes its holder. `states` are names by postal code.
    """

    editorial: Editorial
    specialties: Mapping[str, Specialty]
    same: Mapping[str, str]
    by_discipline: Mapping[Discipline, str]
    boards: Mapping[str, str]
    states: Mapping[str, str]
    regions: Mapping[str, str]
    conditions: Mapping[str, str]
    treatments: Mapping[str, Treatment]

    def specialty(self, name: str) -> str:
        """The name under which a specialty counts."""
        return self.same.get(name, name)

    def near(self, specialty: str) -> str:
        """The specialties whose names come nearest, in words for a message."""
        close = get_close_matches(specialty, self.specialties, n=3, cutoff=0.5)
        return f"perhaps {' or '.join(close)}" if close else "a specialty of the programme's vocabulary"

    def treatment_of(self, category: str, subcategory: str, drug_class: str) -> Treatment | None:
        """The treatment a row of the published form stands for; None where no treatment claims the row."""
        row = " ".join(ROW.join((category, subcategory, drug_class)).split())
        return next((treatment for treatment in self.treatments.values() if row in treatment.rows), None)


def read_vocabulary(table: TomlTable, states: Mapping[str, str]) -> Vocabulary:
    """The vocabulary of `vocabulary.toml`; faults go to the table's findings. `states` are names by postal code."""
    families = table.table("specialties")
    specialties = {
        name: Specialty(name=name, family=family) for family in families.names() for name in families.texts(family)
    }
    vocabulary = Vocabulary(
        editorial=read_editorial(table),
        specialties=specialties,
        same=_same(table, specialties),
        by_discipline=_by_discipline(table.table("disciplines"), specialties),
        boards=table.scalars("boards"),
        states=states,
        regions=table.scalars("regions"),
        conditions=table.scalars("conditions"),
        treatments=_all_treatments(table),
    )
    table.finish()
    return vocabulary


def _all_treatments(table: TomlTable) -> dict[str, Treatment]:
    """Every treatment by its id, in the words of the file, or those of its id where the file has none."""
    words: dict[str, str] = table.scalars("words")
    groups = [_treatments(group, words) for group in table.named_tables("treatments")]
    treatments = {treatment.id: treatment for group in groups for treatment in group}
    for name in words.keys() - treatments.keys():
        table.fault("words", f"{name!r} is no treatment of this file", "a treatment listed below")
    return treatments


def read_editorial(table: TomlTable) -> Editorial:
    """The standing of a file of the house's own choices."""
    editorial = Editorial(standing=table.text("status"), approver=table.text("approver"))
    if editorial.standing not in ("editorial", APPROVED):
        table.fault("status", f"{editorial.standing!r} is no standing", "editorial or approved")
    return editorial


def _same(table: TomlTable, specialties: Mapping[str, Specialty]) -> dict[str, str]:
    same: dict[str, str] = table.scalars("same")
    for name, other in same.items():
        for word in (name, other):
            if word not in specialties:
                table.fault("same", f"{word!r} is no specialty of this file", "a specialty listed above")
    return same


def _by_discipline(table: TomlTable, specialties: Mapping[str, Specialty]) -> dict[Discipline, str]:
    by_discipline = {}
    for name in table.names():
        specialty = table.text(name)
        if name not in set(Discipline):
            table.fault(name, f"{name!r} is no discipline", f"one of {', '.join(Discipline)}")
        elif specialty not in specialties:
            table.fault(name, f"{specialty!r} is no specialty of this file", "a specialty listed above")
        else:
            by_discipline[Discipline(name)] = specialty
    return by_discipline


def _treatments(group: TomlTable, words: Mapping[str, str]) -> list[Treatment]:
    return [
        Treatment(id=name, group=group.name, rows=group.texts(name), words=words.get(name, name.replace("_", " ")))
        for name in group.names()
    ]
