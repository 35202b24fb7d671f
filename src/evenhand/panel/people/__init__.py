"""The people of a panel: credential files, where they are read from, and the words that describe them."""
