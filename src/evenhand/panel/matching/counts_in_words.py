"""Counts in sentences."""


def counted(number: int, thing: str) -> str:
    """A number with its thing: "1 seat", "2 seats", "1,200 seats"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
