"""The bill of materials, the advisories held against it, and bandit's findings against their exceptions."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tools import sbom
from tools.osv import advisories
from tools.sbom import NOT_CHECKED, SHIPPED, bill, components
from tools.security import EXCEPTIONS, Flaw, exceptions, faults, flaws_of

ROOT = Path(__file__).parents[2]
DIGEST = "ab" * 32
PINNED = {
    "core": f"click==8.1.0 \\\n    --hash=sha256:{DIGEST}\n    # via evenhand\n",
    "web": f"click==8.1.0 \\\n    --hash=sha256:{DIGEST}\ndjango==5.2.19 \\\n    --hash=sha256:{'cd' * 32}\n",
}


def _advisory(**changed: Any) -> dict[str, Any]:
    affected = {
        "package": {"ecosystem": "PyPI", "name": "Django"},
        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "5.0"}, {"fixed": "5.2.20"}]}],
    }
    return {"id": "PYSEC-1", "aliases": ["CVE-1"], "summary": "Something.", "affected": [affected | changed]}


def _held(folder: Path, told: object, pinned: Mapping[str, str] | None = None) -> list[str]:
    (folder / "a.json").write_text(json.dumps(told))
    return [advisory.id for advisory in advisories(folder, pinned or {"django": "5.2.19"})]


def test_the_bill_names_each_pinned_package_once_with_its_digests() -> None:
    parts = components(PINNED)
    assert [(part.purl, part.wanted_by, part.digests) for part in parts] == [
        ("pkg:pypi/click@8.1.0", ("core", "web"), (DIGEST,)),
        ("pkg:pypi/django@5.2.19", ("web",), ("cd" * 32,)),
    ]
    told = bill("1.2.3", parts, None)
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert told == bill("1.2.3", parts, None)
    assert told["serialNumber"] != bill("1.2.4", parts, None)["serialNumber"]
    assert told["metadata"]["properties"][0]["value"] == NOT_CHECKED
    assert bill("1.2.3", parts, [])["metadata"]["properties"][0]["value"] == "0 hold"


def test_every_requirement_file_of_what_ships_is_in_the_bill() -> None:
    only_for_making = {"build", "dev", "installer", "test"}
    assert {path.stem for path in (ROOT / "requirements").glob("*.txt")} == {*SHIPPED, *only_for_making}


@pytest.mark.parametrize(
    ("version", "holds"), [("5.2.19", True), ("5.2.20", False), ("4.2", False), ("5.0", True), ("5.2.20rc1", True)]
)
def test_an_advisory_holds_from_where_it_came_in_to_where_it_was_mended(
    tmp_path: Path, version: str, holds: bool
) -> None:
    assert bool(_held(tmp_path, _advisory(), {"django": version})) == holds


def test_other_ways_of_saying_what_is_affected(tmp_path: Path) -> None:
    until = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"last_affected": "5.2.19"}]}]
    assert _held(tmp_path, _advisory(ranges=until)) == ["PYSEC-1"]
    assert _held(tmp_path, _advisory(ranges=until), {"django": "5.2.20"}) == []
    assert _held(tmp_path, _advisory(ranges=[], versions=["5.2.19"])) == ["PYSEC-1"]
    assert _held(tmp_path, _advisory(package={"ecosystem": "npm", "name": "django"})) == []
    assert _held(tmp_path, _advisory() | {"withdrawn": "2026-01-01T00:00:00Z"}) == []


def test_what_is_no_advisory_is_not_taken_for_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "bill" / "sbom.json")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert sbom.main([out, str(empty)]) == 2
    (empty / "a.json").write_text("[1]")
    assert sbom.main([out, str(empty)]) == 2
    assert "is no advisory" in capsys.readouterr().err
    (empty / "a.json").write_text(json.dumps(_advisory(package={"ecosystem": "PyPI", "name": "nobody"})))
    assert sbom.main([out, str(empty)]) == 0
    assert "that hold: 0" in capsys.readouterr().out


def test_without_a_folder_it_says_not_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EVENHAND_OSV", raising=False)
    assert sbom.main([str(tmp_path / "sbom.json")]) == 0
    assert "not checked" in capsys.readouterr().out
    assert NOT_CHECKED in (tmp_path / "sbom.json").read_text()


def test_a_flaw_needs_a_reason_and_a_reason_a_flaw() -> None:
    given = exceptions('[[exception]]\ntest = "B608"\npaths = ["src/a.py", "src/b.py"]\nwhy = "Constants."\n')
    known, other = Flaw("B608", "src/a.py", 3, "SQL"), Flaw("B602", "src/a.py", 4, "shell")
    told = list(faults([known, other], given))
    assert told[0] == "src/a.py:4: B602 shell"
    assert "B608 is found nowhere in src/b.py" in told[1]
    with pytest.raises(ValueError, match="no reason is given for B1"):
        exceptions('[[exception]]\ntest = "B1"\npaths = ["x"]\nwhy = " "\n')
    with pytest.raises(ValueError, match="could not read"):
        flaws_of('{"errors": ["x"], "results": []}')
    assert exceptions(EXCEPTIONS.read_text(encoding="utf-8"))
