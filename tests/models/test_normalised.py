"""The normalised view: one spelling, the way back, and nothing lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.normalised import normalise, normalise_text, simplified_characters

REPORT_LIKE = st.text(
    st.one_of(
        st.sampled_from(
            "政府信息公開开年度報告答覆乾縣县瞭解０１9,，:：.．％（( \t\n\r\u3000\u200babＡ⽇⻓"
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("全年公开１２３条,占９８．５％", "全年公开123条，占98.5%"),
        ("2023 年 公 开", "2023年公开"),
        ("公开\u200b信\ufeff息", "公开信息"),
        ("商业\r\n企业", "商业企业"),
        ("1,234件；8：30", "1,234件；8:30"),
        ("Windows 10 版", "Windows 10版"),
        ("政府資訊公開工作年度報告", "政府资讯公开工作年度报告"),
        ("行政復議、行政複議", "行政复议、行政复议"),
        ("⼆⽇⻓", "二日长"),
        ("(一)主动公开", "（一）主动公开"),
        ("", ""),
        (" \n\t", ""),
    ],
)
def test_many_spellings_become_one(original: str, expected: str) -> None:
    assert normalise(original).text == expected


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("答覆3件", "答复3件"),
        ("公開覆蓋面", "公开覆盖面"),
        ("已函覆", "已函覆"),
        ("覆议", "复议"),
        ("乾縣人民政府", "乾县人民政府"),
        ("乾淨", "干净"),
        ("瞭解政策", "了解政策"),
        ("瞭望", "瞭望"),
        ("藉此機會", "借此机会"),
        ("慰藉", "慰藉"),
        ("顯著位置", "显著位置"),
        ("徵集意見", "征集意见"),
    ],
)
def test_a_character_of_two_readings_follows_its_word(original: str, expected: str) -> None:
    assert normalise(original).text == expected


def test_line_breaks_can_be_kept_and_point_at_themselves() -> None:
    view = normalise("公开 \r\n\r\n 信息", keep_lines=True)
    assert view.text == "公开\n信息"
    assert view.original(2, 3).start == 3


def test_no_character_of_simplified_text_is_mapped() -> None:
    table = simplified_characters()
    common = "政府信息公开工作年度报告总体情况申请答复办理不予处理征集显著覆盖了借后里面只"
    assert not set(map(ord, common)) & table.keys()


def test_a_quote_is_found_again_in_the_middle_of_a_document() -> None:
    document = "前文。本年\u3000公 开\n１２ 条。后文"
    view = normalise(document, 3, len(document) - 2)
    assert view.text == "本年公开12条。"
    found = view.text.index("12条")
    assert view.original(found, found + 3).of(document) == "１２ 条"
    assert len(view.original(2, 2)) == 0


@given(REPORT_LIKE, st.booleans())
def test_the_view_of_a_view_is_the_view(text: str, keep_lines: bool) -> None:
    once = normalise(text, keep_lines=keep_lines).text
    assert normalise(once, keep_lines=keep_lines).text == once


@given(REPORT_LIKE, st.booleans(), st.integers(0, 10), st.integers(0, 10))
def test_offsets_rise_and_stay_inside_the_stretch(
    text: str, keep_lines: bool, before: int, behind: int
) -> None:
    document = "前" * before + text + "后" * behind
    view = normalise(document, before, before + len(text), keep_lines=keep_lines)
    offsets = list(view.offsets)
    assert len(offsets) == len(view.text) + 1
    assert offsets == sorted(set(offsets))
    assert offsets[-1] == before + len(text)
    assert offsets[0] >= before
    assert len(view.text) <= len(text)


@given(st.text("政公開信１２3ＡbC \n\u3000\u200b", max_size=30))
def test_every_stretch_of_the_view_covers_what_it_was_made_from(text: str) -> None:
    view = normalise(text)
    for start in range(len(view.text)):
        for end in range(start + 1, len(view.text) + 1):
            quote = view.original(start, end).of(text)
            assert normalise(quote).text == view.text[start:end].strip(" ")


@given(REPORT_LIKE, st.integers(0, 10), st.integers(0, 10))
def test_the_text_alone_is_that_of_the_view(text: str, before: int, behind: int) -> None:
    end = max(before, len(text) - behind)
    assert normalise_text(text, before, end) == normalise(text, before, end).text
    assert normalise_text(text) == normalise(text).text


@given(REPORT_LIKE, st.booleans(), st.integers(0, 10), st.integers(0, 10))
def test_a_stretch_is_read_as_if_nothing_stood_around_it(
    text: str, keep_lines: bool, before: int, behind: int
) -> None:
    document = "前1" * before + text + "2后" * behind
    start, end = 2 * before, 2 * before + len(text)
    view = normalise(document, start, end, keep_lines=keep_lines)
    alone = normalise(text, keep_lines=keep_lines)
    assert view.text == alone.text
    assert [offset - start for offset in view.offsets] == list(alone.offsets)


def test_offsets_far_behind_the_beginning_are_counted_all_the_same() -> None:
    document = "前" * 70_000 + "公 开"
    view = normalise(document, 65_530, len(document))
    assert list(view.offsets[:3]) == [65_530, 65_531, 65_532]
    assert view.original(len(view.text) - 2, len(view.text)).of(document) == "公 开"


@given(REPORT_LIKE)
def test_nothing_but_layout_is_lost(text: str) -> None:
    visible = [character for character in text if normalise(f"政{character}府").text != "政府"]
    assert len(normalise(text).text.replace(" ", "")) == len(visible)
