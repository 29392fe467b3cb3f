"""How the models that read the narrative are named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.extract.claim_models import ModelName, claim_model
from gongkai.models.trained.model import shipped_weights


@pytest.mark.parametrize("name", [each.value for each in ModelName])
def test_a_folder_does_not_pass_for_a_model_of_the_package(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    shutil.copytree(shipped_weights(), folder)
    model = claim_model(str(folder))
    assert model.name == f"folder:{name}"
    assert model.sha256 == claim_model("accurate").sha256
