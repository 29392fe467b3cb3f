"""The corpus that comes with the package keeps what it promises."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from gongkai.annotations.agreement import measure, pair_passages
from gongkai.annotations.checks import check_corpus, check_passage, check_report
from gongkai.annotations.checks.leakage import find_leaks
from gongkai.annotations.corpus_files import (
    Corpus,
    bundled_corpus,
    bundled_double,
    bundled_reality,
    read_corpus,
)
from gongkai.annotations.passages import Split
from gongkai.annotations.sealing import openings, seal_fault
from gongkai.annotations.statistics import count, shortfalls
from gongkai.annotations.whole_reports import compose_report, gold_of

ROOT = Path(__file__).parents[2]
ADDRESSES = ROOT / "annotations" / "real_urls.txt"
SAMPLES = ROOT / "annotations" / "samples"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(bundled_corpus())


def test_every_file_of_the_corpus_can_be_read(corpus: Corpus) -> None:
    assert corpus.faults == []


def test_no_passage_and_no_report_has_a_fault(corpus: Corpus) -> None:
    faults = [fault for located in corpus.passages for fault in check_passage(located)]
    for report in corpus.reports:
        faults += check_passage(report.located, length=False) + check_report(report)
    assert [*map(str, faults), *map(str, check_corpus(corpus.located))] == []


def test_no_split_knows_another(corpus: Corpus) -> None:
    assert [str(leak) for leak in find_leaks(corpus.located)] == []


def test_every_author_writes_for_one_split(corpus: Corpus) -> None:
    splits = defaultdict(set)
    for located in corpus.located:
        splits[located.author].add(located.split)
    assert all(len(found) == 1 for found in splits.values())
    assert set.union(*splits.values()) == {split.value for split in Split}


def test_the_test_split_is_what_was_sealed() -> None:
    assert seal_fault(bundled_corpus()) is None


def test_nobody_opened_the_test_split_unsaid() -> None:
    # Every opening is listed here, with its reason.
    found = [(each.day, each.reason) for each in openings(bundled_corpus())]
    assert found == [("2026-11-26", "release of the first trained model")]


def test_the_corpus_holds_what_it_is_meant_to_hold(corpus: Corpus) -> None:
    assert [f"{each.name}: {each.found}" for each in shortfalls(count(corpus))] == []


def test_the_numbers_of_the_dataset_card_are_those_of_the_corpus(corpus: Corpus) -> None:
    card = (ROOT / "annotations" / "README.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| ([a-z][^|]*?) \| (.*?) \|$", card, re.MULTILINE))
    numbers = {
        name: [int(n.replace(",", "")) for n in cells.split("|")]
        for name, cells in rows.items()
        if re.fullmatch(r"[\d, |]+", cells)
    }
    counts = count(corpus)
    splits = [split.value for split in Split]
    for name, by_split, total in (
        ("passages", counts.by_split, counts.passages),
        ("whole reports", counts.reports_by_split, counts.reports),
        ("claims", counts.claims_by_split, counts.claims),
    ):
        assert numbers[name] == [*(by_split[split] for split in splits), total]
    assert numbers["non-claims marked"][-1] == counts.non_claims
    assert numbers["of them free"][-1] == counts.free
    assert numbers["problems and improvements"][-1] == counts.problems + counts.improvements


def test_the_figures_of_consistency_on_the_card_are_those_measured() -> None:
    card = (ROOT / "annotations" / "README.md").read_text("utf-8")
    figures = measure(
        pair_passages(
            read_corpus(bundled_double() / "first").passages,
            read_corpus(bundled_double() / "second").passages,
        )
    )
    shown = (figures.claims.f1, figures.anchors.f1, figures.kappa, figures.alpha)
    assert all(value is not None and f"{value:.3f}" in card for value in shown)


def test_every_address_followed_is_listed(corpus: Corpus) -> None:
    texts = [*corpus.located, *read_corpus(bundled_reality()).located]
    followed = {located.passage.head.follows for located in texts} - {None}
    for gold in SAMPLES.glob("*.gold.json"):
        followed |= set(json.loads(gold.read_text("utf-8"))["followed"])
    lines = ADDRESSES.read_text("utf-8").splitlines()
    listed = [line for line in lines if line and not line.startswith("#")]
    assert sorted(listed) == sorted(set(listed))
    assert followed == set(listed)


def test_passages_annotated_twice_are_texts_of_dev_and_test(corpus: Corpus) -> None:
    texts = {each.passage.head.name: each for each in corpus.passages}
    pairs = pair_passages(
        read_corpus(bundled_double() / "first").passages,
        read_corpus(bundled_double() / "second").passages,
    )
    assert len(pairs) >= 120
    for pair in pairs:
        located = texts[pair.first.head.name]
        assert located.split in {Split.DEV, Split.TEST}
        assert located.passage.text == pair.first.text


def test_the_gold_of_every_report_points_at_its_words(corpus: Corpus) -> None:
    for source in corpus.reports:
        report = compose_report(source)
        gold = gold_of(report, "report.txt")
        text = report.passage.text
        for claim in gold["claims"]:
            assert text[claim["start"] : claim["end"]] == claim["quote"]
        for item in (*gold["problems"], *gold["improvements"]):
            assert text[item["start"] : item["end"]] == item["text"]
        for section in gold["section_spans"]:
            assert text[section["start"] :].startswith(section["title"])
