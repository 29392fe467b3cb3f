"""Linear models over hashed features: their scores, and what is written of them."""

from __future__ import annotations

import time

import numpy as np
import pytest
import srsly

from gongkai.models.trained.linear import HashedLinear, WeightsError, bucket_of

BITS = 12


def model(weights: dict[str, tuple[float, float]], bits: int = BITS) -> HashedLinear:
    """Make a model of the classes ``no`` and ``yes`` of the weights of features."""
    rows = sorted((bucket_of(feature, bits), values) for feature, values in weights.items())
    return HashedLinear.quantised(
        ["no", "yes"],
        np.array([bucket for bucket, _ in rows], np.uint32),
        np.array([values for _, values in rows]).reshape(-1, 2),
        np.array([0.5, -0.5]),
        bits,
    )


def changed(written: bytes, **fields: object) -> bytes:
    """Return what was written of a model with other fields."""
    read = srsly.msgpack_loads(written)
    assert isinstance(read, dict)
    packed: bytes = srsly.msgpack_dumps({**read, **fields})
    return packed


def test_a_score_is_the_sum_of_weights_and_intercept() -> None:
    scores = model({"培训": (-1.0, 2.0), "公开": (0.0, 1.0)}).scores([["培训", "公开"]])
    assert scores[0] == pytest.approx([-0.5, 2.5], abs=0.02)


def test_a_feature_that_was_never_seen_counts_nothing() -> None:
    scores = model({"培训": (-1.0, 2.0)}).scores([["宣传"], [], ["培训", "宣传"]])
    assert scores[0] == pytest.approx([0.5, -0.5])
    assert scores[1] == pytest.approx([0.5, -0.5])
    assert scores[2] == pytest.approx([-0.5, 1.5], abs=0.02)


def test_a_feature_given_twice_counts_twice() -> None:
    assert model({"培训": (0.0, 2.0)}).scores([["培训"] * 2])[0, 1] == pytest.approx(3.5, abs=0.02)


def test_no_samples_have_no_scores() -> None:
    assert model({"培训": (0.0, 2.0)}).scores([]).shape == (0, 2)


def test_a_model_without_weights_gives_its_intercepts() -> None:
    assert model({}).scores([["培训"]])[0] == pytest.approx([0.5, -0.5])


def test_probabilities_add_up_to_one() -> None:
    probabilities = model({"培训": (-90.0, 90.0)}).probabilities([["培训"], ["宣传"]])
    assert probabilities.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert probabilities[0, 1] > 0.99


def test_what_is_written_is_read_again() -> None:
    first = model({"培训": (-1.0, 2.0), "公开": (0.3, 1.0)})
    second = HashedLinear.from_bytes(first.to_bytes())
    assert second.classes == ("no", "yes")
    assert second.to_bytes() == first.to_bytes()
    samples = [["培训"], ["公开", "宣传"]]
    assert (second.scores(samples) == first.scores(samples)).all()


def test_buckets_do_not_depend_on_the_process() -> None:
    assert bucket_of("培训", 17) == 87_401


@pytest.mark.parametrize(
    "fields",
    [
        {"format": 0},
        {"classes": []},
        {"classes": ["yes", "yes"]},
        {"bits": 40},
        {"bits": None},
        {"bits": float("inf")},
        {"bits": float("nan")},
        {"bits": 10**18},
        {"weights": b"1"},
        {"weights": b""},
        {"scale": b""},
        {"intercept": np.array([np.nan, 0], "<f4").tobytes()},
        {"intercept": np.array([3e38, -3e38], "<f4").tobytes()},
        {"scale": np.array([np.nan, 1], "<f4").tobytes()},
        {"scale": np.array([1, -3e38], "<f4").tobytes()},
        {"buckets": np.array([9, 3], "<u4").tobytes()},
        {"buckets": np.array([3, 1 << BITS], "<u4").tobytes()},
        {"buckets": "text"},
    ],
)
def test_weights_that_do_not_fit_together_are_refused(fields: dict[str, object]) -> None:
    written = model({"培训": (-1.0, 2.0), "公开": (0.3, 1.0)}).to_bytes()
    with pytest.raises(WeightsError):
        HashedLinear.from_bytes(changed(written, **fields))


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x01", b"PK\x03\x04"])
def test_what_are_no_weights_is_refused(data: bytes) -> None:
    with pytest.raises(WeightsError):
        HashedLinear.from_bytes(data)


def test_more_weights_than_a_table_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.models.trained.linear.MOST_CELLS", 3)
    with pytest.raises(WeightsError, match="may have 3 weights, not 4"):
        model({"培训": (-1.0, 2.0), "公开": (0.3, 1.0)})


def test_the_weights_are_in_memory_once() -> None:
    fitted = model({"培训": (-1.0, 2.0), "公开": (0.3, 1.0)})
    assert np.shares_memory(fitted.stored()[1], fitted._table._rows)


def test_more_strings_than_are_remembered_are_scored_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gongkai.models.trained.integer_table._MOST_REMEMBERED", 3)
    scores = model({"培训": (0.0, 2.0)}).scores([["培训"], *([str(n)] for n in range(9)), ["培训"]])
    assert scores[0, 1] == scores[-1, 1] == pytest.approx(1.5, abs=0.02)


def test_a_table_remembers_no_more_strings_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.models.trained.integer_table._MOST_REMEMBERED", 3)
    fitted = model({"培训": (0.0, 2.0)})
    fitted.scores([[str(number)] for number in range(50)])
    assert 1 <= len(fitted._table._remembered) <= 3


def test_sixteen_samples_of_many_features_take_little_time() -> None:
    weights = {f"f{number}": (0.1, float(number % 7)) for number in range(3000)}
    fitted = model(weights, bits=20)
    samples = [[f"f{(number * 31 + each) % 3000}" for each in range(170)] for number in range(16)]
    fitted.scores(samples)
    taken = []
    for _ in range(10):
        before = time.process_time()
        fitted.scores(samples)
        taken.append(time.process_time() - before)
    assert min(taken) < 0.002
