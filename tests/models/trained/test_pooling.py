"""Attention around anchors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from thinc.api import Model, fix_random_seed

from gongkai.models.trained.operations import Floats
from gongkai.models.trained.pooling import REACH, Places, build_pooling

PLACES = Places(*(np.array(each) for each in ([2, 9], [3, 9], [0, 6], [6, 12])))


@pytest.fixture(autouse=True)
def _seed() -> None:
    fix_random_seed(0)


def vectors(count: int = 12, width: int = 5) -> Floats:
    return np.random.default_rng(0).normal(size=(count, width)).astype(np.float32)


def set_numbers(layer: Model[Any, Any], name: str, numbers: Any) -> None:  # noqa: ANN401
    layer.set_param(name, numbers)  # thinc has types of its own for arrays


def test_each_head_sums_up_characters_of_the_piece_alone() -> None:
    layer = build_pooling(5, 3)
    layer.initialize()
    inside = vectors()
    outside = inside.copy()
    outside[6:] += 5
    first, other = layer.predict((inside, PLACES)), layer.predict((outside, PLACES))
    assert first.shape == (2, 15)
    assert np.array_equal(first[0], other[0])
    assert not np.allclose(first[1], other[1])


def test_untrained_distances_weigh_by_the_words_alone_and_weights_sum_to_one() -> None:
    layer = build_pooling(5, 1)
    layer.initialize()
    set_numbers(layer, "keys", np.zeros((1, 5), np.float32))
    same = np.ones((12, 5), np.float32)
    assert layer.predict((same, PLACES)) == pytest.approx(np.ones((2, 5)))


def test_what_is_farther_than_the_reach_is_not_seen() -> None:
    layer = build_pooling(5, 2)
    layer.initialize()
    count = 3 * REACH
    places = Places(*(np.array([each]) for each in (REACH, REACH, 0, count)))
    near, far = vectors(count), vectors(count)
    far[2 * REACH + 1 :] = 7
    assert np.array_equal(layer.predict((near, places)), layer.predict((far, places)))


def test_the_gradient_is_that_of_finite_differences() -> None:
    layer = build_pooling(5, 3)
    layer.initialize()
    generator = np.random.default_rng(1)
    distances = generator.normal(size=(2 * REACH + 1, 3)).astype(np.float32)
    set_numbers(layer, "distances", distances)
    inputs = vectors()
    pooled, backprop = layer((inputs, PLACES), is_train=True)
    wanted = generator.normal(size=pooled.shape).astype(np.float32)
    gradient = backprop(wanted)

    def loss() -> float:
        return float((layer.predict((inputs, PLACES)).astype(float) * wanted).sum())

    def slope(array: Floats, place: tuple[int, int]) -> float:
        kept, losses = array[place], []
        for step in (1e-2, -1e-2):
            array[place] = kept + step
            losses.append(loss())
        array[place] = kept
        return (losses[0] - losses[1]) / 2e-2

    for place in ((0, 0), (2, 3), (5, 1), (7, 4), (9, 2)):
        assert gradient[place] == pytest.approx(slope(inputs, place), abs=2e-3)
    for name in ("keys", "distances"):
        parameter: Any = layer.get_param(name)
        by_layer: Any = layer.get_grad(name)
        for place in ((0, 0), (2, 2), (1, 1)) if name == "keys" else ((REACH, 0), (REACH - 2, 2)):
            assert by_layer[place] == pytest.approx(slope(parameter, place), abs=2e-3)
