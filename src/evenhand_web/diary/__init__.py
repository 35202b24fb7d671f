"""The diary of the office: calls and letters taken, what is to be done about them, and who is on duty when."""
