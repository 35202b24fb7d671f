"""Checks on an issued determination, from what the letter itself shows."""
