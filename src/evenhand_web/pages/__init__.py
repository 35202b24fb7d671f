"""What the pages of every face share: words for entries, rows, inputs, answers, templates and style sheets."""
