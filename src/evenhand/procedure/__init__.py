"""The procedure: what state a docket puts a case in, and what may be entered next."""
