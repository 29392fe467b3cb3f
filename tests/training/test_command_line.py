"""``gongkai train`` from the outside."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from gongkai.annotations.formats import NAMES
from gongkai.extract.command_line import main
from gongkai.training import assembling, command_line
from tests.training.small_corpora import TINY, passages, write

pytestmark = pytest.mark.usefixtures("small_bundle", "tiny")


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_line, "SHIPPED", TINY)


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as exited:
        main(["train", *map(str, arguments)])
    return int(exited.value.code or 0)


def test_progress_goes_to_stderr_and_the_result_to_stdout(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    corpus = write(tmp_path / "corpus.txt")
    assert run("--corpus", corpus, "--output", tmp_path / "model", "--epochs", "2") == 0
    said = capfd.readouterr()
    assert "corpus.txt, held out: " in said.out
    assert f"{tmp_path / 'model'}: " in said.out
    lines = said.err.splitlines()
    assert all(line.startswith("[") and " s] " in line for line in lines)
    assert any("network 1: 2 of 2 times" in line for line in lines)
    assert (tmp_path / "model" / "MODEL_CARD.md").is_file()


@pytest.mark.parametrize("format_name", NAMES)
def test_every_format_can_be_learned_from_and_gone_on_with(
    tmp_path: Path, format_name: str, model_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    corpus = write(tmp_path / "corpus", format_name)
    options = ("--corpus", corpus, "--format", format_name, "--epochs", "1")
    assert run(*options, "--base", model_folder, "--output", tmp_path / "model") == 0
    said = capfd.readouterr()
    assert "claims right, F1" in said.out
    lost = "nothing is learned about it: context spans of no claim, problems and improvements"
    assert (lost in said.err) is (format_name == "measeval")


def test_the_model_can_be_its_own_base(tmp_path: Path, model_folder: Path) -> None:
    corpus, model = write(tmp_path / "corpus.txt"), tmp_path / "model"
    shutil.copytree(model_folder, model)
    assert run("--corpus", corpus, "-o", model, "--base", model, "--epochs", "1") == 0
    assert json.loads((model / "meta.json").read_text("utf-8"))["base"]["name"] == "folder:model"


def test_each_fault_is_told_in_one_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    corpus = write(tmp_path / "corpus.txt")
    few = write(tmp_path / "few.txt", found=passages(4))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes").touch()
    faults: list[tuple[list[str | Path], str]] = [
        (["--corpus", tmp_path / "none"], "does not exist"),
        (["--format", "brat"], "name the corpus too"),
        (["--corpus", corpus, "--format", "conll"], "There is no format 'conll'"),
        (["--corpus", corpus, "--format", "jsonl"], "corpus.txt"),
        (["--corpus", few], "few.txt has 4 texts"),
        (["--corpus", corpus, "--base", "rules"], "has no weights"),
        (["--corpus", corpus, "--base", tmp_path / "none"], "There is no model"),
        (["--corpus", corpus, "--base", tmp_path], "is no model"),
        (["--corpus", corpus, "-o", tmp_path / "full"], "holds something that is no model"),
        (["--corpus", corpus, "-o", corpus], "is no folder"),
    ]
    for options, said in faults:
        if "-o" not in options:
            options += ["-o", tmp_path / "model"]
        assert run(*options) == 1, options
        told = " ".join(capfd.readouterr().err.split())
        assert said.replace(" ", "") in told.replace(" ", ""), options
        assert "Traceback" not in told
        assert not (tmp_path / "model").exists()
    assert run("--corpus", corpus) == 2
    assert run("--corpus", corpus, "-o", tmp_path / "model", "--epochs", "0") == 2


def test_a_process_that_is_ended_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(assembling, "fit_claim_models", lambda *_: os._exit(9))
    corpus = write(tmp_path / "corpus.txt")
    assert run("--corpus", corpus, "-o", tmp_path / "model") == 1
    assert "ended from outside" in " ".join(capfd.readouterr().err.split())


def test_an_interruption_ends_the_processes_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assembling, "fit_claim_models", lambda *_: time.sleep(60))
    corpus = write(tmp_path / "corpus.txt")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    started = time.monotonic()
    try:
        signal.setitimer(signal.ITIMER_REAL, 1.0)
        assert run("--corpus", corpus, "-o", tmp_path / "model") != 0
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - started < 30
    assert multiprocessing.active_children() == []
    assert [each.name for each in tmp_path.iterdir()] == ["corpus.txt"]
