"""What a programme says of guidelines, for the commands that need it."""

from evenhand.cli.programme_choice import refuse, say
from evenhand.guideline.conventions import load_conventions
from evenhand.guideline.patterns import Patterns, patterns
from evenhand.programme.library import known_programmes, programme_folder


def the_patterns(name: str) -> Patterns:
    """How guidelines are cited in a programme; says what is wrong and ends with exit code 2 where nothing tells."""
    folder = programme_folder(name)
    if not folder.is_dir():
        refuse(f"There is no programme {name!r}. Expected: one of {', '.join(known_programmes())}, or a folder.")
    conventions, findings = load_conventions(folder)
    if conventions is None:
        say(findings)
        refuse(f"The programme {name!r} tells nobody how its guidelines are cited.")
    return patterns(conventions)
