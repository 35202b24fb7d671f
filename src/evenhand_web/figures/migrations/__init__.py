"""The tables of the figures."""
