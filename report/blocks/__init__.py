"""What a cell of a document shows: figures with captions, tables, fragments of Markdown."""
