"""Reading who is in a case: what a party is to the rule on conflicts, and whom the papers name beside the parties."""

from types import MappingProxyType

from evenhand.docket.party import Role
from evenhand.programme.parties import CaseParties, NamedRole, PartySubjects
from evenhand.programme.stand_in import stand_in
from evenhand.toml_table import TomlTable

WHERE_NONE_ARE = "subjects_where_none_are_declared.toml"
"""The file that comes with Evenhand and under which a folder is read that declares no parties' subjects."""


def read_named(root: TomlTable) -> dict[str, NamedRole]:
    """`[named.ID]` tables, in the order of the file."""
    return {role.id: role for role in map(_named, root.named_tables("named"))}


def _named(table: TomlTable) -> NamedRole:
    label = table.text("label")
    role = NamedRole(
        id=table.name,
        label=label,
        spoken=table.text("spoken", label[:1].lower() + label[1:]),
        is_person=table.flag("person", False),
        is_compared=table.flag("compared", False),
        is_expected=table.flag("expected", False),
    )
    table.finish()
    return role


def read_subjects(root: TomlTable) -> dict[Role, PartySubjects]:
    """`[subjects.ROLE]` tables: what a party of each role is."""
    known = {role.value for role in Role}
    subjects = {}
    for table in root.named_tables("subjects"):
        if table.name in known:
            subjects[Role(table.name)] = _subjects(table)
        else:
            table.fault("", f"{table.name!r} is no role", f"one of {', '.join(sorted(known))}")
    return subjects


def _subjects(table: TomlTable) -> PartySubjects:
    part = PartySubjects(
        person=table.text("person", ""),
        organisation=table.text("organisation", ""),
        either=table.text("either", ""),
        is_expected=table.flag("expected", False),
    )
    if part.either and (part.person or part.organisation):
        table.fault("either", "A party is named either way, or by person and organization", "one of the two")
    if not (part.either or part.person or part.organisation):
        table.fault("", f"The party {table.name!r} is no subject here", "person, organisation or either")
    table.finish()
    return part


def parties_where_none_are_declared(rule: str) -> CaseParties:
    """The parties' subjects under which a folder is read that declares none. Raises ValueError where the file that
    comes with Evenhand has a fault.
    """
    with stand_in(WHERE_NONE_ARE, rule) as root:
        return CaseParties(named=MappingProxyType(read_named(root)), subjects=MappingProxyType(read_subjects(root)))
