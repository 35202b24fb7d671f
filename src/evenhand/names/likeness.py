"""How two names compare: the three answers."""

from enum import StrEnum


class Likeness(StrEnum):
    """The three answers. What is uncertain is asked of a person, and never taken for another."""

    SAME = "same"
    ASK = "ask"
    OTHER = "other"
