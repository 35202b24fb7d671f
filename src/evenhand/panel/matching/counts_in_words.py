"""Counts in sentences."""


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 seat", "2 seats", "1,200 seats"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
