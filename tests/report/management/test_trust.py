"""Page 8: how far to trust this."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.estimate import Estimate
from analysis.model.facts import Sentinel
from analysis.settings import read_settings
from report.management import trust
from report.text.names import names
from tests.report.facts_factory import make_data, make_model, make_plan, make_results
from tests.report.reading import book, clashes, labels, pictured, read, said, view


def with_model(language="en", **changes):
    return view(language, make_results(model=make_model(**changes)))


def test_the_heading_claims_no_more_than_the_checks_allow():
    failed = (Sentinel(key="shuffled_labels", verdict="fail", figure=0.7, reference=0.5),)
    assert trust.heading(view()) == (
        "Of a hundred pairs of customers the model tells 91 apart, honestly tested"
    )
    assert trust.heading(with_model(sentinels=failed)) == (
        "Of a hundred pairs of customers the model tells 91 apart, but not every check is passed"
    )
    assert trust.heading(with_model(beats_chance=False)) == (
        "This month’s model is not to be trusted: it does no better than guessing"
    )


@pytest.mark.parametrize(
    ("language", "heading", "to_do"),
    [
        (
            "en",
            "Of a hundred pairs of customers the model tells 91 apart: too good to be believed "
            "unchecked",
            "What to do: before sending anything, ask those who make the export how the label is "
            "computed, and from what.",
        ),
        (
            "ru",
            "Из ста пар клиентов модель различает 91: слишком хорошо, чтобы верить без проверки",
            "Что делать: прежде чем рассылать, спросить у тех, кто готовит выгрузку, как и по "
            "каким данным посчитана метка.",
        ),
    ],
)
def test_a_score_too_good_to_be_true_is_no_proof_of_honesty(language, heading, to_do):
    checks = (
        Sentinel(key="id_signal", verdict="warn", figure=0.99, reference=0.5),
        Sentinel(key="row_order", verdict="warn", figure=0.99, reference=0.5),
        Sentinel(key="twins_across_folds", verdict="warn", figure=0.99, reference=0.5),
        Sentinel(key="too_good", verdict="warn", figure=0.999, reference=0.95),
    )
    r = with_model(language, sentinels=checks)
    assert trust.heading(r) == heading
    assert read(trust.action(r)).splitlines()[1] == to_do
    shown = read(trust.checks(with_model(sentinels=checks)))
    assert "Too good for such data: look for a leak." in shown


def test_splits_that_agree_are_no_lottery():
    study = make_model().splits[0]
    close = replace(study, twins_kept_together=False, roc_auc=(0.991, 0.999, 1.0))
    assert said(pictured(trust.splits(with_model(splits=(close,), published=()))).caption) == (
        "Single random splits nearly agree: one and the same model scores from 0.99 to 1.00."
    )
    assert "is a lottery" in pictured(trust.splits(view())).caption


def test_the_lead_gives_roc_auc_with_its_interval_and_the_simpler_model():
    assert said(trust.lead(view())).endswith(
        "is 0.91 (95%: 0.89–0.93). The model chosen is “support vector machine”: its risks "
        "match what happened more closely; “k-nearest neighbours” is simpler and tells "
        "customers apart no worse."
    )
    assert trust.lead(with_model(simplest_not_worse="svc")).endswith(
        "The model chosen is “support vector machine”."
    )


def test_no_score_reads_as_perfect_that_is_not():
    nearly = Estimate(value=0.996, low=0.993, high=0.9984)
    model = make_model()
    procedure = replace(model.procedure, roc_auc=nearly)
    best = replace(model.candidates[0], scores=replace(model.candidates[0].scores, roc_auc=nearly))
    study = replace(model.splits[0], twins_kept_together=False, roc_auc=(0.991, 0.998))
    r = with_model(procedure=procedure, candidates=(best,), splits=(study,), published=())
    assert "is 0.996 (95%: 0.993–0.998)" in trust.lead(r)
    assert pictured(trust.candidates(r)).caption.endswith("0.996.")
    assert "from 0.991 to 0.998" in pictured(trust.splits(r)).caption
    pages = [trust.lead(r), pictured(trust.candidates(r)).alt, pictured(trust.splits(r)).alt]
    assert not any("1.00" in page for page in pages)


def test_the_reliability_caption_holds_the_model_to_its_word():
    assert said(pictured(trust.reliability(view())).caption) == (
        "Where the model says 95%, activity drops for 95% of customers (95% interval 87–100%)."
    )


def test_every_candidate_stands_in_the_chart_with_its_figure():
    found = labels(trust.candidates(view()).figure)
    assert "support vector\nmachine" in found or "support vector machine" in found
    assert {"0.912", "0.907", "0.901", "0.871", "0.500"} <= set(found)


def test_published_figures_are_marked_and_only_then_mentioned():
    assert "Diamonds" in pictured(trust.splits(view())).caption
    assert {"0.91", "0.92"} <= set(labels(pictured(trust.splits(view())).figure))
    assert "Diamonds" not in pictured(trust.splits(with_model(published=()))).caption
    invented = view("en", make_results(data=make_data(demonstration=True)))
    assert "Diamonds" not in pictured(trust.splits(invented)).caption
    assert "0.92" not in labels(pictured(trust.splits(invented)).figure)
    assert trust.splits(with_model(splits=())) == "Single splits were not run this month."


def test_the_gravest_check_comes_first():
    text = read(trust.checks(view()))
    assert text.index("warning") < text.index("passed |")
    assert "1 of 2 passed" in text
    assert trust.checks(with_model(sentinels=())) == "No check for leakage was run this month."


def test_the_unit_is_a_limit_only_while_it_is_unknown():
    assert "the report writes “units”" in read(trust.limits(view()))
    settings = read_settings()
    named = settings.model_copy(
        update={"store": settings.store.model_copy(update={"profit_unit_en": "€"})}
    )
    assert "name the unit" not in read(trust.limits(view("en", make_results(settings=named))))


def test_assumed_acceptance_is_said_to_be_assumed():
    assert "Acceptance (10%, 20% and 30%" in read(trust.limits(view()))


def test_a_single_candidate_is_no_obstacle():
    only = (replace(make_model().candidates[0]),)
    assert trust.candidates(with_model(candidates=only)).alt.startswith("Dots with intervals")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_names_of_models_stand_on_one_line_each_and_never_over_each_other(language):
    (one, *_) = make_model().candidates
    every = tuple(replace(one, key=key) for key in names()["model"])
    figure = trust.candidates(with_model(language, candidates=every)).figure
    assert clashes(figure) == []
    assert {
        book(language).name(
            "model",
            key,
        )
        for key in names()["model"]
    } <= set(labels(figure))


def test_a_check_is_named_without_its_measure():
    text = read(trust.checks(view()))
    assert "Labels shuffled |" in text
    assert "ROC-AUC" not in text


def test_the_page_says_what_to_do():
    assert (
        read(trust.action(view()))
        .splitlines()[1]
        .startswith(
            "What to do: send nothing to the control group: 52 customers, drawn at random from "
            "402 of the plan, marked in the list. The most important are no part of the "
            "comparison: somebody talks to them in person. After 3 months compare how many in "
            "the group and among the rest dropped: if acceptance is as assumed, the difference "
            "shows with a probability of 80%. The test costs 27.1 units of gain."
        )
    )
    trial = view("en", make_results(plan=make_plan(contacts=20, control=None)))
    assert (
        read(trust.action(trial))
        .splitlines()[1]
        .startswith("What to do: treat the plan as a trial. 20 contacts: too few to tell")
    )
    nothing = view("en", make_results(plan=make_plan(contacts=0, decisions=())))
    assert read(trust.action(nothing)).splitlines()[1] == (
        "What to do: send nothing on the strength of this report."
    )
