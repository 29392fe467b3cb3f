"""How exact a stratified sample is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.evaluate.counts import wilson_interval
from gongkai.evaluate.sampling.allocation import allocate
from gongkai.evaluate.sampling.intervals import Part, weighted_precision


@st.composite
def parts(draw: st.DrawFn) -> Part:
    population = draw(st.integers(1, 500))
    checked = draw(st.integers(0, min(population, 40)))
    return Part(population, checked, draw(st.integers(0, checked)))


def test_of_one_large_stratum_it_is_the_interval_of_wilson() -> None:
    from scipy.stats import binomtest  # noqa: PLC0415 - slow to load

    expected = binomtest(47, 50).proportion_ci(method="wilson")
    found = weighted_precision([Part(10**9, 50, 47)])
    assert found is not None
    assert (found[1].low, found[1].high) == pytest.approx((expected.low, expected.high), abs=1e-6)
    assert wilson_interval(0.94, 50).low == pytest.approx(expected.low)


def test_the_figure_is_weighted_by_the_sizes() -> None:
    found = weighted_precision([Part(900, 10, 10), Part(100, 10, 5)])
    assert found is not None
    assert found[0] == pytest.approx(0.95)
    assert found[1].low < 0.95 < found[1].high


def test_of_nothing_checked_nothing_is_said() -> None:
    assert weighted_precision([Part(10, 0, 0)]) is None


def test_parts_without_verdicts_are_left_out() -> None:
    assert weighted_precision([Part(10, 0, 0), Part(50, 5, 4)]) == weighted_precision(
        [Part(50, 5, 4)]
    )


@given(st.lists(parts(), min_size=1, max_size=12))
def test_what_was_checked_whole_is_exact(some: list[Part]) -> None:
    whole = [Part(part.checked, part.checked, part.right) for part in some if part.checked]
    found = weighted_precision(whole)
    if found is None:
        assert whole == []
        return
    right = sum(part.right for part in whole) / sum(part.population for part in whole)
    assert found[0] == pytest.approx(right)
    assert found[1].low == found[1].high == found[0]


@given(st.lists(parts(), min_size=1, max_size=12))
def test_the_interval_holds_the_figure_and_leaves_out_what_cannot_be(some: list[Part]) -> None:
    found = weighted_precision(some)
    known = [part for part in some if part.checked]
    if found is None:
        assert known == []
        return
    precision, interval = found
    population = sum(part.population for part in known)
    right = sum(part.right for part in known)
    wrong = sum(part.checked - part.right for part in known)
    assert 0 <= interval.low <= precision <= interval.high <= 1
    assert interval.low >= right / population - 1e-9
    assert interval.high <= 1 - wrong / population + 1e-9


@given(st.lists(parts(), min_size=1, max_size=12))
def test_all_right_reaches_up_to_one(some: list[Part]) -> None:
    found = weighted_precision([Part(each.population, each.checked, each.checked) for each in some])
    if found is not None:
        assert (found[0], found[1].high) == (1.0, 1.0)


def test_more_verdicts_make_the_interval_narrower() -> None:
    widths = []
    for checked in (10, 40, 160, 999):
        found = weighted_precision([Part(1000, checked, checked), Part(1000, checked, checked)])
        assert found is not None
        widths.append(found[1].high - found[1].low)
    assert widths == sorted(widths, reverse=True)


@pytest.mark.slow
@pytest.mark.parametrize("precision", [0.9, 0.98, 1.0])
@pytest.mark.parametrize("unequal", [False, True])
@pytest.mark.parametrize("place", ["everywhere", "large", "small"])
def test_the_interval_of_two_hundred_of_thirty_strata_holds_the_truth_as_often_as_it_says(
    precision: float, unequal: bool, place: str
) -> None:
    import numpy  # noqa: PLC0415 - slow to load

    generator = numpy.random.default_rng(0)
    populations = [int(20_000 / rank**1.2) if unequal else 2000 for rank in range(1, 31)]
    reach = {"everywhere": range(30), "large": range(3), "small": range(8, 30)}[place]
    share = (1 - precision) * sum(populations) / sum(populations[each] for each in reach)
    wrong = [
        int(size * min(0.6, share)) if each in reach else 0 for each, size in enumerate(populations)
    ]
    truth = 1 - sum(wrong) / sum(populations)
    counts = allocate(populations, 200, 2)
    repetitions, held = 1000, 0
    for _ in range(repetitions):
        found = weighted_precision(
            [
                Part(size, count, int(generator.hypergeometric(size - bad, bad, count)))
                for size, bad, count in zip(populations, wrong, counts, strict=True)
            ]
        )
        assert found is not None
        held += found[1].low - 1e-9 <= truth <= found[1].high + 1e-9
    assert held / repetitions >= 0.92
