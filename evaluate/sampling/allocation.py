"""How many claims of each stratum are drawn.

Small strata are pooled until all that remain can have the minimum. Then the numbers are as near
to proportional to the sizes as the minimum allows: proportional allocation makes the figure for
the whole as exact as a simple random sample does or better, the minimum gives every stratum a
figure of its own [1]_.

References
----------
.. [1] W. G. Cochran, Sampling Techniques, 3rd edition, 1977, sections 5.5 to 5.10.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from gongkai.evaluate.sampling.strata import CellKey, Dimension

#: The share of a sample that minimums may take; the rest follows the sizes.
_FOR_MINIMUMS: Final = 0.5
_HALVINGS: Final = 100


def pool_cells(
    populations: Mapping[CellKey, int],
    dimensions: tuple[Dimension, ...],
    size: int,
    minimum: int,
) -> list[tuple[CellKey, ...]]:
    """Put cells into strata.

    The largest cells are strata of their own. The others are pooled: those of one band of
    confidence together, if the strata are by confidence and there is room for that.

    Parameters
    ----------
    populations
        The number of claims of each cell.
    dimensions
        What the keys of the cells stand for.
    size
        How many claims are drawn.
    minimum
        How many of each stratum at least.

    Returns
    -------
    list of tuple
        The cells of each stratum, the largest first, pooled ones last.
    """
    most = max(1, int(size * _FOR_MINIMUMS) // minimum)
    cells = sorted(populations, key=lambda cell: (-populations[cell], cell))
    if len(cells) <= most or sum(populations.values()) <= size:
        return [(cell,) for cell in cells]
    place = dimensions.index(Dimension.CONFIDENCE) if Dimension.CONFIDENCE in dimensions else None
    bands = ["" if place is None else cell[place] for cell in cells]
    own = most
    while own and own + len(set(bands[own:])) > most:
        own -= 1
    pools: dict[str, list[CellKey]] = {}
    together = own + len(set(bands[own:])) > most
    for cell, band in zip(cells[own:], bands[own:], strict=True):
        pools.setdefault("" if together else band, []).append(cell)
    return [*((cell,) for cell in cells[:own]), *(tuple(pools[band]) for band in sorted(pools))]


def allocate(
    populations: Sequence[int], size: int, minimum: int, most_of_each: int | None = None
) -> list[int]:
    """Return how many are drawn of each stratum.

    Parameters
    ----------
    populations
        The size of each stratum.
    size
        How many are drawn in all; fewer if there are fewer, or if the limits leave no more.
    minimum
        How many of each stratum at least, if it has so many.
    most_of_each
        How many of each stratum at most.
    """
    most = max(populations, default=0) if most_of_each is None else most_of_each
    highest = [min(population, most) for population in populations]
    lowest = [min(limit, minimum) for limit in highest]
    if sum(lowest) >= size:
        return _rounded([limit * size / sum(lowest) for limit in lowest], highest, size)
    size = min(size, sum(highest))

    def drawn(rate: float) -> list[float]:
        return [
            min(high, max(low, rate * population))
            for low, high, population in zip(lowest, highest, populations, strict=True)
        ]

    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(drawn(middle)) < size else (low, middle)
    return _rounded(drawn(high), highest, size)


def _rounded(shares: Sequence[float], highest: Sequence[int], size: int) -> list[int]:
    """Round shares to whole numbers with the sum ``size``: the largest remainders go up."""
    slack = 1e-9  # a share that is whole but for the arithmetic
    counts = [int(share + slack) for share in shares]
    remainders = sorted(
        (place for place in range(len(shares)) if counts[place] < highest[place]),
        key=lambda place: (counts[place] - shares[place], place),
    )
    for place in remainders[: size - sum(counts)]:
        counts[place] += 1
    return counts
