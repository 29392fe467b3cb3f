"""Training of the network."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from thinc.api import Model, fix_random_seed

from gongkai.models.trained.columns import ColumnReader
from gongkai.models.trained.network import Batch, Scores, Shape, batch_of, build_network
from gongkai.models.trained.network_weights import network_arrays
from gongkai.models.trained.questions import Answers, Question
from gongkai.models.trained.tags import TAGS
from gongkai.training.examples import Example, answers_in
from gongkai.training.layers import Layer
from gongkai.training.network import Schedule, train_network
from tests.training.small_corpora import TINY, examples

WITHOUT_DROPOUT = replace(TINY.shape, dropout=0.0)


def batch(found: list[Example]) -> Batch:
    reader = ColumnReader()
    return batch_of(
        [(each.reading, piece) for each in found for piece in reader.pieces(each.reading)]
    )


def bytes_of(network: Model[Batch, Scores]) -> list[bytes]:
    return [array.tobytes() for array in network_arrays(network).values()]


def right(network: Model[Batch, Scores], found: list[Example], answers: Answers) -> list[bool]:
    columns = dict(answers.columns())[Question.METRICS]
    names = answers.by_question[Question.METRICS]
    chosen = network.predict(batch(found)).anchors[:, columns].argmax(axis=1).tolist()
    gold = [gold.answer(Question.METRICS) for each in found for gold in each.gold]
    return [names[column] == label for column, label in zip(chosen, gold, strict=True)]


def test_backpropagation_follows_the_slope_of_every_layer() -> None:
    fix_random_seed(2)
    found = examples()[:3]
    answers = answers_in(examples())
    network = build_network(replace(WITHOUT_DROPOUT, width=6), answers.count, len(TAGS))
    network.initialize()
    given = batch(found)
    random = np.random.default_rng(1)
    scores, backprop = network.begin_update(given)
    wanted = Scores(
        random.normal(size=scores.anchors.shape).astype(np.float32),
        random.normal(size=scores.characters.shape).astype(np.float32),
    )
    backprop(wanted)

    def value() -> float:
        made = network.predict(given)
        of_anchors = (made.anchors.astype(np.float64) * wanted.anchors).sum()
        return float(of_anchors + (made.characters.astype(np.float64) * wanted.characters).sum())

    checked = 0
    for node in network.walk():
        for name in node.param_names:
            if not node.has_grad(name):
                continue
            gradient: Any = np.array(node.get_grad(name))
            weights: Any = np.array(node.get_param(name))
            length = float(np.linalg.norm(gradient))
            if length < 0.1:
                continue
            step = gradient / length
            values = []
            for sign in (1, -1):
                node.set_param(name, (weights + sign * 5e-4 * step).astype(np.float32))
                values.append(value())
            node.set_param(name, weights)
            slope = (values[0] - values[1]) / 1e-3
            assert slope == pytest.approx(length, rel=0.05), f"{node.name}.{name}"
            checked += 1
    assert checked > 10


def test_it_learns_a_few_texts_by_heart() -> None:
    found = examples()
    answers = answers_in(found)
    losses: list[float] = []
    network = train_network(
        found,
        answers,
        replace(WITHOUT_DROPOUT, width=16, hidden=24),
        Schedule(epochs=40, rate=2e-2),
        lambda epoch, loss, network: losses.append(loss),
    )
    assert len(losses) == 40
    assert losses[-1] < losses[0] / 2
    assert all(right(network, found, answers))


def test_the_same_seed_gives_the_same_network_and_another_one_does_not() -> None:
    found = examples()
    answers = answers_in(found)
    first, second, other = (
        bytes_of(train_network(found, answers, TINY.shape, Schedule(epochs=2, seed=seed)))
        for seed in (0, 0, 1)
    )
    assert first == second
    assert first != other


def test_it_goes_on_from_the_weights_that_it_is_given() -> None:
    found = examples()
    answers = answers_in(found)
    start = network_arrays(train_network(found, answers, TINY.shape, Schedule(epochs=1)))
    standing = train_network(
        found, answers, TINY.shape, Schedule(epochs=1, rate=0.0, seed=5), start=start
    )
    assert bytes_of(standing) == [array.tobytes() for array in start.values()]


@pytest.mark.parametrize("depth", [1, 2])
def test_where_no_spans_are_annotated_none_are_found(depth: int) -> None:
    unknown = [
        replace(each, gold=tuple(replace(gold, knows_contexts=False) for gold in each.gold))
        for each in examples()
    ]
    shape = replace(TINY.shape, depth=depth)
    network = train_network(unknown, answers_in(unknown), shape, Schedule(epochs=1))
    tags = network.predict(batch(unknown)).characters.argmax(axis=1)
    assert not tags.any()


def test_spans_of_no_claim_that_a_format_loses_are_not_taken_for_absent() -> None:
    claims = examples()
    # In a paragraph without claims nothing is then known of its spans.
    without = [
        replace(each, gold=tuple(replace(gold, metrics=()) for gold in each.gold), spans=())
        for each in claims
    ]
    lost = [replace(each, missing=frozenset({Layer.UNUSED_CONTEXTS})) for each in without]
    answers = answers_in(claims)
    schedule = Schedule(epochs=3, rate=2e-2)
    told = train_network([*claims, *without], answers, TINY.shape, schedule)
    untold = train_network([*claims, *lost], answers, TINY.shape, schedule)
    outside = [network.predict(batch(claims)).characters[:, 0].mean() for network in (told, untold)]
    assert outside[0] > outside[1]


def test_every_shape_has_a_score_for_each_answer() -> None:
    network = build_network(Shape(8, 1, 2, 1, 8), 7, len(TAGS))
    network.initialize()
    assert network.predict(batch(examples())).anchors.shape == (60, 7)
