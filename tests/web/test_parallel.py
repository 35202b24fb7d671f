"""Two hundred requests at once on one case: all answered, and one entry made."""

import http.client
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from evenhand.docket.file import verify
from evenhand_web.accounts.models import PersonRole
from evenhand_web.cases.models import Case, DocketEntry
from evenhand_web.cases.transfer import export_docket
from tests.web.cast import BROWSER, browser_of, new_case, somebody
from tests.web.live import serving

REQUESTS, AT_ONCE, PATIENCE_SECONDS = 200, 50, 60


@pytest.mark.postgresql(slow=True)
def test_two_hundred_at_once_on_one_case(store: str) -> None:
    case = new_case()
    client = browser_of(somebody(PersonRole.REGULATOR))
    address = f"/desk/cases/{case.ident}/enter/information_requested"
    form = client.get(address).content.decode()
    actor = re.search(r'value="(regulator:[^"]+)"', form)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert actor
    assert token
    keyed = {"length": 1, "on": "2024-06-10", "hour": "", "by": actor[1], "party": "payer", "request": "Which lines?"}
    body = urlencode(keyed | {"csrfmiddlewaretoken": token[1]})
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    headers = {"Cookie": cookies} | BROWSER

    def ask(number: int) -> tuple[int, str]:
        reading = number % 4 == 0
        session = http.client.HTTPConnection(host, timeout=PATIENCE_SECONDS)
        more = {} if reading else {"Content-Type": "application/x-www-form-urlencoded"}
        page = address.partition("/enter")[0] if reading else address
        session.request("GET" if reading else "POST", page, None if reading else body, headers | more)
        answer = session.getresponse()
        answer.read()
        session.close()
        return answer.status, "GET" if reading else "POST"

    with serving(store, "--no-background") as server:
        host = server.removeprefix("http://")
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            answers = list(crowd.map(ask, range(REQUESTS)))
    assert [status for status, method in answers if method == "GET"] == [200] * 50
    assert sorted(status for status, method in answers if method == "POST") == [302] + [409] * 149
    assert DocketEntry.objects.count() == 2
    assert verify(export_docket(Case.objects.get()), "docket.jsonl")[1] == ()
