"""The page for those who use Evenhand as a library: its example runs as it stands, its table names what there is."""

import doctest
import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "library.md"


def test_the_example_runs_as_it_stands() -> None:
    text = PAGE.read_text(encoding="utf-8")
    example = doctest.DocTestParser().get_doctest(text, {}, "library.md", str(PAGE), 0)
    assert len(example.examples) > 20
    told: list[str] = []
    outcome = doctest.DocTestRunner(verbose=False).run(example, out=told.append)
    assert outcome.failed == 0, "".join(told)


def test_the_ten_functions_of_the_table_are_used_in_the_example() -> None:
    text = PAGE.read_text(encoding="utf-8")
    table, _, example = text.partition("## A case")
    names = re.findall(r"^\| [^|]+ \| `(?:programme\.)?(\w+)\(", table, re.MULTILINE)
    assert len(names) == 10
    assert [name for name in names if not re.search(rf"\b{name}\(", example)] == []
