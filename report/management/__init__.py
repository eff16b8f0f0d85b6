"""The pages of the management document, one module a question."""
