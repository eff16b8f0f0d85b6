"""Several months: what is known of them, and the model judged forward in time."""

from __future__ import annotations

from analysis.history.facts import MonthOutcomes
from analysis.model.facts import Scores
from report.blocks.stack import Block, Stack
from report.blocks.table import Column, filled_table
from report.technical.candidates import QUALITY, metric_text
from report.text import glossary as terms
from report.text.phrases import Markdown, Prose
from report.view import View


def section(view: View) -> Block:
    """Each month's outcomes and what they mean; nothing for a single month."""
    history = view.results.history
    if len(history.months) == 1:
        return Prose("")
    heading, none = view.say("technical.months_heading"), view.say("technical.dash")

    def dropped(month: MonthOutcomes) -> str:
        return view.number(month.dropped) if month.known else none

    table = filled_table(
        view,
        "technical",
        history.months,
        Column("month", "l", lambda m: view.month(m.month)),
        Column("customers", "r", lambda m: view.number(m.customers)),
        Column("known", "r", lambda m: view.number(m.known)),
        Column("fell", "r", dropped),
        caption=view.say("technical.months_caption"),
        key="months",
    )
    return Stack((Markdown(f"### {heading._repr_markdown_()}\n"), _meaning(view), table))


def _meaning(view: View) -> Prose:
    """What a label says, what is missing, and how many rows there are to learn from."""
    history, most = view.results.history, view.results.settings.months.learn_from_rows
    horizon = view.count(history.horizon_months, "month")
    told = [
        view.say(f"technical.months_{view.label_kind}", horizon=horizon),
        view.say(
            "technical.months_rows",
            known=view.number(history.known),
            dropped=view.number(history.dropped),
            share=view.percent(view.results.headline.dropped_share),
        ),
    ]
    if history.known > most:
        told.append(view.say("technical.months_most", most=view.number(most)))
    if history.missing_months:
        names = view.listed([view.month(month) for month in history.missing_months])
        told.append(view.say("technical.months_missing", months=names))
    return Prose(" ".join(told))


def forward(view: View) -> Block:
    """The figures forward in time beside those across customers; nothing for a single month."""
    model = view.results.model
    found = model.forward
    if found is None:
        return Prose("")
    claim = view.say(
        "technical.forward_then" if found.known_then else "technical.forward_others",
        learned=view.months(found.learned_from),
        judged=view.month(found.month),
        customers=view.number(found.customers),
    )
    difference = view.say(
        "technical.forward_difference", difference=view.change(found.roc_auc_difference)
    )

    def metric(name: str) -> Column[tuple[str, Scores]]:
        return Column(name, "r", lambda row: metric_text(name, row[1], view))

    way = "time" if found.known_then else "later"
    table = filled_table(
        view,
        "technical",
        [("across", model.procedure), (way, found.scores)],
        Column("way", "l", lambda row: view.say(f"technical.forward_row_{row[0]}")),
        *map(metric, QUALITY),
        caption=view.say("technical.forward_caption"),
        key="forward",
    )
    return Stack((Prose(f"{claim} {difference}"), table))


def glossary(view: View) -> Markdown:
    """The glossary, with what a label and a risk are in this store."""
    left_out = {"snapshot_label", "own_label", "later_label"}
    kind = {"snapshot": "snapshot_label", "later": "later_label"}.get(view.label_kind, "own_label")
    ahead = view.results.history.scored_unknown
    left_out ^= {kind, "risk" if ahead else "risk_ahead"}
    return terms.terms(view, without=left_out)
