"""The pipeline as a spaCy ``Language``: built from a config, saved to a folder, loaded safely.

A folder may come from anywhere, and a spaCy config can name any registered function. So nothing
of it is resolved before it is known to name our own components and tokenizers alone, weights are
plain arrays, and spaCy's vocabulary, which may hold vectors, is not read at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.language import Language
from thinc.api import Config

from gongkai.models.errors import GongkaiError
from gongkai.models.trained import calibrating, components, problem_component

CONFIG: Final = "config.cfg"
META: Final = "meta.json"
#: What a config may name.
_FACTORIES: Final = frozenset(
    {
        components.QUANTITIES,
        components.ENCODER,
        components.SPANS,
        components.CLAIMS,
        components.RELATIONS,
        problem_component.PROBLEMS,
        calibrating.CALIBRATOR,
    }
)
_TOKENIZERS: Final = frozenset({"gongkai.CharacterTokenizer.v1", "gongkai.WordTokenizer.v1"})
_SECTIONS: Final = frozenset({"nlp", "components"})
_SETTINGS: Final = frozenset({"lang", "pipeline", "tokenizer", "batch_size"})
_MOST_BYTES: Final = 100_000
_LANGUAGE: Final = "zh"


class ModelError(GongkaiError):
    """A model that cannot be found, or that is no model of gongkai."""


def build_pipeline(config: Config) -> Language:
    """Build the pipeline that a config describes, without weights.

    Raises
    ------
    ModelError
        If the config names anything but gongkai's own components and tokenizers.
    """
    _check(config)
    return spacy.util.load_model_from_config(config, auto_fill=True, validate=True)


def save_pipeline(
    pipeline: Language, config: Config, folder: Path, meta: Mapping[str, Any]
) -> None:
    """Write a pipeline into a folder: its config, what is known of it, and its weights.

    Parameters
    ----------
    pipeline
        The pipeline.
    config
        What it was built from.
    folder
        Where it goes; made if it is not there.
    meta
        What is known of it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CONFIG).write_text(config.to_str(), encoding="utf-8", newline="\n")
    written = json.dumps(meta, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / META).write_text(written + "\n", encoding="utf-8", newline="\n")
    for name, component in _with_weights(pipeline):
        component.to_disk(folder / name)


def load_pipeline(folder: Path) -> Language:
    """Load a pipeline.

    Parameters
    ----------
    folder
        What ``save_pipeline`` wrote. Nothing in it is executed, whoever made it.

    Raises
    ------
    ModelError
        If it is no model of gongkai.
    WeightsError
        If its weights are damaged.
    """
    pipeline = build_pipeline(_read_config(folder))
    for name, component in _with_weights(pipeline):
        component.from_disk(_inside(folder, name))
    return pipeline


def _with_weights(pipeline: Language) -> Iterator[tuple[str, Any]]:
    if hasattr(pipeline.tokenizer, "from_disk"):
        yield "tokenizer", pipeline.tokenizer
    for name, component in pipeline.pipeline:
        if hasattr(component, "from_disk"):
            yield name, component


def _inside(folder: Path, name: str) -> Path:
    path = folder / name
    if path.is_symlink():
        raise ModelError(f"{path} is a link: a model consists of plain files and folders.")
    return path


def _read_config(folder: Path) -> Config:
    file = _inside(folder, CONFIG)
    if not file.is_file():
        raise ModelError(f"{folder} is no model: it has no file {CONFIG}.")
    if file.stat().st_size > _MOST_BYTES:
        raise ModelError(f"{file} is larger than {_MOST_BYTES} bytes: it is no config of a model.")
    try:
        return Config().from_str(file.read_text(encoding="utf-8"), interpolate=False)
    except (ValueError, UnicodeError) as error:
        raise ModelError(f"{file} cannot be read as a config.") from error


def _check(config: Mapping[str, Any]) -> None:
    """Refuse whatever is not known to be harmless."""
    settings = config.get("nlp")
    parts = config.get("components", {})
    if not isinstance(settings, Mapping) or not isinstance(parts, Mapping):
        raise ModelError("The config of a model needs the parts [nlp] and [components].")
    if not set(config) <= _SECTIONS or not set(settings) <= _SETTINGS:
        raise ModelError("The config of a model names what no model of gongkai needs.")
    if settings.get("lang") != _LANGUAGE:
        raise ModelError(f"The language of a model is {_LANGUAGE}.")
    tokenizer = settings.get("tokenizer")
    if not isinstance(tokenizer, Mapping) or set(tokenizer) != {"@tokenizers"}:
        raise ModelError("The config of a model names one tokenizer of gongkai.")
    if tokenizer["@tokenizers"] not in _TOKENIZERS:
        raise ModelError(f"There is no tokenizer {tokenizer['@tokenizers']!r}.")
    for name, part in parts.items():
        if not isinstance(part, Mapping) or part.get("factory") not in _FACTORIES:
            raise ModelError(f"There is no component {name!r} in gongkai.")
        for value in part.values():
            if not isinstance(value, (str, int, float, bool)) or "$" in str(value):
                raise ModelError(f"The component {name!r} is set to something that is no number.")
    if set(settings.get("pipeline", ())) != set(parts):
        raise ModelError("The config of a model has other components than its pipeline.")
