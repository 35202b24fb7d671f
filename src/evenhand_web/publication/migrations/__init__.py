"""Migrations of publication."""
