"""Candidates and groups: who is compared with whom, and who belongs together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.extract.collection.candidates import (
    ALL_COMPARED,
    MOST_COMPARED,
    Pair,
    candidate_pairs,
    similarities,
)
from gongkai.extract.collection.fingerprints import signature
from gongkai.extract.collection.grouping import group_copies
from gongkai.extract.collection.survey import Survey, best_copy, issuer_key
from tests.extract.collection.builders import prose, survey

LONG = 1_000


def grouped(
    reports: Sequence[Survey], alike: dict[tuple[int, int], float], characters: int = LONG
) -> list[list[int]]:
    pairs = [(Pair(*pair), likeness) for pair, likeness in alike.items()]
    return group_copies(reports, [characters] * len(reports), pairs)


def pairs_of(reports: Sequence[Survey], texts: Sequence[str]) -> set[Pair]:
    signatures = numpy.array([signature(text) for text in texts])
    return set(candidate_pairs(reports, signatures))


def test_reports_of_one_issuer_and_year_are_all_compared() -> None:
    reports = [survey("a"), survey("b", year=2022), survey("c"), survey("d", issuer="山前镇")]
    assert pairs_of(reports, [prose(each) for each in range(4)]) == {Pair(0, 2)}


def test_a_report_of_unknown_issuer_is_compared_with_what_shares_a_band() -> None:
    reports = [survey("a"), survey("b", issuer="山前镇"), survey("c", issuer=None)]
    text = prose(1)
    assert pairs_of(reports, [text, prose(2), text + "网站地图"]) == {Pair(0, 2)}


def test_many_of_one_name_are_compared_only_if_they_share_a_band() -> None:
    count = ALL_COMPARED + 4
    reports = [survey(f"{number:03}", issuer="教育局") for number in range(count)]
    texts = [prose(min(number, count - 2)) for number in range(count)]
    assert pairs_of(reports, texts) == {Pair(count - 2, count - 1)}


def test_many_of_one_name_are_compared_within_their_regions() -> None:
    count = ALL_COMPARED + 4
    reports = [
        survey(f"{number:03}", issuer="教育局", region=f"{110_000 + number // 2}")
        for number in range(count)
    ]
    found = pairs_of(reports, [prose(1)] * count)
    assert found == {Pair(number, number + 1) for number in range(0, count, 2)}


def test_of_many_of_one_name_those_without_region_are_compared_with_all() -> None:
    count = ALL_COMPARED + 4
    reports = [
        survey(f"{number:03}", issuer="教育局", region=f"{110_000 + number}" if number else None)
        for number in range(count)
    ]
    found = pairs_of(reports, [prose(1)] * count)
    assert found == {Pair(0, number) for number in range(1, count)}


def test_what_is_compared_for_one_report_is_bounded() -> None:
    reports = [survey(f"{number:04}", issuer=None) for number in range(400)]
    found = pairs_of(reports, [prose(1)] * len(reports))
    assert len(found) <= len(reports) * MOST_COMPARED
    assert {Pair(number, number + 1) for number in range(399)} <= found


def test_similarities_are_those_of_the_pairs() -> None:
    signatures = numpy.array([signature(prose(1)), signature(prose(1)), signature(prose(2))])
    alike = similarities([Pair(0, 1), Pair(0, 2)], signatures)
    assert alike[0] == 1.0
    assert alike[1] < 0.1


def test_alike_reports_of_different_years_or_issuers_or_regions_are_no_copies() -> None:
    reports = [
        survey("a", region="110000"),
        survey("b", year=2022),
        survey("c", issuer="山前镇"),
        survey("d", region="120000"),
    ]
    everything = {(one, other): 1.0 for one in range(4) for other in range(one + 1, 4)}
    assert grouped(reports, everything) == []


def test_a_report_without_region_joins_but_never_bridges_two() -> None:
    reports = [survey("a", region="110000"), survey("b", region="120000"), survey("c")]
    assert grouped(reports, {(0, 2): 0.9, (1, 2): 0.95}) == [[1, 2]]


def test_a_mirror_joins_the_report_it_is_most_alike_to() -> None:
    reports = [survey("a"), survey("b", issuer="山前镇"), survey("c", issuer=None, year=None)]
    assert grouped(reports, {(0, 2): 1.0, (1, 2): 0.93}) == [[0, 2]]


def test_a_mirror_as_alike_to_reports_of_two_issuers_is_left_alone() -> None:
    reports = [survey("a"), survey("b", issuer="山前镇"), survey("c", issuer=None, year=None)]
    assert grouped(reports, {(0, 2): 0.96, (1, 2): 0.94}) == []


@pytest.mark.parametrize(("likeness", "groups"), [(0.94, []), (0.90, [[1, 2]])])
def test_a_report_without_region_as_alike_to_those_of_two_regions_is_left_alone(
    likeness: float, groups: list[list[int]]
) -> None:
    reports = [survey("a", region="110000"), survey("b", region="120000"), survey("c")]
    assert grouped(reports, {(0, 2): likeness, (1, 2): 0.95}) == groups


def test_a_mirror_is_torn_though_one_of_its_owners_fits_both_others() -> None:
    reports = [
        survey("a"),
        survey("b", region="110000"),
        survey("c", region="120000"),
        survey("d", issuer=None),
    ]
    assert grouped(reports, {(0, 3): 1.0, (1, 3): 1.0, (2, 3): 1.0}) == []


def test_less_likeness_does_when_issuer_and_year_are_known() -> None:
    known = [survey("a"), survey("b")]
    unknown = [survey("a"), survey("b", issuer=None)]
    assert grouped(known, {(0, 1): 0.8}) == [[0, 1]]
    assert grouped(unknown, {(0, 1): 0.8}) == []
    assert grouped(known, {(0, 1): 0.7}) == []


def test_short_texts_of_unknown_issuers_are_no_copies() -> None:
    reports = [survey("a", issuer=None), survey("b", issuer=None)]
    assert grouped(reports, {(0, 1): 1.0}, characters=40) == []
    assert grouped(reports, {(0, 1): 1.0}) == [[0, 1]]


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["甲县", "乙县", None]),
            st.sampled_from([2022, 2023, None]),
            st.sampled_from(["110000", "120000", None]),
        ),
        min_size=2,
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_groups_are_disjoint_consistent_and_independent_of_the_order_of_pairs(
    identities: list[tuple[str | None, int | None, str | None]],
    random: object,
) -> None:
    reports = [
        survey(str(place), issuer, year, region)
        for place, (issuer, year, region) in enumerate(identities)
    ]
    places = range(len(reports))
    alike = {
        (one, other): random.choice([0.5, 0.8, 0.95, 1.0])  # type: ignore[attr-defined]
        for one in places
        for other in places
        if one < other
    }
    groups = grouped(reports, alike)
    assert grouped(reports, dict(reversed(alike.items()))) == groups
    members = [place for group in groups for place in group]
    assert len(members) == len(set(members))
    for group in groups:
        for attribute in ("issuer", "region", "year"):
            values = {getattr(reports[place], attribute) for place in group}
            assert len(values - {None}) <= 1


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"issuer": None, "tables": 3}),
        ({"tables": 3, "recognised": True}, {"tables": 2, "numbers": 500}),
        ({"tables": 3, "numbers": 9}, {"tables": 3, "numbers": 99, "recognised": True}),
        ({"numbers": 10}, {"numbers": 9, "claims": 50}),
        ({"claims": 5}, {"claims": 4, "uri": "www.yunhe.gov.cn/a.html"}),
        ({"uri": "www.yunhe.gov.cn/a.html"}, {"uri": "mirror.example/a.html"}),
        ({"uri": "http://gov.cn:80/a"}, {"uri": "notgov.cn.example/a"}),
    ],
)
def test_the_best_copy_is_told_by_the_rules_in_their_order(
    better: dict[str, object], worse: dict[str, object]
) -> None:
    one, other = survey("z", **better), survey("a", **worse)  # type: ignore[arg-type]
    assert best_copy([one, other]) is one
    assert best_copy([other, one]) is one


def test_a_national_body_needs_no_region_to_be_placed() -> None:
    assert not survey("a").is_placed
    assert survey("a", region="110000").is_placed
    assert survey("a", tier="national").is_placed
    assert not survey("a", year=None, tier="national").is_placed


def test_of_equal_copies_the_record_id_decides() -> None:
    assert best_copy([survey("b"), survey("a")]).record_id == "a"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("云河县人民政府", "云河县"),
        ("雲河縣人民政府", "云河县"),
        ("云河县", "云河县"),
        ("云河县人民政府办公室", "云河县人民政府办公室"),
        ("人民政府", "人民政府"),
        ("（）", None),
    ],
)
def test_a_name_has_one_key_with_and_without_its_government(name: str, key: str | None) -> None:
    assert issuer_key(name) == key
