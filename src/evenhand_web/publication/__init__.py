"""Determinations prepared for publication: what is masked, who looked at it, and what was published."""
