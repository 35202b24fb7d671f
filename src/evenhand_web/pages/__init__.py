"""What the pages of every face share: words for days and entries, rows, inputs, answers, templates and style sheets."""
