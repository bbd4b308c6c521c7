"""Keyness: which terms one part of a corpus uses more, or less, than the rest.

Three answers to three questions. *How sure is it that there is a difference?* the log-likelihood
G2. *How large is it?* the log ratio. *Which terms tell the parts apart, frequent and rare ones on
one scale?* the z-score of the log-odds. Every function takes frequencies (arrays, one value a
term) and the running words of both sides, and gives a finite value whatever they are; with an
empty side there is nothing to compare and the value is 0.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc

Floats = NDArray[np.float64]


def log_likelihood(a: ArrayLike, b: ArrayLike, n_a: float, n_b: float) -> Floats:
    """Signed log-likelihood ratio G2 of frequencies in a part and in the rest.

    Parameters
    ----------
    a, b : array of int
        Frequencies of the terms in the part and in the rest.
    n_a, n_b : float
        Running words of the part and of the rest.

    Returns
    -------
    array of float
        Positive where the part uses the term relatively more, negative where less. Beyond 3.84,
        6.63, 10.83 in size the difference is significant at 5, 1, 0.1 % for one term chosen in
        advance, and if words were independent, which they are not: use it to rank.

    Notes
    -----
    G2 = 2 sum O ln(O / E) over the four cells of the table (term, other words) x (part, rest);
    O is what is observed, E = row total x column total / grand total, and 0 ln 0 = 0 [1]_.
    Rayson and Garside [2]_ leave out the two cells of the other words, which changes little as
    long as the term is rare.

    References
    ----------
    .. [1] Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence.
       Computational Linguistics 19(1), 61-74.
    .. [2] Rayson, P. and Garside, R. (2000). Comparing corpora using frequency profiling.

    Examples
    --------
    A word found 52 times in 50,000 words and 57 times in 75,000:

    >>> log_likelihood([52], [57], 50_000, 75_000).round(2)
    array([2.65])
    """
    a, b = _both(a, b)
    if n_a <= 0 or n_b <= 0:
        return np.zeros_like(a)
    total, words = a + b, n_a + n_b
    part = _surprise(a, total * n_a / words) + _surprise(n_a - a, (words - total) * n_a / words)
    rest = _surprise(b, total * n_b / words) + _surprise(n_b - b, (words - total) * n_b / words)
    # Rounding can leave a hair below zero where both sides agree.
    return np.sign(a * n_b - b * n_a) * np.maximum(2 * (part + rest), 0.0)


def log_ratio(
    a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike, *, smoothing: float = 1.0
) -> Floats:
    """Binary logarithm of the ratio of relative frequencies: how many times as frequent.

    Parameters
    ----------
    a, b : array of int
        Frequencies in the part and in the rest.
    n_a, n_b : float or array
        Running words of the part and of the rest.
    smoothing : float
        The occurrences dealt to both sides together, by their size, for a term that one of them
        lacks; above 0 and at most 1.

    Returns
    -------
    array of float
        1 means twice as frequent in the part, -2 a quarter as frequent.

    Notes
    -----
    log2((a / n_a) / (b / n_b)) [1]_. A frequency of 0 is taken as the side's share of one
    occurrence, n_a / (n_a + n_b): 0.5, as Hardie has it, where both are of one length. A fixed 0.5
    would make the absence of a term from a short side look like frequent use; so it is always
    below what one occurrence on the other side is worth, and the sign is that of G2. A frequency
    above 0 is left as it is; a term absent from both sides has 0.

    References
    ----------
    .. [1] Hardie, A. (2014). Log Ratio: an informal introduction. CASS, Lancaster University.

    Examples
    --------
    >>> log_ratio([8, 3], [2, 0], 1000, 1000).round(3)
    array([2.   , 2.585])
    """
    a, b = _both(a, b)
    n_a, n_b = np.asarray(n_a, dtype=float), np.asarray(n_b, dtype=float)
    nothing = ((a == 0) & (b == 0)) | (n_a <= 0) | (n_b <= 0)
    absent = smoothing / np.maximum(n_a + n_b, 1.0)
    left = np.where(a == 0, absent, a / np.maximum(n_a, 1.0))
    right = np.where(b == 0, absent, b / np.maximum(n_b, 1.0))
    return np.asarray(np.where(nothing, 0.0, np.log2(left / right)))


def log_odds_z(
    a: ArrayLike,
    b: ArrayLike,
    n_a: float,
    n_b: float,
    prior: ArrayLike | None = None,
    prior_words: float | None = None,
) -> Floats:
    """z-score of the log-odds ratio with an informative Dirichlet prior.

    Parameters
    ----------
    a, b : array of int
        Frequencies in the part and in the rest.
    n_a, n_b : float
        Running words of the part and of the rest.
    prior : array of float, optional
        Frequency of each term in the background; by default that in the whole corpus, a + b.
    prior_words : float, optional
        The prior's strength: as many words of evidence as it is worth. By default n_a + n_b, as
        much as the corpus itself: cautious, every difference is about halved. Fewer let rare
        terms stand out more; with next to none a term that one side lacks has a z near 0, for
        nothing is then known of its rate there. Without `prior`, the frequencies of the whole
        corpus are brought to this size.

    Returns
    -------
    array of float
        Positive where the part favours the term; beyond 1.96 in size at the usual 5 %.

    Notes
    -----
    With alpha = prior and alpha_0 = prior_words::

        delta = ln((a + alpha) / (n_a + alpha_0 - a - alpha))
              - ln((b + alpha) / (n_b + alpha_0 - b - alpha))
        z = delta / sqrt(1 / (a + alpha) + 1 / (b + alpha))

    The prior pulls the terms of which there is little evidence towards no difference [1]_.
    Where all the words of a side are the term, or none are and the prior is empty, 0.5 stands for
    the empty cell.

    References
    ----------
    .. [1] Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin' words. Political
       Analysis 16(4), 372-403, equations 15, 16 and 22.

    Examples
    --------
    >>> log_odds_z([30], [10], 1000, 1000).round(2)
    array([1.85])
    """
    a, b = _both(a, b)
    if n_a <= 0 or n_b <= 0:
        return np.zeros_like(a)
    background = a + b if prior is None else np.asarray(prior, dtype=float)
    size = n_a + n_b
    alpha_0 = size if prior_words is None else prior_words
    alpha = background * (alpha_0 / size) if prior is None else background
    with_a, with_b = _filled(a + alpha), _filled(b + alpha)
    without_a, without_b = _filled(n_a + alpha_0 - a - alpha), _filled(n_b + alpha_0 - b - alpha)
    delta = np.log(with_a / without_a) - np.log(with_b / without_b)
    return np.asarray(delta / np.sqrt(1 / with_a + 1 / with_b))


def g2_probability(g2: ArrayLike) -> Floats:
    """Probability of a log-likelihood as large or larger, on one degree of freedom.

    Notes
    -----
    G2 follows chi-squared where both sides draw their words independently from one distribution.
    Words come in bundles, so it is too small for most terms: keyness on paragraphs, which asks in
    how many of them a term stands, is the check.

    Examples
    --------
    >>> g2_probability([3.841459, -10.827566]).round(4)
    array([0.05 , 0.001])
    """
    return np.asarray(chdtrc(1.0, np.abs(np.asarray(g2, dtype=float))))


def holm(p: ArrayLike) -> Floats:
    """Adjust probabilities so that no more than a share alpha of families has a false discovery.

    Notes
    -----
    The i-th smallest of m becomes the largest of (m - j + 1) p_j over j <= i, at most 1. (Holm, S.
    (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of
    Statistics 6(2), 65-70.)

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(4)
    array([0.03, 0.06, 0.06])
    """
    values = np.asarray(p, dtype=float)
    order = np.argsort(values, kind="stable")
    steps = np.maximum.accumulate(values[order] * np.arange(len(values), 0, -1))
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(steps, 1.0)
    return adjusted


def false_discovery_rate(p: ArrayLike) -> Floats:
    """Adjust probabilities so that a share q of what is below q is false, on average.

    Notes
    -----
    The i-th smallest of m becomes the smallest of m p_j / j over j >= i, at most 1. (Benjamini, Y.
    and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal Statistical
    Society B 57(1), 289-300.)

    Examples
    --------
    >>> false_discovery_rate([0.01, 0.04, 0.03]).round(4)
    array([0.03, 0.04, 0.04])
    """
    values = np.asarray(p, dtype=float)
    order = np.argsort(values, kind="stable")
    steps = values[order] * len(values) / np.arange(1, len(values) + 1)
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    return adjusted


def _both(a: ArrayLike, b: ArrayLike) -> tuple[Floats, Floats]:
    return np.asarray(a, dtype=float), np.asarray(b, dtype=float)


def _filled(cells: Floats) -> Floats:
    return np.where(cells > 0, cells, 0.5)


def _surprise(observed: Floats, expected: Floats) -> Floats:
    """O ln(O / E), and 0 where nothing is observed (joined terms can outnumber other words)."""
    safe = np.where(observed > 0, observed, 1.0)
    return np.where(observed > 0, safe * np.log(safe / np.maximum(expected, 1e-12)), 0.0)
