"""Documents rendered again when a file changes, from the results of the last run."""
