"""The corpus as datasets and Parquet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from datasets import Dataset

from gongkai.annotations import load_corpus
from gongkai.annotations.corpus_files import CorpusError, bundled_corpus, read_corpus
from gongkai.annotations.loading import OPEN_SPLITS, write_parquet
from gongkai.annotations.markup import MarkupError
from gongkai.annotations.sealing import seal

from .samples import EXAMPLE, source
from .test_whole_reports import REPORT


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    texts = {
        "train/a/01.txt": source(EXAMPLE, name="a-1"),
        "dev/b/01.txt": source(EXAMPLE + "好。", name="b-1"),
        "test/c/01.txt": source(EXAMPLE + "坏。", name="c-1"),
        "train/r/01.txt": REPORT,
    }
    for name, text in texts.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
    return tmp_path


def test_train_and_dev_are_loaded_and_the_sealed_split_is_not(corpus: Path) -> None:
    assert load_corpus(corpus)["test"]["name"][:] == ["c-1"]
    seal(corpus, "1.0")
    loaded = load_corpus(corpus)
    assert {split: rows["name"][:] for split, rows in loaded.items()} == {
        "train": ["a-1"],
        "dev": ["b-1"],
    }


def test_a_row_holds_everything_that_is_marked(corpus: Path) -> None:
    row = load_corpus(corpus)["train"][0]
    assert row["author"] == "a"
    assert row["tier"] == "county"
    assert row["sections"] == ["overview"]
    claim = row["claims"][1]
    assert row["text"][claim["start"] : claim["end"]] == claim["quote"] == "130条"
    assert (claim["metric"], claim["value"], claim["unit"]) == ("info_published", 130.0, "条")
    assert (claim["part_of"], claim["part_kind"]) == (0, "subset")
    kinds = [row["contexts"][number]["kind"] for number in claim["contexts"]]
    assert kinds == ["SUBJECT", "ACTION", "PERIOD"]
    assert row["claims"][0]["part_of"] is None


def test_whole_reports_have_their_tables_and_their_gold(corpus: Path) -> None:
    row = load_corpus(corpus, "reports")["train"][0]
    gold = json.loads(row["gold"])
    assert "行政规范性文件" in row["text"]
    assert gold["issuer"]["name"] == "平禾县民政局"
    assert [claim["quote"] for claim in row["claims"]] == ["4件", "1件"]
    for claim in row["claims"]:
        assert row["text"][claim["start"] : claim["end"]] == claim["quote"]


def test_parquet_files_give_the_same_rows(corpus: Path, tmp_path: Path) -> None:
    files = write_parquet(read_corpus(corpus, OPEN_SPLITS), tmp_path / "out")
    assert [file.relative_to(tmp_path / "out").as_posix() for file in files] == [
        "passages/train.parquet",
        "passages/dev.parquet",
        "reports/train.parquet",
        "README.md",
    ]
    read = Dataset.from_parquet(str(files[0]), cache_dir=str(tmp_path / "cache"))
    assert read[0] == load_corpus(corpus)["train"][0]


def test_a_corpus_of_ones_own_has_a_card_of_its_own(corpus: Path, tmp_path: Path) -> None:
    files = write_parquet(read_corpus(corpus, OPEN_SPLITS), tmp_path / "out")
    card = files[-1].read_text("utf-8")
    assert card.startswith(
        """---
configs:
- config_name: passages
  data_files:
  - split: train
    path: passages/train.parquet
  - split: dev
    path: passages/dev.parquet
- config_name: reports
  data_files:
  - split: train
    path: reports/train.parquet
---
"""
    )
    assert "Passages: 2; whole reports: 1." in card
    assert "license" not in card
    assert "synthetic" not in card


def test_the_bundled_corpus_has_its_card_with_the_files_written(tmp_path: Path) -> None:
    dev = read_corpus(bundled_corpus() / "dev" / "d01")
    card = write_parquet(dev, tmp_path)[-1].read_text("utf-8")
    assert "license: cc-by-4.0" in card
    assert "synthetic" in card
    assert "split: dev\n    path: passages/dev.parquet\n---\n" in card
    assert "train.parquet" not in card


def test_the_card_is_as_it_stands_when_all_of_the_corpus_is_written(tmp_path: Path) -> None:
    bundled = read_corpus(bundled_corpus(), OPEN_SPLITS)
    card = write_parquet(bundled, tmp_path)[-1].read_text("utf-8")
    assert card == (bundled_corpus().parent / "README.md").read_text("utf-8")


def test_the_bundled_corpus_loads() -> None:
    loaded = load_corpus()
    assert set(loaded) == {"train", "dev"}
    assert loaded["train"].num_rows > 10 * len(set(loaded["train"]["author"]))


def test_what_cannot_be_loaded_is_said(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no part 'tables'"):
        load_corpus(corpus, "tables")
    with pytest.raises(CorpusError, match="holds no corpus"):
        load_corpus(tmp_path / "nowhere")
    with pytest.raises(CorpusError, match="no passages in a split"):
        load_corpus(corpus / "train" / "r")
    (corpus / "train" / "a" / "02.txt").write_text("=== x\n", "utf-8")
    with pytest.raises(MarkupError, match="head does not end"):
        load_corpus(corpus)


def test_a_link_into_a_sealed_split_is_not_loaded(corpus: Path) -> None:
    seal(corpus, "1.0")
    (corpus / "train" / "a" / "09.txt").symlink_to(corpus / "test" / "c" / "01.txt")
    with pytest.raises(CorpusError, match="lies in a sealed test split"):
        load_corpus(corpus)


def test_a_line_of_text_that_looks_like_a_title_makes_no_report(corpus: Path) -> None:
    file = corpus / "dev" / "b" / "01.txt"
    file.write_text(source("今年公开。\ntitle: 共公开。", name="b-9"), "utf-8")
    (located,) = read_corpus(file).passages
    assert located.passage.text == "今年公开。\ntitle: 共公开。"


def test_a_single_file_keeps_its_split_and_author(corpus: Path) -> None:
    (located,) = read_corpus(corpus / "dev" / "b" / "01.txt").passages
    assert (located.split, located.author) == ("dev", "b")
    assert bundled_corpus().is_dir()
