"""The main navigation of a page: the links of a person's part, put together once for each part and language."""

from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django import template
from django.template import Context
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from evenhand_web.accounts.admission import OFFICE
from evenhand_web.accounts.models import Person, PersonRole

register = template.Library()
_COORDINATOR, _DIRECTOR, _REGULATOR, _REVIEWER = (
    PersonRole.COORDINATOR, PersonRole.MEDICAL_DIRECTOR, PersonRole.REGULATOR, PersonRole.REVIEWER,
)  # fmt: skip


class Part(NamedTuple):
    """What a person does here: their role, whether they keep the accounts, whether they issue determinations."""

    role: str
    keeps_accounts: bool
    issues: bool


class Link(NamedTuple):
    """A link of the navigation: the name of its address, its words, the section of pages it leads to, and for whom."""

    name: str
    words: str | Promise
    section: str
    is_for: Callable[[Part], bool]


_LINKS = (
    Link("review", _("My cases"), "review", lambda part: part.role == _REVIEWER),
    Link("queue", _("Queue"), "queue", lambda part: part.role != _REVIEWER),
    Link("mailroom", _("Mailroom"), "mailroom", lambda part: part.role == _COORDINATOR),
    Link("post", _("Outgoing mail"), "post", lambda part: part.role == _COORDINATOR),
    Link("release_queue", _("Release"), "release", lambda part: part.role == _DIRECTOR or _issues(part)),
    Link("new_case", _("New application"), "", lambda part: part.role == _COORDINATOR),
    Link("panel", _("Panel"), "panel", lambda part: part.role in OFFICE),
    Link("figures", _("Figures"), "figures", lambda part: part.role != _REVIEWER),
    Link("publications", _("Publication"), "publication", lambda part: part.role != _REVIEWER),
    Link("tasks", _("Tasks"), "tasks", lambda part: part.role in OFFICE),
    Link("talks", _("Contact log"), "talks", lambda part: part.role == _COORDINATOR),
    Link("roster", _("On-call schedule"), "roster", lambda part: part.role in OFFICE),
    Link("organizations", _("Organizations"), "organizations", lambda part: part.role == _COORDINATOR),
    Link("people", _("People"), "people", lambda part: part.keeps_accounts),
    Link("wordings", _("Wordings"), "wordings", lambda part: part.role != _REVIEWER),
    Link("trace", _("Trace"), "trace", lambda part: part.role == _DIRECTOR or _watches(part)),
)


def _issues(part: Part) -> bool:
    return part.role == _REGULATOR and part.issues


def _watches(part: Part) -> bool:
    return part.role == _COORDINATOR and part.keeps_accounts


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> SafeString:
    """The links of whoever is signed in; that of the section the page belongs to is marked."""
    person = context["user"]
    if not isinstance(person, Person):
        return SafeString()
    issues = person.role == _REGULATOR and bool(context.get("issues_determinations"))
    place = (get_language(), get_script_prefix(), get_urlconf())
    return _put_together(Part(person.role, person.keeps_accounts, issues), str(context.get("section") or ""), place)


@lru_cache(maxsize=512)
def _put_together(part: Part, section: str, place: tuple[str | None, str, str | None]) -> SafeString:
    links = (
        f'<a href="{escape(reverse(link.name))}"{_mark(link, section)}>{escape(str(link.words))}</a>'
        for link in _LINKS
        if link.is_for(part)
    )
    return SafeString("\n        ".join(links))


def _mark(link: Link, section: str) -> str:
    return ' aria-current="page"' if section and link.section == section else ""
