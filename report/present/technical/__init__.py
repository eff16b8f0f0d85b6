"""What the technical document shows: one module a section, each cell of the document one call."""
