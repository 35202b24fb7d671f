"""The table of the trace where it lies in PostgreSQL."""
