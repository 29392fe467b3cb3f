"""What is written reads back: everything, apart from what the format declares to lose."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from gongkai.annotations.converters import NAMES, Loss, converter, without
from gongkai.annotations.converters.losses import count_lost
from gongkai.annotations.corpus_files import bundled_corpus, read_corpus
from gongkai.annotations.passages import Passage, Split
from gongkai.annotations.whole_reports import compose_report
from tests.examples import examples

from ..strategies import passages
from .texts import ENDINGS, plain, rich, without_line_breaks_at_ends


def there_and_back(name: str, given: list[Passage]) -> list[Passage]:
    """Write passages and read them."""
    chosen = converter(name)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"out{ENDINGS[name]}"
        chosen.write(given, path)
        return chosen.read(path)


@pytest.mark.parametrize("name", NAMES)
def test_a_passage_with_everything_in_it_survives(name: str) -> None:
    given = [rich(), plain()]
    kept = [without(each, converter(name).loses) for each in given]
    assert there_and_back(name, given) == kept


@pytest.mark.parametrize("name", NAMES)
@examples(60)
@given(passage=passages())
def test_everything_but_the_declared_losses_survives(name: str, passage: Passage) -> None:
    if name == "brat":
        passage = without_line_breaks_at_ends(passage)
    assert there_and_back(name, [passage]) == [without(passage, converter(name).loses)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("before", ["", "\n", "\u3000\u3000", " \t", "\r"])
@pytest.mark.parametrize("behind", ["", "\n", "\n\n", "\u3000", "\r\n"])
def test_white_space_at_the_ends_of_a_text_survives(name: str, before: str, behind: str) -> None:
    made = plain()
    moved = Passage(made.head, f"{before}公开信息{behind}")
    assert there_and_back(name, [moved]) == [moved]


@pytest.fixture(scope="module")
def corpus() -> list[Passage]:
    found = read_corpus(bundled_corpus(), frozenset({Split.TRAIN, Split.DEV}))
    passages = [located.passage for located in found.passages]
    reports = [compose_report(report).passage for report in found.reports]
    assert len(passages) > 500
    assert len(reports) > 30
    return [*passages, *reports]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("step", [8, pytest.param(1, marks=pytest.mark.slow)])
def test_the_bundled_corpus_survives(name: str, step: int, corpus: list[Passage]) -> None:
    corpus = corpus[::step]
    losses = converter(name).loses
    back = there_and_back(name, corpus)
    assert len(back) == len(corpus)
    changed = [
        each.head.name
        for each, found in zip(corpus, back, strict=True)
        if found != without(each, losses)
    ]
    assert changed == []


def test_only_measeval_loses_anything() -> None:
    assert {name for name in NAMES if converter(name).loses} == {"measeval"}


def test_each_loss_is_something_that_the_rich_passage_has() -> None:
    found = count_lost([rich()], Loss)
    assert found == {Loss.NON_CLAIMS: 2, Loss.PROBLEMS: 1, Loss.IMPROVEMENTS: 1}
    for loss in found:
        assert without(rich(), [loss]) != rich()


def test_context_spans_without_a_claim_are_lost_one_by_one() -> None:
    passage = rich()
    alone = without(passage, [])
    assert alone == passage
    fewer = Passage(passage.head, passage.text, passage.contexts, passage.claims[:1])
    left = without(fewer, [Loss.UNUSED_CONTEXTS])
    assert [each.name for each in left.contexts] == ["p1", "c1", "a1", "s1"]
    assert left.claims[0].contexts == (3, 2, 1, 0)
    assert count_lost([fewer], [Loss.UNUSED_CONTEXTS]) == {
        Loss.UNUSED_CONTEXTS: len(passage.contexts) - 4
    }


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_twice_is_the_same(name: str, tmp_path: Path) -> None:
    contents = []
    for number in range(2):
        folder = tmp_path / str(number)
        folder.mkdir()
        converter(name).write([rich(), plain()], folder / f"out{ENDINGS[name]}")
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        contents.append({file.relative_to(folder): file.read_bytes() for file in files})
    assert contents[0] == contents[1]
    assert contents[0]
