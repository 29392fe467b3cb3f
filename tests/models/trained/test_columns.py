"""What the network is shown of each character."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.trained.columns import ColumnReader, column_rows
from tests.models.trained.passages import PARTS, SENTENCES, read

READER = ColumnReader()


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_every_anchor_is_in_exactly_one_piece_and_pieces_do_not_overlap(text: str) -> None:
    reading = read(text)
    pieces = READER.pieces(reading)
    held = [number for piece in pieces for number in piece.anchors]
    assert held == list(range(len(reading.anchors)))
    ends = [0]
    for piece in pieces:
        assert ends[-1] <= piece.start < piece.end <= len(reading.text)
        ends.append(piece.end)
        assert piece.columns.shape == (piece.lead + piece.end - piece.start, len(column_rows()))
        for number in piece.anchors:
            quantity = reading.anchors[number].quantity
            assert piece.start <= quantity.start < quantity.end <= piece.end


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_every_row_number_has_its_row(text: str) -> None:
    for piece in READER.pieces(read(text)):
        assert (piece.columns >= 0).all()
        assert (piece.columns < np.array(column_rows())).all()


def test_what_is_far_from_any_anchor_is_not_read() -> None:
    reading = read("工作有序开展。" * 9 + "发布信息3条。" + "各科室配合。" * 9)
    (piece,) = READER.pieces(reading)
    assert reading.text[piece.start : piece.end] == "工作有序开展。发布信息3条。"


def test_a_text_without_anchors_has_no_pieces() -> None:
    assert READER.pieces(read(SENTENCES[2])) == []


def test_digits_look_alike_and_letters_do_not() -> None:
    one, other, third = (
        READER.pieces(read(text))[0].columns[:, 0]
        for text in ("发布信息31条。", "发布信息92条。", "发布消息31条。")
    )
    assert (one == other).all()
    assert (one != third).sum() == 1


def test_the_heading_stands_before_the_piece_and_has_no_tags() -> None:
    reading = read("发布信息31条。", ("（一）政务公开",))
    (piece,) = READER.pieces(reading)
    assert piece.lead == len("政务公开\n")
    assert (piece.columns[: piece.lead, 2:] == 0).all()
    anchor = reading.anchors[0].quantity
    assert piece.columns[piece.at(anchor.start), 6] % 2 == 1
    assert piece.columns[piece.at(anchor.end) - 1, 6] % 2 == 0
    assert piece.columns[piece.at(anchor.end), 6] == 0


def test_a_lone_surrogate_is_a_character_like_others() -> None:
    (piece,) = READER.pieces(read("发布\ud800信息31条。"))
    assert len(piece.columns) == piece.lead + len("发布\ud800信息31条。")
