"""The truth bench as text: a table of figures, a table of lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.bench.record import StoreRecord
    from analysis.bench.summary import TruthSummary
    from analysis.estimate import Estimate


def store_line(record: StoreRecord) -> str:
    """One store, as it is done."""
    missed = [figure.metric for figure in record.figures if not figure.covered]
    return (
        f"store {record.seed}: correlation {record.correlation:.3f}, log loss "
        f"{record.log_loss:.3f} (best possible {record.best_log_loss:.3f}), "
        f"not covered: {', '.join(missed) or 'none'}"
    )


def summary_lines(summary: TruthSummary) -> Iterator[str]:
    """All stores together."""
    yield f"{summary.stores} simulated stores; in brackets 95 % intervals over the stores"
    yield f"correlation of estimated and true risk   {spread(summary.correlation)}"
    yield f"log loss, out of fold                    {spread(summary.log_loss)}"
    yield f"log loss of the true risk                {spread(summary.best_log_loss)}"
    yield f"excess over the best possible            {spread(summary.excess_log_loss)}"
    yield f"divergence from the true risk, nats      {spread(summary.divergence)}"
    won = ", ".join(f"{key} {count}" for key, count in summary.winners)
    yield f"outer folds won by                       {won}"
    yield ""
    yield from coverage_lines(summary)
    yield ""
    yield from list_lines(summary)


def coverage_lines(summary: TruthSummary) -> Iterator[str]:
    """How often each printed 95 % interval holds the true figure."""
    yield f"{'figure':<12}{'covered':>9}{'':>18}{'printed':>10}{'true':>10}{'width':>10}"
    for row in summary.coverage:
        limits = f"({row.share.low:.0%} to {row.share.high:.0%})"
        yield (
            f"{row.metric:<12}{row.share.value:>9.0%}{limits:>18}"
            f"{row.printed:>10.4f}{row.true:>10.4f}{row.width:>10.4f}"
        )


def list_lines(summary: TruthSummary) -> Iterator[str]:
    """What each list of contacts truly earns, mean of the stores."""
    yield f"{'list':<16}{'contacts':>10}{'cost':>10}{'earned':>10}{'of best':>10}{'beaten in':>11}"
    for row in summary.lists:
        yield (
            f"{row.key:<16}{row.contacts:>10.0f}{row.cost:>10.1f}{row.earned:>10.1f}"
            f"{row.of_best:>10.1%}{row.beaten_in:>11}"
        )


def spread(estimate: Estimate) -> str:
    """A mean with its interval."""
    return f"{estimate.value:.4f} ({estimate.low:.4f} to {estimate.high:.4f})"
