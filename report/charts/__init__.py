"""Facts in, a matplotlib figure out: every picture of both documents, in one look."""
