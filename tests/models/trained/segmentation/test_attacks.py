"""A folder from a stranger: nothing in it is run, and one error says what is wrong with it."""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import srsly
from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.trained.segmentation import Segmenter, SegmenterError
from gongkai.models.trained.segmentation.storage import MOST_BYTES, VOCABULARY_FILE, WEIGHTS_FILE
from tests.models.trained.segmentation.small import small_segmenter

NAMES = ("characters", "pairs", "words", "intercept", "transitions")
#: Well above what a refusal takes, far below what the attacks ask for.
MOST_MEMORY = 100_000_000


class Attack:
    """Makes a file when it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.touch, (self.trace,)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a sound segmenter."""
    small_segmenter().to_disk(tmp_path / "segmenter")
    return tmp_path / "segmenter"


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    """Return the file that appears when an attack is run."""
    return tmp_path / "attacked"


def refusal(folder: Path) -> str:
    with pytest.raises(SegmenterError) as caught:
        Segmenter.from_disk(folder)
    message = str(caught.value)
    assert "\n" not in message
    return message


def members(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(folder / WEIGHTS_FILE) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_members(
    folder: Path, contents: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED
) -> None:
    with zipfile.ZipFile(folder / WEIGHTS_FILE, "w", packing) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)


def array_file(array: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=True)
    return stream.getvalue()


def test_the_attacks_work_on_whoever_unpickles(trace: Path) -> None:
    pickle.loads(pickle.dumps(Attack(trace)))  # noqa: S301 - shows that the trap is set
    assert trace.exists()


def test_the_library_itself_runs_pickled_features(tmp_path: Path, trace: Path) -> None:
    library = pytest.importorskip("spacy_pkuseg")
    (tmp_path / "features.pkl").write_bytes(pickle.dumps(Attack(trace)))
    with contextlib.suppress(TypeError):  # what was unpickled are no features
        library.pkuseg(str(tmp_path), user_dict=None)
    assert trace.exists()


def test_the_library_itself_runs_pickled_dictionaries(tmp_path: Path, trace: Path) -> None:
    library = pytest.importorskip("spacy_pkuseg")
    dictionary = tmp_path / "dictionary.pkl"
    dictionary.write_bytes(pickle.dumps(Attack(trace)))
    with contextlib.suppress(AttributeError):  # what was unpickled is no text
        library.Postprocesser(None, [str(dictionary)])
    assert trace.exists()


@pytest.mark.parametrize("name", ["features.pkl", "default.pkl", VOCABULARY_FILE, WEIGHTS_FILE])
def test_a_folder_of_pickles_is_refused_and_none_is_run(
    tmp_path: Path, trace: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(pickle.dumps(Attack(trace)))
    assert VOCABULARY_FILE in refusal(tmp_path) or name == VOCABULARY_FILE
    assert not trace.exists()


@pytest.mark.parametrize("name", ["features.pkl", "segmenter_dict.pkl", "default.pkl"])
def test_pickles_beside_a_sound_segmenter_are_never_read(
    folder: Path, trace: Path, name: str
) -> None:
    (folder / name).write_bytes(pickle.dumps(Attack(trace)))
    assert Segmenter.from_disk(folder).words("发布信息") == small_segmenter().words("发布信息")
    assert not trace.exists()


@pytest.mark.parametrize("name", NAMES)
def test_pickled_arrays_are_refused_and_not_run(folder: Path, trace: Path, name: str) -> None:
    attack = array_file(np.array([Attack(trace)] * 40, dtype=object))
    write_members(folder, members(folder) | {f"{name}.npy": attack})
    assert f"weights of {name}" in refusal(folder)
    with contextlib.suppress(TypeError), np.load(folder / WEIGHTS_FILE, allow_pickle=True) as open_:
        open_[name]
    assert trace.exists()  # numpy would have run it, had it been told to


def test_an_archive_that_is_a_pickle_is_refused_and_not_run(folder: Path, trace: Path) -> None:
    (folder / WEIGHTS_FILE).write_bytes(pickle.dumps(Attack(trace)))
    assert "weights are no archive" in refusal(folder)
    assert not trace.exists()


def test_a_vocabulary_that_is_a_pickle_is_refused_and_not_run(folder: Path, trace: Path) -> None:
    (folder / VOCABULARY_FILE).write_bytes(pickle.dumps(Attack(trace)))
    assert "vocabulary is no MessagePack map" in refusal(folder)
    assert not trace.exists()


@pytest.mark.parametrize("name", ["news", "spacy_ontonotes", "default"])
def test_names_of_models_on_the_network_are_folders_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PKUSEG_HOME", str(tmp_path / "home"))
    assert "give a folder that holds a segmenter" in refusal(Path(name))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [VOCABULARY_FILE, WEIGHTS_FILE])
class TestFilesThatAreNone:
    def test_links_are_refused(self, folder: Path, name: str) -> None:
        (folder / name).rename(folder / "elsewhere")
        (folder / name).symlink_to(folder / "elsewhere")
        assert f"{name} is a link" in refusal(folder)

    def test_pipes_are_refused_without_waiting(self, folder: Path, name: str) -> None:
        (folder / name).unlink()
        os.mkfifo(folder / name)
        assert f"{name} is no regular file" in refusal(folder)

    def test_folders_are_refused(self, folder: Path, name: str) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()
        assert name in refusal(folder)

    def test_missing_files_are_named(self, folder: Path, name: str) -> None:
        (folder / name).unlink()
        assert name in refusal(folder)

    def test_files_that_are_too_large_are_refused(self, folder: Path, name: str) -> None:
        os.truncate(folder / name, MOST_BYTES * 1000)
        assert f"{name} has more than" in refusal(folder)


def announced(shape: str, content: bytes, kind: str = "<f2") -> bytes:
    """Return an array file whose header says what it likes."""
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': ({shape}), }}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + content


@pytest.mark.parametrize(
    "intercept",
    [
        announced("5,", bytes(8)),
        announced("1000000000000,", bytes(10)),
        announced("6,", bytes(10)),
        announced("5, 1", bytes(10)),
        announced("5,", bytes(10), ">f2"),
        announced("5,", bytes(10), "|O"),
        announced("9" * 4000, bytes(10)),
        announced("(" * 200, bytes(10)),
        announced("5,", bytes(10)).replace(b"\x01\x00", b"\x03\x00"),
        announced("5,", bytes(10)).replace(b"NUMPY\x01\x00", b"NUMPY\x01\x00\xff\xff"),
        announced("5,", np.array([0, 0, np.nan, 0, 0], "<f2").tobytes()),
        announced("5,", np.array([0, 0, np.inf, 0, 0], "<f2").tobytes()),
        bytes(60_000_000),
        b"",
    ],
)
def test_arrays_that_announce_what_they_are_not_are_refused(folder: Path, intercept: bytes) -> None:
    write_members(folder, members(folder) | {"intercept.npy": intercept})
    tracemalloc.start()
    message = refusal(folder)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "weights of intercept" in message
    assert peak < MOST_MEMORY


def test_sound_arrays_are_taken_however_they_were_written(folder: Path) -> None:
    arrays = {name: np.load(io.BytesIO(content)) for name, content in members(folder).items()}
    np.savez(folder / WEIGHTS_FILE, **{Path(name).stem: array for name, array in arrays.items()})
    assert Segmenter.from_disk(folder).to_bytes() == small_segmenter().to_bytes()


def test_missing_and_additional_arrays_are_refused(folder: Path) -> None:
    sound = members(folder)
    write_members(folder, {**sound, "more.npy": b""})
    assert "weights are not just" in refusal(folder)
    del sound["pairs.npy"]
    write_members(folder, sound)
    assert "weights are not just" in refusal(folder)


def test_unusual_packing_is_refused(folder: Path) -> None:
    write_members(folder, members(folder), zipfile.ZIP_LZMA)
    assert "packed in an unusual way" in refusal(folder)


def vocabulary(**fields: object) -> bytes:
    sound = {
        "format": "gongkai.segmenter",
        "version": 1,
        "characters": "",
        "pairs": "",
        "words": "",
    }
    packed: bytes = srsly.msgpack_dumps(sound | fields)
    return packed


@pytest.mark.parametrize(
    "content",
    [
        b"\xdf\xff\xff\xff\xff",
        b"\xdd\xff\xff\xff\xff",
        b"\xdb\xff\xff\xff\xff",
        b"\xc6\xff\xff\xff\xff",
        b"\xc9\xff\xff\xff\xff\x01",
        b"\x81\xa1a" * 100_000,
        b"\x91" * 100_000,
        vocabulary(words=["发布"]),
        vocabulary(words={"发布": 1}),
        vocabulary(words=b"\xff"),
        vocabulary(words=None),
        vocabulary(more=""),
        vocabulary(format="something"),
        vocabulary(version=2),
        vocabulary(words=np.zeros(3)),
        vocabulary() + b"\x00",
        vocabulary()[:-1],
        vocabulary().replace(b"\xa5pairs", b"\xa5words"),
        vocabulary(words="发布"),
        vocabulary(characters="发发"),
        b"\xa1a",
        b"",
    ],
)
def test_vocabularies_that_are_none_are_refused(folder: Path, content: bytes) -> None:
    (folder / VOCABULARY_FILE).write_bytes(content)
    tracemalloc.start()
    message = refusal(folder)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert message.startswith("This segmenter cannot be used: ")
    assert peak < MOST_MEMORY


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(SegmenterError):
        Segmenter.from_bytes(data)


@given(st.data())
def test_damaged_segmenters_are_refused_or_work(data: st.DataObject) -> None:
    sound = bytearray(small_segmenter().to_bytes())
    # The archive's list of contents, the vocabulary and the middle are hit alike.
    places = st.integers(0, 300) | st.integers(-400, -1) | st.integers(0, len(sound) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=3)):
        sound[place] = data.draw(st.integers(0, 255))
    try:
        segmenter = Segmenter.from_bytes(bytes(sound[: data.draw(places) or None]))
    except SegmenterError:
        return
    assert segmenter.words("发布信息12条")[-1][1] == 7
