"""The made-up reports: the same every time, each different, each still a sound report."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.evaluate.benchmark.variation import Template, Variation, other_name
from gongkai.evaluate.benchmark.workload import (
    _NAMES,
    Layout,
    reports,
    sample_names,
    write_reports,
)
from gongkai.extract import extract, read
from gongkai.models.record import Record
from gongkai.models.scheme import CheckStatus

SAMPLES = Path(__file__).parents[3] / "annotations" / "samples"
ROUND = len(sample_names())


def varied(text: str, *names: str, is_page: bool = False, factor: int = 3, shift: int = 2) -> str:
    others = {name: "桐" * len(name) for name in names}
    template = Template(text, names, is_page=is_page)
    return template.write(Variation(factor, shift, others, "seed"))


@pytest.mark.parametrize("layout", Layout)
def test_the_same_seed_gives_the_same_reports(layout: Layout) -> None:
    assert list(reports(20, layout)) == list(reports(20, layout))
    assert list(reports(20, layout)) != list(reports(20, layout, seed=21))


def test_a_longer_workload_begins_like_a_shorter_one() -> None:
    assert list(islice(reports(1000), 20)) == list(reports(20))


def test_no_two_reports_are_the_same() -> None:
    made = [report.content for report in reports(3 * ROUND)]
    assert len(set(made)) == len(made)


def test_one_of_five_files_of_a_mixture_is_a_page_and_every_sample_has_its_turn() -> None:
    names = [report.name for report in reports(5 * ROUND, Layout.MIXED)]
    pages = {name.split("_", 1)[1] for name in names if name.endswith(".html")}
    assert len(pages) == ROUND
    assert sum(name.endswith(".html") for name in names) == ROUND


@pytest.mark.parametrize(("layout", "ending"), [(Layout.TEXT, "txt"), (Layout.PAGES, "html")])
def test_a_report_is_read_as_its_sample_is(layout: Layout, ending: str) -> None:
    for report in reports(ROUND, layout):
        sample = SAMPLES / f"{report.name.split('_', 1)[1]}"
        assert sample.suffix == f".{ending}"
        made = extract(read(report.encoded, uri=report.name), model="rules")
        own = extract(read(sample), model="rules")
        assert [claim.metric for claim in made.claims] == [claim.metric for claim in own.claims]
        assert [each.kind for each in made.sections] == [each.kind for each in own.sections]
        assert made.year.value is not None
        assert _failed_sums(made) == _failed_sums(own)


def _failed_sums(record: Record) -> list[str]:
    failed = [each for each in record.checks if each.status is CheckStatus.FAIL]
    return [each.id for each in failed if each.cells]


def test_a_report_says_the_same_as_text_and_as_page() -> None:
    for text, page in zip(reports(ROUND), reports(ROUND, Layout.PAGES), strict=True):
        of_text = extract(read(text.encoded, uri=text.name))
        of_page = extract(read(page.encoded, uri=page.name))
        assert of_text.year.value == of_page.year.value
        assert of_text.issuer.name == of_page.issuer.name
        assert [each.value for each in of_text.claims] == [each.value for each in of_page.claims]


def test_reports_are_nearly_as_long_as_their_samples() -> None:
    for report in reports(2 * ROUND):
        sample = (SAMPLES / report.name.split("_", 1)[1]).read_text(encoding="utf-8")
        assert abs(len(report.content) / len(sample) - 1) < 0.05


def test_every_sample_is_known_and_has_the_names_that_vary() -> None:
    assert set(_NAMES) <= set(sample_names())
    for sample, names in _NAMES.items():
        text = (SAMPLES / f"{sample}.txt").read_text(encoding="utf-8")
        assert all(name in text for name in names)


def test_files_hold_the_reports_in_the_encoding_of_their_sample(tmp_path: Path) -> None:
    paths = write_reports(tmp_path / "new", ROUND, Layout.PAGES)
    made = list(reports(ROUND, Layout.PAGES))
    assert [path.read_bytes() for path in paths] == [report.encoded for report in made]
    assert {report.encoding for report in made} == {"utf-8", "gb18030"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到申请12件，答复11件", "收到申请36件，答复33件"),
        ("发布信息1,204条", "发布信息3,612条"),
        ("点击3.5万次", "点击10.5万次"),
        ("共2万3千条", "共6万3千条"),
        ("2021年5月12日", "2023年5月12日"),
        ("2021-01-12", "2023-01-12"),
        ("自202111日起", "自202311日起"),
        ("2020-2021学年", "2022-2023学年"),
        ("占97.2%，提高3个百分点", "占97.2%，提高3个百分点"),
        ("第711号令", "第711号令"),
        ("12345热线", "12345热线"),
        ("（1）公开0件", "（1）公开0件"),
        ("1.属于国家秘密", "1.属于国家秘密"),
        ("7个工作日", "7个工作日"),
    ],
)
def test_counts_and_years_vary_and_nothing_else_does(text: str, expected: str) -> None:
    assert varied(text) == expected


def test_numbers_that_name_something_keep_their_length() -> None:
    text = "电话0734-5551234，邮编421009，索引号006142875/2022-00317"
    made = varied(text)
    assert made != text
    assert [c if not c.isdigit() else "0" for c in made] == [
        c if not c.isdigit() else "0" for c in text
    ]


def test_names_and_years_of_a_page_vary_in_its_metadata_too() -> None:
    page = '<meta name="ArticleTitle" content="柳溪镇2021年"><p class="a12">柳溪镇2021年12件</p>'
    made = varied(page, "柳溪", is_page=True)
    assert made == (
        '<meta name="ArticleTitle" content="桐桐镇2023年"><p class="a12">桐桐镇2023年36件</p>'
    )


def test_what_a_tag_divides_varies_as_a_whole() -> None:
    assert varied("<p>20<span>21</span>年1<b>2</b>件</p>", is_page=True) == (
        "<p>2023<span></span>年36<b></b>件</p>"
    )
    assert varied("<td>12</td><td>13</td>", is_page=True) == "<td>36</td><td>39</td>"


def test_characters_of_a_page_written_by_their_names_are_no_numbers() -> None:
    assert varied("<p>12&nbsp;%&#31532;5&#20221;</p>", is_page=True) == (
        "<p>12&nbsp;%&#31532;15&#20221;</p>"
    )


def test_scripts_styles_and_comments_of_a_page_stay() -> None:
    page = "<script>var a = 12;</script><style>p {top: 12px}</style><!-- 12 件 -->"
    assert varied(page, is_page=True) == page


@settings(max_examples=40)
@given(st.text(alphabet="0123456789年月日件.,，<>p/2 溪-%", max_size=60), st.booleans())
def test_a_report_without_change_stays_as_it_is(text: str, is_page: bool) -> None:
    template = Template(text, (), is_page=is_page)
    made = template.write(Variation(1, 0, {}, "seed"))
    assert len(made) == len(text)
    assert [c for c in made if not c.isdigit()] == [c for c in text if not c.isdigit()]


def test_other_names_are_as_long() -> None:
    from random import Random  # noqa: PLC0415

    assert len(other_name("石岔沟", Random(1))) == 3  # noqa: S311
