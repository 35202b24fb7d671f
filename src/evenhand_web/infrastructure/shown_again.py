"""Forms shown again as they were typed: while a page is made so no form of it counts as answered; nothing is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet

_IS_SHOWN_AGAIN: ContextVar[bool] = ContextVar("is_shown_again", default=False)


@contextmanager
def shown_again() -> Iterator[None]:
    """While this lasts, whatever asks a form whether it is valid is told that it is not."""
    before = _IS_SHOWN_AGAIN.set(True)
    try:
        yield
    finally:
        _IS_SHOWN_AGAIN.reset(before)


def hold_back() -> None:
    """Let every form and row of forms know when it is only shown again."""
    kinds: tuple[Any, ...] = (forms.BaseForm, BaseFormSet)
    for kind in kinds:
        kind.is_valid = _held_back(kind.is_valid)


def _held_back(is_valid: Callable[[Any], bool]) -> Callable[[Any], bool]:
    def answer(form: Any) -> bool:
        return is_valid(form) and not _IS_SHOWN_AGAIN.get()

    return answer
