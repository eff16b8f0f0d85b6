"""The pictures of the technical document: facts in, a figure out; nothing is computed here."""
