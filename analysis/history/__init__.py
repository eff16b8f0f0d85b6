"""Several months of one store: which outcomes are known, and who is the same person in them."""
