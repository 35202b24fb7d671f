"""The trace: who read or did what, and when. A store of its own, to which lines are only ever added."""
