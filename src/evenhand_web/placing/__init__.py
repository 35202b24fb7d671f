"""Placing a case with a physician: who may be asked, who is asked and given it, who is away, and what ties turn up."""
