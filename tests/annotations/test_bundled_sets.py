"""The reality set and the sentences that come with the package keep what they promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.annotations.checks import check_corpus, check_passage, check_sentences
from gongkai.annotations.checks.commands import texts_measured_on
from gongkai.annotations.checks.leakage import find_copies, find_leaks
from gongkai.annotations.corpus_files import (
    SEAL,
    Corpus,
    bundled_corpus,
    bundled_reality,
    read_corpus,
)
from gongkai.annotations.passages import Split
from gongkai.annotations.sealing import openings, seal_fault
from gongkai.annotations.sentences import AnnotatedSentence, load_sentences
from gongkai.annotations.statistics import count

CARD = Path(__file__).parents[2] / "annotations" / "README.md"


@pytest.fixture(scope="module")
def reality() -> Corpus:
    return read_corpus(bundled_reality())


@pytest.fixture(scope="module")
def sentences() -> list[AnnotatedSentence]:
    return load_sentences()


def test_no_passage_of_the_reality_set_has_a_fault(reality: Corpus) -> None:
    faults = [fault for each in reality.passages for fault in check_passage(each, length=False)]
    assert [*map(str, reality.faults), *map(str, faults)] == []
    assert [*map(str, check_corpus(reality.located, across=False))] == []


def test_the_reality_set_is_in_two_halves(reality: Corpus) -> None:
    splits = [located.split for located in reality.located]
    assert set(splits) == {Split.DEV, Split.TEST}
    # One page was followed in both halves: its passage in the test half was taken out.
    assert splits.count(Split.DEV) == splits.count(Split.TEST) + 1


def test_no_split_of_the_reality_set_knows_another_or_the_corpus(reality: Corpus) -> None:
    both = [*read_corpus(bundled_corpus()).located, *reality.located]
    assert [str(leak) for leak in find_leaks(both)] == []
    assert [*map(str, check_corpus(both, across=False))] == []


def test_what_is_sealed_of_the_reality_set_is_as_it_was_sealed() -> None:
    if not (bundled_reality() / Split.TEST / SEAL).is_file():
        pytest.skip("it is not sealed yet")
    assert seal_fault(bundled_reality()) is None


def test_nobody_opened_the_reality_set_unsaid() -> None:
    # Every opening is listed here, with its reason.
    found = [(each.day, each.reason) for each in openings(bundled_reality())]
    assert found == [("2026-11-26", "release of the first trained model")]


def test_no_sentence_has_a_fault(sentences: list[AnnotatedSentence]) -> None:
    assert [str(fault) for fault in check_sentences(sentences)] == []


def test_no_sentence_repeats_a_text_that_is_measured_on(
    sentences: list[AnnotatedSentence],
) -> None:
    measured_on = texts_measured_on()
    assert {located.split for located in measured_on} == {Split.DEV, Split.TEST}
    # places alone: what is sealed is not shown
    assert [str(copy) for copy in find_copies(sentences, measured_on)] == []


def test_the_numbers_of_the_reality_set_on_the_card_are_those_counted() -> None:
    rows = dict(
        re.findall(r"^\| (its [^|]*?) \| ([\d,]+) \|$", CARD.read_text("utf-8"), re.MULTILINE)
    )
    shown = {name: int(number.replace(",", "")) for name, number in rows.items()}
    counts = count(read_corpus(bundled_reality() / "dev"))
    assert shown == {
        "its passages": counts.passages,
        "its claims": counts.claims,
        "its non-claims marked": counts.non_claims,
        "its problems and improvements": counts.problems + counts.improvements,
        "its characters": counts.characters,
    }
