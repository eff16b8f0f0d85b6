"""Numbers a document may derive from the facts: few, and each by a rule that stands here.

They are counts of things the results list, and a share said as so many of a hundred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from analysis.results.facts import Results, ScoredCustomer
from report.management.budget import OFFERS
from report.management.offer_cards import SHOWN
from tests.documents.facts_index import Fact, facts_of

VERDICTS = ("pass", "warn", "fail")


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
        *curves(results),
        *dependence(results),
        *by_segment(results),
        *examples(results),
        *reasons(results),
    ]


def hundred_pairs(results: Results) -> Iterator[Fact]:
    """ROC-AUC as pairs of a hundred that the model tells apart."""
    found = results.model.procedure.roc_auc
    for name in ("value", "low", "high"):
        yield Fact(path=f"hundred pairs.{name}", value=100 * getattr(found, name), whole=False)


def checks(results: Results) -> Mapping[str, int]:
    """How many checks there are, and how many have each verdict."""
    verdicts = [check.verdict for check in results.model.sentinels]
    by_verdict = {
        f"checks.{each}": sum(verdict == each for verdict in verdicts) for each in VERDICTS
    }
    return {"checks.all": len(verdicts), **by_verdict}


def lists(results: Results) -> Mapping[str, int]:
    """How long the lists are whose length is told."""
    portrait = results.profile.portrait
    offers = {}
    for key, segment in results.segments.items():
        offers[f"segments.{key}.offers count"] = len(segment.offers)
        offers[f"segments.{key}.offers shown"] = min(len(segment.offers), SHOWN)
    return {
        "plan.offers count": len(results.plan.offers),
        "plan.offers shown": min(len(results.plan.offers), OFFERS),
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
            for side, edge in zip(("from", "to"), profile.edges[place : place + 2], strict=True):
                yield Fact(path=f"{path}.{side}", value=edge, whole=False)
            for group, count in zip(("dropped", "same"), pair, strict=True):
                yield Fact(path=f"{path}.{group}", value=count, whole=True)


def curves(results: Results) -> Iterator[Fact]:
    """What is told of a curve as a whole: its ends and its best point; the point recommended."""
    points = sorted(results.model.profit_curve, key=lambda point: point.contacted_share)
    if points:
        best = max(points, key=lambda point: point.expected_profit)
        for name, value in (
            ("first", points[0].expected_profit),
            ("best", best.expected_profit),
            ("best share", best.contacted_share),
            ("last", points[-1].expected_profit),
        ):
            yield Fact(path=f"curves.profit.{name}", value=value, whole=False)
    plan = results.plan
    yield Fact(path="curves.plan.contacts", value=plan.contacts, whole=True)
    for name in ("cost", "gain_low", "gain", "gain_high"):
        yield Fact(path=f"curves.plan.{name}", value=getattr(plan, name), whole=False)


def dependence(results: Results) -> Iterator[Fact]:
    """Between which values of a feature, and of its contribution, the customers lie."""
    for place, found in enumerate(results.model.dependence):
        for name in ("values", "contributions"):
            for end in (min, max):
                path = f"dependence.{place}.{name}.{end.__name__}"
                yield Fact(path=path, value=end(getattr(found, name)), whole=False)


def by_segment(results: Results) -> Iterator[Fact]:
    """One row of each matrix of segments: its effects; the customers it shares with others."""
    for key, segment in results.segments.items():
        yield Fact(path=f"shared.{key}.{key}", value=segment.customers, whole=True)
        for each in segment.differences:
            yield Fact(path=f"effects.{key}.{each.feature}", value=each.effect.value, whole=False)
    for overlap in results.overlaps:
        for key, other in permutations((overlap.first, overlap.second)):
            yield Fact(path=f"shared.{key}.{other}", value=overlap.customers, whole=True)


def reasons(results: Results) -> Iterator[Fact]:
    """Why each offer is made, by the names that its wording uses."""
    for key, segment in results.segments.items():
        for offer in segment.offers:
            for each in offer.evidence:
                yield from facts_of(each.value, f"reasons.{key}.{offer.key}.{each.name}")


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
