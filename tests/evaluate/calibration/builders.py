"""Judgements for tests."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

from hypothesis import strategies as st

from gongkai.evaluate.calibration import Calibration, calibration_of
from gongkai.evaluate.calibration.judged_sample import JudgedSample, sample_of
from gongkai.evaluate.judgements import Judgement

#: Confidences as records have them, with both ends and many that are the same.
CONFIDENCES = st.one_of(
    st.sampled_from([0.0, 0.5, 0.9, 1.0]),
    st.floats(0, 1).map(lambda confidence: round(confidence, 4)),
)
JUDGEMENTS = st.lists(
    st.builds(Judgement, st.sampled_from(["a.txt", "b.txt", "c.txt"]), CONFIDENCES, st.booleans()),
    min_size=1,
    max_size=40,
)


def judged(pairs: Iterable[tuple[float, bool | int]]) -> list[Judgement]:
    """Return judgements, each in a text of its own."""
    return [
        Judgement(f"{place:05}.txt", confidence, bool(right))
        for place, (confidence, right) in enumerate(pairs)
    ]


def sampled(pairs: Iterable[tuple[float, bool | int]]) -> JudgedSample:
    return sample_of(judged(pairs))


def calibrated(judgements: list[Judgement]) -> Calibration:
    found = calibration_of(judgements)
    assert found is not None
    return found


def simulated(
    seed: int, size: int, probability: Callable[[float], float], texts: int = 100
) -> list[Judgement]:
    """Return judgements that are right with a probability that follows from the confidence."""
    generator = random.Random(seed)  # noqa: S311 - nothing is secret
    judgements = []
    for _ in range(size):
        confidence = round(1 - generator.random() ** 3, 4)
        right = generator.random() < probability(confidence)
        judgements.append(Judgement(f"{generator.randrange(texts)}.txt", confidence, right))
    return judgements
