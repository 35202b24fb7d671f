"""Opaque ids: what addresses and logs call something, so that neither names anybody."""

from django.utils.crypto import get_random_string

LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
"""Letters and digits that nobody takes for one another, read aloud or copied by hand."""


def new_ident() -> str:
    """An opaque id for a case, a task, a file."""
    return get_random_string(12, LETTERS)


def new_person_ident() -> str:
    """An opaque id for a person: it stands in dockets, marked as that of a person."""
    return f"P-{get_random_string(10, LETTERS.upper())}"


def new_bucket_ident() -> str:
    """An opaque id for a bucket of keys."""
    return get_random_string(16, LETTERS)
