"""Files that may be packed (``.gz``, ``.zst``), read forward within bounds."""

from __future__ import annotations

from typing import IO, BinaryIO, Final, cast

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.limits import MAXIMUM_BYTES, PACKED_LINES_RATIO
from gongkai.extract.reading.zip_files import brief
from gongkai.extract.sources.places import open_place, size_of

_COMPRESSIONS: Final = {".gz": "gzip", ".zst": "zstd"}
#: How much is unpacked at once, and how much when a break is near.
_STEPS: Final = (2**16, 2**10, 1)
#: How much of a packed file pyarrow reads at once, twice.
_NEAR_BYTES: Final = 2**17


def compression_of(name: str) -> str | None:
    """Return how a file is packed, by its ending."""
    return next((each for end, each in _COMPRESSIONS.items() if name.lower().endswith(end)), None)


class UnpackedStream:
    """What a file unpacks to.

    Parameters
    ----------
    path
        The path or the address of the file.
    compression
        How it is packed, as ``compression_of`` says.

    Attributes
    ----------
    position
        How many bytes were read.

    Raises
    ------
    ReadError, OSError
        If it cannot be opened.
    """

    def __init__(self, path: str, compression: str | None) -> None:
        self._path = path
        self._compression = compression
        self._most: float = float("inf")
        if compression is not None:
            self._most = max(MAXIMUM_BYTES, size_of(path) * PACKED_LINES_RATIO)
        self._packed = open_place(path)
        self._stream = self._unpacking(self._packed)
        self._steps: tuple[int, ...] = _STEPS
        self._near: int | None = None
        self._fault: ReadError | None = None
        self.position = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes, as many as there are up to ``size``; none at the end.

        Raises
        ------
        ReadError
            Where the file breaks off, or unpacks beyond reason; the message goes on where the
            name of the file ends. All bytes before that place have been returned.
        """
        if self._fault is not None:
            raise self._fault
        try:
            content = self._read(size)
        except MemoryError:
            raise
        except Exception as error:
            self._fault = _break(error)
            raise self._fault from error
        self.position += len(content)
        if self.position > self._most:
            self._fault = ReadError(
                "too_large",
                f"unpacks to more than {PACKED_LINES_RATIO:,} times its size, which no texts do: "
                "unpack it yourself if you trust it.",
            )
        return content

    def skip_to(self, position: int) -> None:
        """Read and drop what comes before a position."""
        while self.position < position:
            if not self.read(position - self.position):
                return

    def close(self) -> None:
        """Close the file."""
        self._packed.close()

    def _unpacking(self, packed: IO[bytes]) -> IO[bytes]:
        if self._compression is None:
            return packed
        import pyarrow  # noqa: PLC0415 - slow to load

        unpacked: IO[bytes] = pyarrow.input_stream(packed, compression=self._compression)
        return unpacked

    def _read(self, size: int) -> bytes:
        """Read on, the nearer a break the less at once.

        A call that meets a break loses what was unpacked before it.
        """
        while True:
            try:
                return bytes(self._stream.read(min(size, self._steps[0])))
            except MemoryError:
                raise
            except Exception:
                if len(self._steps) == 1:
                    raise
                self._approach_break()

    def _approach_break(self) -> None:
        """Open the file again at the position, to go on with smaller steps."""
        if self._near is None:
            self._near = max(0, self._packed.tell() - _NEAR_BYTES)
        self._packed.close()
        self._packed = open_place(self._path)
        self._stream = self._unpacking(cast("IO[bytes]", _Dribble(self._packed, self._near)))
        self._steps = self._steps[1:]
        left = self.position
        while left and (piece := self._stream.read(min(left, _STEPS[0]))):
            left -= len(piece)


class _Dribble:
    """A file that gives a byte at a time from some place on.

    What unpacks it then gives all that can be told from the bytes before a break.
    """

    closed = False

    def __init__(self, packed: BinaryIO, place: int) -> None:
        self._packed = packed
        self._left = place

    def read(self, size: int) -> bytes:
        content = self._packed.read(min(size, self._left) or 1)
        self._left = max(0, self._left - len(content))
        return content

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._packed.close()


def _break(error: Exception) -> ReadError:
    return ReadError(
        "damaged",
        f"breaks off ({brief(str(error)) or type(error).__name__}): fetch or pack it again for "
        "what comes behind.",
    )
