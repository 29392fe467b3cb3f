"""The lexicon files: consistent in themselves and with the claim scheme."""

from __future__ import annotations

from collections import Counter

import pytest

from gongkai.models.rules.lexicon import ANY, NO_NOUN, ZERO, Entry, Lexicon, load_lexicon, rows
from gongkai.models.scheme import Aspect, Category, Channel, Metric, Scope

PHRASE_FILES = {
    "nouns.tsv": {NO_NOUN, *(metric.value for metric in Metric)},
    "channels.tsv": {channel.value for channel in Channel},
    "aspects.tsv": {aspect.value for aspect in Aspect},
    "scopes.tsv": {scope.value for scope in Scope},
    "categories.tsv": {category.value for category in Category},
}
METRICS = {metric.value for metric in Metric}


@pytest.mark.parametrize("name", [*PHRASE_FILES, "predicates.tsv"])
def test_no_phrase_stands_twice_in_a_file(name: str) -> None:
    counts = Counter(row[0] for row in rows(name))
    assert [phrase for phrase, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(("name", "ids"), PHRASE_FILES.items())
def test_every_id_is_one_of_the_scheme(name: str, ids: set[str]) -> None:
    assert {row[1] for row in rows(name)} <= ids


def test_a_noun_is_head_weak_or_body() -> None:
    assert {row[2] for row in rows("nouns.tsv")} == {"head", "weak", "body"}
    assert {row[2] for row in rows("nouns.tsv") if row[1] == NO_NOUN} == {"head", "body"}


def test_every_metric_but_none_can_be_reached() -> None:
    reached = {row[1] for row in rows("nouns.tsv")}
    reached |= {row[2] for row in rows("decisions.tsv")}
    reached |= {row[2] for row in rows("units.tsv")}
    assert reached >= METRICS


def test_decisions_name_known_predicates_and_metrics_and_contradict_nothing() -> None:
    decisions = list(rows("decisions.tsv"))
    assert {row[0] for row in decisions} <= {row[1] for row in rows("predicates.tsv")}
    assert {row[1] for row in decisions} <= METRICS | {NO_NOUN}
    assert {row[2] for row in decisions} <= METRICS
    pairs = Counter((row[0], row[1]) for row in decisions)
    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_units_name_known_metrics_and_contradict_nothing() -> None:
    units = list(rows("units.tsv"))
    assert {row[0] for row in units} <= METRICS | {ANY, NO_NOUN}
    assert {row[2] for row in units} <= METRICS | {NO_NOUN}
    pairs = Counter((row[0], unit) for row in units for unit in row[1].split(" "))
    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_the_scan_takes_the_longest_phrase_at_the_leftmost_place() -> None:
    short, long = Entry(noun=Metric.SERVICE_ITEMS), Entry(noun=Metric.HOTLINE_CASES)
    lexicon = Lexicon({"甲乙": short, "甲乙丙": long, "丙丁": short, "戊": short}, {}, {})
    found = [(m.start, m.end, m.phrase) for m in lexicon.scan("甲乙丙丁甲乙戊")]
    assert found == [(0, 3, "甲乙丙"), (4, 6, "甲乙"), (6, 7, "戊")]


def test_a_phrase_of_one_character_is_found_where_no_longer_one_is() -> None:
    entry = Entry(noun=Metric.SERVICE_ITEMS)
    lexicon = Lexicon({"甲": entry, "甲乙丙": entry}, {}, {})
    assert [m.phrase for m in lexicon.scan("甲乙甲乙丙甲")] == ["甲", "甲乙丙", "甲"]


def test_a_phrase_keeps_every_role_it_has() -> None:
    entry = load_lexicon().entries["热线"]
    assert (entry.noun, entry.channel) == (Metric.HOTLINE_CASES, Channel.HOTLINE)


def test_a_measure_word_turns_or_refuses_a_noun() -> None:
    lexicon = load_lexicon()
    assert lexicon.counted(Metric.TRAINING_SESSIONS, "人次") is Metric.TRAINING_PARTICIPANTS
    assert lexicon.counted(Metric.INFO_PUBLISHED, "人次") is None
    assert lexicon.counted(Metric.SERVICE_ITEMS, "家") is None
    assert lexicon.counted(Metric.INFO_PUBLISHED, ZERO) is None
    assert lexicon.counted(Metric.INFO_PUBLISHED, "条") is Metric.INFO_PUBLISHED
