"""The body of published determinations: what of a letter must go before it is published, and what may stay."""
