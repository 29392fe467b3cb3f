"""What is known of a passage before anything learned is asked."""

from __future__ import annotations

import pytest

from tests.models.trained.passages import SENTENCES, read


def test_every_number_and_stated_zero_is_an_anchor() -> None:
    reading = read("全年发布信息32条，未收到申请。")
    quotes = [reading.text[it.quantity.start : it.quantity.end] for it in reading.anchors]
    assert quotes == ["32条", "未收到"]
    assert reading.answers == ["info_published", "applications_received"]


def test_a_text_without_quantities_has_no_anchors() -> None:
    reading = read("各科室密切配合，工作有序开展。")
    assert (reading.anchors, reading.mentions, reading.answers) == ([], [], [])


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        ((), ""),
        (("一、总体情况", "（二）主动公开"), "主动公开"),
        (("　",), ""),
        (("非" * 50,), "非" * 24),
    ],
)
def test_a_heading_is_told_without_its_number(headings: tuple[str, ...], told: str) -> None:
    assert read("发布信息3条。", headings).heading == told


def test_mentions_stand_where_the_text_has_their_words_and_in_order() -> None:
    reading = read("".join(SENTENCES))
    starts = [each.start for each in reading.mentions]
    assert starts == sorted(set(starts))
    assert starts
    assert all(reading.text[it.start : it.end] == it.phrase for it in reading.mentions)
