"""The figures of the programmes: what each case counts for, kept beside its docket, and the figures of a month."""
