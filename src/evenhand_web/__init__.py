"""The shell of Evenhand: people, cases kept in a database, and the pages on which the work is done."""
