"""The draws behind the rank ranges: the same for one seed, around the chosen weights, and refused for bad ones."""

import numpy as np
import pytest

from queries.draws import CONCENTRATION, DRAWS, NORMALISATIONS, draw

WEIGHTS = (20, 20, 20, 20, 20)


def test_one_seed_gives_one_set_of_draws_for_ever():
    """A link printed in a report has to show the same ranges years later: these numbers may never change."""
    first = draw(2022, (50, 30, 20), 2, draws=2)
    assert np.round(first.weights, 6).tolist() == [[0.535628, 0.319498, 0.144874], [0.384455, 0.458432, 0.157113]]
    assert first.normalisations.tolist() == [1, 1]
    assert first.fillings.tolist() == [False, False]
    assert np.round(first.positions, 6).tolist() == [[0.32202, 0.89136], [0.946114, 0.722539]]


def test_another_seed_gives_other_draws():
    """Otherwise the seed in the link would be an ornament."""
    assert not np.array_equal(draw(1, WEIGHTS, 10).weights, draw(2, WEIGHTS, 10).weights)


def test_shapes_and_ranges():
    """A weight below 0 or a position outside the range of the others would make ranks nobody could explain."""
    drawn = draw(1, WEIGHTS, 10)
    assert drawn.weights.shape == (DRAWS, 5)
    assert drawn.positions.shape == (DRAWS, 10)
    assert drawn.weights.min() >= 0
    assert np.allclose(drawn.weights.sum(axis=1), 1)
    assert (drawn.positions.min() >= 0, drawn.positions.max() < 1) == (True, True)
    assert set(drawn.normalisations.tolist()) == set(range(len(NORMALISATIONS)))


def test_drawn_weights_spread_as_the_method_says():
    """The screen says: a weight of 20 % lies between 12 and 30 % in nine draws of ten."""
    assert CONCENTRATION == 50
    weights = draw(1, WEIGHTS, 10, draws=100_000).weights
    assert np.round(np.quantile(weights[:, 0], [0.05, 0.95]), 2).tolist() == [0.12, 0.3]
    assert round(float(weights.mean()), 3) == 0.2


def test_choices_are_as_likely_as_said():
    """Each of the three normalisations a third, filling as likely as leaving out."""
    drawn = draw(1, WEIGHTS, 10, draws=30_000)
    assert np.all(np.abs(np.bincount(drawn.normalisations) / 30_000 - 1 / 3) < 0.02)
    assert abs(drawn.fillings.mean() - 0.5) < 0.02


def test_only_the_proportion_of_weights_counts_and_0_stays_0():
    """Percentages and shares mean the same; who switches a part off does not find it drawn in again."""
    assert np.array_equal(draw(1, (50, 50, 0), 10).weights, draw(1, (0.5, 0.5, 0), 10).weights)
    assert draw(1, (50, 50, 0), 10).weights[:, 2].max() == 0


@pytest.mark.parametrize("weights", [(), (0, 0), (1, -1), (1, float("nan")), (1, float("inf"))])
def test_weights_that_are_none_are_refused(weights):
    """A silent NaN would rank everybody first."""
    with pytest.raises(ValueError, match="0 or more"):
        draw(1, weights, 10)


def test_parameters_are_flat_lists():
    """The engine takes values in lists, draw after draw."""
    drawn = draw(1, (60, 40), 3, draws=2)
    given = drawn.parameters()
    assert given["drawn_weights"] == [*drawn.weights[0], *drawn.weights[1]]
    assert given["drawn_positions"] == [*drawn.positions[0], *drawn.positions[1]]
    assert [NORMALISATIONS.index(name) for name in given["drawn_normalisations"]] == drawn.normalisations.tolist()
    assert given["drawn_fillings"] == drawn.fillings.tolist()
