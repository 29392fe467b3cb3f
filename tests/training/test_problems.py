"""Training of the reader of section five."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gongkai.annotations.passages import AnnotatedImprovement, AnnotatedProblem
from gongkai.models.document import Span
from gongkai.models.passages import Passage
from gongkai.models.scheme import Category, ProblemYear, SectionKind
from gongkai.models.trained.problem_matters import Item
from gongkai.models.trained.problem_units import split_units
from gongkai.models.trained.problems import answer_features
from gongkai.training import problems
from gongkai.training.problem_texts import ProblemText
from gongkai.training.problem_variants import variants
from gongkai.training.problems import ExampleError, labels_of, read_examples, train_problems
from tests.training.problem_samples import reader, texts


def labels(text: str, *items: tuple[str, str]) -> str:
    passage = Passage(Span(0, len(text)), SectionKind.PROBLEMS)
    found = []
    for words, kind in items:
        start = text.index(words)
        found.append((Span(start, start + len(words)), kind))
    return "".join(labels_of(split_units(text, [passage]), found))


def items(text: ProblemText) -> list[AnnotatedProblem | AnnotatedImprovement]:
    return [*text.problems, *text.improvements]


def test_a_unit_has_the_label_of_the_item_it_lies_in() -> None:
    text = "存在不足：人手紧，换人多；学得少。下一步，将培训。"
    told = ("人手紧，换人多", "P"), ("学得少", "P"), ("将培训", "I")
    assert labels(text, *told) == "OPpPOI"


def test_a_unit_of_which_an_item_has_less_than_half_lies_outside() -> None:
    assert labels("我局今年的工作中仍有人手紧。", ("人手紧", "P")) == "O"
    assert labels("仍有人手紧。", ("人手紧", "P")) == "P"


def test_of_two_items_in_a_unit_the_longer_counts() -> None:
    assert labels("学得少和人手比较紧张。", ("学得少", "P"), ("人手比较紧张", "I")) == "I"


def test_texts_without_section_five_are_learned_from_too() -> None:
    assert [bool(text.problems) for text in texts()].count(False) == 1


def test_the_same_texts_give_the_same_bytes() -> None:
    assert train_problems(texts()).to_bytes() == reader().to_bytes()


def test_the_items_of_texts_of_one_name_are_kept_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """One name may be that of several texts, in annotations of one's own."""
    named_alike = [
        replace(text, name=f"report {number % 3}", improvements=text.improvements[: 2 - number % 2])
        for number, text in enumerate(texts())
    ]
    asked: list[tuple[int, int]] = []

    def counted(told: Sequence[Item], index: int, categories: Sequence[str], own: list[str]) -> Any:  # noqa: ANN401
        asked.append((len(told), len(categories)))
        return answer_features(told, index, categories, own)

    monkeypatch.setattr(problems, "answer_features", counted)
    train_problems(named_alike)
    assert {told for told, _ in asked} == {3, 4}
    assert all(told == categories for told, categories in asked)


def test_items_of_variants_stand_where_they_are_said_to() -> None:
    wordings = {
        item.span.of(text.text).removeprefix("一是").removeprefix("二是").replace("。", "，")
        for text in texts()
        for item in items(text)
    }
    varied = list(variants(texts(), 2))
    assert len(varied) == 2 * (len(texts()) - 1)
    for text in varied:
        for item in items(text):
            said = item.span.of(text.text).removeprefix("一是").removeprefix("二是")
            assert said.replace("。", "，") in wordings
        for passage in text.passages:
            assert passage.span.of(text.text) == passage.span.of(text.text).strip("\n")
            assert passage.span.end <= len(text.text)


def test_variants_say_other_things_than_their_texts() -> None:
    assert {text.text for text in variants(texts(), 1)} - {text.text for text in texts()}


def test_the_same_seed_gives_the_same_variants() -> None:
    assert list(variants(texts(), 1, 3)) == list(variants(texts(), 1, 3))
    assert list(variants(texts(), 1, 3)) != list(variants(texts(), 1, 4))


def test_a_variant_keeps_markers() -> None:
    text = "一是学得少。二是人手紧，换人多。"
    problems = tuple(
        AnnotatedProblem(span, Category.TRAINING, ProblemYear.THIS)
        for span in (Span(0, 5), Span(6, 15))
    )
    passage = Passage(Span(0, len(text)), SectionKind.PROBLEMS)
    source = ProblemText("made-up", text, (passage,), None, problems, ())
    for varied in variants([source], 8):
        assert [item.span.of(varied.text)[:2] for item in varied.problems] == ["一是", "二是"]
        assert varied.passages[0].span == Span(0, len(varied.text))


def test_examples_that_come_with_gongkai_are_of_all_categories() -> None:
    examples = read_examples()
    assert {example.category for example in examples} == set(Category)
    assert len({example.text for example in examples}) == len(examples) <= 150
    assert {example.kind for example in examples} == {"P", "I"}


@pytest.mark.parametrize("line", ["培训少", "training\tlack\t培训少", "x\tproblem\t培训少"])
def test_a_line_that_is_no_example_is_refused(line: str, tmp_path: Path) -> None:
    file = tmp_path / "examples.txt"
    file.write_text(f"# a comment\n\n{line}\n", "utf-8")
    with pytest.raises(ExampleError, match="line 3"):
        read_examples(file)
