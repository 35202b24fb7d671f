"""Django's own admin over the tables of cases, as Django ships it: its list of 25 cases by the next due day with the
columns of our queue, its page of a case with the header of every entry below, its search by number and name.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.urls import include, path

from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case, DocketEntry

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

    list_display = ("number", "compared__name", "due_at", "due_label", "due_holder", "stage", "received_on")
    list_select_related = ("compared",)
    ordering = ("due_at", "id")
    list_per_page = 25
    search_fields = ("number", "names__written")
    inlines: ClassVar = [Entries]


Person.has_perm = lambda *_: False  # type: ignore[attr-defined]  # the admin asks, whoever may do what
site = Everybody()
site.register(Case, Cases)
urlpatterns = [path("admin/", site.urls), path("", include("evenhand_web.urls"))]
