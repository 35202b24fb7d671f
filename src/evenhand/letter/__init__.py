"""Letters: words kept as data, filled with the values of a case, printed as PDF, HTML and plain text."""
