"""Whole made-up reports: the same every time, sound in themselves, like real ones."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from gongkai.annotations.rendering import RenderingOptions, render, render_list
from gongkai.annotations.rendering.statistics import ENTRY_COUNT
from gongkai.evaluate.benchmark.whole_reports import WholeReport, narrative, tables, whole_reports
from gongkai.evaluate.benchmark.whole_reports.files import Storage, write_whole_reports
from gongkai.evaluate.benchmark.whole_reports.likeness import measure_likeness
from gongkai.evaluate.benchmark.whole_reports.offices import FIRST_CHARACTERS, SECOND_CHARACTERS
from gongkai.evaluate.benchmark.wording import Column, Name
from gongkai.extract import extract, read
from gongkai.extract.identity import regions
from gongkai.models.errors import GongkaiError
from gongkai.models.record import Record
from gongkai.models.scheme import CellState, CheckKind, CheckStatus, Regime, SectionKind
from gongkai.models.table_layout import layout_for

SOME = 60


@cache
def made_up() -> tuple[WholeReport, ...]:
    return tuple(whole_reports(SOME))


@cache
def records() -> tuple[Record, ...]:
    return tuple(
        extract(read(report.text.encode(), uri=report.uri), model="rules") for report in made_up()
    )


def test_the_same_seed_gives_the_same_reports() -> None:
    assert list(whole_reports(9, seed=3)) == list(whole_reports(9, seed=3))
    assert list(whole_reports(9, seed=3)) != list(whole_reports(9, seed=4))


def test_any_part_of_a_collection_is_the_same_when_it_is_made_alone() -> None:
    assert made_up()[40:50] == tuple(whole_reports(10, first=40))


def test_no_two_reports_are_alike_nor_are_their_uris() -> None:
    reports = list(whole_reports(300))
    assert len({report.text for report in reports}) == 300
    assert len({report.uri for report in reports}) == 300


def test_all_three_forms_and_several_tiers_appear() -> None:
    assert {report.regime for report in made_up()} == set(Regime)
    tiers = Counter(record.issuer.tier for record in records())
    assert len(tiers) >= 3


def test_issuer_year_and_form_are_read_as_they_were_written() -> None:
    for report, record in zip(made_up(), records(), strict=True):
        assert record.issuer.name == report.issuer
        assert record.year.value == report.year
        assert record.tables.regime == report.regime


def test_no_invented_place_is_a_real_one() -> None:
    in_force = list(regions._divisions_in_force())
    real = {each.name[:2] for each in (*in_force, *regions._past_divisions(in_force))}
    assert not real & {a + b for a in FIRST_CHARACTERS for b in SECOND_CHARACTERS}


def test_every_cell_of_the_tables_is_read_and_the_tables_add_up() -> None:
    for report, record in zip(made_up(), records(), strict=True):
        if report.regime is Regime.BEFORE_2019:
            assert len(record.tables.lines) == ENTRY_COUNT
            continue
        for kind, table in record.tables.by_section().items():
            assert set(table.cells) == set(layout_for(kind, report.regime).keys)
            states = {cell.state for cell in table.cells.values()}
            assert states <= {CellState.VALUE, CellState.NOT_APPLICABLE}
        sums = [each for each in record.checks if each.kind in {CheckKind.SUM, CheckKind.BALANCE}]
        assert sums
        assert {each.status for each in sums} == {CheckStatus.PASS}


def test_the_text_says_what_the_tables_say_but_for_a_few_contradictions() -> None:
    found = Counter(
        check.status
        for record in records()
        for check in record.checks
        if check.kind is CheckKind.NARRATIVE
    )
    assert found[CheckStatus.PASS] > 20 * found[CheckStatus.FAIL]


def test_contradictions_are_found_by_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrative, "_CONTRADICTION", 1.0)
    found = Counter(
        check.status
        for report in whole_reports(6, first=20)
        for check in extract(read(report.text.encode(), uri=report.uri), model="rules").checks
        if check.kind is CheckKind.NARRATIVE
    )
    assert found[CheckStatus.FAIL] > 3


@pytest.mark.parametrize("shape", sorted(set(tables.SHAPES)))
@pytest.mark.parametrize("regime", [Regime.FORM_2021, Regime.FORM_2019])
def test_a_table_that_is_filled_in_is_the_table_that_would_be_drawn(
    shape: str, regime: Regime
) -> None:
    random = Random(1)  # noqa: S311
    for kind in (SectionKind.PROACTIVE_DISCLOSURE, SectionKind.APPLICATIONS):
        layout = layout_for(kind, regime)
        cells = {key: str(random.choice((0, 0, 7, 123))) for key in layout.keys}
        for way in range(tables.WORDINGS):
            drawn = render(
                layout,
                cells,
                RenderingOptions(
                    shape=shape, seed=way, vary_wordings=way % 2 == 1, half_width=way % 3 == 2
                ),
            )
            assert tables.table_text(kind, regime, cells, way, shape) == drawn.text


def test_a_list_that_is_filled_in_is_the_list_that_would_be_drawn() -> None:
    numbers = [str(number) for number in range(ENTRY_COUNT)]
    drawn = {render_list(numbers, shape).text for shape in ("tabs", "spaces", "colon", "cells")}
    chances = map(Random, range(40))
    assert {tables.list_text(numbers, chance) for chance in chances} == drawn


def test_length_and_density_are_those_of_real_reports() -> None:
    part = measure_likeness(made_up()[:24], [])
    rows = {row.label.id: row.figures for row in part.rows}
    own = rows[Name.MADE_UP_2021.value]
    # Five published reports had 2,740 to 3,732 characters, 225 to 257 numbers, 0 to 22 claims.
    assert 2740 <= own[Column.CHARACTERS].median <= 3732
    assert 225 <= own[Column.NUMBERS].median <= 257
    assert 8 <= own[Column.CLAIMS].median <= 22
    assert rows[Name.CORPUS_REPORTS.value][Column.REPORTS].median > 1


def test_reports_are_kept_as_lines_with_uri_and_text(tmp_path: Path) -> None:
    reports = made_up()[:5]
    told: list[int] = []
    paths = write_whole_reports(
        tmp_path / "new", reports, storage=Storage.JSONL, per_file=2, done=told.append
    )
    assert [path.name for path in paths] == ["00000.jsonl", "00001.jsonl", "00002.jsonl"]
    lines = [json.loads(line) for path in paths for line in path.open(encoding="utf-8")]
    assert lines == [{"uri": report.uri, "text": report.text} for report in reports]
    assert told == [2, 4, 5]


def test_reports_are_kept_as_text_files(tmp_path: Path) -> None:
    reports = made_up()[:3]
    write_whole_reports(tmp_path, reports, storage=Storage.TEXT, per_file=2)
    found = sorted(tmp_path.rglob("*.txt"))
    assert [path.parent.name for path in found] == ["00000", "00000", "00001"]
    assert [path.read_bytes().decode() for path in found] == [report.text for report in reports]


def test_a_folder_with_files_of_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "old.jsonl").write_text("{}", encoding="utf-8")
    with pytest.raises(GongkaiError, match=r"holds files: name another folder, or empty it"):
        write_whole_reports(tmp_path, islice(made_up(), 1), storage=Storage.JSONL, per_file=1)
    assert [path.name for path in tmp_path.iterdir()] == ["old.jsonl"]
