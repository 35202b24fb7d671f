"""The coordinator's desk: queue, case page, keyed entries."""
