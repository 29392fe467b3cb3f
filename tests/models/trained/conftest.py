"""A small trained pipeline, for tests of what runs one."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.models.rules import RuleModel
from gongkai.models.trained.loading import load_pipeline
from gongkai.models.trained.model import TrainedModel
from gongkai.training import running
from tests.training.small_corpora import TINY, item_texts, sources


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small model; it is not to be changed."""
    folder = tmp_path_factory.mktemp("models") / "small"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "bundled_learned", item_texts)
        texts = sources()
        running.write_model(running.train(texts, TINY), texts, folder)
    return folder


@pytest.fixture(scope="session")
def model(small_model: Path) -> TrainedModel:
    """Return that model."""
    return TrainedModel(load_pipeline(small_model))


@pytest.fixture(scope="session")
def rules() -> RuleModel:
    return RuleModel()
