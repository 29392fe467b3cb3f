"""The pipeline as a spaCy ``Language``: built from a config, saved to a folder, loaded safely.

A folder may come from anywhere, and a spaCy config can name any registered function. So a config
is checked as plain text before spaCy sees it: it names our own components, all of them and in
their order, and our own tokenizers, and nothing else. Of the rest of a folder only the files of
these are read, each once, of bounded size and never through a link: weights are MessagePack
and, of a tokenizer that has any, an archive of plain arrays. What spaCy itself would
write beside them, such as a vocabulary with vectors, is not read. The checksum of a model is that
of the bytes that it was loaded from.

The order of the components is one in which each finds what it needs. Relations come after claims,
since only what is a claim can have a whole or be one, and the metrics of two claims tell most
of whether one is a part of the other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from configparser import Error as ConfigError
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.language import Language
from thinc.api import Config

from gongkai.models.errors import GongkaiError
from gongkai.models.trained import calibrating, components, problem_component
from gongkai.models.trained.arrays import MOST_BYTES
from gongkai.models.trained.component import FILE, StoredComponent, read_file
from gongkai.models.trained.linear import WeightsError
from gongkai.models.trained.segmentation import storage
from gongkai.models.trained.segmentation.segmenter import Segmenter
from gongkai.models.trained.segmentation.tokenizers import (
    CHARACTER_TOKENIZER,
    WORD_TOKENIZER,
    WordTokenizer,
)

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
_TOKENIZERS: Final = frozenset({CHARACTER_TOKENIZER, WORD_TOKENIZER})
_SECTIONS: Final = frozenset({"nlp", "components"})
_SETTINGS: Final = frozenset({"lang", "pipeline", "tokenizer", "batch_size"})
#: The most bytes of the config, and of what is told of a model.
_MOST_TEXT: Final = 100_000
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


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """What was loaded from a folder.

    Attributes
    ----------
    pipeline
        The pipeline with its weights.
    config
        What it was built from.
    sha256
        The SHA-256 over the names and bytes of the files that it was loaded from, in order.
    """

    pipeline: Language
    config: Config
    sha256: str


def build_pipeline(config: Config) -> Language:
    """Build the pipeline that a config describes, without weights.

    Raises
    ------
    ModelError
        If the config names anything but gongkai's own components and tokenizers, or not all of
        the components.
    """
    _check(config)
    return spacy.util.load_model_from_config(config, auto_fill=True, validate=True)


def save_pipeline(
    pipeline: Language, config: Config, folder: Path, meta: Mapping[str, Any]
) -> None:
    """Write a pipeline into a folder: its config, what is known of it, and its weights.

    No other folder can be loaded: ``Language.to_disk`` fills in all of spaCy's settings and
    writes its vocabulary, and settings that no model needs are refused.

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
    if isinstance(pipeline.tokenizer, WordTokenizer):
        pipeline.tokenizer.to_disk(folder / _TOKENIZER)
    for name, component in _with_weights(pipeline):
        component.to_disk(folder / name)


def load_pipeline(folder: Path) -> Language:
    """Load a pipeline, as ``load_folder`` does."""
    return load_folder(folder).pipeline


def load_folder(folder: Path) -> LoadedModel:
    """Load a model.

    Parameters
    ----------
    folder
        What ``save_pipeline`` wrote. Nothing in it is executed, whoever made it.

    Raises
    ------
    ModelError
        If it is no model of gongkai.
    WeightsError, CalibratorError, SegmenterError
        If its weights are damaged.
    """
    if not _inside(folder, CONFIG).is_file():
        raise ModelError(f"{folder} is no model: it has no file {CONFIG}.")
    files = _Files(folder)
    written = files.read(CONFIG, most=_MOST_TEXT)
    pipeline = build_pipeline(_config(folder, written))
    for name, component in sorted(_with_weights(pipeline)):
        component.from_bytes(files.read(name, FILE, most=MOST_BYTES))
    _check_answers(pipeline)
    if _inside(folder, META).exists():
        files.read(META, most=_MOST_TEXT)
    if isinstance(pipeline.tokenizer, WordTokenizer):
        pipeline.tokenizer.segmenter = Segmenter.from_files(
            *(
                files.read(_TOKENIZER, name, most=storage.MOST_BYTES)
                for name in (storage.VOCABULARY_FILE, storage.WEIGHTS_FILE)
            )
        )
    return LoadedModel(pipeline, _config(folder, written), files.sha256)


def check_components(names: Sequence[str]) -> None:
    """Check that a pipeline is complete.

    Raises
    ------
    ModelError
        If its components are not those of a model, in their order.
    """
    if list(names) != list(_COMPONENTS):
        raise ModelError(
            "The pipeline of a model has these components, each once and in this order: "
            f"{', '.join(_COMPONENTS)}."
        )


class _Files:
    """Reads the files of a model, each once and in the order of their names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._digest = hashlib.sha256()

    def read(self, *parts: str, most: int) -> bytes:
        """Return what a file holds, at the most so many bytes, and count it in."""
        path = self._folder
        for part in parts:
            path = _inside(path, part)
        content = read_file(path, most)
        name = "/".join(parts).encode()
        self._digest.update(f"{len(name)} {len(content)} ".encode() + name)
        self._digest.update(content)
        return content

    @property
    def sha256(self) -> str:
        """The checksum of all that was read."""
        return self._digest.hexdigest()


def _check_answers(pipeline: Language) -> None:
    """Refuse networks and linear models that were not trained together."""
    encoder: Any = pipeline.get_pipe(components.ENCODER)
    classifier: Any = pipeline.get_pipe(components.CLAIMS)
    by_question = {name: model.classes for name, model in classifier.models.items()}
    if dict(encoder.answers.by_question) != by_question:
        raise WeightsError("The networks and the linear models know different answers.")


def _with_weights(pipeline: Language) -> Iterator[tuple[str, StoredComponent]]:
    for name, component in pipeline.pipeline:
        if isinstance(component, StoredComponent):
            yield name, component


def _inside(folder: Path, name: str) -> Path:
    path = folder / name
    if path.is_symlink():
        raise ModelError(f"{path} is a link: a model consists of plain files and folders.")
    return path


def _config(folder: Path, written: bytes) -> Config:
    try:
        return Config().from_str(written.decode("utf-8"), interpolate=False)
    except _UNREADABLE as error:
        raise ModelError(f"{folder / CONFIG} cannot be read as a config.") from error


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
    check_components(pipeline)
    check_components([name for name in _COMPONENTS if name in parts])


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
