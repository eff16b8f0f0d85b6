"""The report: documents, lists and commands made from stored results."""
