"""A bill of what Evenhand is made of, in CycloneDX 1.6, from the pinned requirements; with advisories where given.

python -m tools.sbom OUT [FOLDER]   FOLDER (or EVENHAND_OSV) holds OSV advisories as JSON; without, none is checked
"""

import json
import os
import re
import sys
import uuid
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from tools.osv import Advisory, advisories
from tools.requirements import pins

ROOT = Path(__file__).parents[1]
SHIPPED = ("core", "web", "panel", "publication", "ocr", "fonts", "s3", "cluster")
"""The requirement files of what is installed to run Evenhand; what only its making needs is in none of them."""
_NAMESPACE = uuid.UUID("6f1d9a52-6d1e-5f0b-9c43-2f7d4b0b1c11")
NOT_CHECKED = "not checked: no folder of advisories was given (EVENHAND_OSV)"


class Component(NamedTuple):
    """A package that is pinned: its name and version, the digests its files may have, and the extras that need it."""

    name: str
    version: str
    digests: tuple[str, ...]
    wanted_by: tuple[str, ...]

    @property
    def purl(self) -> str:
        """The package's address as package URLs write it."""
        return f"pkg:pypi/{self.name}@{self.version}"


def components(files: Mapping[str, str]) -> tuple[Component, ...]:
    """The packages pinned in requirement files, whose texts are given by the name of what wants them, in order."""
    wanted: dict[str, list[str]] = {}
    told: dict[str, tuple[str, tuple[str, ...]]] = {}
    for extra, text in files.items():
        digests = _digests(text)
        for name, version in pins(text).items():
            wanted.setdefault(name, []).append(extra)
            told[name] = version, digests[name]
    return tuple(Component(name, *told[name], tuple(wanted[name])) for name in sorted(told))


def _digests(text: str) -> dict[str, tuple[str, ...]]:
    entries = re.split(r"\n(?=[a-z0-9])", text)
    named = ((re.match(r"[a-z0-9][a-z0-9._-]*(?===)", entry), entry) for entry in entries)
    return {name.group(): tuple(re.findall(r"sha256:([0-9a-f]{64})", entry)) for name, entry in named if name}


def bill(version: str, parts: Sequence[Component], holding: Sequence[Advisory] | None) -> dict[str, Any]:
    """The bill of a version of Evenhand. The same parts give the same bill. `holding` are the advisories that hold,
    None where nobody looked, which the bill says.
    """
    told = {"parts": [part.purl for part in parts], "version": version}
    looked = NOT_CHECKED if holding is None else f"{len(holding)} hold"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, json.dumps(told))}",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": "evenhand", "name": "evenhand", "version": version},
            "properties": [{"name": "evenhand:advisories", "value": looked}],
        },
        "components": [_component(part) for part in parts],
        "dependencies": [{"ref": "evenhand", "dependsOn": [part.purl for part in parts]}],
        "vulnerabilities": [_vulnerability(advisory) for advisory in holding or ()],
    }


def _component(part: Component) -> dict[str, Any]:
    properties = [{"name": "evenhand:wanted-by", "value": extra} for extra in part.wanted_by]
    properties += [{"name": "evenhand:pinned-sha256", "value": digest} for digest in part.digests]
    return {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "purl": part.purl,
        "licenses": [{"license": {"name": _licence(part.name)}}],
        "properties": properties,
    }


def _licence(name: str) -> str:
    """What an installed package says of its license; that it is not installed here, where it is not."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return "not stated here: not installed on this platform"
    classified = [
        line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")
    ]
    stated = told["License-Expression"] or "; ".join(classified) or told["License"] or "not stated"
    return str(stated).splitlines()[0][:120]


def _vulnerability(advisory: Advisory) -> dict[str, Any]:
    return {
        "id": advisory.id,
        "references": [{"id": alias, "source": {"name": "alias"}} for alias in advisory.aliases],
        "description": advisory.summary,
        "affects": [{"ref": f"pkg:pypi/{advisory.package}@{advisory.version}"}],
    }


def main(arguments: Sequence[str]) -> int:
    """Write the bill to OUT and say what was looked at; 1 where an advisory holds, 2 where a folder cannot be read."""
    out, folder = Path(arguments[0]), (arguments[1] if len(arguments) > 1 else os.environ.get("EVENHAND_OSV", ""))
    parts = components({name: (ROOT / "requirements" / f"{name}.txt").read_text("utf-8") for name in SHIPPED})
    try:
        holding = _found(folder, parts)
    except ValueError as error:
        print(f"Advisories: {error}", file=sys.stderr)
        return 2
    out.parent.mkdir(parents=True, exist_ok=True)
    told = bill(metadata.version("evenhand"), parts, holding)
    out.write_text(json.dumps(told, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    print(
        f"{out}: {len(parts)} packages. Advisories {NOT_CHECKED if holding is None else f'that hold: {len(holding)}.'}"
    )
    for advisory in holding or ():
        print(f"  {advisory.package} {advisory.version}: {advisory.id} {advisory.summary}")
    return 1 if holding else 0


def _found(folder: str, parts: Iterable[Component]) -> list[Advisory] | None:
    """The advisories that hold; None where no folder is given. Raises ValueError where it is none or holds none."""
    if not folder:
        return None
    if not any(Path(folder).rglob("*.json")):
        raise ValueError(f"{folder} holds no advisories: name a folder of JSON files of the OSV format")
    return list(advisories(Path(folder), {part.name: part.version for part in parts}))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
