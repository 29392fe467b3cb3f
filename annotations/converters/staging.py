"""Output that is there whole or not at all, and never in the place of something else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai.annotations.converters.errors import ConverterError


def check_new(output: Path) -> None:
    """Check that nothing is where something is to be written.

    Raises
    ------
    ConverterError
        If something is.
    """
    if os.path.lexists(output):
        raise ConverterError(f"{output} exists: name another, or take it away first")


@contextmanager
def staged(output: Path) -> Iterator[Path]:
    """Give a path to write to; what was written there goes to the output once all is written.

    Whatever else was written beside that path goes beside the output. A file that is there
    already with the same content is left as it is. When something goes wrong nothing is left,
    and the error names the output.

    Parameters
    ----------
    output
        A file or folder that does not exist yet; the folder it is in is made.

    Raises
    ------
    ConverterError
        If something exists in the place of the output or of a file beside it.
    OSError
        If it cannot be written.
    """
    check_new(output)
    missing = [folder for folder in output.parents if not folder.exists()]
    path = output
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".gongkai-", dir=output.parent) as folder:
            path = Path(folder) / output.name
            yield path
            _move(Path(folder), output.parent)
    except BaseException as error:
        for made in missing:
            with suppress(OSError):
                made.rmdir()
        if isinstance(error, ConverterError):
            raise ConverterError(str(error).replace(str(path), str(output))) from None
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(output), None
        raise


def _move(source: Path, target: Path) -> None:
    """Move what is in a folder to another, unless something there would be written over."""
    moves = [(each, target / each.name) for each in sorted(source.iterdir())]
    moves = [(each, place) for each, place in moves if not _same(each, place)]
    for _, place in moves:
        if os.path.lexists(place):
            raise ConverterError(
                f"{place} exists and says something else: write to another folder, or take it away "
                "first"
            )
    for each, place in moves:
        each.rename(place)


def _same(written: Path, there: Path) -> bool:
    if not (written.is_file() and there.is_file()):
        return False
    return written.read_bytes() == there.read_bytes()
