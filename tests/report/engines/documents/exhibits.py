"""What the cells of the exhibit documents show; every block of the vocabulary has one."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from report.blocks.figure import FigureBlock
from report.blocks.table import TableView
from report.charts.theme import use_theme

AWKWARD = r"a|b *c* <b>d</b> $x$ @fig-1 #e [f](g) \h {{< env HOME >}} `i` ::: -- 'j' \"k\" ~l~"
use_theme()


@dataclass(frozen=True)
class Text:
    """Markdown as it is."""

    markdown: str

    def _repr_markdown_(self) -> str:
        return self.markdown


def month() -> str:
    return "октябрь 2026"


def chart(key: str = "bars") -> FigureBlock:
    figure = Figure(figsize=(6.7, 2.6), layout="constrained")
    axes = figure.subplots()
    axes.barh(["Пятницы", "Понедельники φ"], [3, 5], color=["#8d98a5", "#c2410c"])
    axes.set_xlabel("клиентов, тыс.")
    return FigureBlock(
        figure=figure,
        key=key,
        caption="По понедельникам уходят чаще: 5 против 3.",
        alt="Столбики: понедельники 5, пятницы 3.",
    )


def narrow() -> TableView:
    return TableView(
        header=["День", "Клиентов"],
        rows=[["Понедельник", "5,0"], [AWKWARD[:9], "13,5"]],
        align="lr",
        caption="Дни недели",
        key="narrow",
    )


def wide(rows: int = 4) -> TableView:
    text = "Довольно длинное объяснение того, почему в этой строке стоит именно это число"
    return TableView(
        header=["Ключ", "Объяснение", "Было", "Стало", "Разница"],
        rows=[[f"key_{n}", text, "1 234,5", "1 300,0", "+65,5"] for n in range(rows)],
        align="llrrr",
        caption="Широкая таблица",
        key="wide",
    )


def cards() -> Text:
    card = (
        "::: {{.card}}\n### Решение {n}\n\nСкидка 10 % на косметику тем, кто её любит.\n\n"
        "::: {{.facts}}\n- **190** клиентов\n- стоит **95** у. е.\n"
        "- принесёт **320** у. е.\n:::\n:::\n"
    )
    return Text("::: {.cards}\n" + "".join(card.format(n=n) for n in (1, 2, 3)) + ":::\n")
