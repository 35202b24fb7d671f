"""All that is wrong with a programme's folder, as an author is told of it and as a server looks at it: one answer."""

from dataclasses import replace
from pathlib import Path

from evenhand.authoring.completeness import check_completeness
from evenhand.finding import Finding
from evenhand.letter.characters import Unprintable
from evenhand.programme.model import Programme
from evenhand.programme.seal import check_seal
from evenhand.soundness import examined


def folder_check(folder: Path, unprintable: Unprintable) -> tuple[Programme | None, tuple[Finding, ...]]:
    """The programme of a folder with every fault of its files, whatever they leave unanswered, and what was changed
    since it was sealed, each slip once; None where its law cannot be read at all. What is fatal bars the folder from
    use. `unprintable` is asked about the characters of its letters.
    """
    law, findings = examined(folder, unprintable)
    findings += check_seal(folder)
    if law is not None:
        findings += check_completeness(law, unprintable)
    return law, tuple(dict.fromkeys(_found_in(folder, finding) for finding in findings))


def _found_in(folder: Path, finding: Finding) -> Finding:
    """A Finding with the whole path of the letter that it is on; letters are read by their name alone."""
    path = folder / "letters" / finding.place.file
    if not finding.place.file or not path.is_file():
        return finding
    return replace(finding, place=replace(finding.place, file=str(path)))
