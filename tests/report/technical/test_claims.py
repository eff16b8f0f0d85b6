"""A claim that depends on a number is printed only when the number supports it."""

from __future__ import annotations

from dataclasses import replace

from analysis.estimate import Estimate
from analysis.intake.facts import Notice, Repair
from analysis.model.facts import Sentinel
from analysis.results.facts import Results
from report.blocks.figure import FigureBlock
from report.blocks.stack import Block
from report.technical import (
    association,
    candidates,
    categories,
    engineered,
    explanation,
    features,
    intake,
    leak_checks,
    model_card,
    offers,
    plan,
    portrait,
    published_results,
    reliability,
    search,
    segments,
    thresholds,
)
from report.view import View, view_of
from tests.report.facts_factory import (
    make_data,
    make_model,
    make_profile,
    make_results,
)
from tests.report.reading import book, read
from tests.report.technical.odd_months import nobody_differs, nothing_found


def english(results: Results | None = None) -> View:
    return view_of(results or make_results(), "en")


def with_model(**changes: object) -> View:
    return english(make_results(model=make_model(**changes)))


def caption_of(block: Block) -> str:
    assert isinstance(block, FigureBlock)
    return block.caption


def test_what_was_read_is_told_with_its_counts():
    assert intake.files_claim(english()) == (
        "Month: October 2026. Customers read: 1,300; kept for analysis 1,296, set aside 4."
    )


def test_demonstration_data_is_called_so():
    real, shown = english(), english(make_results(data=make_data(demonstration=True)))
    sentence = (
        "This is demonstration data written by retention sample: there is no real customer in it."
    )
    assert intake.demonstration(real) == ""
    assert intake.demonstration(shown) == sentence


def test_empty_facts_give_a_sentence_and_no_table():
    month = english(nothing_found())
    told = {
        intake.repairs: "Nothing needed repair: every spelling was read as it stood.",
        intake.notices: "There is nothing else unusual in the input tables.",
        intake.set_aside: "Nobody was set aside: no rule of the settings applied.",
        intake.twins: (
            "There are no twins: no two customers share the same revenue in all three months."
        ),
        features.histograms: "There are no numeric features.",
        categories.chart: "There are no categorical features.",
        association.between_chart: "There is no matrix to draw: fewer than two features.",
        association.collinear: "No pair reaches a φk of 0.80.",
        portrait.counts: "There is nothing to compare: no feature varies.",
        engineered.table: "No engineered feature was tried.",
        search.table: "There was nothing to search: no candidate has parameters to tune.",
        thresholds.claim: "There is nothing to choose a threshold from.",
        thresholds.curve: "There is no profit curve to draw.",
        reliability.chart: "There are too few labels to hold the risk against.",
        leak_checks.table: "No check for self-deception was run.",
        explanation.global_chart: "The features’ contributions were not computed.",
        explanation.dependence: "No numeric feature contributes.",
        explanation.examples: ("There is nobody to show: no customer’s reasons were computed."),
        published_results.chart: "Single splits were not run for this month.",
        segments.sizes: "No rule gathered a segment.",
        plan.claim: "No contact is recommended.",
        offers.every_segment: "No offer is recommended this month.",
        model_card.versions: "No package versions were recorded.",
    }
    assert {function: str(function(month)) for function in told} == told


def test_a_cell_that_was_read_as_blank_is_shown_as_a_dash_among_the_repairs():
    repair = Repair(file="market_file.csv", column="x", found="NA", became="", rows=7)
    month = english(make_results(data=make_data(repairs=(repair,))))
    assert "| NA | – | 7 |" in " ".join(read(intake.repairs(month)).split())


def test_equal_revenue_that_many_share_is_no_person_and_no_limit_of_accuracy():
    twins = replace(make_data().twins, pairs=423_875)
    notice = Notice(key="twins_too_many", file="", column="", detail="", count=660)
    month = english(make_results(data=make_data(twins=twins, notices=(notice,))))
    text = read(intake.twins(month))
    assert text.startswith(
        "Pairs with the same revenue in all three months: 423,875. That is too many for each to "
        "be one person: it is how this store sells. The rule was left out, and splits may part "
        "such pairs."
    )
    assert "Equal revenue, and the groups that were made" in text
    assert "one person under several ids" not in text


def test_a_difference_is_claimed_only_where_one_is_shown():
    found = features.histograms_caption(english())
    assert found == (
        "The groups lie furthest apart in “Pages a visit”: a median of 5.6 where activity "
        "dropped, 9.8 elsewhere"
    )
    assert features.histograms_caption(english(nobody_differs())) == (
        "The groups do not differ significantly in any numeric feature"
    )


def test_values_with_more_and_fewer_drops_are_named_apart():
    rows = categories.ordered_categories(english())
    assert categories.categories_claim(rows, book("en")) == (
        "Activity drops more often than elsewhere for “Kitchenware” (48%), “Cosmetics and "
        "accessories” (47%), “Goods for children” (44%) and “Service: premium” (44%). Less "
        "often: “Beauty and health appliances” (28%) and “Small appliances and electronics” (16%)."
    )
    alike = [replace(row, verdict="same") for row in rows]
    assert categories.categories_claim(alike, book("en")) == (
        "No value differs significantly from the others."
    )


def test_features_that_say_nothing_are_named():
    rows = make_profile().label_association
    quiet = (*rows[:-1], replace(rows[-1], phik=0.001))
    month = english(make_results(profile=make_profile(label_association=quiet)))
    assert association.silent(month) == (
        "These features say nothing about the label (φk of zero): “Consent to messages”."
    )
    assert association.silent(english()) == (
        "Every feature is tied to the label at least a little."
    )


def test_a_model_no_better_than_chance_is_called_so():
    assert candidates.chance(english()) == ""
    warned = str(candidates.chance(english(nobody_differs())))
    assert warned.startswith("::: {.notice .warning}\nThe model has not been shown to beat chance")


def test_the_rule_of_choice_says_what_the_simplest_would_cost():
    written = (
        "The rule was written down beforehand: among candidates whose ROC-AUC is not "
        "significantly below the best, the one with the least log loss. "
    )
    assert candidates.rule(english()) == (
        written + "The simplest that does not fall behind is “k-nearest neighbours”: it would "
        "change log loss by +0.005 (−0.005…0.015) and ROC-AUC by −0.005 (−0.011…0.001); 95% "
        "intervals in brackets."
    )
    assert candidates.rule(with_model(simplest_not_worse="svc")) == (
        written + "The winner is also the simplest that does not fall behind."
    )


def test_errors_are_told_with_the_recall_and_precision_of_the_policy_in_force():
    assert thresholds.errors_claim(english()) == (
        "At the threshold of 0.46, customers whose activity dropped: 395 found, 99 missed; "
        "customers who held their level: 64 flagged in vain. The model finds 80% of those who "
        "drop; of those it flags, 80% really do."
    )
    nobody = with_model(confusion=((802, 0), (494, 0)))
    assert thresholds.errors_claim(nobody).endswith("No customer is flagged.")


def test_a_campaign_that_loses_money_at_every_threshold_is_called_so():
    curve = tuple(
        replace(point, expected_profit=-100.0 * point.contacted_share - 1)
        for point in make_model().profit_curve
    )
    caption = caption_of(thresholds.curve(with_model(profit_curve=curve)))
    assert caption.startswith("Contacting by risk alone pays at no threshold: the best is −1.00")


def test_a_group_outside_its_interval_is_counted_out():
    groups = make_model().reliability
    wrong = replace(groups[0], observed=Estimate(value=0.9, low=0.8, high=0.95))
    caption = caption_of(reliability.chart(with_model(reliability=(wrong, *groups[1:]))))
    assert caption.startswith("Does the risk come true: in 9 of 10 groups")


def test_every_check_has_a_plain_verdict_and_what_follows():
    leak = Sentinel(key="shuffled_labels", verdict="fail", figure=0.8, reference=0.5)
    gone = Sentinel(key="without_minutes", verdict="warn", figure=0.7, reference=0.9)
    rows = [leak_checks.sentinel_row(check, book("en")) for check in (leak, gone)]
    assert rows == [
        [
            "Labels shuffled, ROC-AUC",
            "0.800",
            "0.500",
            "failed",
            "The model “guesses” random labels: there is a leak, and no figure can be trusted.",
        ],
        [
            "Without time on the site, ROC-AUC",
            "0.700",
            "0.900",
            "warning",
            "Much rests on these features: check that the label was not computed from them.",
        ],
    ]


def test_an_unheard_of_check_is_shown_by_its_key():
    odd = Sentinel(key="moon_phase", verdict="warn", figure=1296.0, reference=1000.0)
    assert leak_checks.sentinel_row(odd, book("en")) == [
        "moon_phase",
        "1,296",
        "1,000",
        "warning",
        "to be kept in mind",
    ]


def test_three_examples_span_the_risk_and_nobody_stands_twice():
    chosen = explanation.three_customers(english())
    risks = [customer.risk for customer in chosen]
    everyone = [customer.risk for customer in make_results().customers]
    assert (risks[0], risks[-1]) == (max(everyone), min(everyone))
    assert abs(risks[1] - 0.46) == min(abs(risk - 0.46) for risk in everyone)
    assert len({customer.customer_id for customer in chosen}) == 3


def test_a_published_figure_is_placed_among_splits_that_part_twins_as_it_did():
    figure = make_results().published[0]
    assert published_results.figure_row(figure, english()) == [
        "Logistic regression",
        "ROC-AUC",
        "0.910",
        "0.900–0.918",
        "8\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}20",
    ]


def test_an_invented_store_is_not_compared_with_published_figures():
    invented = english(make_results(data=make_data(demonstration=True)))
    assert "published" in caption_of(published_results.chart(english()))
    assert "published" not in caption_of(published_results.chart(invented))
    assert str(published_results.figures_table(invented)) == (
        "There are no published figures for this data."
    )


def test_a_segment_too_small_for_shares_shows_its_count_only():
    small = make_results().segments["no_consent_at_risk"]
    row = segments.size_row(small, english())
    assert row[1:] == ["12", "–", "–", "–", "–", "–"]


def test_a_losing_difference_names_the_rivals_it_holds_for():
    assert caption_of(candidates.paired_chart(english())).endswith(
        "Significantly worse in log loss: “logistic regression” and “decision tree”"
    )


def test_settings_are_listed_as_a_settings_file_writes_them():
    rows = dict(model_card.flat(make_results().settings, book("en")))
    assert rows["model.threshold_policy"] == "best_f1"
    assert rows["economics.acceptance_low"] == "0.1"
    assert rows["seed"] == "42"


def test_only_a_large_store_is_told_that_some_candidates_learn_from_a_sample():
    usual, large = make_data(), make_data(customers_labelled=20_000)
    assert search.learned_from(english(make_results(data=usual))) == ""
    assert search.learned_from(english(make_results(data=large))) == (
        "The support vector machine and k-nearest neighbours compare customers in pairs; in a "
        "store of this size they therefore learn from a random sample of at most 4,000 "
        "customers, in which both labels keep their shares. The other candidates learn from "
        "everybody, and every candidate is judged on all customers."
    )


def test_a_candidate_of_the_search_is_one_row_of_the_settings():
    rows = dict(model_card.flat(make_results().settings, book("en")))
    assert rows["model.search.knn"] == (
        "scaler = standard, minmax, robust; keep = 60, 45, 100; engineered = no; "
        "parameters.n_neighbors = 25, 15, 40; parameters.weights = distance"
    )
