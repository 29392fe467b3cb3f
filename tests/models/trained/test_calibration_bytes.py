"""Calibrators as bytes: what comes back is the same, and hostile bytes do nothing but fail."""

from __future__ import annotations

import gc
import pickle
from typing import Any

import numpy as np
import pytest
import srsly
from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.errors import GongkaiError
from gongkai.models.trained.calibration import (
    Calibrator,
    CalibratorError,
    CalibratorKind,
    IsotonicCalibrator,
    PlattCalibrator,
    ScoredCalibrator,
    TemperatureCalibrator,
    VennAbersCalibrator,
    calibrator_from_bytes,
)
from gongkai.models.trained.calibration.packing import MOST_BYTES
from tests.models.trained.calibrators import every_kind, isotonic, platt, venn_abers

SCORES = np.linspace(-12, 12, 97)
KINDS = st.sampled_from(every_kind())
CLASSES = (
    PlattCalibrator,
    TemperatureCalibrator,
    IsotonicCalibrator,
    VennAbersCalibrator,
    ScoredCalibrator,
)


def fields_of(calibrator: Calibrator) -> dict[str, Any]:
    fields: dict[str, Any] = srsly.msgpack_loads(calibrator.to_bytes())
    return fields


def changed(calibrator: Calibrator, /, **changes: object) -> bytes:
    data: bytes = srsly.msgpack_dumps(fields_of(calibrator) | changes)
    return data


@pytest.mark.parametrize("calibrator", every_kind(), ids=lambda each: str(each.kind))
def test_a_calibrator_comes_back_from_its_bytes(calibrator: Calibrator) -> None:
    data = calibrator.to_bytes()
    again = calibrator_from_bytes(data)
    assert type(again) is type(calibrator)
    assert again.names == calibrator.names
    assert again.to_bytes() == data
    assert again.probabilities(SCORES).tolist() == calibrator.probabilities(SCORES).tolist()


@pytest.mark.parametrize("reader", CLASSES)
def test_each_class_reads_its_own_kind_alone(reader: type[PlattCalibrator]) -> None:
    for calibrator in every_kind():
        data = calibrator.to_bytes()
        if isinstance(calibrator, reader):
            assert reader.from_bytes(data).to_bytes() == data
        else:
            with pytest.raises(CalibratorError, match="of the kind"):
                reader.from_bytes(data)


def test_the_error_is_one_of_those_meant_for_the_user() -> None:
    assert issubclass(CalibratorError, GongkaiError)


@given(st.binary(max_size=200))
def test_any_bytes_give_one_error(data: bytes) -> None:
    with pytest.raises(CalibratorError, match="cannot be read"):
        calibrator_from_bytes(data)


@given(KINDS, st.data())
def test_a_calibrator_cut_short_gives_one_error(
    calibrator: Calibrator, data: st.DataObject
) -> None:
    whole = calibrator.to_bytes()
    with pytest.raises(CalibratorError):
        calibrator_from_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])


@given(KINDS, st.data())
def test_a_damaged_calibrator_fails_or_still_gives_probabilities(
    calibrator: Calibrator, data: st.DataObject
) -> None:
    damaged = bytearray(calibrator.to_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = calibrator_from_bytes(bytes(damaged)).probabilities(SCORES)
    except CalibratorError:
        return
    assert bool(((found > 0) & (found < 1)).all())


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 2**40) | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(KINDS, st.data())
def test_a_field_of_any_other_type_gives_one_error(
    calibrator: Calibrator, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(fields_of(calibrator))))
    value = data.draw(PLAIN)
    try:
        found = calibrator_from_bytes(changed(calibrator, **{name: value})).probabilities(SCORES)
    except CalibratorError:
        return
    assert bool(((found > 0) & (found < 1)).all())


@pytest.mark.parametrize(
    "data",
    [
        b"\xdf\xff\xff\xff\xff",  # a map of four billion entries
        b"\xdd\xff\xff\xff\xff",  # an array of as many
        b"\xc6\xff\xff\xff\xff",  # bytes of as many
        b"\x91" * 100_000,  # arrays within arrays
        b"\x81\xa1a" * 100_000,  # maps within maps
        b"\x82\xa1a\x01\xa1a\x02",  # a name twice
        b"\x81\x91\x01\x02",  # a name that is an array
        b"\x81\xa1\xff\x01",  # a name that is not UTF-8
        b"\xc7\x05\x01abcde",  # an extension type
        b"\xd7\xff" + b"\xff" * 8,  # an impossible time stamp
        b"",
        b"\xc0",
        pickle.dumps({"format": "gongkai.calibrator"}),
    ],
)
def test_hostile_bytes_give_one_error(data: bytes) -> None:
    with pytest.raises(CalibratorError, match="cannot be read"):
        calibrator_from_bytes(data)


def test_bytes_beyond_the_limit_are_not_even_parsed() -> None:
    with pytest.raises(CalibratorError, match="more than 8,000,000 bytes"):
        calibrator_from_bytes(b"\x00" * (MOST_BYTES + 1))


def test_an_array_in_the_encoding_of_numpy_is_refused() -> None:
    array = {b"nd": True, b"type": "|O", b"kind": b"O", b"shape": [1], b"data": pickle.dumps(1)}
    with pytest.raises(CalibratorError, match="cannot be read"):
        calibrator_from_bytes(changed(isotonic(), values=array))


def test_collection_of_garbage_goes_on_after_bytes_that_cannot_be_read() -> None:
    assert gc.isenabled()
    with pytest.raises(CalibratorError):
        calibrator_from_bytes(b"\xc1")
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"format": "spacy"}, "something else"),
        ({"version": 2}, "version 2, not 1"),
        ({"kind": "beta"}, "no kind 'beta'"),
        ({"kind": 7}, "no kind"),
        ({"more": 1.0}, "has the fields"),
        ({"values": b"1234567"}, "no array"),
        ({"values": b""}, "0 entries, not 3"),
        ({"thresholds": b"", "values": b""}, "no thresholds"),
        ({"values": np.array([0.1, np.nan, 0.2]).tobytes()}, "not finite"),
        ({"values": np.array([0.3, 0.2, 0.1]).tobytes()}, "does not rise"),
        ({"thresholds": np.zeros(200_001).tobytes()}, "at most 200,000"),
    ],
)
def test_what_is_wrong_with_stored_numbers_is_said(
    changes: dict[str, object], complaint: str
) -> None:
    with pytest.raises(CalibratorError, match=complaint):
        calibrator_from_bytes(changed(isotonic(), **changes))


def test_a_calibrator_that_takes_no_evidence_is_refused() -> None:
    nothing = dict.fromkeys(("centres", "scales", "weights", "lows", "highs"), b"")
    with pytest.raises(CalibratorError, match="names"):
        calibrator_from_bytes(changed(platt(), names=[], **nothing))


def test_a_calibrator_within_itself_is_refused() -> None:
    outer = ScoredCalibrator(platt(), venn_abers())
    with pytest.raises(CalibratorError, match="second step is of the kind 'scored'"):
        calibrator_from_bytes(changed(outer, calibrator=outer.to_bytes()))
    with pytest.raises(CalibratorError, match="not 'platt'"):
        calibrator_from_bytes(changed(outer, evidence_model=outer.to_bytes()))


def test_the_kinds_are_a_contract_of_stored_bytes() -> None:
    assert [str(kind) for kind in CalibratorKind] == [
        "platt",
        "temperature",
        "isotonic",
        "venn_abers",
        "scored",
    ]
