"""Reading `fit.toml`: every specialty, treatment, region and condition in it must be a word of the vocabulary."""

from collections.abc import Collection

from evenhand.panel.people.vocabulary import Vocabulary, read_editorial
from evenhand.panel.requirements.fit import AppropriateArea, FitTable
from evenhand.toml_table import TomlTable

_MOST = 100


def read_fit(table: TomlTable, vocabulary: Vocabulary) -> FitTable:
    """The table of areas in `fit.toml`; unknown words and impossible weights go to the table's findings."""
    fit = FitTable(
        editorial=read_editorial(table),
        appropriate=_weight(table, "appropriate"),
        floor=_weight(table, "floor"),
        areas=tuple(_area(row, vocabulary) for row in table.rows("areas")),
        vocabulary=vocabulary,
    )
    if fit.floor < fit.appropriate:
        table.fault("floor", f"The floor of {fit.floor} lies below the law's {fit.appropriate}", "a higher floor")
    table.finish()
    return fit


def _weight(table: TomlTable, key: str) -> int:
    weight = table.whole(key)
    if not 0 <= weight <= _MOST:
        table.fault(key, f"{key} = {weight} is no weight", f"0 to {_MOST}")
    return weight


def _area(row: TomlTable, vocabulary: Vocabulary) -> AppropriateArea:
    groups = {treatment.group for treatment in vocabulary.treatments.values()}
    specialties = {vocabulary.specialty(name) for name in vocabulary.specialties}
    area = AppropriateArea(
        specialties=_known(row, "specialties", specialties),
        weight=_weight(row, "weight"),
        reason=row.text("reason"),
        groups=_known(row, "groups", groups),
        treatments=_known(row, "treatments", vocabulary.treatments),
        regions=_known(row, "regions", vocabulary.regions),
        conditions=_known(row, "conditions", vocabulary.conditions),
    )
    if not area.specialties:
        row.fault("specialties", "The row names no specialty", "at least one")
    row.finish()
    return area


def _known(row: TomlTable, key: str, words: Collection[str]) -> tuple[str, ...]:
    given = row.texts(key, ())
    for word in given:
        if word not in words:
            row.fault(key, f"{word!r} is none of the programme's {key}", f"one of {', '.join(sorted(words))}")
    return given
