"""The trained model as the pipeline of records asks it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from spacy.language import Language

from gongkai.models.passages import Passage
from gongkai.models.record import Claim, Improvement, Problem
from gongkai.models.scheme import SectionKind
from gongkai.models.trained import model as module
from gongkai.models.trained.calibrating import CALIBRATOR
from gongkai.models.trained.evidence import (
    CHANNEL_EVIDENCE,
    CLAIM_EVIDENCE,
    channel_evidence,
    claim_evidence,
)
from gongkai.models.trained.loading import ModelError, load_pipeline
from gongkai.models.trained.model import TrainedModel, load_model
from gongkai.models.trained.questions import Question
from gongkai.models.trained.state import Decision, DocState
from gongkai.training.calibration import fit_platt
from tests.models.trained.passages import SENTENCES, read, report

REPORTS = [report(*SENTENCES), report(), report(SENTENCES[2]), report(*SENTENCES[::-1], before="")]


def dumped(claims: list[Claim]) -> list[dict[str, object]]:
    """Return claims as records have them, with four digits of each confidence."""
    return [claim.model_dump(mode="json") for claim in claims]


def test_reports_read_together_are_read_as_each_alone(certain: TrainedModel) -> None:
    together = [reading.claims for reading in certain.read_claims(REPORTS)]
    alone = [certain.find_claims(*it) for it in REPORTS]
    assert [dumped(each) for each in together] == [dumped(each) for each in alone]
    assert together[0]
    assert together[1] == together[2] == []
    assert all(it.confidence is not None for it in together[0])


def test_how_sums_are_rounded_does_not_show_in_a_confidence() -> None:
    anchor = read("收到申请12件。").anchors[0]
    answers = {Question.METRICS: "applications_received", Question.CHANNEL: "website"}
    evidence = set()
    for off in (0.0, 1e-7, -2e-7):
        chances = {Question.METRICS: 0.9988 + off, Question.CHANNEL: 0.91 - off}
        decision = Decision(answers, chances, (0.9977 - off, 0.9988), 0.0004)
        evidence.add((claim_evidence(read("收到申请12件。"), anchor, decision),
                      channel_evidence(anchor, decision)))  # fmt: skip
    assert len(evidence) == 1


def test_claims_stand_where_they_say_in_order_and_are_numbered(model: TrainedModel) -> None:
    for text, passages in REPORTS:
        claims = model.find_claims(text, passages)
        assert [claim.id for claim in claims] == list(range(len(claims)))
        starts = [claim.start for claim in claims]
        assert starts == sorted(starts)
        for claim in claims:
            assert text[claim.start : claim.end] == claim.quote
            assert any(it.span.start <= claim.start < claim.end <= it.span.end for it in passages)


def test_confidences_are_probabilities(certain: TrainedModel) -> None:
    claims = certain.find_claims(*REPORTS[0])
    assert claims
    assert all(it.confidence is not None and 0 < it.confidence < 1 for it in claims)
    assert all(it.channel_confidence is not None and 0 < it.channel_confidence < 1 for it in claims)


@pytest.fixture(scope="module")
def certain(small_model: Path) -> TrainedModel:
    """Return the model with calibrators of claims and channels, which few texts do not give."""
    pipeline = load_pipeline(small_model)
    component: Any = pipeline.get_pipe(CALIBRATOR)
    right = np.array([True, False] * 20)
    for name, names in (("claims", CLAIM_EVIDENCE), ("channels", CHANNEL_EVIDENCE)):
        evidence = np.random.default_rng(0).normal(size=(40, len(names)))
        component.calibrators[name] = fit_platt(evidence, right, names, strength=1.0)
    component.from_bytes(component.to_bytes())
    return TrainedModel(pipeline)


def test_without_calibrators_there_is_no_confidence(small_model: Path) -> None:
    pipeline = load_pipeline(small_model)
    calibrator: Any = pipeline.get_pipe("gongkai_calibrator")
    calibrator.calibrators = {}
    claims = TrainedModel(pipeline).find_claims(*REPORTS[0])
    assert claims
    assert all(it.confidence is None and it.channel_confidence is None for it in claims)


def test_passages_that_are_written_apart_are_read_as_one_text(model: TrainedModel) -> None:
    """Stray spaces and full-width digits: offsets lead back into the text as it is."""
    text, passages = report("全年通过政府网站发布信 息３２条，收到申请１２件。")
    for claim in model.find_claims(text, passages):
        assert claim.quote in ("３２条", "１２件")
        assert text[claim.start : claim.end] == claim.quote


@pytest.mark.parametrize("text", ["", "\ud800", "32", "32条" * 200, "\0发布信息3条", "🙂信息3条"])
def test_any_text_is_read(model: TrainedModel, text: str) -> None:
    whole, passages = report(text)
    for claim in model.find_claims(whole, passages):
        assert whole[claim.start : claim.end] == claim.quote


def test_a_joint_answer_makes_a_claim_of_each_metric(model: TrainedModel) -> None:
    reading = read("收到申请12件。")
    answers = {
        Question.METRICS: "applications_answered+applications_received",
        Question.ASPECTS: "none",
        Question.CHANNEL: "website",
        Question.SCOPE: "own",
    }
    state = DocState(reading=reading, decisions=[Decision(answers, {}, (), 0.0)])
    drafts = list(module._drafts(state, reading.anchors[0], state.decisions[0]))
    assert [draft.metric.value for draft in drafts] == [
        "applications_answered", "applications_received",
    ]  # fmt: skip
    assert {str(draft.channel) for draft in drafts} == {"website"}


def test_problems_are_found_with_their_spans(model: TrainedModel) -> None:
    text, passages = report("公开的内容不够全。", "下一步将加强业务培训。")
    of_five = [replace(each, section=SectionKind.PROBLEMS) for each in passages]
    reading = model.find_problems(text, of_five, 2023)
    items: list[Problem | Improvement] = [*reading.problems, *reading.improvements]
    for item in items:
        assert text[item.start : item.end] == item.text


def test_a_pipeline_that_lacks_a_component_is_no_model(small_model: Path) -> None:
    pipeline: Language = load_pipeline(small_model)
    pipeline.remove_pipe("gongkai_problems")
    with pytest.raises(ModelError, match="has these components"):
        TrainedModel(pipeline)


def test_a_model_is_loaded_once_and_known_by_its_bytes(small_model: Path) -> None:
    loaded = load_model(small_model)
    assert load_model(small_model) is loaded
    digest = hashlib.sha256()
    names = [file.relative_to(small_model).as_posix() for file in small_model.rglob("*.*")]
    for name in sorted(set(names) - {"MODEL_CARD.md"}):
        content = (small_model / name).read_bytes()
        digest.update(f"{len(name)} {len(content)} ".encode() + name.encode() + content)
    assert loaded.sha256 == digest.hexdigest()


def test_passages_may_be_of_no_section(model: TrainedModel) -> None:
    text, passages = report(SENTENCES[0])
    bare = [Passage(each.span, None, ()) for each in passages]
    assert [claim.section for claim in model.find_claims(text, bare)][:1] in ([None], [])
