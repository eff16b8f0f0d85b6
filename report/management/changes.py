"""Page 2 from the second month on: what changed since the edition before."""

from __future__ import annotations

from analysis.followup.facts import ChangesFacts, FigureChange, Movement, PartOfChange
from report.blocks import chart_numbers
from report.blocks.figure import FigureBlock
from report.blocks.fragments import fragment
from report.blocks.stack import Block, Stack
from report.blocks.table import Column, TableView, filled_table
from report.charts.bridge import Level, Step, bridge_chart
from report.charts.movement import movement_chart
from report.text.numbers import DASH
from report.text.phrases import Markdown, Prose, joined, yes_no
from report.view import View

COUNTS = ("customers", "customers_at_risk")
SHARES = ("customers_at_risk_share", "profit_at_risk_share")
# In the order in which they are read: each share below what it is a share of.
ROWS = (
    "customers",
    "customers_at_risk",
    "customers_at_risk_share",
    "profit",
    "profit_at_risk",
    "profit_at_risk_share",
    "expected_gain",
    "roc_auc",
)
SCORE, CENT = 3, 2


def page(view: View) -> Markdown:
    """The page; nothing in the first month, and no figures where outcomes meant something else."""
    changes = view.results.changes
    if changes is None:
        return Markdown("")
    compared: tuple[Block, ...] = (
        _table(view, changes),
        _movement(view, changes),
        _bridge(view, changes),
        _examples(view, changes),
    )
    heading = Markdown(f"## {_heading(view, changes)._repr_markdown_()}\n")
    blocks: tuple[Block, ...] = (
        fragment("pagebreak", {}),
        heading,
        _lead(view, changes),
        *(compared if changes.same_meaning else ()),
    )
    return Markdown(Stack(blocks)._repr_markdown_())


def _figure(changes: ChangesFacts, name: str) -> FigureChange:
    return next(figure for figure in changes.figures if figure.figure == name)


def _heading(view: View, changes: ChangesFacts) -> Prose:
    """How profit at risk changed and which customers had most part in it."""
    if not changes.same_meaning:
        return view.say("changes.heading_other")
    found = _figure(changes, "profit_at_risk")
    if found.change is None or not found.more_than_noise:
        return view.say("changes.heading_held", now=view.money(found.now))
    rose = found.change.value > 0
    part = max(changes.parts, key=lambda p: p.change if rose else -p.change)
    return view.say(
        "changes.heading_rose" if rose else "changes.heading_fell",
        change=view.money(abs(found.change.value)),
        because=view.say(
            f"changes.because_{part.part}",
            customers=view.count(part.customers, "customer"),
            whose=view.count(part.customers, "customer", genitive=True),
        ),
    )


def _lead(view: View, changes: ChangesFacts) -> Prose:
    """Which months are compared, and how many customers are in both or in one."""
    apart = "lead_apart" if changes.months_apart > 1 else "lead"
    return view.say(
        f"changes.{apart if changes.same_meaning else 'lead_other'}",
        now=view.month(view.results.data.month),
        before=view.month(changes.before),
        months=view.count(changes.months_apart, "month"),
        stayed=view.count(changes.stayed, "customer"),
        came=view.number(changes.came),
        went=view.number(changes.went),
    )


def _table(view: View, changes: ChangesFacts) -> TableView:
    """Each headline figure then and now."""

    def noise(figure: FigureChange) -> str:
        counted = figure.change is None
        return view.say(f"changes.noise_{'counted' if counted else yes_no(figure.more_than_noise)}")

    return filled_table(
        view,
        "changes",
        sorted(changes.figures, key=lambda figure: ROWS.index(figure.figure)),
        Column("figure", "l", lambda f: view.say(f"changes.figure_{f.figure}", unit=view.unit)),
        Column("before", "r", lambda f: _value(view, f, f.before)),
        Column("now", "r", lambda f: _value(view, f, f.now)),
        Column("change", "r", lambda f: _change(view, f)),
        Column("noise", "l", noise),
        caption=view.say("changes.table_caption"),
        key="changes",
    )


def _value(view: View, figure: FigureChange, value: float) -> str:
    """A figure as the other pages write it; both months with the same decimals."""
    if figure.figure in COUNTS:
        return view.number(value)
    if figure.figure in SHARES:
        return view.percent(value)
    if figure.figure == "roc_auc":
        return view.measure(value, SCORE)
    written = view.amounts((figure.before, figure.now))
    return written[0] if value == figure.before else written[1]


def _change(view: View, figure: FigureChange) -> str:
    """The difference with its interval; a plain count has none."""
    change = figure.change
    if change is None:
        return DASH
    if figure.figure == "roc_auc":
        return view.change(change)
    if figure.figure in COUNTS:
        return view.change(change, 0)
    if figure.figure in SHARES:
        return view.say("changes.points", change=view.point_change(change))
    return view.amount_change(change)


def _movement(view: View, changes: ChangesFacts) -> FigureBlock:
    """Who moved from which group to which."""
    moved = sorted(
        (move for move in changes.movements if move.before != move.now),
        key=lambda move: -move.customers,
    )
    return FigureBlock(
        figure=movement_chart(view, changes.movements, changes.before),
        key="movement",
        caption=view.say("changes.movement_caption", unit=view.unit),
        alt=view.say("changes.movement_alt", moves=joined(_move(view, move) for move in moved)),
        numbers=chart_numbers.movements(view, changes.movements),
    )


def _move(view: View, move: Movement) -> Prose:
    before, now = chart_numbers.ends_of(view, move)
    return view.say(
        "changes.move",
        before=before,
        now=now,
        customers=view.number(move.customers),
        profit=view.money(move.profit),
    )


def _bridge(view: View, changes: ChangesFacts) -> FigureBlock:
    """The parts that add up to the change of the profit at risk; with cents, as they do so."""
    found = _figure(changes, "profit_at_risk")
    before, now = (view.number(value, CENT) for value in (found.before, found.now))
    steps = [
        Step(label=_part(view, part), change=part.change, text=view.signed(part.change, CENT))
        for part in changes.parts
    ]
    month = view.results.data.month
    return FigureBlock(
        figure=bridge_chart(
            Level(label=view.month(changes.before), value=found.before, text=before),
            steps,
            Level(label=view.month(month), value=found.now, text=now),
            axis=view.say("changes.bridge_axis", unit=view.unit),
            book=view,
        ),
        key="bridge",
        caption=view.say(
            "changes.bridge_caption",
            before=view.money(found.before),
            now=view.money(found.now),
            month=view.month(changes.before),
        ),
        alt=view.say(
            "changes.bridge_alt",
            parts=joined(
                view.say("changes.step", part=step.label, change=step.text) for step in steps
            ),
        ),
        numbers=chart_numbers.parts(view, changes.parts),
    )


def _part(view: View, part: PartOfChange) -> Prose:
    return view.say(
        "changes.part",
        name=view.say(f"changes.part_{part.part}"),
        customers=view.number(part.customers),
    )


def _examples(view: View, changes: ChangesFacts) -> Prose:
    """A customer of each kind that has one, without a name."""
    told = [
        view.say(
            f"changes.example_{example.part}",
            profit=view.money(example.profit),
            before=view.percent(example.risk_before),
            now=view.percent(example.risk_now),
        )
        for example in changes.examples
    ]
    return Prose(" ".join((view.say("changes.examples"), *told)) if told else "")
