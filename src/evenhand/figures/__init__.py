"""The figures of a programme: what each is, and how it is counted from the dockets of its cases."""
