"""The word lists: enough of everything, and nothing that the rest of the package cannot read."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from gongkai.annotations.generator import lexicon
from gongkai.annotations.generator.templates import parse
from gongkai.annotations.passages import Reason
from gongkai.models.quantities import Form, find_quantities
from gongkai.models.scheme import Channel, Metric

DATA = Path(lexicon.__file__).parent / "data"
RARE = 8
COMMON = 12
COMMON_METRICS = (
    Metric.INFO_PUBLISHED,
    Metric.APPLICATIONS_RECEIVED,
    Metric.APPLICATIONS_ANSWERED,
    Metric.HOTLINE_CASES,
    Metric.MESSAGES_HANDLED,
    Metric.INTERPRETATIONS_PUBLISHED,
    Metric.TRAINING_SESSIONS,
    Metric.MEETINGS_HELD,
    Metric.INSPECTIONS_CONDUCTED,
    Metric.PLATFORMS_OPERATED,
    Metric.STAFF_ASSIGNED,
    Metric.OTHER_COUNT,
)


@pytest.mark.parametrize("metric", Metric)
def test_every_metric_has_enough_nouns_and_predicates(metric: Metric) -> None:
    combinations = {
        (predicate, noun)
        for frame in lexicon.frames_of(metric)
        for predicate in frame.predicates or ("",)
        for noun in frame.nouns
    }
    assert len(combinations) >= (COMMON if metric in COMMON_METRICS else RARE)


@pytest.mark.parametrize("metric", Metric)
def test_every_metric_has_several_measure_words(metric: Metric) -> None:
    assert len({unit for frame in lexicon.frames_of(metric) for unit in frame.units}) >= 2


@pytest.mark.parametrize("frame", lexicon.frames())
def test_every_frame_says_how_many_are_plausible(frame: lexicon.Frame) -> None:
    assert 1 <= frame.low < frame.high <= 10**8
    assert frame.nouns
    assert frame.channels in ("", "several") or lexicon.channel_words(frame.channels)


def test_every_channel_but_several_has_words() -> None:
    groups = ("publish", "document", "receive", "reply", "hall", "apply")
    found = {word.channel for group in groups for word in lexicon.channel_words(group)}
    assert found == set(Channel) - {Channel.SEVERAL}


def test_every_reason_has_traps_but_for_what_is_repeated_in_passing() -> None:
    kinds: defaultdict[Reason, int] = defaultdict(int)
    for trap in lexicon.traps():
        kinds[trap.reason] += 1
        assert f"!{trap.reason}}}" in trap.template
    assert set(kinds) == set(Reason)
    assert min(kinds.values()) >= 3


@pytest.mark.parametrize("row", lexicon.zeros())
def test_every_zero_cue_is_one_to_the_grammar_in_front_of_its_nouns(row: lexicon.ZeroRow) -> None:
    assert len(row.nouns) >= len(row.metrics)
    for cue in row.cues:
        for noun in row.nouns[0]:
            words = cue + noun.replace("{", "").partition("@")[0].partition("!")[0]
            quantity = find_quantities(words).quantities[0]
            assert (quantity.start, quantity.end, quantity.form) == (0, len(cue), Form.ZERO_CUE)


def test_every_row_of_every_list_can_be_read() -> None:
    assert len(lexicon.events()) > 5
    assert len(lexicon.pairs()) > 2
    assert len(lexicon.bodies()) > 8
    for metric in Metric:
        for frame in lexicon.frames_of(metric):
            assert all(map(parse, (*frame.nouns, *frame.predicates)))
        assert all(len(row.names) >= 1 for row in lexicon.rates(metric))
        assert all(len(parts.parts) >= 2 for parts in lexicon.part_sets(metric))
        assert all(row.predicates for row in lexicon.stages(metric))
    for template in (*lexicon.periods(), *lexicon.fillers()):
        assert parse(template)


def test_fillers_hold_no_number() -> None:
    for filler in lexicon.fillers():
        reading = find_quantities(filler)
        assert (reading.quantities, reading.traps) == ((), ()), filler


@pytest.mark.parametrize("file", sorted(path.name for path in DATA.iterdir()))
def test_every_list_opens_with_what_it_is_and_repeats_no_line_but_for_weight(file: str) -> None:
    text = (DATA / file).read_text(encoding="utf-8")
    assert text.startswith("# ")
    lines = [line for line in text.splitlines() if "\t" in line]
    assert len(lines) == len(set(lines))
