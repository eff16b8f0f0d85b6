"""Text from tables, made safe for every place a document puts it."""

from __future__ import annotations

import re

from report.text.glyphs import settable

# What Markdown, Pandoc, HTML, Typst or Quarto's shortcodes may read as a command. A numeric
# character reference is the one spelling that all of them turn back into the bare character,
# and that no later pass reads again. A dot or hyphen between two letters or figures means
# nothing and keeps the Markdown readable.
SPECIAL = re.compile(r"(?!(?<=[^\W_])[.\-](?=[^\W_]))[!-+\-./:-@\[-`{-~]")
# Neither XML nor UTF-8 can carry these.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
BREAKS = re.compile(r"[ \t\n\r\f\v\u2028\u2029]+")


def escape_text(text: str) -> str:
    """Markdown that prints `text` as it is: no markup, shortcode, reference or formula.

    Blanks and line breaks become one space (a table cell is one line); characters that no
    document can hold become U+FFFD, and so do letters that none of our fonts can set. Emoji are
    left out.

    >>> escape_text("cosmetics, new")
    'cosmetics, new'
    >>> escape_text("*bold*")
    '&#42;bold&#42;'
    """
    held = settable(UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text))
    line = BREAKS.sub(" ", held).strip(" ")
    return SPECIAL.sub(lambda found: _reference(found[0]), line)


def escape_attribute(text: str) -> str:
    """The same for an attribute's value, such as an alt text.

    There Quarto finds shortcodes even in character references; a word joiner, which nobody
    sees or hears, parts the braces.
    """
    return escape_text(text.replace("{{", "{\N{WORD JOINER}{"))


def _reference(character: str) -> str:
    """The numeric character reference of one character.

    >>> _reference("|")
    '&#124;'
    """
    return f"&#{ord(character)};"
