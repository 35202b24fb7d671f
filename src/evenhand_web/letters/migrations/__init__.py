"""Migrations of the archive."""
