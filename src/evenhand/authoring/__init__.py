"""What an author of a programme may name: events, guards, kinds, blanks and the rest, from the code's own tables."""
