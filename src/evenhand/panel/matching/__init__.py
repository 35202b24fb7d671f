"""Who may decide a case, in which order and why, and a whole queue given out at once."""
