"""`evenhand mailroom`: papers from a folder, with what was left and why."""

import json
import os
import subprocess
import sys
from pathlib import Path

from evenhand_web.mailroom.models import Delivery, Item
from tests.web.mail_cast import laid


def run(store: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command as somebody types it, on the database of the test."""
    command = [str(Path(sys.executable).with_name("evenhand")), "mailroom", *arguments]
    more = {"EVENHAND_DATABASE": store}
    return subprocess.run(command, env=os.environ | more, capture_output=True, text=True, check=False, timeout=240)


def test_papers_are_taken_from_a_folder_and_what_is_left_is_said(store: str, tmp_path: Path) -> None:
    box = tmp_path / "box"
    laid(box, "a.txt", b"words of a paper")
    laid(box, "empty.txt", b"")
    answer = run(store, str(box), "--stamped", "2024-06-11T09:15", "--settled", "0", "--json")
    assert answer.returncode == 1, answer.stderr
    told = json.loads(answer.stdout)["looked_at"][0]
    assert [paper["name"] for paper in told["papers"]] == ["a.txt"]
    assert [each["why"] for each in told["left"]] == ["it is empty"]
    delivery = Delivery.objects.get()
    assert (delivery.manner, f"{delivery.stamped_on} {delivery.stamped_at}") == ("paper", "2024-06-11 09:15:00")
    again = run(store, str(box), "--by", "fax", "--settled", "0", "--read")
    assert "empty.txt" in again.stderr
    assert Item.objects.count() == 1
    assert "waits for somebody" in again.stdout


def test_a_stamp_of_a_fax_and_a_call_without_doors_are_refused_in_words(store: str, tmp_path: Path) -> None:
    refused = run(store, str(tmp_path), "--by", "fax", "--stamped", "2024-06-11")
    assert refused.returncode == 2
    assert "Only paper" in refused.stderr
    nowhere = run(store)
    assert nowhere.returncode == 2
    assert "no door is named" in nowhere.stderr
