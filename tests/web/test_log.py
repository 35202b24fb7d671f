"""The log: a line of JSON for each event, with ids and without contents, whatever pages are sent."""

import datetime as dt
import io
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from evenhand_web.accounts.models import Person, PersonRole
from evenhand_web.infrastructure.quiet_log import JsonLines
from tests.web.cast import BROWSER, PASSWORD, WORKER_NAME, browser_of, new_case, somebody
from tests.web.test_access import TABLE, _address, _scene

Clock = Callable[[dt.datetime], None]
PLANTED = "Zebulon Quartermaine"
ALLOWED = {
    "time", "level", "event", "request", "person", "page", "method", "status", "ms", "by", "error", "frames",
}  # fmt: skip


@pytest.fixture
def log() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What is logged, as its lines are read back."""
    stream, handler = io.StringIO(), logging.StreamHandler()
    handler.setStream(stream)
    handler.setFormatter(JsonLines())
    loggers = [logging.getLogger(), logging.getLogger("django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for logger in loggers:
        logger.removeHandler(handler)


Log = Callable[[], list[dict[str, Any]]]


def _drive(client: Client, names: dict[str, str]) -> None:
    """Send names wherever somebody may type them: addresses, questions, searches, forms, headers, a wrong password."""
    for route in TABLE:
        client.get(f"{_address(route, names)}?words={PLANTED}&after={PLANTED}&case={PLANTED}")
    for address in ("/desk/find", "/office/tasks/new", "/office/calls/new", "/desk/cases/new"):
        client.post(address, {"words": PLANTED, "about": PLANTED, "speaker": PLANTED, "case_number": PLANTED})
    client.get(f"/desk/cases/{PLANTED}")
    client.get(f"/{PLANTED}/{WORKER_NAME}")
    client.post("/desk/", {"words": PLANTED})
    client.get("/desk/", headers={"referer": PLANTED, "x-request-id": PLANTED})
    client.post("/sign-in", {"email": f"{PLANTED}@example.org", "password": PLANTED})


def test_no_name_and_no_words_reach_the_log(
    store: str, moment: Clock, shelf_folder: Path, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, names = _scene()
    person = somebody(PersonRole.COORDINATOR, PLANTED.split()[0].lower())
    Person.objects.filter(pk=person.pk).update(name=PLANTED)
    client = browser_of(person)
    client.raise_request_exception = False
    _drive(client, names)

    def broken(*_: object) -> None:
        raise ValueError(f"the record of {PLANTED}")

    monkeypatch.setattr("evenhand_web.desk.views.overview_page", broken)
    answer = client.get(f"/desk/cases/{names['<slug:ident>']}")
    assert (answer.status_code, PLANTED in answer.content.decode()) == (500, False)
    lines = log()
    assert len(lines) > len(TABLE)
    assert set().union(*lines) <= ALLOWED
    for line in lines:
        told = json.dumps({name: value for name, value in line.items() if name != "frames"}).lower()
        for word in (*PLANTED.lower().split(), *WORKER_NAME.lower().split(), "imr-1", PASSWORD, person.email):
            assert word.lower() not in told, line
    faults = [line for line in lines if line.get("error") == "ValueError"]
    assert [fault["request"] for fault in faults] == [answer.headers["X-Request-ID"]]
    assert [fault["person"] for fault in faults] == [person.ident]
    assert {line["page"] for line in lines if line["event"] == "answered" and "page" in line} >= {
        "queue",
        "case",
        "find",
    }


def test_a_wrong_host_is_one_line(store: str, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["localhost"])
    answer = Client(headers=BROWSER).get("/sign-in", headers={"host": "zebulon.example.org"})
    assert answer.status_code == 400
    told = [line for line in log() if line["level"] == "error"]
    assert [set(line) for line in told] == [{"time", "level", "event", "request", "by"}]
    assert "EVENHAND_HOSTS does not list" in told[0]["event"]
    assert "zebulon" not in json.dumps(log())


def test_what_another_s_code_says_is_not_taken_over(log: Log) -> None:
    logging.getLogger("somebody.else").warning(f"the record of {PLANTED}")
    logging.getLogger("evenhand.worker").error("document %s: %s", 7, "ValueError at read:1")
    other, ours = log()
    assert (other["by"], PLANTED in json.dumps(other)) == ("somebody.else", False)
    assert ours["event"] == "document 7: ValueError at read:1"


def test_a_refusal_on_purpose_is_one_line_without_frames(
    store: str, moment: Clock, log: Log, settings_of: Callable[..., None]
) -> None:
    settings_of(NEED_TO_KNOW=frozenset({"coordinator"}))
    case = new_case()
    client = browser_of(somebody(PersonRole.COORDINATOR))
    before = len(log())
    assert client.get(f"/desk/cases/{case.ident}").status_code == 403
    told = log()[before:]
    assert [line.get("status", line["event"]) for line in told] == ["answered with 403", 403]
    assert not any("frames" in line for line in told)
