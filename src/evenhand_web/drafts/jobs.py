"""Loads what the drafts do when an entry is made."""

from evenhand_web.drafts import seats

__all__ = ["seats"]
