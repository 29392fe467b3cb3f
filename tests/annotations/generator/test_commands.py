"""``gongkai annotations generate``."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.annotations.generator.commands import metrics_of, write_generated
from gongkai.annotations.generator.generation import GeneratorError
from gongkai.annotations.markup import read_passages
from gongkai.extract.command_line import main
from gongkai.models.scheme import Metric


def run(*arguments: str) -> int:
    try:
        main(["annotations", "generate", *arguments])
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_a_file_in_the_markup_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "new" / "generated.txt"
    assert run(str(output), "--count", "12", "--seed", "4") == 0
    assert "12 generated passages with" in capsys.readouterr().out
    names = [located.passage.head.name for located in read_passages(output)]
    assert names == [f"gen-4-{number}" for number in range(1, 13)]


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    write_generated(one, 20, 5)
    write_generated(two, 20, 5)
    assert one.read_bytes() == two.read_bytes()


def test_metrics_are_chosen_by_their_ids(tmp_path: Path) -> None:
    output = tmp_path / "generated.txt"
    assert run(str(output), "--count", "9", "--metric", "audience") == 0
    for located in read_passages(output):
        assert Metric.AUDIENCE in {claim.metric for claim in located.passage.claims}
    assert metrics_of([]) is None


def test_a_file_that_exists_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "mine.txt"
    output.write_text("mine", encoding="utf-8")
    assert run(str(output)) != 0
    assert "exists: name another" in capsys.readouterr().err
    assert output.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("count", "seed", "metrics", "message"),
    [
        (0, 1, [], "give a count of at least 1"),
        (1, -1, [], "from 0 upwards"),
        (1, 1, ["hotlines"], "'hotlines' is no metric: choose from"),
    ],
)
def test_what_cannot_be_generated_is_refused_in_one_sentence(
    count: int, seed: int, metrics: list[str], message: str, tmp_path: Path
) -> None:
    with pytest.raises(GeneratorError, match=message):
        write_generated(tmp_path / "generated.txt", count, seed, metrics)
    assert not (tmp_path / "generated.txt").exists()
