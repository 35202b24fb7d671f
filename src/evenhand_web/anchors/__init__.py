"""Anchors: once a day the heads of all dockets and of the trace are signed. They tell what a chain alone does not."""
