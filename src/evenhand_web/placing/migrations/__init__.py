"""Migrations of the placing room."""
