"""The office: tasks, calls and letters, the duty roster, possible duplicates, joining applications."""
