"""How the tables of the diary came to be."""
