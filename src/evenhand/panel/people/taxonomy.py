"""The Health Care Provider Taxonomy: which specialty a code of the National Uniform Claim Committee stands for."""

from collections.abc import Mapping
from dataclasses import dataclass

from evenhand.citation import VerificationStatus
from evenhand.panel.people.credentials import Discipline
from evenhand.panel.people.vocabulary import Vocabulary
from evenhand.toml_table import TomlTable


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxonomyCode:
    """A code: its specialty, how far that was checked, and the healing art where it is no doctor's."""

    code: str
    specialty: str
    status: VerificationStatus
    discipline: Discipline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """The codes known here. A code that is not among them is said, never guessed."""

    codes: Mapping[str, TaxonomyCode]


def read_taxonomy(table: TomlTable, vocabulary: Vocabulary) -> Taxonomy:
    """The codes of `nucc.toml` whose specialties a programme's vocabulary names; a code of any other specialty is not
    known under that programme. Faults go to the table's findings.
    """
    codes = {}
    for row in table.named_tables("codes"):
        code = TaxonomyCode(
            code=row.name,
            specialty=row.text("specialty"),
            status=row.choice("status", VerificationStatus),
            discipline=row.choice("discipline", Discipline) if "discipline" in row else None,
        )
        row.finish()
        if code.specialty in vocabulary.specialties:
            codes[code.code] = code
    table.finish()
    return Taxonomy(codes=codes)
