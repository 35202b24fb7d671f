"""Guidelines: which a text cites, which edition counted on a day, what they say as facts, and in which order evidence
counts.
"""
