"""The sections of the technical document, one module a section."""
