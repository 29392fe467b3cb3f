"""Folders of models that strangers made: each is refused in one sentence, and nothing is run."""

from __future__ import annotations

import os
import pickle
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from spacy.util import registry
from thinc.api import Config

from gongkai.models.errors import GongkaiError
from gongkai.models.trained.linear import HashedLinear, WeightsError
from gongkai.models.trained.loading import (
    CONFIG,
    META,
    ModelError,
    build_pipeline,
    load_folder,
    load_pipeline,
    save_pipeline,
)
from gongkai.models.trained.segmentation.tokenizers import WordTokenizer
from tests.models.trained.segmentation.small import small_segmenter
from tests.training.small_corpora import TINY

CANARY = "gongkai_canary.v1"
PLAIN = TINY.config()
ran: list[str] = []


class Trap:
    """Leaves a trace when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return ran.append, ("unpickled",)


def canary(*_: object, **__: object) -> Callable[[object], object]:
    ran.append("called")
    return lambda nlp: ran.append("made")


@pytest.fixture(autouse=True)
def _watch() -> None:
    """Register what leaves a trace when it is run, under every registry a config may name."""
    for name in ("misc", "callbacks", "readers", "tokenizers", "factories", "layers"):
        getattr(registry, name).register(CANARY, func=canary)
    ran.clear()


@pytest.fixture
def folder(small_model: Path, tmp_path: Path) -> Path:
    """Return a copy of a model that may be changed."""
    return Path(shutil.copytree(small_model, tmp_path / "model"))


def refused(folder: Path, config: str | None = None) -> str:
    """Load a folder, with another config if one is given, and return why it is refused."""
    if config is not None:
        (folder / CONFIG).write_text(config, encoding="utf-8")
    with pytest.raises((ModelError, WeightsError)) as caught:
        load_pipeline(folder)
    assert ran == []
    message = str(caught.value)
    assert "\n" not in message
    assert 20 < len(message) < 400
    return message


def changed(before: str, after: str) -> str:
    """Return the config of a model with a change."""
    assert before in PLAIN
    return PLAIN.replace(before, after, 1)


def test_a_model_that_was_saved_is_loaded(folder: Path) -> None:
    pipeline = load_pipeline(folder)
    assert pipeline.pipe_names[0] == "gongkai_quantities"
    assert ran == []


@pytest.mark.parametrize(
    "config",
    [
        PLAIN + f'\n[initialize]\nbefore_init = {{"@callbacks":"{CANARY}"}}\n',
        PLAIN + f'\n[initialize.before_init]\n@callbacks = "{CANARY}"\n',
        PLAIN + f'\n[training]\n\n[training.logger]\n@readers = "{CANARY}"\n',
        PLAIN + f'\n[corpora]\n\n[corpora.train]\n@readers = "{CANARY}"\n',
        PLAIN + f'\n[paths]\ntrain = "x"\n\n[system]\n\n[system.x]\n@misc = "{CANARY}"\n',
        changed("batch_size = 64", f'before_creation = {{"@callbacks":"{CANARY}"}}'),
        changed("batch_size = 64", f'batch_size = {{"@misc":"{CANARY}"}}'),
        changed("batch_size = 64", "batch_size = 100000000000"),
        changed("batch_size = 64", "batch_size = ${vars.size}\n\n[vars]\nsize = 3"),
        changed("batch_size = 64", 'batch_size = 64\nvectors = "x"'),
        PLAIN + f'\n[nlp.after_creation]\n@callbacks = "{CANARY}"\n',
        changed('lang = "zh"', 'lang = "en"'),
        changed('lang = "zh"', f'lang = {{"@misc":"{CANARY}"}}'),
        changed("gongkai.CharacterTokenizer.v1", CANARY),
        changed("gongkai.CharacterTokenizer.v1", "spacy.Tokenizer.v1"),
        changed('@tokenizers = "gongkai', '@misc = "gongkai'),
        changed("[nlp.tokenizer]", f'[nlp.tokenizer]\nx = {{"@misc":"{CANARY}"}}'),
        changed('"gongkai.CharacterTokenizer.v1"', '["gongkai.CharacterTokenizer.v1"]'),
        changed('factory = "gongkai_spans"', f'factory = "{CANARY}"'),
        changed('factory = "gongkai_spans"', 'factory = "entity_ruler"'),
        changed('factory = "gongkai_spans"', 'factory = "gongkai_problems"'),
        changed('factory = "gongkai_spans"', 'factory = ["gongkai_spans"]'),
        changed('factory = "gongkai_spans"', 'source = "/tmp/other"'),
        changed('factory = "gongkai_spans"', f'factory = "gongkai_spans"\n@misc = "{CANARY}"'),
        changed('factory = "gongkai_spans"', 'factory = "gongkai_spans"\nname = "../../x"'),
        changed(
            'factory = "gongkai_spans"',
            f'factory = "gongkai_spans"\n\n[components.gongkai_spans.x]\n@layers = "{CANARY}"',
        ),
        changed("[components]", '[components]\n\n[components.copy]\ncopy_from_base_model = "x"'),
        changed("width = 8", "width = ${vars.width}\n\n[vars]\nwidth = 8"),
        changed("width = 8", "width = 1000000"),
        changed("width = 8", "width = 0"),
        changed("width = 8", "width = -8"),
        changed("width = 8", "width = 8.0"),
        changed("width = 8", "width = true"),
        changed("width = 8", 'width = "8"'),
        changed("width = 8", "width = null"),
        changed("networks = 1", "networks = 999"),
        changed("depth = 1", "depth = 100000"),
        changed("hidden = 8", "hidden = 99999999"),
        changed("linear_weight = 0.5", "linear_weight = NaN"),
        changed("linear_weight = 0.5", "linear_weight = 1.5"),
        changed("linear_weight = 0.5", "linear_weight = [0.5]"),
        changed('"gongkai_encoder","gongkai_spans"', '"gongkai_spans","gongkai_encoder"'),
        changed('"gongkai_spans",', ""),
        changed('"gongkai_spans",', '"gongkai_spans","gongkai_spans",'),
        changed('"gongkai_spans",', '"gongkai_spans","ner",'),
        re.sub("pipeline = .*", "pipeline = 3", PLAIN),
        re.sub("pipeline = .*", "pipeline = [[]]", PLAIN),
        re.sub("pipeline = .*", "pipeline = " + "[" * 20_000, PLAIN),
        PLAIN + "\n[nlp]\n",
        PLAIN + "\n[" + "a." * 3000 + "a]\n",
        "[nlp]\n",
        "[components]\n",
        "lang = zh",
        "[nlp\n",
        "",
        "\0",
    ],
    ids=range(56),
)  # fmt: skip
def test_a_config_that_names_or_sets_anything_else_is_refused(folder: Path, config: str) -> None:
    refused(folder, config)


def test_a_config_that_is_too_large_or_no_text_is_refused(folder: Path) -> None:
    assert "larger" in refused(folder, PLAIN + "#" * 200_000)
    (folder / CONFIG).write_bytes(b"\xff\xfe[nlp]")
    refused(folder)


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    assert "it has no file config.cfg" in refused(tmp_path)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    refused(tmp_path / "file")
    refused(tmp_path / "nothing")


@pytest.mark.parametrize(
    "name",
    [CONFIG, META, "gongkai_claims", "gongkai_encoder/weights.msgpack", "gongkai_calibrator"],
)
def test_links_are_not_followed(folder: Path, tmp_path: Path, name: str) -> None:
    shutil.move(folder / name, tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")
    assert "is a link" in refused(folder)


@pytest.mark.parametrize("name", [CONFIG, META, "gongkai_claims/weights.msgpack"])
def test_a_pipe_is_not_waited_for(folder: Path, name: str) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)
    refused(folder)


def test_what_stands_beside_a_model_is_not_read(folder: Path, small_model: Path) -> None:
    trap = pickle.dumps(Trap())
    (folder / "vocab").mkdir()
    for name in (
        "vocab/vectors", "vocab/strings.json", "vocab/lookups.bin", "features.pkl", "tokenizer",
        "gongkai_spans", "model.pkl",
    ):  # fmt: skip
        (folder / name).write_bytes(trap)
    (folder / "gongkai_claims" / "large").touch()
    os.truncate(folder / "gongkai_claims" / "large", 20 << 30)
    assert load_folder(folder).sha256 == load_folder(small_model).sha256
    assert ran == []


@pytest.mark.parametrize("name", [CONFIG, META, "gongkai_claims/weights.msgpack"])
def test_a_file_that_is_too_large_is_not_read(folder: Path, name: str) -> None:
    os.truncate(folder / name, 20 << 30)
    assert "is larger than" in refused(folder)


@pytest.mark.parametrize("name", [CONFIG, META, "gongkai_claims/weights.msgpack"])
def test_the_checksum_is_that_of_what_was_loaded(folder: Path, name: str) -> None:
    before = load_folder(folder).sha256
    if name == "gongkai_claims/weights.msgpack":
        component: Any = load_pipeline(folder).get_pipe("gongkai_claims")
        component.models = {
            question: HashedLinear.quantised(
                model.classes,
                np.zeros(0, np.uint32),
                np.zeros((0, len(model.classes)), np.int8),
                np.zeros(len(model.classes)),
                model.bits,
            )
            for question, model in component.models.items()
        }
        component.to_disk(folder / "gongkai_claims")
    else:
        (folder / name).write_text((folder / name).read_text("utf-8") + "\n", encoding="utf-8")
    assert load_folder(folder).sha256 != before


@pytest.mark.parametrize(
    "left", [(), ("gongkai_quantities",), ("gongkai_claims",), ("gongkai_relations",)]
)
def test_a_config_that_has_not_all_components_is_refused(
    folder: Path, left: tuple[str, ...]
) -> None:
    config = Config().from_str(PLAIN)
    config["nlp"]["pipeline"] = list(left)
    config["components"] = {name: {"factory": name} for name in left}
    assert "has these components" in refused(folder, config.to_str())


def test_words_come_with_their_segmenter(folder: Path, tmp_path: Path) -> None:
    config = Config().from_str(changed("CharacterTokenizer", "WordTokenizer"))
    pipeline = load_pipeline(folder)
    pipeline.tokenizer = WordTokenizer(pipeline.vocab, small_segmenter())
    save_pipeline(pipeline, config, tmp_path / "words", {})
    loaded = load_folder(tmp_path / "words")
    tokenizer: Any = loaded.pipeline.tokenizer
    assert tokenizer.to_bytes() == small_segmenter().to_bytes()
    assert loaded.sha256 != load_folder(folder).sha256
    os.truncate(tmp_path / "words" / "tokenizer" / "weights.npz", 20 << 30)
    assert "is larger than" in refused(tmp_path / "words")


@pytest.mark.parametrize(
    "part", ["gongkai_encoder", "gongkai_claims", "gongkai_relations", "gongkai_problems",
             "gongkai_calibrator"]
)  # fmt: skip
def test_weights_that_are_pickled_cut_or_missing_are_refused(folder: Path, part: str) -> None:
    file = folder / part / "weights.msgpack"
    content = file.read_bytes()
    for instead in (pickle.dumps(Trap()), b"", content[: len(content) // 2], content + b"\0"):
        file.write_bytes(instead)
        refused(folder)
    file.unlink()
    assert "missing" in refused(folder)


def test_weights_of_another_component_are_refused(folder: Path) -> None:
    for one, other in (
        ("gongkai_encoder", "gongkai_claims"),
        ("gongkai_claims", "gongkai_relations"),
        ("gongkai_relations", "gongkai_claims"),
        ("gongkai_calibrator", "gongkai_claims"),
    ):
        file, content = (
            folder / one / "weights.msgpack",
            (folder / one / "weights.msgpack").read_bytes(),
        )
        file.write_bytes((folder / other / "weights.msgpack").read_bytes())
        refused(folder)
        file.write_bytes(content)


def test_weights_of_another_shape_are_refused(folder: Path) -> None:
    for setting in (
        "width = 8",
        "hidden = 8",
        "heads = 1",
        "depth = 1",
        "networks = 1",
        "pieces = 2",
    ):
        assert "network" in refused(folder, changed(setting, setting[:-1] + "4"))


def test_a_pipeline_is_built_without_weights_and_saved_again(folder: Path, tmp_path: Path) -> None:
    config = Config().from_str(PLAIN)
    save_pipeline(load_pipeline(folder), config, tmp_path / "again", {"name": "x"})
    written = list((tmp_path / "again").glob("*/*"))
    assert len(written) == 5
    for file in written:
        name = file.relative_to(tmp_path / "again")
        assert file.read_bytes() == (folder / name).read_bytes()
    assert build_pipeline(config).pipe_names == load_pipeline(folder).pipe_names


def test_errors_are_those_that_the_command_line_tells() -> None:
    assert issubclass(ModelError, GongkaiError)
    assert issubclass(WeightsError, GongkaiError)
