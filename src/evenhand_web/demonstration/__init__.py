"""A programme in motion, made up: cases in every stage and people in every role, to look at and to try."""
