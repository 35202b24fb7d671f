"""What the words mean that an author may name, as `meanings.toml` tells it."""

import ast
import inspect
import tomllib
from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib import resources
from itertools import pairwise
from textwrap import dedent


@cache
def meanings(topic: str) -> Mapping[str, str]:
    """The meaning of each word of a topic: roles, events, terms, panel, blanks, fields and so on."""
    text = (resources.files(__package__) / "meanings.toml").read_text(encoding="utf-8")
    told: Mapping[str, str] = tomllib.loads(text)[topic]
    return told


def field_meaning(holder: str, field: str) -> str:
    """What a field means in one sort of value, or wherever it stands; empty where nothing is told."""
    fields = meanings("fields")
    return fields.get(f"{holder}.{field}", fields.get(field, ""))


def first_sentence(text: str | None) -> str:
    """The first sentence of a docstring, on one line."""
    paragraph = " ".join((text or "").split("\n\n", maxsplit=1)[0].split())
    sentence, stop, _ = paragraph.partition(". ")
    return sentence + ("." if stop else "")


@cache
def member_meanings(words: type[Enum]) -> Mapping[str, str]:
    """What the code says of each word of a choice, in the text that stands under it."""
    body = ast.parse(dedent(inspect.getsource(words))).body[0].body  # type: ignore[attr-defined]
    told = {}
    for member, text in pairwise(body):
        if isinstance(member, ast.Assign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            name = ast.unparse(member.targets[0])
            told[str(words[name].value)] = first_sentence(str(text.value.value))
    return told
