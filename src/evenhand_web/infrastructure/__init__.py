"""The works: time, jobs, stored files and the log of who opened them."""
