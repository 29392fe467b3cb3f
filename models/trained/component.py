"""What components with weights share: one file each, of bounded size."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Self

from gongkai.models.trained.arrays import MOST_BYTES
from gongkai.models.trained.linear import WeightsError

#: Name of the file that a component writes into its folder.
FILE: Final = "weights.msgpack"


class StoredComponent:
    """A component whose weights are one file."""

    def to_bytes(self, **_: object) -> bytes:
        """Return the weights as bytes."""
        raise NotImplementedError

    def from_bytes(self, data: bytes, **_: object) -> Self:
        """Read what ``to_bytes`` returned."""
        raise NotImplementedError

    def to_disk(self, path: str | Path, **_: object) -> None:
        """Write the weights into a folder, which is made."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: object) -> Self:
        """Read what ``to_disk`` wrote.

        Raises
        ------
        WeightsError
            If it is not there, too large, or something else.
        """
        file = Path(path) / FILE
        if file.is_symlink() or not file.is_file():
            raise WeightsError(f"{file} is missing: train the model, or install gongkai again.")
        if file.stat().st_size > MOST_BYTES:
            raise WeightsError(f"{file} is larger than {MOST_BYTES} bytes: it is no model.")
        return self.from_bytes(file.read_bytes())
