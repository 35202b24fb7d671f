"""A programme: one jurisdiction's scheme of review, as dated and cited data."""
