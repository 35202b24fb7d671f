"""One side of the comparison, in a process of its own: our pages, or Django's admin over the same tables.

It reads the kinds of page that are wanted, a line for each, and answers each with JSON: the processor time, user and
system, of some answers given without a server between, and the most queries of one.
"""

import json
import logging
import random
import resource
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.bench._web_ask import Ask, asks
from tests.bench._web_store import EMAIL, PASSWORD, use

OURS, ADMIN = "ours", "admin"
KINDS = ("queue", "case", "docket", "search by name")
AT_ONCE, _KNOWN = 8, 200
_BROWSER = "the browser of the measurement"


class Side:
    """Somebody signed in who asks one side for pages."""

    def __init__(self, name: str, cases: int) -> None:
        self._name, self._cases = name, cases
        self._wanted, self._asked = dict[str, list[Ask]](), dict[str, int]()
        test = import_module("django.test")
        self._client = test.Client(headers={"User-Agent": _BROWSER}, SERVER_NAME="localhost")
        self._client.post("/sign-in", {"email": EMAIL, "password": PASSWORD})

    def answered(self, kind: str) -> dict[str, float]:
        """Some pages of a kind: milliseconds of processor time for each, and the most queries of one."""
        if kind not in self._wanted:
            self._wanted[kind] = self._asks(kind)
            self._asked[kind] = max(map(self._queries, self._wanted[kind][:AT_ONCE]))
        self._wanted[kind] = self._wanted[kind][AT_ONCE:] + self._wanted[kind][:AT_ONCE]
        began = _spent()
        for page in self._wanted[kind][:AT_ONCE]:
            self._ask(page)
        return {"ms": (_spent() - began) / AT_ONCE * 1000, "queries": self._asked[kind]}

    def _asks(self, kind: str) -> list[Ask]:
        return asks(kind, self._cases, _KNOWN) if self._name == OURS else admin_asks(kind, self._cases)

    def _queries(self, page: Ask) -> int:
        utils, database = import_module("django.test.utils"), import_module("django.db")
        with utils.CaptureQueriesContext(database.connection) as queries:
            self._ask(page)
        return len(queries)

    def _ask(self, page: Ask) -> None:
        answer = self._client.post(page.path, page.sent) if page.sent else self._client.get(page.path)
        if answer.status_code != 200:
            raise SystemExit(f"{page.path} gave {answer.status_code}")


def admin_asks(kind: str, cases: int) -> list[Ask]:
    """Pages of the admin as ours are drawn: its first list of 25, a case with its entries, a word of a name sought."""
    draw = random.Random(kind)
    keys = draw.sample(range(1, cases + 1), min(_KNOWN, cases // 2))
    if kind == "queue":
        return [Ask("/admin/cases/case/", {})] * _KNOWN
    if kind in ("case", "docket"):  # the admin has one page for both
        return [Ask(f"/admin/cases/case/{key}/change/", {}) for key in keys]
    names: Any = import_module("evenhand_web.cases.models").CaseName.objects
    written = names.filter(case__in=keys, role="applicant").values_list("written", flat=True)
    return [Ask(f"/admin/cases/case/?q={draw.choice(name.split())}", {}) for name in written]


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(name: str, folder: str, cases: str) -> None:
    """Answer every kind of page that is named, until nothing more is."""
    use(Path(folder), "evenhand_web.settings" if name == OURS else "tests.bench._web_peer_settings")
    logging.disable(logging.WARNING)
    side = Side(name, int(cases))
    for line in sys.stdin:
        print(json.dumps(side.answered(line.strip())), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
