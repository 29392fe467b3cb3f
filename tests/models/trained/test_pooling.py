"""Attention around anchors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from thinc.api import Model, fix_random_seed

from gongkai.models.trained import pooling
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


def test_many_anchors_are_looked_at_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    layer = build_pooling(5, 3)
    layer.initialize()
    inputs = vectors()
    places = Places(*(np.arange(6) * by + at for by, at in ((2, 0), (2, 1), (0, 0), (0, 12))))
    at_once = layer.predict((inputs, places))
    counts = []
    windows = pooling._windows

    def counted(places: Places) -> Any:  # noqa: ANN401 - whatever it returns
        counts.append(len(places.first))
        return windows(places)

    monkeypatch.setattr(pooling, "_windows", counted)
    monkeypatch.setattr(pooling, "_MOST_AT_ONCE", 4)
    assert layer.predict((inputs, places)) == pytest.approx(at_once, abs=1e-6)
    assert counts == [4, 2]


def test_no_anchors_have_no_sums_and_what_was_not_trained_has_no_gradient() -> None:
    layer = build_pooling(5, 3)
    layer.initialize()
    nowhere = Places(*(np.zeros(0, np.int64) for _ in range(4)))
    pooled, backprop = layer((vectors(), nowhere), is_train=False)
    assert pooled.shape == (0, 15)
    with pytest.raises(ValueError, match="no gradient"):
        backprop(pooled)
