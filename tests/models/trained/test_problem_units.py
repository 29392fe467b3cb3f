"""Where the units of section five begin and end."""

from __future__ import annotations

import pytest

from gongkai.models.document import Span
from gongkai.models.passages import Passage
from gongkai.models.scheme import SectionKind
from gongkai.models.trained import problem_units
from gongkai.models.trained.problem_units import problem_passages, split_units


def passage(text: str, kind: SectionKind | None = SectionKind.PROBLEMS) -> Passage:
    return Passage(Span(0, len(text)), kind, ())


def units(text: str, boundaries: frozenset[int] = frozenset()) -> list[str]:
    found = split_units(text, [passage(text)], boundaries)
    assert all(unit.span.end <= len(text) for unit in found)
    return [unit.span.of(text) for unit in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是人手紧，换人多；二是学得少。", ["一是人手紧", "换人多", "二是学得少"]),
        (
            "针对去年存在的培训不足的问题，已办班。",
            ["针对去年存在的", "培训不足", "的问题", "已办班"],
        ),
        ("栏目更新慢、解读形式单一。", ["栏目更新慢", "解读形式单一"]),
        ("抓好通知、公告的发布。", ["抓好通知、公告的发布"]),
        ("人手不足\t增配两人\t已到岗", ["人手不足", "增配两人", "已到岗"]),
        ("。，；", []),
        ("", []),
    ],
)
def test_units_part_at_marks_markers_recalls_and_cells(text: str, expected: list[str]) -> None:
    assert units(text) == expected


def test_units_part_where_another_model_parts_them() -> None:
    assert units("主要是人手紧。", frozenset({3})) == ["主要是", "人手紧"]


def test_a_unit_knows_its_marker_and_what_closes_it() -> None:
    first, second = split_units("（一）人手紧；学得少", [passage("（一）人手紧；学得少")])
    assert (first.marker, first.stop) == ("（一）", "；")
    assert (second.marker, second.stop) == ("", "")


def test_layout_inside_a_unit_is_quoted_and_not_read() -> None:
    (unit,) = split_units("人 手\n紧。", [passage("人 手\n紧。")])
    assert (unit.text, len(unit.span)) == ("人手紧", 5)


def test_no_more_units_are_made_than_any_report_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problem_units, "MOST_UNITS", 3)
    assert len(units("甲，" * 9)) == 3


def test_only_the_section_on_problems_is_read_where_there_is_one() -> None:
    text = "人手不足。"
    other, problems = passage(text, SectionKind.OVERVIEW), passage(text)
    assert problem_passages(text, [other, problems]) == [problems]


def test_without_such_a_section_all_is_read_from_where_something_is_lacking() -> None:
    text = "发布三条。\n存在一些不足。\n将增人。"
    lines = [Span(0, 5), Span(6, 13), Span(14, 18)]
    passages = [Passage(span, SectionKind.OVERVIEW, ()) for span in lines]
    assert [each.span for each in problem_passages(text, passages)] == lines[1:]
    assert problem_passages(text, passages[:1]) == []
