"""Tables of data, and those that only arrange a document: the rule of every format."""

from dataclasses import dataclass

import pytest

from gongkai.extract.reading.data_tables import (
    holds_data,
    joined,
    lines_of_rows,
    rows_within,
)


@dataclass
class Cell:
    text: str
    lines: list[str]


def cells(*texts: str) -> list[Cell]:
    return [Cell(text.replace("\n", ""), text.split("\n")) for text in texts]


ARTICLE = "本年度办理了各类事项。" * 40


@pytest.mark.parametrize(
    ("texts", "is_data"),
    [
        (("规章", "12"), True),
        (("规章", ""), False),
        (("导航", ARTICLE), False),
        (("说明", ARTICLE, "自然人"), True),
        (("导航", "公开信息12条。\n收到申请3件。"), False),
    ],
)
def test_a_table_with_an_article_in_it_is_none_unless_it_has_labels_of_the_form(
    texts: tuple[str, ...], is_data: bool
) -> None:
    assert holds_data(cells(*texts), 2, holds_table=False) == is_data


def test_a_table_of_one_column_and_one_around_a_table_arrange() -> None:
    assert not holds_data(cells("规章", "12"), 1, holds_table=False)
    assert not holds_data(cells("规章", "12"), 2, holds_table=True)


def test_lines_of_a_cell_are_parted_between_latin_words_alone() -> None:
    assert joined(["商业", "", "企业"]) == "商业企业"
    assert joined(["Blue", "", "sky"]) == "Blue sky"
    assert joined([]) == ""


@pytest.mark.parametrize(
    ("columns", "count"),
    [
        ([["规章", "合计"], ["1", "2"]], 2),
        ([["规章", "合计", ""], ["1件", "/"], ["", "3"]], 2),
        ([["规章", "合计"], ["1", "件"]], 0),
        ([["规章", "合计"], ["1", "2", "3"]], 0),
        ([["1", "2"], ["3", "4"]], 0),
        ([["规章", "合计"]], 0),
    ],
)
def test_a_row_is_several_if_labels_and_values_have_as_many_lines(
    columns: list[list[str]], count: int
) -> None:
    assert rows_within(columns) == count


def test_a_cell_with_other_numbers_of_lines_is_beside_all_rows() -> None:
    assert lines_of_rows(["1", "2", ""], 2) == ["1", "2"]
    assert lines_of_rows(["见附件"], 2) is None
