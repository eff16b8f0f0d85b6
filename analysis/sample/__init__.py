"""A synthetic store whose truth is known, in exactly the layout of a real export."""
