"""Django's own admin over the tables of cases: prints, as JSON, what its pages take in one process."""

import json
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from tests.bench._web_store import EMAIL, PASSWORD, use

if __name__ == "__main__":
    use(Path(sys.argv[1]), "tests.bench._web_peer_settings")

from django.contrib import admin
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path

from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case, CaseName, DocketEntry

_ASKED = 40
_BROWSER = "the browser of the measurement"


if TYPE_CHECKING:
    _Model = admin.ModelAdmin[Any]
    _Inline = admin.TabularInline[DocketEntry, Case]
else:
    _Model = admin.ModelAdmin
    _Inline = admin.TabularInline


class Everybody(admin.AdminSite):
    """An admin that whoever is signed in may use."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether this is somebody."""
        return request.user.is_authenticated


class _Looked(_Model):
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True


class Entries(_Inline):
    """The docket below a case."""

    model = DocketEntry
    fields = readonly_fields = ("number", "kind", "on", "recorded_at", "hash")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Always."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class Cases(_Looked):
    """Cases by the next due day, found by number or name."""

    list_display = ("number", "due_at", "due_label", "due_holder", "stage", "received_on")
    ordering = ("due_at", "id")
    list_per_page = 25
    search_fields = ("number", "names__written")
    inlines: ClassVar = [Entries]


Person.has_perm = lambda *_: False  # type: ignore[attr-defined]  # the admin asks, whoever may do what
site = Everybody()
site.register(Case, Cases)
urlpatterns = [path("admin/", site.urls), path("", include("evenhand_web.urls"))]


def main() -> None:
    """Ask for each kind of page and print what it took."""
    client, draw = Client(headers={"User-Agent": _BROWSER}, SERVER_NAME="localhost"), random.Random(4610)
    client.post("/sign-in", {"email": EMAIL, "password": PASSWORD})
    keys = draw.sample(range(1, int(sys.argv[2]) + 1), _ASKED)
    names = CaseName.objects.filter(case__in=keys, role="applicant").values_list("written", flat=True)
    words = [draw.choice(name.split()) for name in names[:_ASKED]]
    figures = {
        "queue": _measured(client, ["/admin/cases/case/"] * _ASKED),
        "case": _measured(client, [f"/admin/cases/case/{key}/change/" for key in keys]),
        "search by name": _measured(client, [f"/admin/cases/case/?q={word}" for word in words]),
    }
    print(json.dumps(figures))


def _measured(client: Client, addresses: list[str]) -> tuple[float, int]:
    with CaptureQueriesContext(connection) as queries:
        _ask(client, addresses[0])
        asked = len(queries)
    began = time.process_time()
    for address in addresses:
        _ask(client, address)
    return (time.process_time() - began) / len(addresses) * 1000, asked


def _ask(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} gave {answer.status_code}")


if __name__ == "__main__":
    main()
