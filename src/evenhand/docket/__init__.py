"""The docket: a case as the append-only, hash-chained list of what happened in it."""
