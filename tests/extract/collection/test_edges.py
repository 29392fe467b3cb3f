"""Pairs of reports kept small."""

from __future__ import annotations

import tracemalloc
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.extract.collection import grouping
from gongkai.extract.collection.candidates import Pair
from gongkai.extract.collection.edges import Edges
from gongkai.extract.collection.grouping import group_copies
from tests.extract.collection.builders import survey

Ranked = list[tuple[int, int, float]]


def ranked(edges: Edges) -> Ranked:
    first, second, likenesses = edges.ranked()
    return list(zip(first.tolist(), second.tolist(), likenesses.tolist(), strict=True))


def test_pairs_come_back_once_the_most_alike_first() -> None:
    edges = Edges([0] * 4)
    for pair, likeness in ((Pair(0, 3), 0.9), (Pair(1, 2), 1.0), (Pair(0, 1), 0.9)) * 2:
        edges.add(pair, likeness)
    assert ranked(edges) == [(1, 2, 1.0), (0, 1, 0.9), (0, 3, 0.9)]


def test_without_pairs_there_are_none() -> None:
    assert ranked(Edges([])) == []


def test_pairs_that_tell_whose_a_report_is_all_stay() -> None:
    edges = Edges([0, 1, 2, 3, 4], most_pairs=4)
    pairs = [Pair(one, other) for one in range(5) for other in range(one + 1, 5)]
    for pair in pairs:
        edges.add(pair, 1.0)
    assert ranked(edges) == [(pair.first, pair.second, 1.0) for pair in pairs]


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.integers(4, 30))
def test_thinned_out_pairs_make_the_same_groups_at_every_likeness(
    random: Random, most_pairs: int
) -> None:
    pairs = {
        Pair(one, other): random.choice([0.9, 0.95, 1.0])
        for one in range(12)
        for other in range(one + 1, 12)
        if random.random() < 0.4
    }
    whole, thin = Edges([0] * 12), Edges([0] * 12, most_pairs)
    for pair, likeness in pairs.items():
        whole.add(pair, likeness)
        thin.add(pair, likeness)
    assert set(ranked(thin)) <= set(ranked(whole))
    for least in (0.9, 0.95, 1.0):
        assert groups(ranked(thin), least) == groups(ranked(whole), least)


def groups(pairs: Ranked, least: float) -> set[frozenset[int]]:
    found = {place: frozenset((place,)) for place in range(12)}
    for one, other, likeness in pairs:
        if likeness >= least:
            joined = found[one] | found[other]
            found |= dict.fromkeys(joined, joined)
    return set(found.values())


def test_thousands_of_mirrors_of_one_page_take_little_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(grouping, "Edges", lambda kinds: Edges(kinds, most_pairs=10_000))
    count = 1_000
    mirrors = [survey(f"{number:04}", issuer=None, year=None) for number in range(count)]
    pairs = (
        (Pair(one, other), 1.0)
        for one in range(count)
        for other in range(one + 1, min(count, one + 65))
    )
    tracemalloc.start()
    try:
        found = group_copies(mirrors, [1_000] * count, pairs)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found == [list(range(count))]
    assert most < 3_000_000  # 64,000 pairs as objects take 15 MB
