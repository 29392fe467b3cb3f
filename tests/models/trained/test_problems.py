"""The trained reader of section five, trained on made-up texts."""

from __future__ import annotations

import dataclasses
import time

import pytest
import srsly

from gongkai.models.document import Span
from gongkai.models.passages import Passage
from gongkai.models.record import Improvement, Problem
from gongkai.models.scheme import SectionKind
from gongkai.models.trained.linear import WeightsError
from gongkai.models.trained.problems import ProblemReader
from tests.training.problem_samples import reader

HEADINGS = ("五、存在的主要问题及改进情况",)


def passages(text: str, kind: SectionKind | None = SectionKind.PROBLEMS) -> list[Passage]:
    return [Passage(Span(0, len(text)), kind, HEADINGS)]


def told(text: str, kind: SectionKind | None = SectionKind.PROBLEMS) -> list[str]:
    reading = reader().read(text, passages(text, kind))
    found: list[Problem | Improvement] = [*reading.problems, *reading.improvements]
    assert all(text[item.start : item.end] == item.text for item in found)
    assert all(item.confidence is None for item in found)
    return [
        *(f"- {item.text} {item.category.value} {item.year.value}" for item in reading.problems),
        *(
            f"+ {item.text} {item.category.value} {item.stage.value}"
            for item in reading.improvements
        ),
    ]


def test_problems_and_measures_are_found() -> None:
    text = "存在以下不足：一是人手不足；栏目更新慢。下一步：一是将增配专职人员；二是按周更新栏目。"
    assert told(text) == [
        "- 一是人手不足 staffing this",
        "- 栏目更新慢 timeliness this",
        "+ 一是将增配专职人员 staffing promised",
        "+ 二是按周更新栏目 timeliness promised",
    ]


def test_what_is_recalled_is_last_years() -> None:
    lines = told("针对上年度业务培训较少的问题，已举办业务培训。目前人手不足，今后增配人员。")
    assert "- 业务培训较少 training last" in lines
    assert any(line.startswith("- 人手不足 staffing this") for line in lines)


def test_layout_inside_an_item_is_quoted() -> None:
    text = "存在以下不足：一是人\n手 不足；栏目更新慢。"
    assert told(text)[0] == "- 一是人\n手 不足 staffing this"


def test_without_a_section_on_problems_others_are_read() -> None:
    text = "存在以下不足：一是人手不足；栏目更新慢。"
    assert told(text, SectionKind.OVERVIEW) == told(text)


@pytest.mark.parametrize("text", ["", "。", "全年工作平稳。", "\t\t", "针对", "等问题", "一是"])
def test_texts_that_say_nothing_have_no_items(text: str) -> None:
    reading = reader().read(text, passages(text))
    assert (reading.problems, reading.improvements) == ((), ())


def test_no_passages_have_no_items() -> None:
    assert reader().read("人手不足。", []).problems == ()


def test_each_item_has_a_probability() -> None:
    text = "存在以下不足：一是人手不足；栏目更新慢。下一步：一是将增配专职人员。"
    scored = reader().read_scored(text, passages(text))
    assert len(scored.problems) == len(scored.reading.problems) == 2
    assert len(scored.improvements) == len(scored.reading.improvements) == 1
    assert all(0 < each <= 1 for each in (*scored.problems, *scored.improvements))


def test_what_is_written_is_read_again() -> None:
    written = reader().to_bytes()
    again = ProblemReader.from_bytes(written)
    assert again.to_bytes() == written
    text = "存在以下不足：一是人手不足；栏目更新慢。下一步：一是将增配专职人员。"
    assert again.read_scored(text, passages(text)) == reader().read_scored(text, passages(text))


def test_weights_that_lack_a_model_are_refused() -> None:
    fields = srsly.msgpack_loads(reader().to_bytes())
    assert isinstance(fields, dict)
    del fields["years"]
    with pytest.raises(WeightsError, match="years"):
        ProblemReader.from_bytes(srsly.msgpack_dumps(fields))


def test_models_of_other_classes_are_refused() -> None:
    models = reader().models
    with pytest.raises(WeightsError, match="stages"):
        ProblemReader(dataclasses.replace(models, stages=models.years))
    with pytest.raises(WeightsError, match="labels"):
        ProblemReader(dataclasses.replace(models, labels=models.years))


@pytest.mark.parametrize(
    "text", ["人手不足，" * 4000, "针对" * 10_000, "、不足" * 5000, "\t|" * 9000, "一是" * 9000]
)
def test_a_long_line_takes_time_in_proportion(text: str) -> None:
    before = time.process_time()
    reader().read(text, passages(text))
    assert time.process_time() - before < 3
