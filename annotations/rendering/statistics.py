"""Statistics lists of the years before 2019.

The entries are those of the table attached to 国办发〔2014〕32号, which reports on 2014 to
2018 print as an appendix, in the order of the table, a number for each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai.annotations.rendering.model import Pen
from gongkai.models.document import Span

#: Label and unit of each entry; entries without a unit are headings and carry no number.
ENTRIES: tuple[tuple[str, str | None], ...] = (
    ("一、主动公开情况", None),
    ("（一）主动公开政府信息数", "条"),
    ("其中：主动公开规范性文件数", "条"),
    ("制发规范性文件总数", "件"),
    ("（二）通过不同渠道和方式公开政府信息的情况", None),
    ("1.政府公报公开政府信息数", "条"),
    ("2.政府网站公开政府信息数", "条"),
    ("3.政务微博公开政府信息数", "条"),
    ("4.政务微信公开政府信息数", "条"),
    ("5.其他方式公开政府信息数", "条"),
    ("二、回应解读情况", None),
    ("（一）回应公众关注热点或重大舆情数", "次"),
    ("1.参加或举办新闻发布会总次数", "次"),
    ("其中：主要负责同志参加新闻发布会次数", "次"),
    ("2.政府网站在线访谈次数", "次"),
    ("3.政策解读稿件发布数", "篇"),
    ("三、依申请公开情况", None),
    ("（一）收到申请数", "件"),
    ("1.当面申请数", "件"),
    ("2.传真申请数", "件"),
    ("3.网络申请数", "件"),
    ("4.信函申请数", "件"),
    ("（二）申请办结数", "件"),
    ("1.按时办结数", "件"),
    ("2.延期办结数", "件"),
    ("四、行政复议数量", "件"),
    ("（一）维持具体行政行为数", "件"),
    ("（二）被依法纠错数", "件"),
    ("五、行政诉讼数量", "件"),
    ("六、举报投诉数量", "件"),
    ("七、依申请公开信息收取的费用", "万元"),
    ("八、机构建设和保障经费情况", None),
    ("（一）政府信息公开工作专门机构数", "个"),
    ("（二）设置政府信息公开查阅点数", "个"),
    ("（三）从事政府信息公开工作人员数", "人"),
    ("九、政府信息公开会议和培训情况", None),
    ("（一）召开政府信息公开工作会议或专题会议数", "次"),
    ("（三）接受培训人员数", "人次"),
)


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """One line that must be read back; ``place`` is where its number stands."""

    label: str
    value: int | float
    unit: str
    place: Span


@dataclass(frozen=True, slots=True)
class RenderedList:
    """A list as it may stand in a report."""

    text: str
    expected: tuple[ExpectedLine, ...]


def _tabs(label: str, unit: str, value: str) -> tuple[str, str]:
    """Word table copied as text: label, unit, number."""
    return f"{label}\t{unit}\t", "\n"


def _spaces(label: str, unit: str, value: str) -> tuple[str, str]:
    """PDF text: label, unit, number with spaces between."""
    return f"{label} {unit} ", "\n"


def _colon(label: str, unit: str, value: str) -> tuple[str, str]:
    """Free form: a colon after the label, the unit behind the number."""
    return f"{label}：", f"{unit}\n"


def _bracketed_unit(label: str, unit: str, value: str) -> tuple[str, str]:
    """Free form: the unit in brackets behind the label."""
    return f"{label}（{unit}） ", "\n"


def _pipes(label: str, unit: str, value: str) -> tuple[str, str]:
    """Write a row of a flattened web page."""
    return f"{label} | {unit} | ", " |\n"


def _cells(label: str, unit: str, value: str) -> tuple[str, str]:
    """One cell a line."""
    return f"\t{label}\n\t{unit}\n\t", "\n\n"


def _numbered_rows(label: str, unit: str, value: str) -> tuple[str, str]:
    """Write a row with its number in a column of its own before the label."""
    return f"{{number}}\t{label}\t{unit}\t", "\n"


def _coded(label: str, unit: str, value: str) -> tuple[str, str]:
    """Write a row with its code between unit and number, as provincial forms have it."""
    return f"{label}\t{unit}\t{{number:02}}\t", "\n"


LineShape = Callable[[str, str, str], tuple[str, str]]
LIST_SHAPES: dict[str, LineShape] = {
    shape.__name__.removeprefix("_"): shape
    for shape in (_tabs, _spaces, _colon, _bracketed_unit, _pipes, _cells, _numbered_rows, _coded)
}
_HEADERS = {
    "tabs": "统计指标\t单位\t统计数\n",
    "numbered_rows": "序号\t统计指标\t单位\t统计数\n",
    "coded": "统计指标\t单位\t代码\t统计数\n",
}


def render_list(values: Sequence[str], shape: str, *, header: bool = True) -> RenderedList:
    """Render the list with ``values``, one for each entry that has a unit."""
    pen = Pen()
    pen.write("政府信息公开情况统计表\n")
    if header and shape in _HEADERS:
        pen.write(_HEADERS[shape])
    remaining = iter(values)
    expected = []
    for number, (label, unit) in enumerate(ENTRIES, start=1):
        if unit is None:
            pen.write(f"\t{label}\n\n" if shape == "cells" else f"{label}\n")
            continue
        raw = next(remaining)
        before, after = LIST_SHAPES[shape](label, unit, raw)
        pen.write(before.format(number=number))
        place = pen.write(raw)
        pen.write(after)
        value = float(raw)
        number_read = int(value) if value.is_integer() else value
        expected.append(ExpectedLine(label, number_read, unit, place))
    return RenderedList(pen.text, tuple(expected))


#: How many values ``render_list`` takes.
ENTRY_COUNT = sum(unit is not None for _, unit in ENTRIES)
