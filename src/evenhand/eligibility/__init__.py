"""Who may be reviewed, as the programme's rules say it: each reason's check, and what all of them point to."""
