"""Derived law is broken in ways that mean something, counted honestly, and every survivor on the page still exists."""

import pytest

from tools.house import ROOT
from tools.mutants.__main__ import EXPLAINED, all_mutants, explained
from tools.mutants.operators import mutants
from tools.mutants.score import score


def broken(text: str) -> set[str]:
    """What a line of a function becomes."""
    whole = f"def rule(x):\n    {text}\n"
    made = [mutant.applied(whole.encode()).decode() for mutant in mutants("rule.py", whole)]
    return {line.removeprefix("def rule(x):\n    ").removesuffix("\n") for line in made}


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("return x.on < x.due", {"return x.on <= x.due", "return x.on >= x.due"}),
        ("return min(x)", {"return max(x)"}),
        ("return x[0]", {"return x[-1]"}),
        ("x.signed.pop(x)", {"pass"}),
        ("x.on = x.due", {"pass"}),
        ("return x.days + x.extra", {"return x.days - x.extra"}),
        ("return x is None", {"return x is not None"}),
        ("return not x.late", {"return (x.late)"}),
        ("return x.late and x.met", {"return x.late or x.met", "return ((x.late))", "return ((x.met))"}),
        ("return {x.a, x.b}", {"return { x.b}", "return {x.a}"}),
        ("return {x.a: x.b, x.c: x.d}", {"return { x.c: x.d}", "return {x.a: x.b}"}),
        ("return [y for y in x if y.on]", {"return [y for y in x if (not (y.on))]", "return [y for y in x if True]"}),
        ("return x.when.issuperset(x)", {"return x.when.isdisjoint(x)"}),
        ("return (x.a or x.b) == x.c", {
            "return (x.a or x.b) != x.c", "return (x.a and x.b) == x.c", "return (((x.a))) == x.c",
            "return (((x.b))) == x.c",
        }),
        ("return 'é' if x.on == 3 else 'ü'", {
            "return 'é' if x.on != 3 else 'ü'", "return 'é' if x.on == 4 else 'ü'",
        }),
        ("raise ValueError(f'{x + 1}')", set()),
        ("y: dict[str, int] | None = x", set()),
        ('"""Said."""', set()),
    ],
)  # fmt: skip
def test_a_line_is_broken_in_every_way_that_means_something(line: str, becomes: set[str]) -> None:
    assert broken(line) == becomes


def test_a_broken_line_stands_where_it_is_said_to_stand() -> None:
    text = "LIMIT = 3\n\n\nclass Clock:\n    def late(self) -> bool | None:\n        return self.days > LIMIT\n"
    assert [(mutant.line, mutant.name) for mutant in mutants("src/evenhand/clock/due.py", text)] == [
        (1, "clock/due.py: 3 → 4"),
        (6, "clock/due.py Clock.late: self.days > LIMIT → <="),
        (6, "clock/due.py Clock.late: self.days > LIMIT → >="),
    ]


def test_every_mutant_is_python_and_keeps_the_lines_above_it() -> None:
    """What does not compile would count as killed, and guards nothing."""
    for mutant in list(all_mutants())[::25]:
        sound = (ROOT / mutant.path).read_bytes()
        changed = mutant.applied(sound)
        compile(changed, mutant.path, "exec", dont_inherit=True)
        lines = sound.splitlines()
        assert changed != sound
        assert changed.splitlines()[: mutant.line - 1] == lines[: mutant.line - 1]


def test_the_interval_is_wilsons() -> None:
    """The values are those of tables: 90 of 100, and all of 10."""
    assert tuple(round(bound, 4) for bound in score(90, 100)) == (0.9, 0.8256, 0.9448)
    assert tuple(round(bound, 4) for bound in score(10, 10)) == (1.0, 0.7225, 1.0)
    with pytest.raises(ValueError, match="a score needs mutants"):
        score(0, 0)


def test_every_survivor_on_the_page_can_still_be_made() -> None:
    """A row whose line was rewritten explains nothing and is taken out."""
    named = explained(EXPLAINED.read_text(encoding="utf-8"))
    assert named <= {mutant.name for mutant in all_mutants()}
