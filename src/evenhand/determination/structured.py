"""Text with its structure kept, in the form in which letters are printed as plain text: headings underlined, points of
a list with a dash, rows of a table with their cells set apart by tabs, a blank line between blocks.
"""

from dataclasses import dataclass, field

_UNDER = {1: "=", 2: "-"}
_DEEPER = "~"
_SHORTEST = 3


@dataclass(slots=True)
class StructuredText:
    """A paper being written down, block by block."""

    blocks: list[str] = field(default_factory=list)
    is_open: str = ""
    """The kind of the last block, to which the next point or row is added: `list` or `table`."""

    def heading(self, words: str, level: int) -> None:
        """Add a heading; level 1 is the title."""
        if words:
            under = _UNDER.get(level, _DEEPER) * max(len(words), _SHORTEST)
            self._add(f"{words}\n{under}", "")

    def paragraph(self, words: str) -> None:
        """Add a paragraph, with an empty line after it; nothing where it has no words."""
        if words:
            self._add(words, "")

    def point(self, words: str) -> None:
        """Add a point to the list, which begins with it where none is open."""
        self._add(f"- {words}", "list")

    def row(self, cells: list[str]) -> None:
        """Add a row to the table, which begins with it where none is open."""
        self._add("\t".join(cells), "table")

    def end(self) -> None:
        """End the list or the table that is open."""
        self.is_open = ""

    def go_on(self, words: str) -> None:
        """Add words to the last block: what stands on the next page."""
        if words and self.blocks:
            self.blocks[-1] = f"{self.blocks[-1]} {words}"

    def go_on_row(self, cells: list[str]) -> None:
        """Add words to the cells of the last row: what of them stands on the next page."""
        head, tab, last = self.blocks[-1].rpartition("\n")
        begun = last.split("\t")
        begun += [""] * (len(cells) - len(begun))
        more = [*cells, *[""] * (len(begun) - len(cells))]
        whole = [" ".join(filter(None, pair)) for pair in zip(begun, more, strict=True)]
        self.blocks[-1] = head + tab + "\t".join(whole)

    def _add(self, words: str, kind: str) -> None:
        if kind and kind == self.is_open:
            self.blocks[-1] += f"\n{words}"
        else:
            self.blocks.append(words)
        self.is_open = kind

    def __str__(self) -> str:
        return "\n\n".join(self.blocks) + "\n"
