"""The mailroom's law and arithmetic: codes of cover sheets, days of receipt, what came packed, and whose a paper is."""
