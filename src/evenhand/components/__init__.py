"""The components of a disputed line: what could be granted or refused alone, read from the words of its title."""
