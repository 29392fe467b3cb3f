"""The components: what each adds, and that what is stored comes back."""

from __future__ import annotations

import gc
import weakref
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import srsly
from spacy.language import Language
from spacy.tokens import Doc

from gongkai.models.errors import GongkaiError
from gongkai.models.scheme import Metric, SectionKind
from gongkai.models.trained.calibration import FACT_EVIDENCE
from gongkai.models.trained.components import (
    ANCHOR_SPANS,
    CONTEXT_SPANS,
    LINEAR_WEIGHT,
    NETWORKS,
)
from gongkai.models.trained.linear import WeightsError
from gongkai.models.trained.loading import load_pipeline
from gongkai.models.trained.network import Shape
from gongkai.models.trained.questions import (
    MOST_ANSWERS,
    Answers,
    Question,
    answers_as_lists,
    answers_from_lists,
    metrics_of,
)
from gongkai.models.trained.state import reading_of, state_of
from gongkai.training.calibration import fit_platt
from gongkai.training.defaults import Design
from tests.models.trained.passages import SENTENCES

STORED = ("gongkai_encoder", "gongkai_claims", "gongkai_relations", "gongkai_problems",
          "gongkai_calibrator")  # fmt: skip


class KeepsTrace(str):
    """A text of which can be told whether it is still there."""


@pytest.fixture(scope="module")
def pipeline(small_model: Path) -> Language:
    return load_pipeline(small_model)


def made(pipeline: Language, text: str) -> Doc:
    doc = pipeline.make_doc(text)
    state_of(doc).section = SectionKind.OVERVIEW
    return doc


def told(doc: Doc) -> object:
    state = state_of(doc)
    chances = [
        (each.answers, {name: round(value, 5) for name, value in each.chances.items()},
         each.whole, {place: round(value, 5) for place, value in each.spans.items()})
        for each in state.decisions
    ]  # fmt: skip
    return chances, [(it.start, it.end, it.kind) for it in state.spans]


def test_documents_read_together_are_read_as_each_alone(pipeline: Language) -> None:
    together = list(pipeline.pipe([made(pipeline, text) for text in SENTENCES], batch_size=3))
    alone = [pipeline(made(pipeline, text)) for text in SENTENCES]
    assert [told(doc) for doc in together] == [told(doc) for doc in alone]
    assert [len(state_of(doc).decisions) for doc in alone] == [4, 3, 0, 2]


def test_anchors_and_spans_are_found_in_the_document(pipeline: Language) -> None:
    doc = pipeline(made(pipeline, SENTENCES[0]))
    assert [span.text for span in doc.spans[ANCHOR_SPANS]] == ["32条", "15条", "12件", "8件"]
    assert len(doc.spans[CONTEXT_SPANS]) == len(state_of(doc).spans)


def test_a_text_without_a_character_is_read(pipeline: Language) -> None:
    assert state_of(pipeline(pipeline.make_doc(""))).decisions == []


def test_a_component_before_its_time_is_an_error(pipeline: Language) -> None:
    with pytest.raises(ValueError, match="has to run before"):
        reading_of(pipeline.make_doc("发布信息3条。"))


@pytest.mark.parametrize("name", STORED)
def test_what_is_stored_comes_back(pipeline: Language, small_model: Path, name: str) -> None:
    component: Any = pipeline.get_pipe(name)
    other: Any = load_pipeline(small_model).get_pipe(name)
    data = component.to_bytes()
    assert isinstance(data, bytes)
    assert other.from_bytes(data).to_bytes() == data


def test_a_config_that_says_nothing_means_the_shipped_design() -> None:
    design = Design()
    assert (design.networks, design.linear_weight) == (NETWORKS, LINEAR_WEIGHT)
    settings = Language.get_factory_meta("gongkai_encoder").default_config
    assert settings == {
        "width": design.shape.width,
        "depth": design.shape.depth,
        "pieces": design.shape.pieces,
        "heads": design.shape.heads,
        "hidden": design.shape.hidden,
        "networks": design.networks,
    }
    settings = Language.get_factory_meta("gongkai_claims").default_config
    assert settings == {"linear_weight": design.linear_weight}
    assert design.shape == Shape()


def test_a_document_can_be_written_and_its_spans_come_back(pipeline: Language) -> None:
    doc = pipeline(made(pipeline, SENTENCES[0]))
    again = Doc(pipeline.vocab).from_bytes(doc.to_bytes())
    assert again.text == doc.text
    assert [span.text for span in again.spans[ANCHOR_SPANS]] == ["32条", "15条", "12件", "8件"]
    assert doc._.gongkai is state_of(doc)
    assert state_of(again).decisions == []


def test_a_state_goes_with_its_document(pipeline: Language) -> None:
    doc = pipeline.make_doc("发布信息3条。")
    state = KeepsTrace()
    state_of(doc).text = state
    left = weakref.ref(state)
    del doc, state
    gc.collect()
    assert left() is None


@pytest.mark.parametrize(
    "fields",
    [
        None,
        {},
        {"metrics": ["none"]},
        {"metrics": 3, "aspects": ["none"], "channel": ["none"], "scope": ["own"]},
        {"metrics": ["x"], "aspects": ["none"], "channel": ["none"], "scope": ["own"]},
        {"metrics": ["none"], "aspects": [], "channel": ["none"], "scope": ["own"]},
        {"metrics": ["none"], "aspects": ["none"], "channel": ["none"], "scope": ["none"]},
        {"metrics": "none", "aspects": ["none"], "channel": ["none"], "scope": ["own"]},
        {"metrics": [["none"]], "aspects": ["none"], "channel": ["none"], "scope": ["own"]},
        {
            "metrics": ["audience+audience"],
            "aspects": ["none"],
            "channel": ["none"],
            "scope": ["own"],
        },
        {
            "metrics": ["other_count+audience"],
            "aspects": ["none"],
            "channel": ["none"],
            "scope": ["own"],
        },
        {"metrics": ["none"], "aspects": ["none"], "channel": ["app+website"], "scope": ["own"]},
    ],
)
def test_answers_that_there_are_not_are_refused(fields: object) -> None:
    with pytest.raises(WeightsError):
        answers_from_lists(fields)


def test_more_answers_than_there_may_be_are_refused_and_not_remembered() -> None:
    remembered = metrics_of.cache_info().currsize
    names = ["+".join(parts) for parts in combinations(sorted(str(it.value) for it in Metric), 3)]
    fields = {"metrics": names, "aspects": ["none"], "channel": ["none"], "scope": ["own"]}
    with pytest.raises(WeightsError, match=f"at most {MOST_ANSWERS}"):
        answers_from_lists(fields)
    fields["metrics"] = names[:MOST_ANSWERS]
    with pytest.raises(WeightsError, match=f"{MOST_ANSWERS} answers, not {MOST_ANSWERS + 3}"):
        answers_from_lists(fields)
    fields["metrics"] = names[: MOST_ANSWERS - 3]
    assert answers_from_lists(fields).count == MOST_ANSWERS
    assert metrics_of.cache_info().currsize == remembered


def test_answers_come_back() -> None:
    answers = Answers(
        {
            Question.METRICS: ("info_published", "none"),
            Question.ASPECTS: ("completion", "none"),
            Question.CHANNEL: ("none", "website"),
            Question.SCOPE: ("own",),
        }
    )
    assert answers_from_lists(answers_as_lists(answers)) == answers
    assert answers.count == 7


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("gongkai_encoder", {"networks": []}),
        ("gongkai_encoder", {"networks": ["text"]}),
        ("gongkai_encoder", {"answers": {}}),
        ("gongkai_claims", {"models": {}}),
        ("gongkai_claims", {"models": {"metrics": 3}}),
        ("gongkai_relations", {"models": [1]}),
        ("gongkai_calibrator", {"calibrators": {"claims": b"x"}}),
        ("gongkai_calibrator", {"calibrators": {"other": b""}}),
        ("gongkai_calibrator", {"calibrators": 1}),
    ],
)
def test_damaged_fields_are_refused(
    small_model: Path, name: str, fields: dict[str, object]
) -> None:
    component: Any = load_pipeline(small_model).get_pipe(name)
    content = srsly.msgpack_loads(component.to_bytes())
    assert isinstance(content, dict)
    with pytest.raises(GongkaiError):
        component.from_bytes(srsly.msgpack_dumps(content | fields))


def test_facts_are_not_calibrated_without_claims(small_model: Path) -> None:
    component: Any = load_pipeline(small_model).get_pipe("gongkai_calibrator")
    right = np.array([True, False] * 20)
    evidence = np.random.default_rng(0).normal(size=(40, len(FACT_EVIDENCE)))
    component.calibrators = {"facts": fit_platt(evidence, right, FACT_EVIDENCE, strength=1.0)}
    with pytest.raises(WeightsError, match="claims, which have none"):
        component.from_bytes(component.to_bytes())


def test_relations_of_unknown_names_are_refused(small_model: Path) -> None:
    pipeline = load_pipeline(small_model)
    finder: Any = pipeline.get_pipe("gongkai_relations")
    classifier: Any = pipeline.get_pipe("gongkai_claims")
    stored = srsly.msgpack_loads(finder.to_bytes())
    assert isinstance(stored, dict)
    stored["models"]["wholes"] = classifier.models[Question.CHANNEL].to_bytes()
    with pytest.raises(WeightsError, match="relations"):
        finder.from_bytes(srsly.msgpack_dumps(stored))
