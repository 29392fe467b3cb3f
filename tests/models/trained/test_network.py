"""The network run on what passages show."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from thinc.api import Model, fix_random_seed

from gongkai.models.trained import encoding
from gongkai.models.trained.columns import ColumnReader
from gongkai.models.trained.encoding import encode
from gongkai.models.trained.linear import WeightsError
from gongkai.models.trained.network import Batch, Scores, Shape, batch_of, build_network
from gongkai.models.trained.network_weights import network_arrays, set_network_arrays
from gongkai.models.trained.operations import Floats, Integers
from gongkai.models.trained.tags import TAGS
from tests.examples import examples
from tests.models.trained.passages import PARTS, SENTENCES, read

SHAPE = Shape(width=8, depth=3, pieces=3, heads=2, hidden=12)
ANSWERS = 7


def network(shape: Shape = SHAPE, seed: int = 0) -> Model[Batch, Scores]:
    fix_random_seed(seed)
    built = build_network(shape, ANSWERS, len(TAGS))
    built.initialize()
    return built


NETWORK = network()


def batch(*texts: str) -> Batch:
    readings = [read(text) for text in texts]
    reader = ColumnReader()
    return batch_of([(reading, piece) for reading in readings for piece in reader.pieces(reading)])


def test_there_is_a_row_for_each_anchor_and_each_character() -> None:
    shown = batch(*SENTENCES)
    scores = NETWORK.predict(shown)
    assert scores.anchors.shape == (9, ANSWERS)
    assert scores.characters.shape == (sum(map(len, shown.columns)), len(TAGS))
    assert np.isfinite(scores.anchors).all()


def test_pieces_read_together_are_read_as_each_alone() -> None:
    texts = [SENTENCES[0], SENTENCES[1], SENTENCES[3]]
    together = NETWORK.predict(batch(*texts))
    alone = [NETWORK.predict(batch(text)) for text in texts]
    assert together.anchors == pytest.approx(np.concatenate([it.anchors for it in alone]), abs=1e-5)
    characters = np.concatenate([it.characters for it in alone])
    assert together.characters == pytest.approx(characters, abs=1e-5)


def test_the_claims_beside_an_anchor_count() -> None:
    first = NETWORK.predict(batch("发布信息3条，答复申请5件。")).anchors
    other = NETWORK.predict(batch("发布信息3条，举办培训5次。")).anchors
    assert not np.allclose(first[0], other[0])


@examples(30)
@given(st.lists(st.lists(st.sampled_from(PARTS), max_size=8).map("".join), max_size=3))
def test_the_encoder_run_without_training_gives_what_its_layers_give(texts: list[str]) -> None:
    encoder, columns = NETWORK.get_ref("encoder"), batch("发布信息3条。", *texts).columns
    by_layers = np.concatenate(encoder.predict(columns))
    assert encode(encoder, columns) == pytest.approx(by_layers, abs=2e-5)


@pytest.mark.parametrize("longest", [1, 2, 7, 50])
def test_a_long_piece_is_encoded_in_stretches_as_if_it_were_encoded_at_once(
    monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    encoder, columns = NETWORK.get_ref("encoder"), batch(*SENTENCES, SENTENCES[0] * 3).columns
    at_once = encode(encoder, columns)
    lengths = []
    run = encoding._encoded

    def counted(encoder: Model[Any, Any], columns: list[Integers]) -> Floats:
        lengths.append(sum(map(len, columns)))
        return run(encoder, columns)

    monkeypatch.setattr(encoding, "_encoded", counted)
    monkeypatch.setattr(encoding, "_LONGEST_STRETCH", longest)
    assert encode(encoder, columns) == pytest.approx(at_once, abs=2e-5)
    assert len(lengths) > len(columns)
    assert max(lengths) <= longest + 2 * SHAPE.depth


@pytest.mark.parametrize("pieces", [1, 2])
@pytest.mark.parametrize("depth", [1, 2])
def test_encoders_of_other_shapes_are_run_too(pieces: int, depth: int) -> None:
    encoder = network(Shape(8, depth, pieces, 1, 8)).get_ref("encoder")
    columns = batch(*SENTENCES).columns
    assert encode(encoder, columns) == pytest.approx(
        np.concatenate(encoder.predict(columns)), abs=2e-5
    )


def test_weights_come_back_but_for_half_precision() -> None:
    other = network(seed=1)
    shown = batch(*SENTENCES)
    assert not np.allclose(other.predict(shown).anchors, NETWORK.predict(shown).anchors)
    set_network_arrays(other, network_arrays(NETWORK))
    assert other.predict(shown).anchors == pytest.approx(NETWORK.predict(shown).anchors, abs=0.02)
    once = network_arrays(other)
    assert all(np.array_equal(once[name], it) for name, it in network_arrays(NETWORK).items())


@pytest.mark.parametrize(
    "shape", [Shape(8, 2, 3, 2, 12), Shape(4, 3, 3, 2, 12), Shape(8, 3, 3, 1, 12)]
)
def test_weights_of_a_network_of_another_shape_are_refused(shape: Shape) -> None:
    with pytest.raises(WeightsError, match="network with other"):
        set_network_arrays(network(shape), network_arrays(NETWORK))


def test_weights_that_do_not_fit_take_no_memory_for_a_network() -> None:
    arrays = network_arrays(NETWORK)
    for name in arrays:
        bare = build_network(SHAPE, ANSWERS, len(TAGS))
        for instead in (arrays[name][:-1], arrays[name][..., None], arrays[name].astype("<u4")):
            with pytest.raises(WeightsError, match="other sizes"):
                set_network_arrays(bare, {**arrays, name: instead})
        assert not bare.get_ref("output").has_param("W")


def test_weights_make_a_network_of_one_that_is_bare() -> None:
    bare = build_network(SHAPE, ANSWERS, len(TAGS))
    set_network_arrays(bare, network_arrays(NETWORK))
    other = network(seed=1)
    set_network_arrays(other, network_arrays(NETWORK))
    shown = batch(*SENTENCES)
    assert (bare.predict(shown).anchors == other.predict(shown).anchors).all()
