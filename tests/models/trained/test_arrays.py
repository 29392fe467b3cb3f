"""Arrays as bytes, read without trust."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import srsly
from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.trained import arrays
from gongkai.models.trained.arrays import arrays_from_bytes, arrays_to_bytes
from gongkai.models.trained.linear import WeightsError, unpacked

GOOD = {"a": np.arange(6, dtype="<f4").reshape(2, 3), "b": np.zeros((0, 4), "|i1")}


def written(*parts: object, name: object = "a", **fields: object) -> bytes:
    whole = {"format": 1, "arrays": {name: parts}, **fields}
    data: bytes = srsly.msgpack.packb(whole, use_bin_type=True)
    return data


def test_what_is_written_is_read_again_and_the_same_each_time() -> None:
    read = arrays_from_bytes(arrays_to_bytes(GOOD))
    assert list(read) == ["a", "b"]
    for name, array in GOOD.items():
        assert read[name].dtype == array.dtype
        assert np.array_equal(read[name], array)
    assert arrays_to_bytes(read) == arrays_to_bytes(dict(reversed(GOOD.items())))


@pytest.mark.parametrize(
    "parts",
    [
        ("|O", [1], b"12345678"),
        ("O", [1], b"12345678"),
        ("<f8", [1], b"12345678"),
        ("|V8", [1], b"12345678"),
        ("<M8[s]", [1], b"12345678"),
        ("<f4,<f4", [1], b"12345678"),
        (["<f4"], [1], b"1234"),
        ({"a": 1}, [1], b"1234"),
        (b"<f4", [1], b"1234"),
        ("<f4", [10**12], b"1234"),
        ("<f4", [-1], b"1234"),
        ("<f4", [2**62, 4], b"1234"),
        ("<f4", [1] * 40, b"1234"),
        ("<f4", ["1"], b"1234"),
        ("<f4", [1.0], b"1234"),
        ("<f4", 1, b"1234"),
        ("<f4", None, b"1234"),
        ("<f4", [2], b"1234"),
        ("<f4", [1], b"123"),
        ("<f4", [1], "text"),
        ("<f4", [1], None),
        ("<f4", [1], [1.0]),
        ("<f4", [1]),
        ("<f4", [1], b"1234", 1),
        ("<f4", [1], np.array([np.nan], "<f4").tobytes()),
        ("<f2", [1], np.array([np.inf], "<f2").tobytes()),
        ("<f2", [1], np.array([-6e4], "<f2").tobytes()),
        ("<f4", [1], np.array([3e38], "<f4").tobytes()),
    ],
)
def test_what_is_no_array_of_plain_finite_numbers_is_refused(parts: tuple[object, ...]) -> None:
    with pytest.raises(WeightsError):
        arrays_from_bytes(written(*parts))


@pytest.mark.parametrize(
    "fields",
    [{"format": 2}, {"arrays": 3}, {"arrays": [1]}, {"arrays": {"a": 3}}, {"arrays": None}],
)
def test_bytes_of_another_make_are_refused(fields: dict[str, object]) -> None:
    with pytest.raises(WeightsError):
        arrays_from_bytes(written("<f4", [1], b"1234", **fields))


def test_names_may_be_anything_and_become_text() -> None:
    assert list(arrays_from_bytes(written("<f4", [1], b"1234", name=5))) == ["5"]


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x91" * 5000, b"\xdf\xff\xff\xff\xff", b"\x01"])
def test_what_is_no_map_or_ends_too_early_is_refused(data: bytes) -> None:
    with pytest.raises(WeightsError):
        arrays_from_bytes(data)
    with pytest.raises(WeightsError):
        unpacked(data, 1)


def test_bytes_that_are_cut_anywhere_are_refused() -> None:
    data = arrays_to_bytes(GOOD)
    for length in range(len(data)):
        with pytest.raises(WeightsError):
            arrays_from_bytes(data[:length])


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_read_and_nothing_else_happens(data: bytes) -> None:
    for content in (data, b"\x82\xa6format\x01\xa6arrays" + data):
        try:
            read = arrays_from_bytes(content)
        except WeightsError:
            continue
        assert isinstance(read, dict)


def test_more_bytes_than_a_model_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrays, "MOST_BYTES", 10)
    with pytest.raises(WeightsError, match="may have 10 bytes"):
        arrays_from_bytes(arrays_to_bytes(GOOD))


@pytest.mark.parametrize(
    "nested",
    [
        {b"nd": True, b"type": "|O", b"kind": b"", b"shape": [1], b"data": b"12345678"},
        {b"nd": True, b"type": "<f4", b"kind": b"", b"shape": [1], b"data": b"1234"},
        {b"complex": True, b"data": b"1+1j"},
    ],
)
def test_no_decoder_of_arrays_is_asked(nested: dict[bytes, Any]) -> None:
    data = srsly.msgpack.packb({"format": 1, "x": nested}, use_bin_type=True)
    with pytest.raises(WeightsError):
        unpacked(data, 1)
    with pytest.raises(WeightsError):
        arrays_from_bytes(srsly.msgpack.packb({"format": 1, "arrays": nested}, use_bin_type=True))
