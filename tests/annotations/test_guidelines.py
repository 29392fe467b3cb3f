"""The guidelines: every example is right, and everything of the scheme has its examples."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from gongkai.annotations.checks import check_passage
from gongkai.annotations.markup import parse_passages
from gongkai.annotations.passages import Passage, Reason
from gongkai.models.scheme import (
    Aspect,
    Bound,
    Category,
    Channel,
    Kind,
    Metric,
    PartKind,
    Per,
    ProblemYear,
    Scope,
    Stage,
)

from .samples import located, source

TEXT = (Path(__file__).parents[2] / "annotations" / "GUIDELINES.md").read_text(encoding="utf-8")
FENCE = "```"
OURS = "```gongkai"
CASE_SECTIONS = ("Hard cases", "Decisions")
_LINK = re.compile(r"^- \[([^\]]+)\]\(#([^)]+)\)$", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """A line of a block, and the headings it stands under."""

    section: str
    heading: str
    line: int
    body: str


@dataclass(frozen=True)
class Part:
    """What stands under one heading of the third level, without its block."""

    section: str
    heading: str
    prose: str
    rows: int


def read(text: str) -> tuple[list[Example], list[Part]]:
    examples: list[Example] = []
    parts: list[Part] = []
    section = heading = ""
    fence = ""
    prose: list[str] = []

    def close() -> None:
        if heading:
            table = [line for line in prose if line.startswith("|")]
            parts.append(Part(section, heading, "\n".join(prose).strip(), max(len(table) - 2, 0)))
        prose.clear()

    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(FENCE):
            fence = "" if fence else line
        elif fence == OURS:
            examples.append(Example(section, heading, number, line))
        elif not fence and line.startswith(("## ", "### ")):
            close()
            if line.startswith("## "):
                section, heading = line.removeprefix("## "), ""
            else:
                heading = line.removeprefix("### ")
        else:
            prose.append(line)
    close()
    return examples, parts


EXAMPLES, PARTS = read(TEXT)


@cache
def passage(body: str) -> Passage:
    return located(source(body, section="overview, problems")).passage


def faults(body: str) -> list[str]:
    passages, found = parse_passages(source(body, section="overview, problems"), "example")
    for each in passages:
        found.extend(check_passage(each, length=False))
    return [fault.message for fault in found]


def under(section: str) -> dict[str, list[Passage]]:
    """Return the examples of a section by heading, in the order of the page."""
    found: dict[str, list[Passage]] = {
        part.heading: [] for part in PARTS if part.section == section
    }
    for example in EXAMPLES:
        if example.section == section:
            found[example.heading].append(passage(example.body))
    return found


def metrics(example: Passage) -> set[str]:
    return {claim.metric for claim in example.claims}


def kinds(example: Passage) -> set[str]:
    return {claim.kind for claim in example.claims}


def bounds(example: Passage) -> set[str]:
    return {claim.bound for claim in example.claims}


def channels(example: Passage) -> set[str]:
    return {claim.channel for claim in example.claims if claim.channel}


def aspects(example: Passage) -> set[str]:
    return {claim.aspect for claim in example.claims if claim.aspect}


def part_kinds(example: Passage) -> set[str]:
    return {claim.part_kind for claim in example.claims if claim.part_kind}


def scopes(example: Passage) -> set[str]:
    return {claim.scope for claim in example.claims}


def periods(example: Passage) -> set[str]:
    return {claim.per for claim in example.claims if claim.per}


def reasons(example: Passage) -> set[str]:
    return {non_claim.reason for non_claim in example.non_claims}


def problems(example: Passage) -> set[str]:
    return {problem.category for problem in example.problems}


def improvements(example: Passage) -> set[str]:
    return {improvement.category for improvement in example.improvements}


def everywhere(members: Callable[[Passage], set[str]]) -> set[str]:
    return {member for example in EXAMPLES for member in members(passage(example.body))}


def test_every_example_is_read_and_checked_without_a_fault() -> None:
    wrong = {
        f"line {example.line}: {example.body}": found
        for example in EXAMPLES
        if (found := faults(example.body))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "body", ["{a1:发布}信息{3条|=4 条|info_published a1}。", "发布3条。", "{3条|=3 条|nonsense}"]
)
def test_an_example_that_is_wrong_would_be_found(body: str) -> None:
    assert faults(body)


def test_no_example_stands_twice() -> None:
    texts = Counter(passage(example.body).text for example in EXAMPLES)
    assert [text for text, times in texts.items() if times > 1] == []


@pytest.mark.parametrize(
    ("section", "members", "found_in", "least"),
    [
        ("Metrics", Metric, metrics, 3),
        ("Non-claims", Reason, reasons, 3),
        ("Kinds", Kind, kinds, 1),
        ("Bounds", Bound, bounds, 1),
        ("Channels", Channel, channels, 1),
        ("Aspects", Aspect, aspects, 1),
        ("Parts", PartKind, part_kinds, 1),
        ("Scopes", Scope, scopes, 1),
        ("Problems and improvements", Category, problems, 1),
        ("Problems and improvements", Category, improvements, 1),
    ],
)
def test_each_member_has_a_heading_and_under_it_enough_examples_of_it(
    section: str, members: Iterable[str], found_in: Callable[[Passage], set[str]], least: int
) -> None:
    examples = under(section)
    assert list(examples) == [str(member) for member in members]
    shown = {
        heading: sum(heading in found_in(example) for example in block)
        for heading, block in examples.items()
    }
    assert {heading: times for heading, times in shown.items() if times < least} == {}


def test_each_example_under_a_metric_shows_that_metric() -> None:
    others = [
        (heading, example.text)
        for heading, block in under("Metrics").items()
        for example in block
        if heading not in metrics(example)
    ]
    assert others == []


def test_each_example_under_a_reason_shows_that_reason() -> None:
    others = [
        (heading, example.text)
        for heading, block in under("Non-claims").items()
        for example in block
        if heading not in reasons(example)
    ]
    assert others == []


def test_each_metric_has_its_labels_and_tells_what_it_counts() -> None:
    prose = {part.heading: part.prose for part in PARTS if part.section == "Metrics"}
    for metric in Metric:
        label = f"*{metric.english} · {metric.chinese}.* "
        assert prose[metric.value].startswith(label), metric
        assert len(prose[metric.value]) > len(label) + 20, metric


def test_every_time_of_a_frequency_is_shown() -> None:
    assert everywhere(periods) == {str(per) for per in Per}


def test_both_years_of_problems_and_both_stages_of_improvements_are_shown() -> None:
    assert everywhere(lambda example: {each.year for each in example.problems}) == set(ProblemYear)
    assert everywhere(lambda example: {each.stage for each in example.improvements}) == set(Stage)


def test_running_totals_and_ranges_are_shown() -> None:
    claims = [claim for example in EXAMPLES for claim in passage(example.body).claims]
    assert any(claim.cumulative for claim in claims)
    assert any(claim.value_max is not None for claim in claims)


@pytest.mark.parametrize("section", CASE_SECTIONS)
def test_each_case_in_a_table_has_one_example_below_it(section: str) -> None:
    rows = {part.heading: part.rows for part in PARTS if part.section == section}
    assert rows
    assert all(rows.values())
    assert {heading: len(block) for heading, block in under(section).items()} == rows


def test_every_heading_of_the_third_level_has_examples() -> None:
    shown = {(example.section, example.heading) for example in EXAMPLES}
    assert [part for part in PARTS if (part.section, part.heading) not in shown] == []


def test_the_table_of_contents_names_the_sections_in_their_order() -> None:
    sections = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
    links = _LINK.findall(TEXT)
    assert [name for name, _ in links] == sections
    assert [anchor for _, anchor in links] == [name.lower().replace(" ", "-") for name in sections]
