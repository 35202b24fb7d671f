"""Looking over an installation: what is wrong with it, what soon will be, and what to do."""
