"""Lafon's specificity: how improbable a frequency is, had the words been dealt out at random.

The answer that French textometry (TXM, Lexico, IRaMuTeQ) gives to the question that G2 answers
elsewhere. It is exact where frequencies are small and G2 is not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

Floats = NDArray[np.float64]
_NEGLIGIBLE = 1e-17  # of the sum so far: below the precision of a float


def specificity(a: ArrayLike, b: ArrayLike, n_a: float, n_b: float) -> Floats:
    """Signed order of magnitude of the hypergeometric probability of frequencies in a part.

    Parameters
    ----------
    a, b : array of int
        Frequencies of the terms in the part and in the rest.
    n_a, n_b : float
        Running words of the part and of the rest.

    Returns
    -------
    array of float
        3 means a probability of one in a thousand of a frequency so high or higher in the part, -3
        of one so low or lower. Between -2 and 2 a term is usually called banal. 0 with an empty
        side.

    Notes
    -----
    With T = n_a + n_b words of which t = n_a are in the part, and a term of frequency F = a + b,
    the frequency f = a in the part follows, were the words dealt out at random::

        P(X = k) = C(F, k) C(T - F, t - k) / C(T, t)

    The score is -log10 P(X >= f) where f is at least the expected F t / T, else log10 P(X <= f)
    [1]_; this is how TXM's R package textometry decides between the two [2]_. Probabilities too
    small for a float are summed as logarithms, so that no score is infinite.

    References
    ----------
    .. [1] Lafon, P. (1980). Sur la variabilité de la fréquence des formes dans un corpus. Mots 1,
       127-165.
    .. [2] Heiden, S., Magué, J.-P. and Pincemin, B. (2010). TXM. JADT 2010; R package textometry,
       `specificities`.

    Examples
    --------
    Lafon's form *peuple* in a speech of Robespierre: 14 times in 6,903 words, 296 in all 61,449:

    >>> specificity([14], [296 - 14], 6903, 61449 - 6903).round(2)
    array([-4.17])
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    total, part = float(n_a + n_b), float(n_a)
    if n_a <= 0 or n_b <= 0:
        return np.zeros_like(a)
    frequency = np.minimum(a + b, total)
    # Joined terms are fewer than words, so a part never holds more terms than words; a reference
    # list may claim so, and is then taken at the largest frequency that is possible.
    low, high = np.maximum(0.0, part - (total - frequency)), np.minimum(frequency, part)
    there = np.clip(a, low, high)
    more = there >= frequency * part / total
    tail = _log_probability(there, frequency, part, total)
    tail[more] += _log_tail(there[more], frequency[more], part, total, +1)
    tail[~more] += _log_tail(there[~more], frequency[~more], part, total, -1)
    size = np.maximum(-tail / np.log(10), 0.0)
    return np.asarray(np.where(more, size, -size) + 0.0)


def _log_probability(k: Floats, frequency: Floats, part: float, total: float) -> Floats:
    def log_choose(n: ArrayLike, r: ArrayLike) -> Floats:
        n, r = np.asarray(n, dtype=float), np.asarray(r, dtype=float)
        return np.asarray(gammaln(n + 1) - gammaln(r + 1) - gammaln(n - r + 1))

    return (
        log_choose(frequency, k) + log_choose(total - frequency, part - k) - log_choose(total, part)
    )


def _log_tail(k: Floats, frequency: Floats, part: float, total: float, step: int) -> Floats:
    """Logarithm of the tail from k on, upwards or downwards, divided by the probability of k."""
    k = k.copy()
    ratio, tail = np.ones_like(k), np.ones_like(k)
    while True:
        if step > 0:
            ratio *= (frequency - k) * (part - k) / ((k + 1) * (total - frequency - part + k + 1))
        else:
            ratio *= k * (total - frequency - part + k) / ((frequency - k + 1) * (part - k + 1))
        if not (ratio > tail * _NEGLIGIBLE).any():
            return np.log(tail)
        tail += ratio
        k += step
