"""A training as a whole."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest

from gongkai.annotations.passages import Passage
from gongkai.models.document import Span
from gongkai.models.passages import Passage as Narrative
from gongkai.models.record import Claim
from gongkai.models.scheme import Metric, SectionKind
from gongkai.models.trained.loading import load_pipeline
from gongkai.models.trained.model import TrainedModel
from gongkai.training import running
from gongkai.training.base import Base, load_base
from gongkai.training.calibration import fit_platt
from gongkai.training.confidence import Judged, set_calibrators
from gongkai.training.errors import TrainingError
from gongkai.training.layers import Layer
from gongkai.training.running import Trained, train, write_model
from gongkai.training.sources import Sources, Texts
from tests.annotations.samples import passage
from tests.training.small_corpora import TINY, item_texts, passages, sources

pytestmark = pytest.mark.usefixtures("small_bundle")
TEXT = "收到申请5件。"


def contents(folder: Path) -> dict[str, bytes]:
    files = [each for each in folder.rglob("*") if each.is_file()]
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}


def with_missing(found: Sources, *missing: Layer) -> Sources:
    layers = frozenset(missing)
    held_out = tuple(replace(each, missing=layers) for each in found.held_out)
    return replace(found, learned=replace(found.learned, missing=layers), held_out=held_out)


def claims(folder: Path, text: str = TEXT) -> list[Claim]:
    narrative = Narrative(Span(0, len(text)), SectionKind.OVERVIEW)
    return TrainedModel(load_pipeline(folder)).find_claims(text, [narrative])


def test_two_trainings_give_the_same_bytes(model_folder: Path, tmp_path: Path) -> None:
    write_model(train(sources(), TINY), sources(), tmp_path / "again")
    first, second = contents(model_folder), contents(tmp_path / "again")
    assert first.keys() == second.keys()
    assert {name for name in first if first[name] != second[name]} == set()


def test_two_trainings_from_a_base_give_the_same_bytes(base: Base, tmp_path: Path) -> None:
    for name in ("one", "two"):
        trained = train(sources(), base.design(1, 0), base)
        write_model(trained, sources(), tmp_path / name)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_what_is_written_is_told(trained: Trained, tmp_path: Path) -> None:
    written = write_model(trained, sources(), tmp_path / "model")
    assert sorted(written) == sorted(each for each in (tmp_path / "model").rglob("*.*"))
    assert written[-1].name == "MODEL_CARD.md"


def test_a_written_model_reads_reports(model_folder: Path) -> None:
    assert [each.value for each in claims(model_folder)] in ([5], [])
    assert claims(model_folder, "") == []


def test_the_base_goes_on_and_is_named(base: Base, tmp_path: Path) -> None:
    told: list[str] = []
    trained = train(sources(), base.design(None, 0), base, told.append)
    write_model(trained, sources(), tmp_path / "model")
    meta = json.loads((tmp_path / "model" / "meta.json").read_text("utf-8"))
    assert meta["base"] == {"name": "folder:small", "sha256": base.sha256}
    assert meta["calibrated_as_base"] == []
    next_base = load_base(str(tmp_path / "model"))
    assert next_base.answers == base.answers
    assert any("the base has" in each for each in told)
    before, after = base.networks[0], next_base.networks[0]
    assert before.keys() == after.keys()
    assert any(not np.array_equal(before[name], after[name]) for name in before)


def test_calibrators_of_the_base_are_kept_where_there_is_too_little(base: Base) -> None:
    told: list[str] = []
    trained = train(sources(), base.design(1, 0), calibrated(base, "year"), told.append)
    assert trained.kept == ("year",)
    assert any("as in the base" in each and "year" in each for each in told)


@pytest.mark.parametrize("of_base", ["problems", "year"])
def test_where_all_is_right_nothing_is_better_than_the_calibrator_of_the_base(
    base: Base, monkeypatch: pytest.MonkeyPatch, of_base: str
) -> None:
    right = Judged([f"text-{n % 10}" for n in range(80)], [(0.5,)] * 80, [True] * 80, ("a",), True)
    monkeypatch.setattr(running, "_judged", lambda *_: {"problems": right})
    trained = train(sources(), base.design(1, 0), calibrated(base, of_base))
    assert trained.kept == (of_base,)
    assert ("problems" in trained.chosen) is (of_base == "year")


def calibrated(base: Base, name: str) -> Base:
    """Return a copy of a base with a calibrator."""
    calibrator = fit_platt([[0.0], [1.0], [2.0]], [False, True, True], ["evidence"], strength=1.0)
    copy = replace(base, pipeline=base.fresh_pipeline())
    set_calibrators(copy.pipeline, {name: calibrator})
    return copy


def test_held_out_texts_that_are_enough_calibrate(base: Base, tmp_path: Path) -> None:
    found = passages(30, with_items=False)
    # Of every third held-out text the values are annotated wrongly, so that not all is right.
    held_out = [
        _with_other_values(each) if place % 3 == 0 else each
        for place, each in enumerate(found[:15])
    ]
    there = sources([*held_out, *found[15:]], held_out=15)
    told: list[str] = []
    trained = train(there, base.design(1, 0), base, told.append)
    write_model(trained, there, tmp_path / "model")
    assert len(trained.outcomes["claims"]) == trained.chosen["claims"].judgements > 40
    assert any(each.startswith("calibrated: ") and "claims" in each for each in told)
    meta = json.loads((tmp_path / "model" / "meta.json").read_text("utf-8"))
    assert "claims" in meta["calibrated"]
    found_claims = claims(tmp_path / "model", found[0].text)
    assert found_claims
    assert all(each.confidence is not None and 0 < each.confidence < 1 for each in found_claims)


def _with_other_values(found: Passage) -> Passage:
    return replace(found, claims=tuple(replace(each, value=98765) for each in found.claims))


def test_answers_that_the_base_does_not_know_are_counted(base: Base) -> None:
    body = "{s1:诉讼}{4件|=4 件|lawsuits_filed s1}，{s2:人员}{9人|=9 人|staff_assigned s2}。"
    strange = [
        replace(passage(body), head=replace(passage(body).head, name=f"strange-{number}"))
        for number in range(3)
    ]
    told: list[str] = []
    train(sources([*passages(), *strange]), base.design(1, 0), base, told.append)
    (line,) = [each for each in told if "does not know" in each]
    assert line.startswith("6 answers")
    assert "metrics: lawsuits_filed (3), metrics: staff_assigned (3)" in line


def test_the_reader_of_section_five_is_kept_where_the_texts_have_none(base: Base) -> None:
    told: list[str] = []
    found = with_missing(sources(passages(12, with_items=False)), Layer.ITEMS)
    trained = train(found, base.design(1, 0), base, told.append)
    kept, there = (
        each.get_pipe("gongkai_problems").to_bytes()  # type: ignore[attr-defined]
        for each in (trained.pipeline, base.pipeline)
    )
    assert kept == there
    assert any("reader of problems and improvements is kept" in each for each in told)


@pytest.mark.parametrize("layers", [(Layer.ITEMS,), tuple(Layer)])
def test_texts_without_some_layers_are_learned_from(
    layers: tuple[Layer, ...], tmp_path: Path
) -> None:
    told: list[str] = []
    found = with_missing(sources(passages(12, with_items=False)), *layers)
    trained = train(found, TINY, None, told.append)
    write_model(trained, found, tmp_path / "model")
    assert any("not annotated" in each and "problems" in each for each in told)
    for claim in claims(tmp_path / "model", found.learned.passages[0].text):
        assert claim.channel is None or Layer.CHANNELS not in layers
        assert claim.part_of is None or Layer.PARTS not in layers
        assert claim.subject is None or Layer.CONTEXTS not in layers


def test_bundled_texts_are_not_learned_from_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> NoReturn:
        raise AssertionError("the bundled texts were read again")

    monkeypatch.setattr(running, "bundled_learned", fail)
    monkeypatch.setattr(Sources, "sentences", lambda self: [])
    learned = Texts("bundled", (*passages(10), *item_texts().passages))
    trained = train(Sources(learned, True, 0, ()), TINY)
    assert trained.agreements == {}


def no_claims() -> list[Passage]:
    return [replace(each, claims=(), contexts=()) for each in passages()]


def test_texts_without_claims_are_refused(base: Base) -> None:
    with pytest.raises(TrainingError, match="No claims are annotated"):
        train(sources(no_claims()), TINY)
    with pytest.raises(TrainingError, match="No claims are annotated"):
        train(sources(no_claims()), base.design(1, 0), base)


def test_metrics_that_are_all_rare_are_refused() -> None:
    rare = sources([*no_claims(), passages(1)[0]], held_out=2)
    with pytest.raises(TrainingError, match="No metric has 3 claims"):
        train(rare, TINY)


def test_texts_with_one_metric_alone_are_learned_from() -> None:
    found = [
        replace(each, claims=tuple(replace(c, metric=Metric.INFO_PUBLISHED) for c in each.claims))
        for each in passages(10, with_items=False)
    ]
    assert train(sources(found), TINY).agreements["own, held out"].right > 0


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left")])
def test_a_training_that_cannot_be_written_leaves_the_old_model(
    trained: Trained,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
) -> None:
    write_model(trained, sources(), tmp_path / "model")
    before = contents(tmp_path)

    def fail(*_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(running, "model_card", fail)
    with pytest.raises(type(error)):
        write_model(trained, sources(), tmp_path / "model")
    assert contents(tmp_path) == before
