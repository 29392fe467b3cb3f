"""The folder of a model: replaced as a whole, or left as it was."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from gongkai.models.trained.loading import CONFIG, META
from gongkai.training.errors import TrainingError

_PREFIX: Final = ".gongkai-"


def check_place(folder: Path) -> None:
    """Check, before a long training, that a model can be written to a folder.

    Parameters
    ----------
    folder
        A folder that does not exist, that is empty, or that holds a model.

    Raises
    ------
    TrainingError
        If it is anything else, which is never replaced, or nothing can be written there.
    """
    _refuse_other(folder)
    place = folder.resolve()
    existing = next(each for each in (place.parent, *place.parents) if each.exists())
    if not os.access(existing, os.W_OK | os.X_OK) or not existing.is_dir():
        raise TrainingError(
            f"Nothing can be written to {existing}: name another place for the model."
        )


@contextmanager
def placed(folder: Path) -> Iterator[Path]:
    """Give a folder to write a model to; it takes its place once all is written.

    When something goes wrong, or the training is interrupted, what was in that place is still
    there.

    Parameters
    ----------
    folder
        Where the model goes; see ``check_place``.

    Raises
    ------
    TrainingError
        If something else is there.
    OSError
        If it cannot be written; its file name is that of the folder.
    """
    _refuse_other(folder)
    place = folder.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=_PREFIX, dir=place.parent) as aside:
            written = Path(aside) / "model"
            written.mkdir()
            yield written
            _exchange(written, place, Path(aside) / "before")
    except OSError as error:
        error.filename, error.filename2 = str(folder), None
        raise


def _exchange(written: Path, place: Path, before: Path) -> None:
    had_one = place.exists()
    if had_one:
        place.rename(before)
    try:
        written.rename(place)
    except BaseException:
        if had_one:
            before.rename(place)
        raise


def _refuse_other(folder: Path) -> None:
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise TrainingError(f"{folder} is no folder: name a folder for the model.")
    is_model = (folder / CONFIG).is_file() and (folder / META).is_file()
    if not is_model and any(folder.iterdir()):
        raise TrainingError(
            f"{folder} holds something that is no model, and would be replaced: name another "
            "folder, or an empty one."
        )
