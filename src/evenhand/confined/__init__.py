"""Reading what strangers made in a process that can do nothing else, and one protocol to speak with it."""
