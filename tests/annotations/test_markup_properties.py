"""Whatever a passage holds, it is written and read back the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annotations.markup import parse_passages, write_passage
from gongkai.annotations.markup.invisible import is_invisible
from gongkai.annotations.markup.writing import CrossingMarksError, DifferentReadingsError
from gongkai.annotations.passages import Passage

from .samples import source
from .strategies import crossing_passages, passages, passages_read_in_two_ways


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


@given(passages_read_in_two_ways())
def test_claims_on_one_span_that_are_read_in_two_ways_are_refused(passage: Passage) -> None:
    with pytest.raises(DifferentReadingsError, match="different readings"):
        write_passage(passage)


@given(passages(), st.integers(0, 400), st.integers(0, 3), st.text(max_size=6))
def test_whatever_is_done_to_a_file_it_is_read_or_refused(
    passage: Passage, place: int, left_out: int, put_in: str
) -> None:
    written = write_passage(passage)
    place %= len(written)
    changed = written[:place] + put_in + written[place + left_out :]
    read, faults = parse_passages(changed, "f")
    assert len(read) + len(faults) >= 1
    assert not any(is_invisible(each) for fault in faults for each in str(fault))


_FIELDS = st.sampled_from(
    ["=3 件", "=", "=1..", "=" + "1" * 5000, "=3." + "1" * 5000, "=٣ 件", "info_published", "#1",
     "#2", "of#1:subset", "of#1:", "rate:share", "rate:", "frequency:week", "amount:", "region",
     "other", "cumulative", "@website", "@", "s1", "s١", "&", "|", "!plan", "!", "=0", "~2.3..4 %"]
)  # fmt: skip
_LABELS = st.sampled_from(
    ["", "s1:", "s１:", "c1@:", "c1@website:", "problem:", "problem  :", "problem content last:",
     "improvement:", "improvement rules:", "title:", "title x:", "section:", "section overview:"]
)  # fmt: skip


@given(st.lists(st.tuples(_LABELS, st.lists(_FIELDS, max_size=5)), min_size=1, max_size=3))
def test_whatever_stands_in_a_mark_it_is_read_or_refused(
    marks: list[tuple[str, list[str]]],
) -> None:
    body = "".join(
        "{" + label + "三件" + "".join(f" {field}" for field in ["|", *fields] if fields) + "}"
        for label, fields in marks
    )
    read, faults = parse_passages(source(body), "f")
    assert len(read) + len(faults) == 1
