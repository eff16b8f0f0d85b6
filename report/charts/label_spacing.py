"""Keeping the labels of a chart apart."""

from __future__ import annotations

from collections.abc import Sequence


def spread(places: Sequence[float], gap: float) -> tuple[float, ...]:
    """The places moved as little as needed to lie at least `gap` apart, order kept.

    >>> spread([1.0, 1.1, 5.0], 1.0)
    (0.55, 1.55, 5.0)
    >>> spread([3.0, 0.0], 1.0)
    (3.0, 0.0)
    """
    order = sorted(range(len(places)), key=lambda place: places[place])
    groups = [[place] for place in order]
    while True:
        centres = [sum(places[p] for p in group) / len(group) for group in groups]
        clash = next((i for i in range(len(groups) - 1) if overlap(groups, centres, i, gap)), None)
        if clash is None:
            break
        groups[clash : clash + 2] = [groups[clash] + groups[clash + 1]]
    moved = dict(placed(groups, centres, gap))
    return tuple(moved[place] for place in range(len(places)))


def overlap(groups: Sequence[Sequence[int]], centres: Sequence[float], i: int, gap: float) -> bool:
    """Whether two neighbouring groups of labels touch."""
    needed = gap * (len(groups[i]) + len(groups[i + 1])) / 2
    return centres[i + 1] - centres[i] < needed - 1e-9


def placed(
    groups: Sequence[Sequence[int]], centres: Sequence[float], gap: float
) -> list[tuple[int, float]]:
    """Every label with its place: a group is stacked around its centre."""
    return [
        (label, round(centre + gap * (i - (len(group) - 1) / 2), 9))
        for group, centre in zip(groups, centres, strict=True)
        for i, label in enumerate(group)
    ]
