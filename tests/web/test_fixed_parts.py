"""Templates with their fixed parts put together say what Django's own loaders say, in every language."""

from pathlib import Path

import pytest
from django.template import Context, Engine
from django.template.base import TextNode
from django.utils import translation

from evenhand_web.pages import fixed_parts
from evenhand_web.pages.fixed_parts import FixedPart, WholeList

_LAYOUT = (
    "{% load i18n %}{% load static %}<a href=\"{% url 'queue' %}\">{% translate 'Queue' %}</a>{# no word #}"
    "{% block main %}{% translate 'Nothing' %}{% endblock %}<i>{% static 'evenhand/mark.svg' %}</i>"
)
_PAGE = (
    "{% extends 'layout' %}{% load i18n %}{% block main %}{{ block.super }}{% if is_shown %}{% translate 'Sign in' %} "
    "100%% {% translate 'Password' %}{% else %}{% translate 'Case' %}{% endif %}{% for word in words %}<b>"
    "{% translate 'Password' %}</b>{{ word }}{% translate word %}{% translate 'Case' as kept %}{{ kept }}{% empty %}"
    "{% translate 'Sign in' %}{% endfor %}{% language 'es' %}{% translate 'Password' %}{% endlanguage %}"
    "{% autoescape off %}{{ word }}{% translate 'Sign in' %}{% endautoescape %}{% include 'part' %}{% endblock %}"
)
_PART = "{% load i18n %}{% translate 'Sign in' %}: {% url 'find' %}{% comment %}{% translate 'Case' %}{% endcomment %}"
_TEMPLATES = {"layout": _LAYOUT, "page": _PAGE, "part": _PART}


def _engine(is_put_together: bool) -> Engine:
    libraries = {"i18n": "django.templatetags.i18n", "static": "django.templatetags.static"}
    plain = ("django.template.loaders.locmem.Loader", _TEMPLATES)
    kept = ("evenhand_web.pages.fixed_parts.Loader", [plain])
    return Engine(loaders=[kept if is_put_together else plain], libraries=libraries)


@pytest.mark.parametrize("words", [[], ["Case", "<Queue> & Co"]])
@pytest.mark.parametrize("is_shown", [True, False])
def test_put_together_a_template_says_the_same_in_every_language(store: str, words: list[str], is_shown: bool) -> None:
    plain, ours = _engine(is_put_together=False), _engine(is_put_together=True)
    answers = []
    for language in ("en", "es", "en"):
        with translation.override(language):
            given = {"words": words, "is_shown": is_shown, "word": "<u>"}
            pages = [engine.get_template("page").render(Context(given)) for engine in (plain, ours, ours)]
        assert pages[0] == pages[1] == pages[2]
        answers.append(pages[1])
    assert answers[0] == answers[2] != answers[1], "there is a Spanish word for each of these"


def test_fixed_parts_are_put_together_and_what_differs_is_not(store: str) -> None:
    template = _engine(is_put_together=True).get_template("layout")
    first, _block, last = template.nodelist
    assert isinstance(first, FixedPart)
    assert isinstance(last, FixedPart)
    plain = _engine(is_put_together=False).get_template("layout")
    assert len(plain.nodelist) > len(template.nodelist)


def test_the_pages_of_the_house_are_loaded_so(store: str) -> None:
    names = [path.name for path in (Path(fixed_parts.__file__).parent / "templates").glob("*.html")]
    assert "layout.html" in names
    for name in names:
        template = Engine.get_default().get_template(name)
        assert isinstance(template.nodelist, WholeList), name
        runs = zip(template.nodelist, template.nodelist[1:], strict=False)
        assert not any(isinstance(node, TextNode | FixedPart) and isinstance(after, TextNode | FixedPart)
                       for node, after in runs)  # fmt: skip
