"""Cases kept as append-only dockets in a database."""
