"""An edition of a month: what was asked for, what is reused, made, checked and swapped in."""
