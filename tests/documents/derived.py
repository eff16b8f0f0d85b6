"""Numbers a document may derive from the facts: few, and each by a rule that stands here.

They are counts of things the results list, and a share said as so many of a hundred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from analysis.results.facts import Results, ScoredCustomer
from tests.documents.facts_index import Fact

VERDICTS = ("pass", "warn", "fail", "note")


def derived_facts(results: Results) -> list[Fact]:
    """Each with a path of its own, which a part of a document may name."""
    counted = {
        **checks(results),
        **lists(results),
        **errors(results),
        **groups(results),
        **splits(results),
        **years(results),
    }
    return [
        *(Fact(path=path, value=value, whole=True) for path, value in counted.items()),
        *hundred_pairs(results),
        *ends(results),
        *bins(results),
        *by_segment(results),
        *examples(results),
    ]


def hundred_pairs(results: Results) -> Iterator[Fact]:
    """ROC-AUC as pairs of a hundred that the model tells apart."""
    found = results.model.procedure.roc_auc
    for name in ("value", "low", "high"):
        yield Fact(path=f"hundred pairs.{name}", value=100 * getattr(found, name), whole=False)


def checks(results: Results) -> Mapping[str, int]:
    """How many checks there are, and how many have each verdict."""
    verdicts = [check.verdict for check in results.model.sentinels]
    by_verdict = {f"checks.{each}": verdicts.count(each) for each in VERDICTS}
    return {"checks.all": len(verdicts), **by_verdict}


def lists(results: Results) -> Mapping[str, int]:
    """How long the lists are whose length is told."""
    portrait = results.profile.portrait
    offers = {f"segments.{key}.offers count": len(s.offers) for key, s in results.segments.items()}
    return {
        "features.all": len(portrait),
        "features.differ": sum(row.differs for row in portrait),
        "repairs.kinds": len(results.data.repairs),
        "tried.engineered": len(results.model.engineered),
        "tried.combinations": len(results.model.search),
        **offers,
    }


def errors(results: Results) -> Mapping[str, int]:
    """Sums over the table of errors."""
    (held_below, held_above), (dropped_below, dropped_above) = results.model.confusion
    return {
        "errors.above": held_above + dropped_above,
        "errors.below": held_below + dropped_below,
        "errors.dropped": dropped_below + dropped_above,
        "errors.held": held_below + held_above,
    }


def groups(results: Results) -> Mapping[str, int]:
    """The groups of similar risk by their numbers, and how many of them came true."""
    rows = results.model.reliability
    within = [row for row in rows if row.observed.low <= row.mean_risk <= row.observed.high]
    numbered = {f"model.reliability.{place}.number": place + 1 for place in range(len(rows))}
    return {**numbered, "groups.within": len(within), "groups.all": len(rows)}


def splits(results: Results) -> Mapping[str, int]:
    """How many single splits there are, and how many reach a published figure."""
    found = {}
    for place, study in enumerate(results.model.splits):
        found[f"model.splits.{place}.count"] = len(study.roc_auc)
        for each, figure in enumerate(results.model.published):
            values: Sequence[float] = getattr(study, figure.metric, ())
            if figure.candidate == study.candidate and not study.twins_kept_together:
                reached = sum(value >= figure.value for value in values)
                found[f"model.splits.{place}.reach.{each}"] = reached
    return found


def ends(results: Results) -> Iterator[Fact]:
    """The worst and the best single split of every study, and what others published of it."""
    for place, study in enumerate(results.model.splits):
        for metric in ("roc_auc", "f1", "recall"):
            values: Sequence[float] = getattr(study, metric)
            for each in (min, max) if values else ():
                path = f"model.splits.{place}.{metric} ends.{each.__name__}"
                yield Fact(path=path, value=each(values), whole=False)
        for figure in results.model.published:
            if figure.candidate == study.candidate:
                path = f"model.splits.{place}.published"
                yield Fact(path=path, value=figure.value, whole=False)


def bins(results: Results) -> Iterator[Fact]:
    """The bars of the histograms one by one: from, to, and both groups' customers."""
    for profile in results.profile.features:
        counts = zip(profile.dropped_counts, profile.same_counts, strict=True)
        for place, pair in enumerate(counts):
            path = f"bins.{profile.feature}.{place}"
            for edge in profile.edges[place : place + 2]:
                yield Fact(path=f"{path}.edge", value=edge, whole=False)
            for count in pair:
                yield Fact(path=f"{path}.customers", value=count, whole=True)


def by_segment(results: Results) -> Iterator[Fact]:
    """One row of each matrix of segments: its effects; the customers it shares with others."""
    for key, segment in results.segments.items():
        yield Fact(path=f"shared.{key}.customers", value=segment.customers, whole=True)
        for each in segment.differences:
            yield Fact(path=f"effects.{key}.value", value=each.effect.value, whole=False)
        for overlap in results.overlaps:
            if key in (overlap.first, overlap.second):
                yield Fact(path=f"shared.{key}.customers", value=overlap.customers, whole=True)


def years(results: Results) -> Mapping[str, int]:
    """Of the data's month and of the month by whose end something is due."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", results.data.month)
    if found is None:
        return {}
    year = int(found[1])
    return {"years.data": year, "years.next month": year + (found[2] == "12")}


def examples(results: Results) -> Iterator[Fact]:
    """The three customers shown: highest risk, nearest to the threshold, lowest risk."""
    threshold = results.model.threshold
    rest = sorted((c for c in results.customers if c.reasons), key=lambda c: c.customer_id)
    distances = (lambda c: -c.risk, lambda c: abs(c.risk - threshold), lambda c: c.risk)
    for place, distance in enumerate(distances):
        if rest:
            who = min(rest, key=distance)
            rest.remove(who)
            yield from example(f"examples.{place}", who)


def example(path: str, who: ScoredCustomer) -> Iterator[Fact]:
    """One customer's risk and reasons."""
    for place, reason in enumerate(who.reasons):
        record = f"{path}.{place}"
        yield Fact(path=f"{record}.risk", value=who.risk, whole=False)
        for value in (reason.value, reason.usual, reason.contribution):
            if not isinstance(value, str):
                yield Fact(path=f"{record}.reason", value=float(value), whole=False)
