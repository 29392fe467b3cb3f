"""Agreement: the figures against worked examples."""

from __future__ import annotations

import pytest

from gongkai.annotations.agreement import disagreements, measure, pair_passages
from gongkai.annotations.agreement.kinds import Subject
from gongkai.annotations.agreement.pairing import PairedPassage
from gongkai.annotations.corpus_files import CorpusError
from gongkai.annotations.passages import ContextKind

from .samples import EXAMPLE, located, source

FIRST = "发布{316条|=316 条|info_published @website}，办结{9件|=9 件|hotline_cases}，{3次|!plan}。"
SECOND = FIRST.replace("info", "documents").replace("!plan", "=3 次|meetings_held")


def paired(first: str, second: str, section: str = "overview") -> list[PairedPassage]:
    return pair_passages(
        [located(source(first, section=section))], [located(source(second, section=section))]
    )


def test_the_same_annotation_twice_agrees_in_everything() -> None:
    figures = measure(paired(EXAMPLE, EXAMPLE))
    assert figures.anchors.f1 == figures.anchors_exact.f1 == 1
    assert figures.claims.f1 == figures.claims_wholly.f1 == 1
    assert figures.kappa == figures.alpha == 1
    assert figures.contexts[ContextKind.SUBJECT].f1 == 1
    assert figures.items.f1 is None
    assert list(disagreements(paired(EXAMPLE, EXAMPLE))) == []


def test_figures_of_two_that_differ_are_as_worked_out_by_hand() -> None:
    figures = measure(paired(FIRST, SECOND))
    # Anchors: 2 of the first, 3 of the second, 2 in common. Claims: only 9件 is the same.
    assert figures.anchors.f1 == pytest.approx(2 * 2 / 5)
    assert figures.claims.f1 == pytest.approx(2 * 1 / 5)
    # Two common anchors, one alike: observed 1/2, by chance 1/4 → kappa 1/3.
    assert figures.kappa == pytest.approx(1 / 3)
    # Labels: (info, documents), (hotline, hotline), (none, meetings). Of 6 values one pair agrees:
    # D_o = 4/6; D_e = 1 - 2/(6·5) = 28/30 → alpha = 1 - (2/3)/(14/15) = 2/7.
    assert figures.alpha == pytest.approx(2 / 7)
    assert figures.labels == 3


def test_each_point_of_difference_is_named_with_both_sides() -> None:
    points = list(disagreements(paired(FIRST, SECOND)))
    assert [(point.subject, point.quote) for point in points] == [
        (Subject.CLAIM, "3次"),
        (Subject.METRIC, "316条"),
    ]
    assert (points[1].first, points[1].second) == ("info_published", "documents_published")
    assert points[0].first == ""


@pytest.mark.parametrize(
    ("first", "second", "subject"),
    [
        ("{9件|=9 件|hotline_cases}", "{9件|=9 件|hotline_cases change}", Subject.KIND),
        ("{9件|=9 件|hotline_cases}", "{9件|=8 件|hotline_cases}", Subject.VALUE),
        ("{9件|=9 件|hotline_cases}", "{9件|=9|hotline_cases}", Subject.UNIT),
        ("{9件|=9 件|hotline_cases}", "{9件|>=9 件|hotline_cases}", Subject.BOUND),
        (
            "{9%|=9 %|hotline_cases rate:other}",
            "{9%|=9 %|hotline_cases rate:share}",
            Subject.ASPECT,
        ),
        (
            "{9件|=9 件|hotline_cases frequency:day}",
            "{9件|=9 件|hotline_cases frequency:week}",
            Subject.PER,
        ),
        ("{9件|=9 件|hotline_cases}", "{9件|=9 件|hotline_cases @phone}", Subject.CHANNEL),
        ("{9件|=9 件|hotline_cases}", "{9件|=9 件|hotline_cases region}", Subject.SCOPE),
        ("{9件|=9 件|hotline_cases}", "{9件|=9 件|hotline_cases cumulative}", Subject.PERIOD),
    ],
)
def test_every_attribute_is_compared(first: str, second: str, subject: Subject) -> None:
    assert [point.subject for point in disagreements(paired(first, second))] == [subject]


def test_parts_are_compared_by_their_wholes() -> None:
    whole = "{9件|=9 件|#1 hotline_cases}，"
    points = list(
        disagreements(
            paired(
                whole + "{2件|=2 件|hotline_cases of#1:subset}",
                whole + "{2件|=2 件|hotline_cases of#1:stage}",
            )
        )
    )
    assert [(point.first, point.second) for point in points] == [("subset of 9件", "stage of 9件")]


def test_items_share_half_of_the_longer_one() -> None:
    first = "{problem content:公开的内容不够全面}，{problem training:培训少}。"
    second = "公开的{problem timeliness:内容不够全面}，培训{problem training:少}。"
    figures = measure(paired(first, second, "problems"))
    assert figures.items.common == 1
    assert figures.items_with_category.common == 0


def test_annotators_mark_the_same_texts() -> None:
    with pytest.raises(CorpusError, match=r"the text of one differs"):
        paired("发布信息。", "发布消息。")
    with pytest.raises(CorpusError, match="no passage in common"):
        pair_passages([located(source("好。", name="a"))], [located(source("好。", name="b"))])


def test_claims_are_paired_in_the_best_way_whatever_their_order() -> None:
    first = "{9件|=9 件|reviews_filed @post & lawsuits_filed @phone}"
    second = "{9件|=9 件|lawsuits_filed @phone & reviews_filed @post}"
    figures = measure(paired(first, second))
    assert figures.claims_wholly.common == 2
    assert list(disagreements(paired(first, second))) == []


def test_units_in_traditional_characters_are_the_same_units() -> None:
    assert (
        measure(paired("{9條|=9 條|info_published}", "{9條|=9 条|info_published}")).claims_wholly.f1
        == 1
    )


def test_a_longer_span_takes_no_match_away_from_its_neighbour() -> None:
    figures = measure(
        paired(
            "{9条|=9 条|info_published}和{8条|=8 条|info_published}",
            "{9条和8条|=9 条|info_published}",
        )
    )
    assert figures.anchors.common == 1


def test_kappa_is_not_defined_where_there_is_one_metric_only() -> None:
    same = "{9件|=9 件|hotline_cases}，{8件|=8 件|hotline_cases}"
    assert measure(paired(same, same)).kappa is None


def test_a_passage_stands_once_on_each_side() -> None:
    one = located(source("好。"))
    with pytest.raises(CorpusError, match="stands in"):
        pair_passages([one, located(source("坏。"))], [one])
