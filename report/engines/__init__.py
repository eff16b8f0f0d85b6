"""Quarto or Pandoc with Typst turn a document into HTML and PDF; they know nothing of customers."""
