"""A whole assignment in one file: read, written, and made up from a seed."""
