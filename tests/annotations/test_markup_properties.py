"""Whatever a passage holds, it is written and read back the same."""

from __future__ import annotations

import pytest
from hypothesis import given

from gongkai.annotations.markup import parse_passages, write_passage
from gongkai.annotations.markup.writing import CrossingMarksError
from gongkai.annotations.passages import Passage

from .strategies import crossing_passages, passages


@given(passages())
def test_a_passage_that_was_written_reads_back_the_same(passage: Passage) -> None:
    written = write_passage(passage)
    read, faults = parse_passages(written, "f")
    assert faults == []
    assert [each.passage for each in read] == [passage]


@given(passages())
def test_what_was_read_back_is_written_the_same(passage: Passage) -> None:
    written = write_passage(passage)
    assert write_passage(parse_passages(written, "f")[0][0].passage) == written


@given(crossing_passages())
def test_crossing_spans_are_refused(passage: Passage) -> None:
    with pytest.raises(CrossingMarksError, match="crosses"):
        write_passage(passage)
