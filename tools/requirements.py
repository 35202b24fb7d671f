"""What the pinned requirement files must be: every package at one version, with hashes, the same in every file."""

import re
from collections.abc import Iterable, Iterator, Mapping

_PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;]+)", re.MULTILINE)
_ASKED = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")


def pins(text: str) -> dict[str, str]:
    """The packages of a requirement file and the version each is pinned to."""
    return {pin["name"]: pin["version"] for pin in _PIN.finditer(text)}


def unpinned(name: str, text: str) -> Iterator[str]:
    """Entries of the file `name` that are no exact pin, or carry no hash."""
    for entry in re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)):
        requirement = entry.split("\n")[0].rstrip(" \\")
        if requirement and not _PIN.match(entry):
            yield f"{name}: {requirement} is not pinned to a version"
        if requirement and "--hash=sha256:" not in entry:
            yield f"{name}: {requirement} has no hash"


def disagreements(files: Mapping[str, str]) -> Iterator[str]:
    """Packages that two of the files pin to different versions; `files` gives the text of each by its name."""
    seen: dict[str, tuple[str, str]] = {}
    for name, text in files.items():
        for package, version in pins(text).items():
            first, earlier = seen.setdefault(package, (name, version))
            if version != earlier:
                yield f"{package} is {earlier} in {first} and {version} in {name}"


def unanswered(asked: Iterable[str], text: str) -> list[str]:
    """Requirements asked for in pyproject.toml that the pinned file does not answer: `make requirements` is due."""
    pinned = pins(text)
    names = [named.group() for requirement in asked if (named := _ASKED.match(requirement))]
    return [name for name in names if re.sub(r"[._-]+", "-", name).lower() not in pinned]
