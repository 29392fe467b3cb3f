"""What the trained model leaves to the rules, and that it reads in portions."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence

import pytest

from gongkai.models.passages import Passage
from gongkai.models.record import Claim
from gongkai.models.rules import RuleModel
from gongkai.models.trained import capacity
from gongkai.models.trained.capacity import (
    MOST_IN_PASSAGE,
    MOST_IN_REPORT,
    in_portions,
    see_passages,
)
from gongkai.models.trained.model import TrainedModel, load_model
from tests.models.trained.passages import SENTENCES, report

Report = tuple[str, Sequence[Passage]]
MEGABYTE = 1_000_000
#: One number in each line.
LINES = tuple(f"收到申请{count}件。" for count in range(1, 13))
#: More numbers than the fullest passage of a report, as they stand in one.
CROWDED = "其中收到申请3件，" * (MOST_IN_PASSAGE + 1)


@pytest.fixture(scope="module")
def shipped() -> TrainedModel:
    return load_model()


def dumped(claims: Sequence[Claim]) -> list[dict[str, object]]:
    return [claim.model_dump(mode="json", exclude={"id", "start", "end"}) for claim in claims]


def inside(claims: Sequence[Claim], passage: Passage) -> list[Claim]:
    span = passage.span
    return [claim for claim in claims if span.start <= claim.start < span.end]


def test_a_passage_with_more_numbers_than_any_report_has_is_read_by_the_rules_alone(
    shipped: TrainedModel, rules: RuleModel
) -> None:
    text, passages = report(SENTENCES[0], CROWDED, SENTENCES[1])
    (reading,) = shipped.read_claims([(text, passages)])
    assert reading.by_rules == [passages[1].span]
    assert [claim.id for claim in reading.claims] == list(range(len(reading.claims)))
    first, crowded, last = (inside(reading.claims, each) for each in passages)
    assert dumped(crowded) == [
        each | {"part_of": claim.part_of}
        for each, claim in zip(dumped(rules.find_claims(text, passages[1:2])), crowded, strict=True)
    ]
    assert len(crowded) > MOST_IN_PASSAGE
    assert all(claim.confidence is None for claim in crowded)
    assert first
    assert last
    assert all(claim.confidence is not None for claim in first + last)


def test_a_passage_as_full_as_can_be_is_read_by_the_trained_model(shipped: TrainedModel) -> None:
    text, passages = report("收到申请3件，" * MOST_IN_PASSAGE)
    (reading,) = shipped.read_claims([(text, passages)])
    assert reading.by_rules == []
    assert all(claim.confidence is not None for claim in reading.claims)


def test_what_goes_beyond_the_numbers_of_a_report_is_read_by_the_rules_alone(
    shipped: TrainedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capacity, "MOST_IN_REPORT", 4)
    full, small = report(*LINES), report(*LINES[:4])
    first, second = shipped.read_claims([full, small])
    assert first.by_rules == [passage.span for passage in full[1][4:]]
    assert [claim.confidence is None for claim in first.claims] == [False] * 4 + [True] * 8
    assert second.by_rules == []
    assert all(claim.confidence is not None for claim in second.claims)


def test_a_report_repeated_is_read_by_the_trained_model_up_to_the_limit(rules: RuleModel) -> None:
    times = MOST_IN_REPORT // len(LINES) + 2
    seen = list(see_passages(rules, [report(*LINES * times)]))
    assert [each.by_rules for each in seen].index(True) == MOST_IN_REPORT
    assert all(each.by_rules for each in seen[MOST_IN_REPORT:])


def test_passages_without_numbers_are_not_read_further(rules: RuleModel) -> None:
    text, passages = report(SENTENCES[2], LINES[0])
    (seen,) = see_passages(rules, [(text, passages)])
    assert seen.passage is passages[1]


def test_what_is_read_in_portions_is_what_is_read_together(
    shipped: TrainedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports: list[Report] = [report(*SENTENCES), report(*LINES), report(), report(*SENTENCES[::-1])]
    together = [dumped(reading.claims) for reading in shipped.read_claims(reports)]
    monkeypatch.setattr(capacity, "MOST_TOGETHER", 3)
    apart = [dumped(reading.claims) for reading in shipped.read_claims(reports)]
    assert apart == together
    assert together[0]


def test_a_portion_ends_with_the_passage_that_fills_it(
    rules: RuleModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capacity, "MOST_TOGETHER", 5)
    portions = [len(each) for each in in_portions(see_passages(rules, [report(*LINES)]))]
    assert portions == [5, 5, 2]
    assert list(in_portions([])) == []


def test_a_passage_of_thousands_of_numbers_takes_bounded_memory(shipped: TrainedModel) -> None:
    text, passages = report("，1件" * 8_000)
    tracemalloc.start()
    try:
        (reading,) = shipped.read_claims([(text, passages)])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert reading.by_rules == [passages[0].span]
    assert peak < 100 * MEGABYTE
