"""Reading the facts of the intake that a programme declares, and who may hasten a review."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from types import MappingProxyType

from evenhand.codec import FactValue
from evenhand.docket.intake import ApplicationReceived
from evenhand.docket.party import Role
from evenhand.programme.facts import FactChoice, FactKind, FactRule, FactUse, Hastening, Identifies, Intake, read_fact
from evenhand.programme.stand_in import stand_in
from evenhand.toml_table import TomlTable

WHERE_NONE_ARE = "facts_where_none_are_declared.toml"
"""The file that comes with Evenhand and under which a folder is read that declares no facts."""
_OF_FORMS = {"programme", "on", "hour", "by", "length", "because", "as_printed", "own_kind"}
_RESERVED = frozenset(field.name for field in fields(ApplicationReceived)) | _OF_FORMS
_DATED = (FactKind.DAY, FactKind.PERIOD, FactKind.INSTANT)
_OF_USE: Mapping[FactUse, tuple[FactKind, ...]] = {
    FactUse.OCCURRENCE: (FactKind.DAY, FactKind.PERIOD),
    FactUse.CAPACITY: (FactKind.CHOICE, FactKind.TEXT),
    FactUse.DESIGNATION: (FactKind.DAY,),
    FactUse.REQUEST: (FactKind.DAY,),
    FactUse.CLAIM: (FactKind.TEXT,),
    FactUse.ELSEWHERE: (FactKind.TEXT,),
}


def read_facts(root: TomlTable, key: str = "facts") -> dict[str, FactRule]:
    """`[facts.ID]` tables, or those of the same make under another key, in the order of the file."""
    return {rule.id: rule for rule in map(_fact, root.named_tables(key))}


def _fact(table: TomlTable) -> FactRule:
    if table.name in _RESERVED:
        table.fault("", f"Every application has a field {table.name!r} already", "another name")
    kind, label = table.choice("kind", FactKind), table.text("label")
    rule = FactRule(
        id=table.name,
        kind=kind,
        label=label,
        spoken=table.text("spoken", label[:1].lower() + label[1:]),
        help=table.text("help", ""),
        labels=MappingProxyType(table.scalars("labels")),
        by=_roles(table),
        is_required=table.flag("required", False),
        use=table.choice("use", FactUse) if "use" in table else None,
        event=_event(table, kind),
        blank=table.text("blank", ""),
        identifies=table.choice("identifies", Identifies) if "identifies" in table else None,
        default=_default(table, kind),
        **_through(table, kind, label),
        choices=tuple(_choices(table)),
    )
    _consistent(table, rule)
    table.finish()
    return rule


def _roles(table: TomlTable) -> tuple[Role, ...]:
    known = {role.value for role in Role}
    words = table.texts("by", ())
    for word in words:
        if word not in known:
            table.fault("by", f"{word!r} is no role", f"one of {', '.join(sorted(known))}")
    return tuple(Role(word) for word in words if word in known)


def _event(table: TomlTable, kind: FactKind) -> str:
    """The event that a day, a yes or a choice raises: the name of the fact unless the file gives another."""
    raises = kind in (*_DATED, FactKind.YES_NO, FactKind.CHOICE)
    if not raises and "event" in table:
        table.fault("event", f"A fact of the kind {kind} raises no event", "a day, a yes or a choice")
    return table.text("event", table.name if raises else "")


def _default(table: TomlTable, kind: FactKind) -> FactValue:
    if kind is FactKind.YES_NO:
        return table.flag("default", False)
    stated = table.text("default", "") if "default" in table else ""
    return stated or ("" if kind is FactKind.TEXT else None)


def _through(table: TomlTable, kind: FactKind, label: str) -> dict[str, str]:
    """How the last day of a period is named, labelled and spoken of: after the fact, unless the file says otherwise."""
    if kind is not FactKind.PERIOD:
        for key in ("through", "through_label", "through_spoken"):
            if key in table:
                table.fault(key, f"A fact of the kind {kind} has no last day", 'kind = "period"')
        return {}
    return {
        "through": table.text("through", f"{table.name}_through"),
        "through_label": table.text("through_label", f"{label}: last day"),
        "through_spoken": table.text("through_spoken", f"last day of the period ({label[:1].lower() + label[1:]})"),
    }


def _choices(table: TomlTable) -> Iterator[FactChoice]:
    for choice in table.named_tables("choices"):
        yield FactChoice(
            id=choice.name,
            label=choice.text("label"),
            sent_by=choice.choice("sent_by", Role, Role.PROVIDER),
            blank=choice.text("blank", ""),
        )
        choice.finish()


def _consistent(table: TomlTable, rule: FactRule) -> None:
    """What a declaration says must fit itself: choices where there is a choice, a use where the kind allows it."""
    if (rule.kind is FactKind.CHOICE) != bool(rule.choices):
        table.fault("choices", f"The fact {rule.id} has {len(rule.choices)} choices", 'choices, and kind = "choice"')
    if rule.use is not None and rule.kind not in _OF_USE[rule.use]:
        kinds = " or ".join(kind.value for kind in _OF_USE[rule.use])
        table.fault("use", f"A fact of the kind {rule.kind} is no {rule.use}", f"a fact of the kind {kinds}")
    _, fault = read_fact(rule, rule.default)
    if fault:
        table.fault("default", f"The default of {rule.id}: {fault}", "a value that an application could state")
    if rule.blank and rule.kind is FactKind.CHOICE:
        table.fault("blank", "Each choice fulfils a condition of its own", "blank under one of its choices")


def read_hastening(root: TomlTable) -> Hastening | None:
    """The table `[hastening]`; None where there is none: nobody can have a review run fast."""
    if "hastening" not in root:
        return None
    table = root.table("hastening")
    known = {role.value for role in Role}
    certifiers = table.texts("certifiers", ())
    for word in certifiers:
        if word not in known:
            table.fault("certifiers", f"{word!r} is no role", f"one of {', '.join(sorted(known))}")
    hastening = Hastening(
        asked_in=table.text("asked_in"),
        asked_by=table.text("asked_by", "yes"),
        certified_in=table.text("certified_in", ""),
        certifiers=tuple(Role(word) for word in certifiers if word in known),
        given_already_bars=table.flag("given_already_bars", False),
        rule=table.text("rule", ""),
    )
    table.finish()
    return hastening


def intake_where_none_is_declared(rule: str) -> Intake:
    """The facts under which a folder is read that declares none: it is older than such declarations. Raises ValueError
    where the file that comes with Evenhand has a fault.
    """
    with stand_in(WHERE_NONE_ARE, rule) as root:
        return Intake(facts=MappingProxyType(read_facts(root)), hastening=read_hastening(root))
