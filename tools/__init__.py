"""Tools of this repository: they check and write its own files, and are not installed."""
