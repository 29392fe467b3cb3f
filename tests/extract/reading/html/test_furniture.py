"""Furniture is told from report text, and what it states is read."""

import pytest

from gongkai.extract.reading.html.drafts import Line
from gongkai.extract.reading.html.furniture import is_furniture, is_property_line, properties


@pytest.mark.parametrize(
    "text",
    [
        "字号：[ 大 中 小 ]",
        "【字体：大 中 小】 打印 关闭",
        "打印本页 | 关闭窗口",
        "分享到：微信 微博",
        "扫一扫在手机打开当前页",
        "您当前的位置: 首页 > 政务公开 > 年报",
        "上一篇：某县2022年年报",
        "版权所有 青禾县人民政府",
        "某ICP备00000000号",
        "[bookmark: _GoBack]",
        "首页 >> 政府信息公开年报",
        "（责任编辑：某某）",
        "您是第 1024 位访客",
        "页面加载中……",
        "Normal 0 7.8 磅 0 2 false false false EN-US ZH-CN X-NONE",
        "/* Style Definitions */ table.MsoNormalTable {mso-style-name:普通表格;}",
    ],
)
def test_tools_and_notices_are_furniture(text: str) -> None:
    assert is_furniture(Line(text, 0))


@pytest.mark.parametrize(
    "text",
    [
        "主办单位培训2次，参训40人次。",
        "（二）微信、微博发布情况",
        "通过微信发布信息12条。",
        "3.微博",
        "下一条河道整治信息已公开。",
        "审核公开信息12条，编辑简报3期。",
        "主办：12件",
        "承办：县政府系统 34 件",
        "规章",
        "0",
    ],
)
def test_text_of_a_report_is_no_furniture(text: str) -> None:
    assert not is_furniture(Line(text, 0))
    assert not is_property_line(Line(text, 0))


@pytest.mark.parametrize(
    "text",
    [
        "发布时间：2024-01-19 10:32    来源：县水务局    浏览次数：87",
        "来源: 县水务局　日期: 2024-01-19　【字体：大 中 小】",
        "索引号：QH012/2024-00017",
        "索 引 号：QH012/2024-00017　主 题：综合政务",
        "来源：县水务局浏览次数：87",
    ],
)
def test_lines_of_properties_are_told(text: str) -> None:
    assert is_property_line(Line(text, 0))


def test_properties_are_read_from_one_line_and_from_two() -> None:
    lines = [
        Line("来源：县水务局  发布时间：2024年1月19日", 0),
        Line("发布机构：", 0),
        Line("青禾县水务局", 0),
        Line("来源：别处", 0),
    ]
    assert properties(lines) == {
        "来源": "县水务局",
        "发布时间": "2024年1月19日",
        "发布机构": "青禾县水务局",
    }


def test_a_property_follows_another_without_a_gap() -> None:
    assert properties([Line("来源：县水务局浏览次数：87", 0)]) == {
        "来源": "县水务局",
        "浏览次数": "87",
    }
