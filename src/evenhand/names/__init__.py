"""Names of people and organizations: whether two of them are one, and finding one among many."""
