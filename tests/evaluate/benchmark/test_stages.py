"""Timing by stages: complete, in turns, and no change to what is extracted."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.evaluate.benchmark.rounds import in_turns
from gongkai.evaluate.benchmark.stages import measure_stages, time_stages, time_whole
from gongkai.evaluate.benchmark.wording import Column
from gongkai.evaluate.benchmark.workload import Layout, write_reports
from gongkai.extract import extract, read
from gongkai.extract.stages import Stage
from gongkai.extract.writing.json_lines import record_line

SAMPLE = Path(__file__).parents[3] / "annotations" / "samples" / "2019_county_tabs.txt"


def test_each_stage_of_extraction_is_told_once_and_in_order() -> None:
    told: list[Stage] = []
    extract(read(SAMPLE), observer=told.append)
    around = {Stage.READING, Stage.SERIALISING, Stage.WRITING}
    assert told == [stage for stage in Stage if stage not in around]


def test_being_observed_changes_nothing() -> None:
    document = read(SAMPLE)
    assert record_line(extract(document, observer=lambda _: None)) == record_line(extract(document))


def test_timing_writes_the_records(tmp_path: Path) -> None:
    paths = write_reports(tmp_path / "reports", 2)
    time_whole(paths, tmp_path / "whole.jsonl")
    seconds = time_stages(paths, tmp_path / "staged.jsonl")
    staged = (tmp_path / "staged.jsonl").read_text(encoding="utf-8")
    assert staged == (tmp_path / "whole.jsonl").read_text(encoding="utf-8")
    assert staged.count("\n") == 2
    assert set(seconds) == set(Stage)
    assert all(each >= 0 for each in seconds.values())


def test_a_report_that_cannot_be_extracted_stops_the_timing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="missing"):
        time_whole([tmp_path / "missing.txt"], tmp_path / "records.jsonl")


def test_the_shares_of_the_stages_are_one_whole(tmp_path: Path) -> None:
    files = {
        layout: write_reports(tmp_path / layout.value, 2, layout)
        for layout in (Layout.TEXT, Layout.PAGES)
    }
    speed, stages = measure_stages(files, tmp_path / "records.jsonl", rounds=2)
    assert [row.label.id for row in speed.rows] == ["text_speed", "page_speed"]
    *parts, whole = stages.rows
    assert [row.label.id for row in parts] == [stage.value for stage in Stage]
    for column in (Column.TEXT_SHARE, Column.PAGE_SHARE):
        assert sum(row.figures[column].median for row in parts) == pytest.approx(1)
        assert whole.figures[column].median == 1
    for column in (Column.TEXT_TIME, Column.PAGE_TIME):
        assert len(whole.figures[column].values) == 2


def test_what_is_compared_takes_turns_and_the_turn_is_turned_about() -> None:
    order: list[str] = []

    def task(name: str) -> int:
        order.append(name)
        return len(order)

    results = in_turns({"a": lambda: task("a"), "b": lambda: task("b")}, 3)
    assert order == ["a", "b", "b", "a", "a", "b"]
    assert results == {"a": (1, 4, 5), "b": (2, 3, 6)}
