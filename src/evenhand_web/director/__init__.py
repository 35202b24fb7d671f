"""The medical director's side: what waits for release, sending back, issuing."""
