"""What is learned from, and what is held out."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.annotations.converters import ConverterError
from gongkai.annotations.corpus_files import SEAL, CorpusError
from gongkai.annotations.formats import NAMES
from gongkai.annotations.markup import MarkupError
from gongkai.annotations.passages import Passage
from gongkai.annotations.sentences import AnnotatedSentence
from gongkai.training import sources as sources_module
from gongkai.training.layers import Layer, layers_missing
from gongkai.training.sources import Sources, Texts, own_sources
from tests.annotations.samples import passage
from tests.training.small_corpora import ALL_LOSSES, passages, write


def names(found: tuple[Passage, ...]) -> set[str]:
    return {each.head.name for each in found}


def split_corpus(folder: Path, **counts: int) -> Path:
    there = iter(passages(sum(counts.values())))
    for split, count in counts.items():
        place = folder / split / "author"
        place.mkdir(parents=True)
        write(place / "01.txt", found=[next(there) for _ in range(count)])
    return folder


def test_one_text_in_five_is_held_out_whatever_their_order(tmp_path: Path) -> None:
    found = passages(15)
    first = own_sources(write(tmp_path / "a.txt", found=found), None)
    second = own_sources(write(tmp_path / "b.txt", found=found[::-1]), None)
    held_out = names(first.held_out[0].passages)
    assert len(held_out) == 3
    assert held_out == names(second.held_out[0].passages)
    assert names(first.learned.passages) == names(tuple(found)) - held_out
    assert (first.with_sentences, first.generated) == (False, 0)


def test_a_split_dev_is_held_out_where_there_is_one(tmp_path: Path) -> None:
    found = own_sources(split_corpus(tmp_path / "c", train=10, dev=5), None)
    assert (len(found.learned.passages), len(found.held_out[0].passages)) == (10, 5)


def test_texts_beside_the_splits_are_learned_from(tmp_path: Path) -> None:
    folder = split_corpus(tmp_path / "c", train=8, dev=4)
    write(folder / "more.txt", found=passages(20)[15:])
    assert len(own_sources(folder, None).learned.passages) == 13


def test_a_test_split_is_never_read(tmp_path: Path) -> None:
    folder = split_corpus(tmp_path / "c", train=10, dev=5)
    (folder / "test").mkdir()
    (folder / "test" / "01.txt").write_text("no markup at all", encoding="utf-8")
    (folder / "test" / SEAL).write_text("0" * 64, encoding="utf-8")
    assert len(own_sources(folder, None).learned.passages) == 10
    with pytest.raises(CorpusError, match="sealed"):
        own_sources(folder / "test", None)
    with pytest.raises(CorpusError, match="sealed"):
        own_sources(folder / "test" / "01.txt", "jsonl")


@pytest.mark.parametrize("format_name", NAMES)
def test_every_format_is_read(tmp_path: Path, format_name: str) -> None:
    found = own_sources(write(tmp_path / "corpus", format_name), format_name)
    assert len(found.learned.passages) == 12
    assert all(each.claims for each in found.learned.passages if "信息" in each.text)
    lost = {Layer.ITEMS, Layer.UNUSED_CONTEXTS} if format_name == "measeval" else set()
    assert found.learned.missing == found.held_out[0].missing == lost


@pytest.mark.parametrize(("count", "said"), [(1, "1 text:"), (9, "9 texts")])
def test_too_few_texts_are_refused(tmp_path: Path, count: int, said: str) -> None:
    path = write(tmp_path / "corpus.jsonl", "jsonl", passages(count))
    with pytest.raises(CorpusError, match=f"{said}.*needs 10"):
        own_sources(path, "jsonl")


def test_a_corpus_of_held_out_texts_alone_is_refused(tmp_path: Path) -> None:
    folder = split_corpus(tmp_path / "c", dev=12)
    with pytest.raises(CorpusError, match="All texts of c are of the split dev"):
        own_sources(folder, None)


def test_faults_are_told(tmp_path: Path) -> None:
    path = tmp_path / "corpus.txt"
    path.write_text("=== a\nno head\n", encoding="utf-8")
    with pytest.raises(MarkupError):
        own_sources(path, None)
    with pytest.raises(ConverterError):
        own_sources(path, "jsonl")


def test_what_is_nowhere_annotated_is_missing() -> None:
    bare = [passage("发布{31条|=31 条|info_published}。"), passage("{没有|=0|lawsuits_filed}。")]
    assert layers_missing(bare) == {Layer.CONTEXTS, Layer.CHANNELS, Layer.PARTS, Layer.ITEMS}
    assert layers_missing(passages()) == frozenset()
    assert layers_missing(passages(), ALL_LOSSES) == {Layer.ITEMS, Layer.UNUSED_CONTEXTS}
    channel = [passage("发布{31条|=31 条|info_published @website}。")]
    assert layers_missing(channel) == {Layer.CONTEXTS, Layer.PARTS, Layer.ITEMS}


def test_problems_without_improvements_are_no_layer() -> None:
    some = [passage("{problem content:内容不够细}。", section="problems")]
    assert Layer.ITEMS in layers_missing(some)


def test_sentences_and_generated_passages_are_learned_from_where_that_is_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there: list[AnnotatedSentence] = []
    monkeypatch.setattr(sources_module, "load_sentences", lambda: there)
    nothing = Texts("none", ())
    assert Sources(nothing, True, 3, ()).sentences() is there
    assert len(Sources(nothing, True, 3, ()).generated_passages()) == 3
    assert Sources(nothing, False, 0, ()).sentences() == []
    assert Sources(nothing, False, 0, ()).generated_passages() == []
