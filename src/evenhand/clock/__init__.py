"""Legal time: due dates with every step explained, and the clocks that run on a docket."""
