"""What a bulk run was told to do, frozen in ``run.json`` before anything is read."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from gongkai.extract.bulk.folder import RUN
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import InputError
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.sources.places import is_address

FORMATS: Final = ("jsonl", "parquet")
DEFAULT_SHARD_SIZE: Final = 1000
_RECOGNISER: Final = "rapidocr"


@dataclass(frozen=True, slots=True)
class BulkSettings:
    """What a run does with its inputs; all of it is part of what the results are.

    Attributes
    ----------
    inputs
        What to read, as for ``gongkai.extract.inputs.find_inputs``; paths are absolute.
    formats
        Which of ``FORMATS`` to write.
    model
        What reads the narrative: a name, or the absolute path of a folder.
    model_sha256
        The checksum of its weights, where it has any.
    ocr
        When text is recognised in pictures.
    recognises
        Whether what recognises it is installed.
    minimum_confidence
        Claims below it are dropped; ``None`` keeps all.
    seconds, memory
        What one file may take; see ``gongkai.extract.pool.Limits``.
    shard_size
        Inputs a shard.
    text_column, bytes_column, uri_column
        The columns of tables that hold texts, files and addresses; ``None`` where they are
        to be guessed.
    version
        The version of gongkai.
    converts
        Whether LibreOffice is there, which older office formats are read by way of; ``None``
        where it is not known, and nothing is checked.
    """

    inputs: tuple[str, ...]
    formats: tuple[str, ...]
    model: str
    model_sha256: str | None
    ocr: Recognition
    recognises: bool
    minimum_confidence: float | None
    seconds: float
    memory: int
    shard_size: int = DEFAULT_SHARD_SIZE
    text_column: str | None = None
    bytes_column: str | None = None
    uri_column: str | None = None
    version: str = ""
    converts: bool | None = None

    __pydantic_config__ = ConfigDict(extra="forbid")

    def to_json(self) -> dict[str, Any]:
        """Return the settings as JSON values."""
        values: dict[str, Any] = _ADAPTER.dump_python(self, mode="json")
        return values

    @classmethod
    def from_json(cls, values: object) -> BulkSettings:
        """Return the settings that ``to_json`` gave as JSON values.

        Raises
        ------
        GongkaiError
            If they are none of this version.
        """
        try:
            return _ADAPTER.validate_json(json.dumps(values))
        except ValidationError as error:
            raise GongkaiError(f"No settings of this version of gongkai: {_first(error)}.") from (
                error
            )

    def differences(self, wanted: dict[str, Any]) -> list[str]:
        """Return the names of the settings that differ from those wanted, in their order."""
        return [
            each.name
            for each in fields(self)
            if each.name in wanted and getattr(self, each.name) != wanted[each.name]
        ]


_ADAPTER: Final = TypeAdapter(BulkSettings)


@dataclass(frozen=True, slots=True)
class Frozen:
    """What ``run.json`` holds.

    Attributes
    ----------
    settings
        What the run does.
    inputs, shards
        How many there are.
    skipped
        Number of files that were passed over, by their ending.
    manifest_sha256
        The checksum of the list of checksums of the manifest.
    """

    settings: BulkSettings
    inputs: int
    shards: int
    skipped: dict[str, int]
    manifest_sha256: str
    schema_version: Literal[1] = 1

    __pydantic_config__ = ConfigDict(extra="forbid")

    @property
    def text(self) -> str:
        """The content of the file."""
        values = {**asdict(self), "settings": self.settings.to_json()}
        return json.dumps(values, ensure_ascii=False, indent=2) + "\n"

    @property
    def sha256(self) -> str:
        """The checksum of the content of the file: of the inputs, and of what is done with them."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def size_of(self, number: int) -> int:
        """Return the number of inputs of a shard."""
        first = number * self.settings.shard_size
        return max(0, min(self.settings.shard_size, self.inputs - first))


_FROZEN: Final = TypeAdapter(Frozen)


def absolute(argument: str) -> str:
    """Return an input as it is called from any folder; addresses stay as they are.

    A glob is left relative where the folder's own name would be taken for a part of it.
    """
    if is_address(argument):
        return argument
    if not os.path.exists(argument) and has_wildcard(os.getcwd()):
        return argument
    return os.path.abspath(argument)


def has_wildcard(path: str) -> bool:
    """Tell whether a path has a character that means others in a glob."""
    return any(each in path for each in "*?[")


def has_run(directory: Path) -> bool:
    """Tell whether a folder holds a run whose inputs are frozen."""
    return (directory / RUN).is_file()


def read_frozen(directory: Path) -> Frozen:
    """Return what the run in a folder was told to do.

    Raises
    ------
    InputError
        If there is no run.
    GongkaiError
        If it is none of this version.
    """
    path = directory / RUN
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(
            f"{directory} holds no bulk run: begin one with gongkai bulk INPUT --output "
            f"{directory}, or check the path."
        ) from error
    except OSError as error:
        raise GongkaiError(
            f"{path} cannot be opened ({error.strerror}): check that it is readable."
        ) from error
    try:
        return _FROZEN.validate_json(content)
    except ValidationError as error:
        raise GongkaiError(
            f"{path} is not what this version of gongkai writes ({_first(error)}): restore it "
            "from a copy, use the version that began the run, or begin anew in another folder."
        ) from error


def recogniser_is_there() -> bool:
    """Tell whether what recognises text in pictures is installed."""
    return find_spec(_RECOGNISER) is not None


def converter_is_there() -> bool:
    """Tell whether what turns older office formats into newer ones is installed."""
    from gongkai.extract.reading.word.converting import office_program  # noqa: PLC0415 - loads late

    return office_program() is not None


def installed_version() -> str:
    """Return the version of gongkai that runs."""
    return version("gongkai")


def check_installation(settings: BulkSettings) -> None:
    """Check that this installation gives the results that the run was begun with.

    Raises
    ------
    GongkaiError
        If it is another version, or reads pictures or older office formats where the run does not,
        or the reverse.
    """
    if settings.version != installed_version():
        raise GongkaiError(
            f"The run was begun with gongkai {settings.version}, and this is "
            f"{installed_version()}: install that version, or begin anew in another folder."
        )
    if settings.converts is not None and settings.converts != converter_is_there():
        there, here, remedy = (
            ("", " not", "install") if settings.converts else (" not", "", "remove")
        )
        raise GongkaiError(
            f"The run was begun where LibreOffice, which older office formats are read by, "
            f"is{there} installed, and here it is{here}: {remedy} it, or begin anew in another "
            "folder."
        )
    if settings.ocr is Recognition.NEVER or settings.recognises == recogniser_is_there():
        return
    if settings.recognises:
        raise GongkaiError(
            "The run was begun where text in pictures is recognised, which this machine cannot "
            "do; run: pip install 'gongkai[ocr]'."
        )
    raise GongkaiError(
        "The run was begun where text in pictures could not be recognised, and here it is: go on "
        "without gongkai[ocr], or begin anew in another folder."
    )


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else str(first["msg"])
