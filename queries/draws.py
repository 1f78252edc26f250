"""Draws what an index may reasonably be made with: weights, normalisation, and what missing values might be.

A seed gives the same draws for ever: NumPy's PCG64 is promised to stay as it is, and the seed stands in the link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

DRAWS = 1_000

# How closely drawn weights keep to the chosen ones: with 50 a weight of 20 % lies between 12 and 30 % in nine
# draws of ten.
CONCENTRATION = 50

NORMALISATIONS = ("goalposts", "rank", "z")


@dataclass(frozen=True)
class Draws:
    """The choices of each draw, one row per draw."""

    weights: np.ndarray
    """Shape (draws, items), each row adding to 1."""
    normalisations: np.ndarray
    """Shape (draws,): a number of NORMALISATIONS."""
    fillings: np.ndarray
    """Shape (draws,): whether missing values are filled from the range of the others, or left out."""
    positions: np.ndarray
    """Shape (draws, places): where in that range a place's missing values lie, from 0 to 1."""

    def parameters(self) -> dict[str, list[Any]]:
        """Return the draws as the list parameters of the query rank_ranges."""
        return {
            "drawn_weights": self.weights.ravel().tolist(),
            "drawn_normalisations": [NORMALISATIONS[number] for number in self.normalisations.tolist()],
            "drawn_fillings": self.fillings.tolist(),
            "drawn_positions": self.positions.ravel().tolist(),
        }


def draw(seed: int, weights: Sequence[float], places: int, draws: int = DRAWS) -> Draws:
    """Return `draws` draws around `weights` (0 or more, not all 0) for an index of `places` places.

    Weights follow a Dirichlet distribution around the chosen ones; a weight of 0 stays 0. Each normalisation is
    as likely as the others, and filling as likely as leaving out.
    """
    chosen = np.asarray(weights, dtype=float)
    if chosen.ndim != 1 or not chosen.size or not np.all(chosen >= 0) or not 0 < chosen.sum() < np.inf:
        raise ValueError(f"Weights are numbers of 0 or more, not all 0; given were {list(weights)}.")
    random = np.random.Generator(np.random.PCG64(seed))
    # The Dirichlet distribution as gamma variables that share their sum, because this way weights of 0 are allowed.
    parts = random.standard_gamma(CONCENTRATION * chosen / chosen.sum(), (draws, chosen.size))
    return Draws(
        parts / parts.sum(axis=1, keepdims=True),
        random.integers(len(NORMALISATIONS), size=draws),
        random.integers(2, size=draws) == 1,
        random.random((draws, places)),
    )
