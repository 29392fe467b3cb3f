"""The pipeline as a spaCy ``Language``: built from a config, saved to a folder, loaded safely.

A folder may come from anywhere, and a spaCy config can name any registered function. So nothing
of it is resolved before it is known to name our own components and tokenizers alone, weights are
plain arrays, and spaCy's vocabulary, which may hold vectors, is not read at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from configparser import Error as ConfigError
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.language import Language
from thinc.api import Config

from gongkai.models.errors import GongkaiError
from gongkai.models.trained import calibrating, components, problem_component
from gongkai.models.trained.linear import WeightsError

CONFIG: Final = "config.cfg"
META: Final = "meta.json"
#: The components in the order in which they run, each with what a config may set of it.
_COMPONENTS: Final[Mapping[str, frozenset[str]]] = {
    components.QUANTITIES: frozenset(),
    components.ENCODER: frozenset({"width", "depth", "pieces", "heads", "hidden", "networks"}),
    components.SPANS: frozenset(),
    components.CLAIMS: frozenset({"linear_weight"}),
    components.RELATIONS: frozenset(),
    problem_component.PROBLEMS: frozenset(),
    calibrating.CALIBRATOR: frozenset(),
}
#: The most that a size may be, so that a small file cannot ask for much memory.
_LARGEST: Final = {
    "width": 512, "depth": 16, "pieces": 8, "heads": 16, "hidden": 2_048, "networks": 8,
    "batch_size": 10_000,
}  # fmt: skip
_TOKENIZER: Final = "tokenizer"
_TOKENIZERS: Final = frozenset({"gongkai.CharacterTokenizer.v1", "gongkai.WordTokenizer.v1"})
_SECTIONS: Final = frozenset({"nlp", "components"})
_SETTINGS: Final = frozenset({"lang", "pipeline", "tokenizer", "batch_size"})
_MOST_BYTES: Final = 100_000
#: What thinc raises at a config that it cannot read.
_UNREADABLE: Final = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    ConfigError,
)
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
    _check_answers(pipeline)
    return pipeline


def files_of(folder: Path) -> list[Path]:
    """Return the files of a model, sorted: what stands beside them does not belong to it.

    Raises
    ------
    ModelError
        If one is a link.
    """
    files = [_inside(folder, name) for name in (CONFIG, META)]
    for name in (_TOKENIZER, *_COMPONENTS):
        part = _inside(folder, name)
        files += [_inside(part, each.name) for each in part.iterdir()] if part.is_dir() else []
    return sorted(each for each in files if each.is_file())


def _check_answers(pipeline: Language) -> None:
    """Refuse networks and linear models that were not trained together."""
    if not {components.ENCODER, components.CLAIMS} <= set(pipeline.pipe_names):
        return
    encoder: Any = pipeline.get_pipe(components.ENCODER)
    classifier: Any = pipeline.get_pipe(components.CLAIMS)
    by_question = {name: model.classes for name, model in classifier.models.items()}
    if dict(encoder.answers.by_question) != by_question:
        raise WeightsError("The networks and the linear models know different answers.")


def _with_weights(pipeline: Language) -> Iterator[tuple[str, Any]]:
    if hasattr(pipeline.tokenizer, "from_disk"):
        yield _TOKENIZER, pipeline.tokenizer
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
    except _UNREADABLE as error:
        raise ModelError(f"{file} cannot be read as a config.") from error


def _check(config: Mapping[str, Any]) -> None:
    """Refuse whatever is not known to be harmless."""
    settings = config.get("nlp")
    parts = config.get("components", {})
    if not isinstance(settings, Mapping) or not isinstance(parts, Mapping):
        raise ModelError("The config of a model needs the parts [nlp] and [components].")
    unknown = [*(set(config) - _SECTIONS), *(set(settings) - _SETTINGS)]
    if unknown:
        raise ModelError(f"The config of a model names {_few(unknown)}, which no model needs.")
    if settings.get("lang") != _LANGUAGE:
        raise ModelError(f"The language of a model is {_LANGUAGE}.")
    _check_size("batch_size", settings.get("batch_size", 1))
    _check_tokenizer(settings.get(_TOKENIZER))
    _check_order(settings.get("pipeline"), parts)
    for name, part in parts.items():
        _check_component(name, part)


def _check_tokenizer(tokenizer: object) -> None:
    if not isinstance(tokenizer, Mapping) or set(tokenizer) != {"@tokenizers"}:
        raise ModelError("The config of a model names one tokenizer of gongkai, and sets nothing.")
    name = tokenizer["@tokenizers"]
    if not isinstance(name, str) or name not in _TOKENIZERS:
        raise ModelError(f"There is no tokenizer {_few([name])} in gongkai.")


def _check_order(pipeline: object, parts: Mapping[str, Any]) -> None:
    if not isinstance(pipeline, list) or not all(isinstance(each, str) for each in pipeline):
        raise ModelError("The pipeline of a model is a list of names.")
    unknown = [name for name in [*pipeline, *parts] if name not in _COMPONENTS]
    if unknown:
        raise ModelError(f"There is no component {_few(unknown)} in gongkai.")
    if pipeline != [name for name in _COMPONENTS if name in parts]:
        raise ModelError(
            "The pipeline of a model has the components of its config, each once, in the order "
            f"{', '.join(_COMPONENTS)}."
        )


def _check_component(name: str, part: object) -> None:
    if not isinstance(part, Mapping) or part.get("factory") != name:
        raise ModelError(f"The component {name} of a model is made by another factory.")
    unknown = set(part) - _COMPONENTS[name] - {"factory"}
    if unknown:
        raise ModelError(f"The component {name} has no setting {_few(unknown)}.")
    for setting, value in part.items():
        if setting in _LARGEST:
            _check_size(setting, value)
        elif setting != "factory" and not (_is_number(value) and 0 <= value <= 1):
            raise ModelError(f"{setting} is a number from 0 to 1, not {_few([value])}.")


def _check_size(setting: str, value: object) -> None:
    most = _LARGEST[setting]
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise ModelError(f"{setting} is a whole number from 1 to {most}, not {_few([value])}.")


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _few(names: Iterable[object]) -> str:
    """Return names for a message, not longer than a line."""
    return ", ".join(sorted(repr(name)[:60] for name in names)[:3])
