"""What records hold and what they do not."""

from __future__ import annotations

from gongkai.models.record import Claim, Record
from gongkai.models.scheme import Kind, Metric


def test_how_probably_a_claim_is_a_part_is_known_in_the_same_run_and_not_written() -> None:
    claim = Claim(
        id=0,
        metric=Metric.INFO_PUBLISHED,
        kind=Kind.COUNT,
        value=3,
        quote="3条",
        start=0,
        end=2,
        sentence="3条",
    )
    assert claim.part_chance is None
    claim.part_chance = 0.75
    assert claim.model_copy().part_chance == 0.75
    written = claim.model_dump_json()
    assert "chance" not in written
    assert Claim.model_validate_json(written).part_chance is None
    assert "chance" not in str(Record.model_json_schema())
