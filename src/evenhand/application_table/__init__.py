"""Applications in bulk: a table of them, read row by row."""
