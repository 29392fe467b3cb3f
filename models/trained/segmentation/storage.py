"""The files of a segmenter, read as if a stranger had written them.

``vocabulary.msgpack`` holds three strings, ``weights.npz`` five arrays. What is read can do no
more than be refused: nothing is unpickled, links and anything that is no regular file are not
followed, and sizes are checked before room is made for what they announce.
"""

from __future__ import annotations

import io
import math
import os
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Final

import numpy as np
import srsly
from numpy.lib import format as npy

from gongkai.models.trained.segmentation.vocabulary import (
    Half,
    SegmenterError,
    Vocabulary,
    Weights,
    damaged,
)

VOCABULARY_FILE: Final = "vocabulary.msgpack"
WEIGHTS_FILE: Final = "weights.npz"
#: The most that one file, or all bytes of a segmenter, may hold; the shipped one has a tenth.
MOST_BYTES: Final = 30_000_000

_FORMAT: Final = "gongkai.segmenter"
_VERSION: Final = 1
_HALF: Final = np.dtype("<f2")
_ARRAYS: Final = ("characters", "pairs", "words", "intercept", "transitions")
_TEXTS: Final = ("characters", "pairs", "words")
#: The most bytes that open an array; numpy writes 128.
_LONGEST_HEADER: Final = 1_000
#: What opens an array in version 1.0 of numpy's format, in the one form that numpy writes it.
_HEADER: Final = re.compile(
    rb"\x93NUMPY\x01\x00(?P<length>..)"
    rb"\{'descr': '<f2', 'fortran_order': False, 'shape': \((?P<shape>[0-9, ]{1,60})\), \} *\n",
    re.DOTALL,
)
_BEFORE_HEADER: Final = 10
#: Time stamp in an archive: the earliest it can hold, so that the same weights give the same bytes.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def to_bytes(vocabulary: Vocabulary, weights: Weights) -> bytes:
    """Return vocabulary and weights as bytes."""
    return _pack({**_texts(vocabulary), "weights": _archive(weights)})


def from_bytes(data: bytes) -> tuple[Vocabulary, Weights]:
    """Return the vocabulary and the weights that ``to_bytes`` wrote.

    Raises
    ------
    SegmenterError
        If the bytes are no segmenter.
    """
    fields = _unpack(data, {**dict.fromkeys(_TEXTS, str), "weights": bytes})
    vocabulary = _vocabulary(fields)
    archive = fields["weights"]
    assert isinstance(archive, bytes)  # noqa: S101 - _unpack has seen to it
    return vocabulary, _weights(archive, vocabulary)


def to_disk(folder: str | os.PathLike[str], vocabulary: Vocabulary, weights: Weights) -> None:
    """Write vocabulary and weights into a folder, which is made if it is missing."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / VOCABULARY_FILE).write_bytes(_pack(_texts(vocabulary)))
    (folder / WEIGHTS_FILE).write_bytes(_archive(weights))


def from_disk(folder: str | os.PathLike[str]) -> tuple[Vocabulary, Weights]:
    """Return the vocabulary and the weights that ``to_disk`` wrote.

    Raises
    ------
    SegmenterError
        If the folder holds no segmenter.
    """
    folder = Path(folder)
    return from_files(_read(folder / VOCABULARY_FILE), _read(folder / WEIGHTS_FILE))


def from_files(vocabulary: bytes, weights: bytes) -> tuple[Vocabulary, Weights]:
    """Return the vocabulary and the weights that the two files of ``to_disk`` hold.

    Raises
    ------
    SegmenterError
        If they are not those of a segmenter.
    """
    texts = _vocabulary(_unpack(vocabulary, dict.fromkeys(_TEXTS, str)))
    return texts, _weights(weights, texts)


def _read(file: Path) -> bytes:
    """Return what a regular file holds; links and pipes are refused, not followed."""
    if file.is_symlink():
        raise damaged(f"{file.name} is a link, and links are not followed")
    # A pipe would wait for someone to write; where the flags are missing there are none.
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(file, os.O_RDONLY | flags)
    except OSError as error:
        raise SegmenterError(
            f"{file} cannot be read ({error.strerror}): give a folder that holds a segmenter."
        ) from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise damaged(f"{file.name} is no regular file")
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            data = stream.read(MOST_BYTES + 1)
    finally:
        os.close(descriptor)
    if len(data) > MOST_BYTES:
        raise damaged(f"{file.name} has more than {MOST_BYTES:,} bytes")
    return data


def _texts(vocabulary: Vocabulary) -> dict[str, str | bytes]:
    return {
        "characters": "".join(vocabulary.characters),
        "pairs": "".join(vocabulary.pairs),
        "words": "\n".join(vocabulary.words),
    }


def _pack(fields: dict[str, str | bytes]) -> bytes:
    header = {"format": _FORMAT, "version": _VERSION}
    packed: bytes = srsly.msgpack.dumps({**header, **fields}, use_bin_type=True)
    return packed


def _unpack(data: bytes, types: dict[str, type]) -> dict[str, str | bytes]:
    """Return the fields of a flat map, each of its type."""
    if len(data) > MOST_BYTES:
        raise damaged(f"it has more than {MOST_BYTES:,} bytes")
    try:
        # With a hook for pairs, srsly calls none of the decoders that packages have registered.
        fields = srsly.msgpack.loads(
            data,
            raw=False,
            object_pairs_hook=_distinct,
            max_map_len=len(types) + 2,
            max_array_len=0,
            max_ext_len=0,
        )
    except (ValueError, TypeError, MemoryError, srsly.msgpack.exceptions.UnpackException) as error:
        raise damaged("its vocabulary is no MessagePack map of texts") from error
    if not isinstance(fields, dict) or fields.pop("format", None) != _FORMAT:
        raise damaged("its vocabulary is something else")
    version = fields.pop("version", None)
    if version != _VERSION:
        raise damaged(f"its format has the version {version!r:.40}, not {_VERSION}")
    if {name: type(value) for name, value in fields.items()} != types:
        raise damaged(f"it does not hold just {', '.join(types)}")
    return fields


def _distinct(pairs: list[tuple[object, object]]) -> dict[object, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("A name stands twice.")
    return fields


def _vocabulary(fields: dict[str, str | bytes]) -> Vocabulary:
    characters, pairs, words = (str(fields[name]) for name in _TEXTS)
    return Vocabulary(
        tuple(characters),
        tuple(pairs[place : place + 2] for place in range(0, len(pairs), 2)),
        tuple(words.split("\n")) if words else (),
    )


def _archive(weights: Weights) -> bytes:
    """Return the weights as an npz archive, the same bytes for the same weights."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _ARRAYS:
            member = io.BytesIO()
            array = np.ascontiguousarray(getattr(weights, name), dtype=_HALF)
            npy.write_array(member, array, version=(1, 0), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", _NO_TIME)
            archive.writestr(entry, member.getvalue(), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _weights(data: bytes, vocabulary: Vocabulary) -> Weights:
    shapes = vocabulary.shapes()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sorted(archive.namelist()) != sorted(f"{name}.npy" for name in _ARRAYS):
                raise damaged(f"its weights are not just {', '.join(_ARRAYS)}")
            arrays = {name: _array(archive, name, shapes[name]) for name in _ARRAYS}
    # What a damaged archive makes zipfile and zlib raise is not one family of exceptions.
    except (
        *(zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError),
        *(RuntimeError, NotImplementedError, struct.error),
    ) as error:
        raise damaged("its weights are no archive of arrays") from error
    return Weights(**arrays)


def _array(archive: zipfile.ZipFile, name: str, shape: tuple[int, ...]) -> Half:
    """Return one array of an archive, if it is just as large as it has to be.

    numpy would read it too, but makes room for what the header announces, and reads the header
    as a literal of Python.
    """
    entry = archive.getinfo(f"{name}.npy")
    size = math.prod(shape) * _HALF.itemsize
    if not size < entry.file_size <= size + _LONGEST_HEADER:
        raise damaged(f"its weights of {name} do not fit its vocabulary")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise damaged("its weights are packed in an unusual way")
    member = archive.read(entry)
    header = _HEADER.match(member)
    start = header.end() if header else 0
    if header is None or start != len(member) - size:
        raise damaged(f"its weights of {name} are no array of two-byte numbers")
    found = tuple(int(length) for length in header["shape"].split(b",") if length.strip())
    if found != shape or start != int.from_bytes(header["length"], "little") + _BEFORE_HEADER:
        raise damaged(f"its weights of {name} do not fit its vocabulary")
    array: Half = np.frombuffer(member, _HALF, offset=start).astype(np.float16).reshape(shape)
    return array
