"""The model that a training goes on from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from thinc.api import Config

from gongkai.models.trained.loading import ModelError
from gongkai.models.trained.questions import Question
from gongkai.training import base as base_module
from gongkai.training.base import Base, load_base
from gongkai.training.errors import TrainingError
from gongkai.training.running import Trained
from tests.training.small_corpora import TINY


def test_it_gives_the_design(base: Base) -> None:
    design = base.design(None, 3)
    assert (design.shape, design.networks) == (TINY.shape, TINY.networks)
    assert (design.epochs, design.seed, design.linear_weight) == (4, 3, TINY.linear_weight)
    assert base.design(9, 0).epochs == 9
    assert design.rate < TINY.rate


def test_it_gives_answers_and_weights(base: Base, trained: Trained) -> None:
    assert "info_published" in base.answers.by_question[Question.METRICS]
    assert len(base.networks) == 1
    assert set(base.claim_models) == set(Question)
    assert base.relations.spans is not None
    assert (base.name, len(base.sha256)) == ("folder:small", 64)


def test_a_folder_does_not_pass_for_the_model_that_came_with_gongkai(
    model_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "accurate"
    shutil.copytree(model_folder, folder)
    assert load_base(str(folder)).name == "folder:accurate"


def test_the_checksum_is_that_of_the_files_as_they_are_now(
    model_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(model_folder, folder)
    before = load_base(str(folder)).sha256
    meta = folder / "meta.json"
    meta.write_text(meta.read_text("utf-8") + "\n", encoding="utf-8")
    assert load_base(str(folder)).sha256 != before


@pytest.mark.parametrize(
    ("name", "said"), [("rules", "no weights to go on from"), ("nowhere", "no model 'nowhere'")]
)
def test_what_is_no_model_is_refused(name: str, said: str) -> None:
    with pytest.raises(TrainingError, match=said):
        load_base(name)


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        load_base(str(tmp_path))


def test_a_model_that_lacks_a_component_is_refused(model_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(model_folder, folder)
    config = Config().from_disk(folder / "config.cfg")
    del config["components"]["gongkai_problems"]
    config["nlp"]["pipeline"].remove("gongkai_problems")
    config.to_disk(folder / "config.cfg")
    with pytest.raises(ModelError, match="has these components"):
        load_base(str(folder))


def test_where_no_model_came_with_gongkai_that_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(base_module, "shipped_weights", lambda: tmp_path / "none")
    with pytest.raises(TrainingError, match="No trained model came"):
        load_base("accurate")
