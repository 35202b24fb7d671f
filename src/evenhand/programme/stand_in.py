"""A file that comes with Evenhand and speaks for a programme whose folder is older than what such a file declares."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources

from evenhand.finding import Finding
from evenhand.toml_source import read_toml
from evenhand.toml_table import TomlTable


@contextmanager
def stand_in(name: str, rule: str) -> Iterator[TomlTable]:
    """The table of a file beside the packaged programmes, to be read whole by whoever asks for it. What is wrong with
    it is a fault of Evenhand: ValueError.
    """
    text = (resources.files("evenhand") / "programmes" / name).read_text(encoding="utf-8")
    source, faults = read_toml(text, name)
    findings: list[Finding] = [*faults]
    if source is None:
        raise ValueError(f"{name} cannot be read")
    root = TomlTable.root(source, findings, rule)
    yield root
    root.finish()
    if findings:
        raise ValueError(f"{name}: {findings[0].message}")
