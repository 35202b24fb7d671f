"""Loads what the drafts do when an entry is made."""

from evenhand_web.reviewing import seats

__all__ = ["seats"]
