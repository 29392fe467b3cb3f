"""The component that runs the networks: how much it shows them at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from gongkai.models.scheme import SectionKind
from gongkai.models.trained import encoder_component as module
from gongkai.models.trained.columns import Piece
from gongkai.models.trained.loading import load_pipeline
from gongkai.models.trained.network import batch_of
from gongkai.models.trained.readings import PassageReading
from gongkai.models.trained.state import state_of
from tests.models.trained.passages import SENTENCES

#: Two sentences that keep the pieces before and behind them apart.
APART = "各科室密切配合。" + "工作有序开展，" * 15 + "效果较好。"
PARAGRAPH = APART.join([SENTENCES[0], SENTENCES[1], SENTENCES[3]] * 4)


@pytest.fixture(scope="module")
def pipeline(small_model: Path) -> Language:
    return load_pipeline(small_model)


def scored(pipeline: Language, *texts: str) -> list[Doc]:
    docs = [pipeline.make_doc(text) for text in texts]
    for doc in docs:
        state_of(doc).section = SectionKind.OVERVIEW
    for name in ("gongkai_quantities", "gongkai_encoder"):
        component: Any = pipeline.get_pipe(name)
        docs = (
            list(component.pipe(docs, batch_size=100))
            if hasattr(component, "pipe")
            else [component(doc) for doc in docs]
        )
    return docs


def assert_alike(first: Sequence[Doc], second: Sequence[Doc]) -> None:
    for one, other in zip(map(state_of, first), map(state_of, second), strict=True):
        assert one.tags is not None
        assert one.tags.any()
        assert other.tags == pytest.approx(one.tags, abs=1e-5)
        assert np.array(other.scores) == pytest.approx(np.array(one.scores), abs=1e-4)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int, int]]:
    """Return pieces, characters and anchors of each batch that is made from now on."""
    sizes: list[tuple[int, int, int]] = []

    def counted(read: Sequence[tuple[PassageReading, Piece]]) -> object:
        pieces = [piece for _, piece in read]
        characters = sum(len(piece.columns) for piece in pieces)
        sizes.append((len(pieces), characters, sum(len(piece.anchors) for piece in pieces)))
        return batch_of(read)

    monkeypatch.setattr(module, "batch_of", counted)
    return sizes


@pytest.mark.parametrize(("characters", "anchors"), [(300, 500), (4_000, 5), (1, 1)])
def test_a_long_paragraph_is_read_in_parts_as_if_it_were_read_at_once(
    pipeline: Language,
    shown: list[tuple[int, int, int]],
    monkeypatch: pytest.MonkeyPatch,
    characters: int,
    anchors: int,
) -> None:
    at_once = scored(pipeline, PARAGRAPH)
    assert [pieces for pieces, _, _ in shown] == [12]
    shown.clear()
    monkeypatch.setattr(module, "_MOST_CHARACTERS", characters)
    monkeypatch.setattr(module, "_MOST_ANCHORS", anchors)
    assert_alike(at_once, scored(pipeline, PARAGRAPH))
    assert len(shown) > 3
    assert sum(pieces for pieces, _, _ in shown) == 12
    assert all(
        pieces == 1 or (length <= characters and count <= anchors)
        for pieces, length, count in shown
    )


def test_documents_that_share_parts_are_read_as_each_alone(
    pipeline: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [*SENTENCES[:2], PARAGRAPH, SENTENCES[3]]
    alone = [doc for text in texts for doc in scored(pipeline, text)]
    monkeypatch.setattr(module, "_MOST_CHARACTERS", 200)
    assert_alike(alone, scored(pipeline, *texts))


def test_documents_without_an_anchor_are_shown_to_no_network(
    pipeline: Language, shown: list[tuple[int, int, int]]
) -> None:
    (doc,) = scored(pipeline, SENTENCES[2])
    assert shown == []
    assert state_of(doc).tags is not None
