"""The results as a whole: their parts, their file and how they are printed."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from gongkai.evaluate.benchmark import peers
from gongkai.evaluate.benchmark.display import print_results, shown
from gongkai.evaluate.benchmark.figures import Figure, Label, Part, Row, Unit
from gongkai.evaluate.benchmark.hot_functions import profile
from gongkai.evaluate.benchmark.machine import this_machine
from gongkai.evaluate.benchmark.results_file import results_json
from gongkai.evaluate.benchmark.running import Results, Settings
from gongkai.evaluate.benchmark.sizes import measure_sizes, measure_workload
from gongkai.evaluate.benchmark.wording import Activity, Column, Heading, Name, Phrase, Task
from gongkai.evaluate.benchmark.workload import Layout, Report, reports, write_reports
from gongkai.evaluate.systems import registry
from gongkai.evaluate.systems.interface import System
from gongkai.extract.command_line.display.page import Page
from gongkai.extract.language import Language, Words
from gongkai.models.errors import MissingExtraError
from gongkai.models.terms import Term


def results() -> Results:
    ratio = Figure((0.5, 0.25, 0.2), Unit.RATIO)
    rows = (
        Row(Label.same("own"), {Column.SPEED: Figure((1500, 1400), Unit.CHARACTERS_PER_SECOND)}),
        Row(Label.same("other"), {Column.TIMES_OURS: ratio}),
    )
    part = Part(Heading.PEERS, rows, (Label.of(Phrase.SPREAD),))
    return Results(this_machine(), Settings(), 20, (part,))


def printed(results: Results, language: Language, width: int = 96) -> str:
    stream = io.StringIO()
    print_results(
        Page(Console(file=stream, width=width), Words(language)), results, Path("benchmark.json")
    )
    return stream.getvalue()


def wide_results() -> Results:
    columns = (Column.SPEED, Column.CPU_RATE, Column.MEMORY, Column.MARGINAL)
    values = (5_936_242.0, 5_811_003.0, 6_030_287.0)
    figures = {column: Figure(values, Unit.CHARACTERS_PER_SECOND) for column in columns}
    row = Row(Label("one", "a row with a rather long label", "名称较长的一行"), figures)
    return Results(this_machine(), Settings(), 20, (Part(Heading.PEERS, (row,)),))


def test_every_figure_of_the_file_has_its_unit_and_repeats() -> None:
    content: Any = json.loads(results_json(results()))
    assert set(content) == {"format", "machine", "settings", "parts"}
    assert {"processor", "cores", "python", "system", "versions"} == set(content["machine"])
    part = content["parts"]["peers"]
    assert part["english"] == Heading.PEERS.english
    assert part["columns"]["speed"]["chinese"] == Column.SPEED.chinese
    assert part["rows"][0]["figures"]["speed"] == {
        "unit": "characters_per_second",
        "median": 1450.0,
        "minimum": 1400.0,
        "maximum": 1500.0,
        "repeats": 2,
    }


def test_the_same_results_give_the_same_bytes() -> None:
    assert results_json(results()) == results_json(results())


def test_ratios_are_told_as_faster_or_slower_with_their_spread() -> None:
    assert "4× faster (2–5)" in printed(results(), Language.ENGLISH)
    assert "用时 1/4 (2–5)" in printed(results(), Language.CHINESE)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("width", [40, 60, 80, 120, 160])
def test_no_figure_is_cut_and_no_line_is_too_long(width: int, language: Language) -> None:
    lines = printed(wide_results(), language, width).splitlines()
    shown_part = lines[lines.index(Heading.PEERS.label(language)) :]
    together = " ".join(shown_part)
    assert together.count("5,936,242") == together.count("(5,811,003–6,030,287)") == 4
    assert "…" not in together
    assert max(map(cell_len, shown_part)) <= width


def test_a_figure_that_was_measured_often_has_its_spread_even_where_rounding_hides_it() -> None:
    assert shown(Figure((130.1, 130.2), Unit.CHARACTERS)) == "130 (130–130)"
    assert shown(Figure((130.0, 130.0), Unit.COUNT)) == "130"


@pytest.mark.parametrize(
    ("values", "unit", "expected"),
    [
        ((0.25,), Unit.SECONDS, "250 ms"),
        ((1.5, 1.25, 2.0), Unit.SECONDS, "1.50 s (1.25–2)"),
        ((2048.0,), Unit.BYTES, "2 KB"),
        ((0.5,), Unit.SHARE, "50%"),
        ((12345.6,), Unit.COUNT, "12,346"),
    ],
)
def test_figures_are_written_for_readers(
    values: tuple[float, ...], unit: Unit, expected: str
) -> None:
    assert shown(Figure(values, unit)) == expected


@pytest.mark.parametrize("terms", [Heading, Column, Name, Task, Phrase, Activity, Unit])
def test_every_label_is_there_in_both_languages_with_the_same_gaps(terms: type[Term]) -> None:
    gaps = re.compile(r"{\w+}")
    for term in terms:
        assert bool(term.english) is bool(term.chinese)
        assert sorted(gaps.findall(term.english)) == sorted(gaps.findall(term.chinese))


def test_sizes_are_those_of_files_that_are_there() -> None:
    rows = {row.label.id: row.figures for row in measure_sizes().rows}
    sizes = {name: figures[Column.BYTES].median for name, figures in rows.items()}
    assert 0 < sizes["model_data"] < sizes["models"] < sizes["package"]
    assert 0 < sizes["corpus"] < sizes["package"]


def test_the_workload_is_told_beside_the_samples() -> None:
    made = {layout: list(reports(3, layout)) for layout in (Layout.TEXT, Layout.PAGES)}
    part = measure_workload(made)
    assert [row.label.id for row in part.rows] == ["samples", "sample_pages", "texts", "pages"]
    texts = part.rows[2].figures
    assert texts[Column.REPORTS].median == 3
    lengths = [len(report.content) for report in made[Layout.TEXT]]
    assert texts[Column.CHARACTERS].median == sum(lengths) / 3


def test_the_profile_names_functions_of_the_extraction(tmp_path: Path) -> None:
    part = profile(write_reports(tmp_path / "reports", 2), tmp_path / "records.jsonl")
    own = [row.figures[Column.OWN_TIME].median for row in part.rows]
    assert len(own) == 15
    assert own == sorted(own, reverse=True)
    assert any(re.search(r":\d+ \w+", row.label.id) for row in part.rows)


def test_peers_are_compared_with_the_own_system_of_their_task(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = peers.COMPARISONS
    chosen = {Task.CLAIMS: names[Task.CLAIMS], Task.TABLES: (Name.TABLES,)}
    monkeypatch.setattr(peers, "COMPARISONS", chosen)
    part = peers.measure_peers(1, 2)
    rows = {row.label.id: row.figures for row in part.rows}
    claims = ["claims.claims-trained", "claims.claim-rules", "claims.regular-expressions"]
    assert list(rows) == [*claims, "tables.tables"]
    assert Column.TIMES_OURS not in rows["claims.claims-trained"]
    assert len(rows["claims.regular-expressions"][Column.TIMES_OURS].values) == 2
    assert [remark.id for remark in part.remarks] == ["read_alike.claims", "read_alike.tables"]


def test_a_peer_whose_extra_is_missing_is_left_out_with_a_remark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def system(name: str) -> System:
        if name == "cn2an":
            raise MissingExtraError("the peer cn2an", "peers")
        return registry.system(name)

    own, other = peers.COMPARISONS[Task.NUMERALS][:2]
    monkeypatch.setattr(peers, "system", system)
    monkeypatch.setattr(peers, "COMPARISONS", {Task.NUMERALS: (own, other)})
    part = peers.measure_peers(1, 1)
    assert [row.label.id for row in part.rows] == ["numerals.quantity-grammar"]
    remark = part.remarks[0]
    assert remark.english == (
        "cn2an was left out, since a package is missing: pip install 'gongkai[peers]'"
    )
    assert remark.chinese.startswith("缺少软件包，未比较 cn2an：")


def test_of_a_page_only_the_declared_encoding_is_changed() -> None:
    head = "<META http-equiv=Content-Type content='text/html; charset=gb2312'>"
    body = "<p>gbk 与 gb2312，charset=gbk</p>"
    (page,) = [peers._as_utf8(Report("a.html", head + body))]
    assert page == head.replace("gb2312", "utf-8") + body


def test_sentences_are_those_of_the_narrative() -> None:
    sentences = peers.sentences(2)
    assert len({each.name for each in sentences}) == len(sentences) > 20
    assert all(each.text.endswith("。") and not each.is_report for each in sentences)
