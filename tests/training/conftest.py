"""Models that several tests look at, trained once."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.training import running
from gongkai.training.base import Base, load_base
from tests.training.small_corpora import TINY, item_texts, sources


@pytest.fixture
def small_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a few texts in the place of those that come with gongkai."""
    monkeypatch.setattr(running, "bundled_learned", item_texts)


@pytest.fixture(scope="session")
def trained() -> running.Trained:
    """Return a small model, trained; it is not to be changed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "bundled_learned", item_texts)
        return running.train(sources(), TINY)


@pytest.fixture(scope="session")
def model_folder(trained: running.Trained, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of that model; it is not to be changed."""
    folder = tmp_path_factory.mktemp("models") / "small"
    running.write_model(trained, sources(), folder)
    return folder


@pytest.fixture(scope="session")
def base(model_folder: Path) -> Base:
    """Return that model as a base."""
    return load_base(str(model_folder))
