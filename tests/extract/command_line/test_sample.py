"""``gongkai evaluate sample`` from the outside."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from gongkai.evaluate.sampling import SamplingError
from gongkai.extract.command_line.flags import with_plain_flags
from gongkai.extract.command_line.sample import application
from gongkai.extract.inputs import InputError
from gongkai.extract.writing.json_lines import record_line
from gongkai.models.record import Record
from tests.evaluate.sampling.records import fill, many_records, sheet_rows

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")


def sample(*arguments: object) -> int:
    """Run the command and return its exit status."""
    with pytest.raises(SystemExit) as exited:
        with_plain_flags(application)(args=[str(argument) for argument in arguments])
    assert exited.value.code is None or isinstance(exited.value.code, int)
    return exited.value.code or 0


def write_records(path: Path, records: Sequence[Record]) -> Path:
    path.write_text("".join(record_line(each) + "\n" for each in records), encoding="utf-8")
    return path


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return write_records(tmp_path / "records.jsonl", many_records(40))


def test_a_sample_is_drawn_checked_and_scored(
    records: Path, tmp_path: Path, capsys: Captured
) -> None:
    check = tmp_path / "check"
    assert sample("draw", records, "--output", check, "--size", 50) == 0
    printed = capsys.readouterr().out
    assert "claims drawn: 50 of 480; records: 40" in printed
    assert "Write right, wrong or unsure" in printed
    assert len(sheet_rows(check)) == 51
    fill(check, {number: "wrong" if number % 10 == 0 else "right" for number in range(1, 51)})
    assert sample("score", check) == 0
    printed = capsys.readouterr().out
    assert "verdicts: 50" in printed
    for heading in ("Precision of claims", "By metric", "By confidence", "By stratum"):
        assert heading in printed
    assert "Confidence and what was found" in printed
    content = json.loads((check / "precision.json").read_text(encoding="utf-8"))
    assert 0.7 < content["whole"]["precision"] < 1
    assert f"{content['whole']['precision']:.3f}" in printed


def test_the_files_are_the_same_in_whatever_order_records_are_named(tmp_path: Path) -> None:
    records = many_records(40)
    first = write_records(tmp_path / "a.jsonl", records[:25])
    second = write_records(tmp_path / "b.jsonl", records[25:])
    assert sample("draw", first, second, "-o", tmp_path / "one") == 0
    assert sample("draw", second, first, "-o", tmp_path / "two") == 0
    for name in ("sheet.csv", "design.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_everything_is_said_in_chinese(records: Path, tmp_path: Path, capsys: Captured) -> None:
    check = tmp_path / "check"
    assert sample("draw", records, "-o", check, "--size", 30, "--lang", "zh") == 0
    assert "自上而下逐行填写判断" in capsys.readouterr().out
    assert sheet_rows(check)[0][:2] == ["编号", "判断"]
    fill(check, {1: "对", 2: "错", 3: "不确定", 4: "嗯"}, encoding="gbk")
    assert sample("score", check, "--lang", "zh") == 0
    printed = capsys.readouterr().out
    assert "数据陈述的精确率" in printed
    assert "编号 4：“嗯”不是判断" in printed
    assert "若全错" in printed


def test_what_remains_is_told(records: Path, tmp_path: Path, capsys: Captured) -> None:
    check = tmp_path / "check"
    assert sample("draw", records, "-o", check, "--size", 30) == 0
    fill(check, {1: "y", 2: "n", 4: "unsure"})
    assert sample("score", check) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "without a verdict, left out: 27" in printed
    assert "numbers without a verdict: 3, 5–30; fill them and score again" in printed
    assert "unsure claims are left out; if all of them were wrong:" in printed
    assert "the figure speaks of" in printed


def test_a_record_that_cannot_be_read_is_told_and_the_rest_is_drawn_from(
    records: Path, tmp_path: Path, capsys: Captured
) -> None:
    with records.open("a", encoding="utf-8") as stream:
        stream.write('{"schema_version": 1}\n')
    assert sample("draw", records, "-o", tmp_path / "check") == 1
    captured = capsys.readouterr()
    assert "line 41: no record of this version" in captured.err
    assert "could not be read, of which nothing was drawn: 1" in captured.out
    assert len(sheet_rows(tmp_path / "check")) == 201


def test_verdicts_stay_if_another_sample_is_drawn(records: Path, tmp_path: Path) -> None:
    check = tmp_path / "check"
    assert sample("draw", records, "-o", check) == 0
    fill(check, {1: "right"})
    with pytest.raises(SamplingError, match="never overwritten"):
        with_plain_flags(application)(args=["draw", str(records), "-o", str(check)])
    assert sheet_rows(check)[1][1] == "right"


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        with_plain_flags(application)(args=["draw", "nowhere.jsonl", "-o", str(tmp_path)])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--by", "metric,colour"), "There is no 'colour': choose from metric,"),
        (("--metrics", "info_published,sums"), "There is no 'sums': choose from"),
        (("--metrics", ","), "Name at least one metric"),
        (("--size", "0"), "--size"),
        (("--per-stratum", "0"), "--per-stratum"),
    ],
)
def test_wrong_usage_is_told(
    records: Path, tmp_path: Path, capsys: Captured, options: tuple[str, str], message: str
) -> None:
    assert sample("draw", records, "-o", tmp_path / "check", *options) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "check").exists()


def test_options_choose_metrics_and_strata(records: Path, tmp_path: Path) -> None:
    check = tmp_path / "check"
    options = ("--by", "year,tier", "--metrics", "info_published", "--seed", 5)
    assert sample("draw", records, "-o", check, "--per-stratum", 4, *options) == 0
    design = json.loads((check / "design.json").read_text(encoding="utf-8"))
    assert design["by"] == ["year", "tier"]
    assert design["metrics"] == ["info_published"]
    assert (design["seed"], design["minimum"]) == (5, 4)
    assert {row[4] for row in sheet_rows(check)[1:]} == {"Information published"}


@pytest.mark.parametrize("command", [(), ("draw",), ("score",)])
def test_help_shows_an_example(command: tuple[str, ...], capsys: Captured) -> None:
    assert sample(*command, "--help") == 0
    assert "Example: gongkai evaluate sample" in capsys.readouterr().out
