"""The seal of a programme: it holds as committed, and one wrong byte is said with its place."""

import shutil
from pathlib import Path

from evenhand.programme.library import programme_folder
from evenhand.programme.seal import SEAL, check_seal, seal_text


def test_one_wrong_byte_in_any_file_is_said_with_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "law"
    shutil.copytree(programme_folder("ca_wc"), folder)
    (folder / SEAL).write_text(seal_text(folder), encoding="utf-8")
    assert check_seal(folder) == ()
    for path in sorted(folder.rglob("*.toml")):
        data = path.read_bytes()
        middle = len(data) // 2
        path.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
        findings = check_seal(folder)
        assert findings, path.name
        assert any(finding.place.file == str(path) and finding.place.line for finding in findings)
        path.write_bytes(data)
    assert check_seal(folder) == ()
