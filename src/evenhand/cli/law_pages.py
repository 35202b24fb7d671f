"""The law of a programme as pages: one for each rule and each notice, and an index, in Markdown."""

from collections.abc import Iterator
from pathlib import Path

from evenhand.citation import authority_of
from evenhand.cli.rule_view import value_words
from evenhand.programme.model import NoticeRule, Programme
from evenhand.programme.rule import Items, Rule, RuleVersion


def write_pages(law: Programme, folder: Path) -> int:
    """Write every page of a programme under `folder`; gives how many were written."""
    pages = {f"rules/{rule.id}.md": _rule(law, rule) for rule in law.rules.values()}
    pages |= {f"notices/{notice.id}.md": _notice(law, notice) for notice in law.notices}
    pages["index.md"] = _index(law)
    for name, lines in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(pages)


def _index(law: Programme) -> Iterator[str]:
    yield f"# The law of {law.title}"
    yield ""
    yield "Written from the programme's files. A status says how far the text behind a rule was read."
    yield ""
    yield "| Rule | Title | Status |"
    yield "| --- | --- | --- |"
    for rule in law.rules.values():
        yield f"| [{rule.id}](rules/{rule.id}.md) | {_cell(rule.title)} | {rule.versions[-1].status} |"
    yield ""
    yield "| Notice | Owed when | To |"
    yield "| --- | --- | --- |"
    for notice in law.notices:
        to = ", ".join(law.label(role) for role in notice.to)
        yield f"| [{_cell(notice.title)}](notices/{notice.id}.md) | {_spoken(notice.owed_on)} | {to} |"


def _rule(law: Programme, rule: Rule) -> Iterator[str]:
    yield f"# {rule.id}: {rule.title}"
    yield ""
    yield " ".join(rule.text.split())
    yield ""
    if rule.holder:
        yield f"Held by the {law.label(rule.holder)}. Runs from: {rule.trigger}."
        yield ""
    yield f"The version is selected by the day of: {_spoken(rule.selected_by)}."
    for version in rule.versions:
        yield from _version(law, version)
    if rule.examples:
        yield ""
        yield "## Worked examples"
        yield ""
        yield "| Trigger | Service | Due | Why |"
        yield "| --- | --- | --- | --- |"
        for example in rule.examples:
            yield f"| {example.trigger} | {example.service or '-'} | {example.due} | {_cell(example.why)} |"


def _version(law: Programme, version: RuleVersion) -> Iterator[str]:
    yield ""
    yield f"## Since {version.since}"
    yield ""
    if isinstance(version.value, Items):
        for item in version.value.items:
            cites = f" ({item.citation})" if item.citation else ""
            yield f"- **{item.id}**: {item.words}{cites}"
    else:
        yield f"{value_words(version)}."
    yield ""
    yield f"Authority: {'; '.join(_cited(law, citation) for citation in version.citation)}. Status: {version.status}."
    if version.note:
        yield ""
        yield f"Note: {' '.join(version.note.split())}"


def _cited(law: Programme, citation: str) -> str:
    authority = authority_of(citation, dict(law.authorities))
    return f"[{citation}]({authority.link})" if authority and authority.link else citation


def _notice(law: Programme, notice: NoticeRule) -> Iterator[str]:
    yield f"# {notice.title}"
    yield ""
    to = ", ".join(law.label(role) for role in notice.to)
    yield f"Owed to: {to}. Owed when: {_spoken(notice.owed_on)}."
    yield ""
    yield f"Rule: [{notice.rule}](../rules/{notice.rule}.md)."
    due = f"[{notice.deadline}](../rules/{notice.deadline}.md)" if notice.deadline else "at once"
    yield f"Due: {due}. Wording: `letters/{notice.letter}`."
    contents = law.rules[notice.contents].versions[-1].value if notice.contents else None
    if isinstance(contents, Items):
        yield ""
        yield "It must say:"
        yield ""
        for item in contents.items:
            yield f"- {item.words}"


def _spoken(event: str) -> str:
    return event.replace("_", " ").replace(":", ", ")


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())
