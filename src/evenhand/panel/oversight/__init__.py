"""The panel looked at as a whole: who may review, what is short, and what of a reviewer may be shown."""
