"""On which acceptance a gain rests: an assumed one, or one that customers have shown."""

from __future__ import annotations

from report.text.phrasebook import Phrasebook
from report.text.phrases import Prose

# "One in eleven" is read less easily than "9 in 100".
MOST_NTH = 10
HALF_A_PERCENT, ONE_PERCENT = 0.5, 0.01


def accepted(book: Phrasebook, share: float, measured_on: int) -> Prose:
    """The clause for a sentence about a gain.

    share: of customers about to drop who accept. measured_on: customers who showed it; 0: none.

    >>> accepted(en, 0.2, 0), accepted(en, 0.22, 0), accepted(en, 0.22, 812)
    ('if one in five accepts', 'if 22 in 100 accept', 'as measured on 812 customers')
    >>> accepted(ru, 0.2, 0), accepted(ru, 0.21, 0)
    ('если согласится каждый пятый', 'если согласится 21 из 100')
    """
    if measured_on:
        key = book.sentence_for("as_measured", measured_on)
        return book.say(f"turns.{key}", number=book.number(measured_on))
    nth = _nth(share)
    if nth is not None:
        return book.say("turns.if_nth", nth=book.say(f"turns.nth_{nth}"))
    number = book.number(100 * share, 0 if share >= ONE_PERCENT else 1)
    return book.say(f"turns.{book.sentence_for('if_some', round(100 * share))}", number=number)


def rests_on(book: Phrasebook, measured_on: int) -> Prose:
    """The same in a cell of a table.

    >>> rests_on(en, 0), rests_on(ru, 21)
    ('assumed', 'измерен на 21 клиенте')
    """
    if not measured_on:
        return book.say("turns.rests_assumed")
    key = book.sentence_for("rests_measured", measured_on)
    return book.say(f"turns.{key}", number=book.number(measured_on))


def _nth(share: float) -> int | None:
    """The n of "one in n", where that is the share but for rounding to whole percents.

    >>> [_nth(share) for share in (0.5, 0.33, 0.14, 0.1, 0.09, 0.22, 0.0)]
    [2, 3, 7, 10, None, None, None]
    """
    many = range(2, MOST_NTH + 1)
    return next((n for n in many if abs(100 * share - 100 / n) <= HALF_A_PERCENT), None)
