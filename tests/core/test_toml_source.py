"""A TOML file's values come with the line each of them stands on; what is wrong in it is said with line and key."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.finding import Severity
from evenhand.toml_source import Path, key_text, read_toml

WRITTEN = """\
# A programme
title = "Rules"

[zone]
name = "America/Los_Angeles"
hours.open = 8
hours.close = 17

[[rule]]
id = 'A-01'
text = \"\"\"
two lines, with a # that is no comment
[and] = no table "quoted"\"\"\"\"
days = [
  # in the order of the section
  30,
  { since = 2014-01-01, value = 45 },  # later
]

[[rule]]
id = "A-02"
[[rule.version]]
since = 2013-07-01
[[rule.version]]
since = 2014-01-01
[rule.version.source]
"page/number" = '''it's '''''
"""

LINES: list[tuple[Path, int]] = [
    (("title",), 2),
    (("zone",), 4),
    (("zone", "hours"), 6),
    (("zone", "hours", "close"), 7),
    (("rule",), 9),
    (("rule", 0), 9),
    (("rule", 0, "text"), 11),
    (("rule", 0, "days"), 14),
    (("rule", 0, "days", 0), 16),
    (("rule", 0, "days", 1, "value"), 17),
    (("rule", 1), 20),
    (("rule", 1, "version", 0, "since"), 23),
    (("rule", 1, "version", 1), 24),
    (("rule", 1, "version", 1, "source", "page/number"), 27),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(("path", "line"), LINES)
def test_every_kind_of_key_has_its_line(path: Path, line: int, ending: str) -> None:
    source, findings = read_toml(WRITTEN.replace("\n", ending), "rules.toml")
    assert source is not None
    assert not findings
    assert source.data == tomllib.loads(WRITTEN)
    assert source.line_of(*path) == line


def test_a_missing_key_stands_where_it_should_have_stood() -> None:
    source, _ = read_toml(WRITTEN, "rules.toml")
    assert source is not None
    assert source.line_of("rule", 1, "version", 0, "value") == 22
    assert source.line_of("absent") is None
    assert str(source.place("rule", 1, "version", 0, "value")) == "rules.toml:22, rule[2].version[1].value"


def test_every_repeated_key_is_said_at_once_with_both_lines() -> None:
    source, findings = read_toml('a = 1\nb = "x"\na = """\n2"""\n[t]\nc = 1\n[t]\nc = {d = 1, d = 2}\n', "rules.toml")
    assert source is None
    assert [(finding.place.key, finding.place.line) for finding in findings] == [
        ("a", 3),
        ("t", 7),
        ("t.c", 8),
        ("t.c.d", 8),
    ]
    assert "line 1" in findings[0].message


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("a = 1\nb = [1, 2\n", 3, ""),
        ("a = 1\n\nb = tomorrow\n", 3, "b"),
        ('a = "never closed\n', 1, "a"),
        ("[t\nx = 1", 1, ""),
        ("a = 1 # \x00", 1, "a"),
    ],
)
def test_what_is_not_toml_is_said_with_its_line(text: str, line: int, key: str) -> None:
    source, [finding] = read_toml(text, "rules.toml")
    assert source is None
    assert (finding.place.line, finding.place.key) == (line, key)


def test_nesting_without_end_and_numbers_without_end_are_findings() -> None:
    for text in ("a = " + "[" * 100_000, "a = " + "9" * 10_000):
        source, findings = read_toml(text, "rules.toml")
        assert source is None
        assert findings


@given(st.text())
def test_any_text_gives_values_or_findings(text: str) -> None:
    source, findings = read_toml(text, "any.toml")
    assert (source is None) == bool(findings)


class _Writer:
    """Writes a document of unique numbers in whatever of TOML's forms the draw picks."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.number = 1000

    def key(self) -> str:
        self.number += 1
        return self.draw(st.sampled_from(["k{}", '"k {}"', "'k.{}'", '"k\\"{}"'])).format(self.number)

    def value(self, depth: int) -> str:
        forms = ["number", "string", "long", "literal"] + (["array", "inline"] if depth else [])
        form = self.draw(st.sampled_from(forms))
        self.number += 1
        gap = self.draw(st.sampled_from(["", " ", "\n", " # ] } ,\n", "\n\n"]))
        match form:
            case "number":
                return str(self.number)
            case "string":
                return f'"{self.number} # \\" ]"'
            case "long":
                return f'"""{self.number}\n\\""" = [ \n"""'
            case "literal":
                return f"'''{self.number}\n'' \\'''"
            case "array":
                members = [self.value(depth - 1) for _ in range(self.draw(st.integers(0, 3)))]
                return f"[{gap}" + "".join(f"{member}{gap},{gap}" for member in members) + "]"
        pairs = [f"{self.key()} = {self.value(0)}" for _ in range(self.draw(st.integers(0, 3)))]
        return "{" + ", ".join(pairs) + "}"

    def document(self) -> str:
        text = ""
        shelf = self.key()
        for _ in range(self.draw(st.integers(0, 4))):
            dots = ".".join(self.key() for _ in range(self.draw(st.integers(1, 3))))
            header = self.draw(st.sampled_from(["", f"[{dots}]", f"[[{shelf}]]", f"[[{shelf}]]\n[{shelf}.{dots}]"]))
            text += f"{header}\n" if header or not text else ""
            for _ in range(self.draw(st.integers(0, 3))):
                dots = " . ".join(self.key() for _ in range(self.draw(st.integers(1, 2))))
                text += f"{dots} = {self.value(2)}  # said\n"
        return text


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if members is None:
        yield path, str(value)
        return
    for step, member in members:
        yield from _leaves(member, (*path, step))


@given(st.data())
def test_the_line_given_is_the_line_on_which_the_value_stands(data: st.DataObject) -> None:
    text = data.draw(st.composite(lambda draw: _Writer(draw).document())())
    source, findings = read_toml(text, "any.toml")
    assert source is not None, findings
    lines = text.split("\n")
    for path, value in _leaves(source.data):
        line = source.line_of(*path)
        assert line is not None
        assert value.split()[0] in lines[line - 1]
        assert path in source.lines


def test_keys_are_written_as_people_write_them() -> None:
    assert key_text(("rule", 0, "a b", "c")) == 'rule[1]."a b".c'


def test_days_no_calendar_has_are_all_said_and_the_rest_is_read() -> None:
    text = 'served = 2014-02-30\nboth = [2013-13-01, 2014-01-21]\nwords = "x = 2013-02-30"\n'
    source, findings = read_toml(text, "case.toml")
    assert [(finding.place.line, finding.place.key) for finding in findings] == [(1, "served"), (2, "both")]
    assert all(finding.severity is Severity.FATAL for finding in findings)
    assert source is not None
    assert source.data["words"] == "x = 2013-02-30"
