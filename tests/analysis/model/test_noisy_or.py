import re

import numpy as np
import pytest
from scipy.optimize import check_grad
from scipy.special import expit

from analysis.model.folds import make_folds
from analysis.model.noisy_or import Causes, learn_causes, noisy_or, penalised_loss
from analysis.model.search import Learning
from analysis.model.sheet import make_sheet
from tests.analysis.random_store import draw_store


@pytest.fixture(scope="module")
def drawn():
    """Scores of a visible cause, columns of a hidden one, and who dropped of either."""
    rng = np.random.default_rng(0)
    scores, columns = rng.normal(0, 3, 3000), rng.normal(size=(3000, 4))
    visible, hidden = expit(scores - 2), expit(1.5 * columns[:, 0] - 2)
    true = 1 - (1 - visible) * (1 - hidden)
    return scores, columns, (rng.random(3000) < true).astype(float), true


def test_either_cause_is_enough_for_a_drop():
    causes = Causes(slope=1.0, intercept=0.0, weights=np.array([1.0]), constant=0.0)
    risk = causes.risk(np.array([0.0, 0.0, 9.0]), np.array([[0.0], [9.0], [-9.0]]))
    assert risk[0] == pytest.approx(0.75)
    assert (risk[1:] > 0.99).all()


def test_both_causes_are_found_in_the_customers(drawn):
    scores, columns, dropped, true = drawn
    causes = learn_causes(scores, columns, dropped)
    assert abs(causes.weights[0]) > 4 * np.abs(causes.weights[1:]).max()
    assert np.abs(causes.risk(scores, columns) - true).mean() < 0.04


def test_the_gradient_is_that_of_the_loss(drawn):
    scores, columns, dropped, _ = drawn
    at = np.array([1.2, -0.5, 0.3, -0.2, 0.1, 0.4, -1.0])

    def part(number):
        return lambda at: penalised_loss(at, scores, columns, dropped)[number]

    error = check_grad(part(0), part(1), at)
    assert error < 1e-6


def test_the_blend_scores_customers_by_both_causes():
    sheet = make_sheet(draw_store(300))
    known = sheet.labelled
    learning = Learning(
        sheet=sheet,
        customers=known,
        folds=make_folds(sheet.dropped[known], sheet.groups[known], folds=3, seed=0),
        seed=0,
        pairwise=1000,
    )

    class Member:
        def risk(self, matrix):
            return expit(9 - matrix[:, sheet.names.index("pages_per_visit")])

    member = Member()
    blended = noisy_or({"pages": member}, [member.risk(sheet.matrix)], learning)
    assert blended.parameters.startswith("members=pages, slope=")
    # Both documents print them: pairs of a name and a value are no language.
    assert re.fullmatch(r"\w+=[^ ,]+(, \w+=[^ ,]+)*", blended.parameters)
    risk = blended.model.risk(sheet.matrix)
    assert np.corrcoef(risk, member.risk(sheet.matrix))[0, 1] > 0.8
    assert np.corrcoef(risk, blended.inner_risk)[0, 1] > 0.95
