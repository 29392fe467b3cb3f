"""Components against their whole, and when a breakdown that does not add up is a contradiction."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.extract.joining.breakdowns import check_breakdowns
from gongkai.models.record import Check, Claim
from gongkai.models.scheme import Bound, CheckKind, CheckStatus, Kind, Metric, PartKind
from tests.extract.joining.claims import claim, components


def check_of(claims: list[Claim], text: str = "") -> Check:
    (check,) = check_breakdowns(claims, text)
    return check


def written(text: str, *quotes: str, **changes: Any) -> list[Claim]:  # noqa: ANN401
    """Make a whole and its components of numbers of a text, in order; the first is the whole."""
    claims = components(*(float(quote.rstrip("条")) for quote in quotes), **changes)
    at = 0
    for each, quote in zip(claims, quotes, strict=True):
        each.start = text.index(quote, at)
        each.end = at = each.start + len(quote)
        each.quote, each.sentence = quote, text
    return claims


def test_components_that_add_up_to_their_whole_pass() -> None:
    check = check_of(components(60, 10, 20, 30))
    assert (check.id, check.kind, check.status) == (
        "breakdown.0",
        CheckKind.BREAKDOWN,
        CheckStatus.PASS,
    )
    assert (check.expected, check.found, check.claims) == (60, 60, [0, 1, 2, 3])


@pytest.mark.parametrize("last", [31, 29])
def test_components_that_do_not_add_up_fail(last: int) -> None:
    check = check_of(components(60, 10, 20, last))
    assert (check.status, check.expected, check.found) == (CheckStatus.FAIL, 30 + last, 60)


def test_components_with_decimals_add_up_as_they_are_written() -> None:
    money = {"metric": Metric.FEES_COLLECTED, "kind": Kind.AMOUNT, "unit": "元"}
    claims = [claim(0, 0.3, **money), *components(0.3, 0.1, 0.2, **money)[1:]]
    check = check_of(claims)
    assert (check.status, check.expected) == (CheckStatus.PASS, 0.3)


def test_components_without_an_upper_end_pass_where_they_can_add_up() -> None:
    claims = components(125, 10, 20, bound=Bound.AT_LEAST, quote="10条以上")
    assert check_of(claims).status is CheckStatus.PASS


def test_components_that_are_only_bounded_pass_where_they_can_add_up() -> None:
    claims = components(125, 100, 20, bound=Bound.AT_LEAST)
    claims[1].quote, claims[2].quote = "100余条", "20余条"
    assert check_of(claims).status is CheckStatus.PASS


def test_components_in_other_units_are_not_added_up() -> None:
    assert list(check_breakdowns(components(60, 10, 20, unit="次"), "")) == []


def test_some_of_a_whole_are_not_added_up() -> None:
    claims = components(60, 10, 20, part_kind=PartKind.SUBSET)
    assert list(check_breakdowns(claims, "")) == []


def test_a_whole_that_is_broken_down_twice_passes_by_either_listing() -> None:
    check = check_of(components(60, 40, 20, 0, 35, 25))
    assert (check.status, check.expected, check.claims) == (CheckStatus.PASS, 60, [0, 1, 2, 3])


def test_of_two_listings_the_one_that_does_not_add_up_fails() -> None:
    check = check_of(components(60, 40, 20, 35, 26))
    assert (check.status, check.expected, check.claims) == (CheckStatus.FAIL, 61, [0, 3, 4])


def test_what_is_left_behind_a_listing_that_adds_up_does_not_make_it_fail() -> None:
    check = check_of(components(60, 40, 20, 7))
    assert (check.status, check.expected, check.claims) == (CheckStatus.PASS, 60, [0, 1, 2])


@pytest.mark.parametrize(
    ("chance", "status"), [(0.9, CheckStatus.FAIL), (0.4, CheckStatus.NOT_ASSESSABLE)]
)
def test_a_listing_falls_short_for_sure_only_if_its_parts_are_surely_all_components(
    chance: float, status: CheckStatus
) -> None:
    claims = components(60, 10, 20, 29)
    claims[2].part_chance = chance
    assert check_of(claims).status is status


def test_a_listing_beyond_its_whole_fails_however_its_parts_are_tied() -> None:
    claims = components(60, 10, 20, 31)
    claims[2].part_chance = 0.4
    assert check_of(claims).status is CheckStatus.FAIL


@pytest.mark.parametrize("last", [31, 29])
def test_a_claim_that_is_none_more_probably_than_not_contradicts_nothing(last: int) -> None:
    claims = components(60, 10, 20, last, confidence=0.98)
    assert check_of(claims).status is CheckStatus.FAIL
    claims[3].confidence = 0.4
    assert check_of(claims).status is CheckStatus.NOT_ASSESSABLE


def test_parts_of_several_sentences_contradict_nothing() -> None:
    claims = components(60, 10, 20, 31)
    claims[3].sentence = "另一句。"
    assert check_of(claims).status is CheckStatus.NOT_ASSESSABLE


def test_what_is_short_of_half_its_whole_was_not_listed_in_full() -> None:
    assert check_of(components(60, 10, 20)).status is CheckStatus.NOT_ASSESSABLE


@pytest.mark.parametrize(
    ("behind", "status"),
    [
        ("。", CheckStatus.FAIL),
        ("，栏目5条。", CheckStatus.NOT_ASSESSABLE),
        ("，栏目8条。", CheckStatus.FAIL),
        ("，栏目更新5次。", CheckStatus.FAIL),
        ("。栏目5条。", CheckStatus.FAIL),
    ],
)
def test_a_number_that_is_no_claim_may_be_the_component_that_is_missing(
    behind: str, status: CheckStatus
) -> None:
    text = f"公开60条，其中网站40条，微信15条{behind}"
    assert check_of(written(text, "60条", "40条", "15条"), text).status is status


@pytest.mark.parametrize(
    ("value", "unit", "status"),
    [
        (5, "条", CheckStatus.NOT_ASSESSABLE),
        (4, "篇", CheckStatus.NOT_ASSESSABLE),
        (0, "条", CheckStatus.FAIL),
        (9, "条", CheckStatus.FAIL),
    ],
)
def test_a_count_of_nothing_else_may_be_the_component_that_is_missing(
    value: int, unit: str, status: CheckStatus
) -> None:
    text = f"公开60条，其中网站40条，微信15条，另发{value}{unit}。"
    claims = written(text, "60条", "40条", "15条")
    at = text.index("另发")
    claims.append(claim(3, value, unit=unit, start=at + 2, end=at + 4, sentence=text))
    assert check_of(claims, text).status is status


def test_a_part_of_a_component_is_not_missing() -> None:
    text = "公开60条，其中网站40条（要闻5条），微信15条。"
    claims = written(text, "60条", "40条", "15条")
    at = text.index("5条）")
    nested = claim(3, 5, start=at, end=at + 2, part_of=1, part_kind=PartKind.SUBSET)
    check = check_of([*claims[:2], nested, claims[2]], text)
    assert (check.status, check.claims) == (CheckStatus.FAIL, [0, 1, 2])


@pytest.mark.parametrize(
    ("untied", "status", "named"),
    [
        ("6条", CheckStatus.FAIL, [0, 1, 2, 3]),
        ("5条", CheckStatus.NOT_ASSESSABLE, [0, 1, 3]),
        ("4条", CheckStatus.NOT_ASSESSABLE, [0, 1, 3]),
    ],
)
def test_a_like_count_inside_a_listing_is_added_where_it_goes_beyond_the_whole(
    untied: str, status: CheckStatus, named: list[int]
) -> None:
    text = f"公开60条，其中网站40条，报刊{untied}，微信15条。"
    claims = written(text, "60条", "40条", untied, "15条")
    claims[2].part_of = claims[2].part_kind = None
    check = check_of(claims, text)
    assert (check.status, check.claims) == (status, named)


def test_a_whole_behind_its_components_is_checked_as_well() -> None:
    text = "网站40条，微信15条，共公开60条。"
    first, second, whole = written(text, "40条", "15条", "60条", part_of=2)
    first.part_of, first.part_kind = 2, PartKind.COMPONENT
    whole.part_of = whole.part_kind = None
    check = check_of([first, second, whole], text)
    assert (check.status, check.claims) == (CheckStatus.FAIL, [2, 0, 1])


def test_a_listing_longer_than_any_is_not_assessed() -> None:
    claims = components(60, 10, 20, 31)
    claims[3].start, claims[3].end = 5_000, 5_003
    assert check_of(claims).status is CheckStatus.NOT_ASSESSABLE


def test_claims_that_share_a_number_count_once() -> None:
    first, *parts = components(60, 10, 20, 30)
    twin = claim(9, 30, part_of=0, part_kind=PartKind.COMPONENT, start=parts[-1].start)
    assert check_of([first, *parts, twin]).status is CheckStatus.PASS


def test_of_very_many_breakdowns_that_do_not_add_up_only_some_are_looked_into() -> None:
    claims: list[Claim] = []
    for number in range(0, 600, 3):
        claims += [
            claim(number, 60),
            claim(number + 1, 40, part_of=number, part_kind=PartKind.COMPONENT, sentence="一句。"),
            claim(number + 2, 21, part_of=number, part_kind=PartKind.COMPONENT, sentence="一句。"),
        ]
    found = [check.status for check in check_breakdowns(claims, "")]
    assert found == [CheckStatus.FAIL] * 100 + [CheckStatus.NOT_ASSESSABLE] * 100
