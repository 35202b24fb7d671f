"""Pages and letters as templates: whatever a template prints is escaped, unless it is markup that a template made."""

from functools import cache
from html import escape
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@cache
def templates(package: str, **names: Any) -> Environment:
    """The templates that lie in a package's folder `templates`; `names` are known in each of them.

    A name that a template is not given, and a value that is None, are mistakes of the program and raise. Text is
    escaped as the standard library does, so that a letter keeps its bytes whatever renders it.
    """
    environment = Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"kind_of": _kind_of, **names}
    return environment


def _escaped(value: Any) -> Markup:
    if value is None:
        raise ValueError("a template prints no None")
    return value if isinstance(value, Markup) else Markup(escape(str(value)))  # escaped in the line itself


def _kind_of(value: Any) -> str:
    """The name of a value's type, by which a template chooses how to show it."""
    return type(value).__name__
