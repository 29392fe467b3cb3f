"""Drafts from what comes with gongkai: the sample reports, and whole reports of the corpus.

In a sample the tables stand as copied text of some shape. They are cut out and drawn again from
the gold, so that every format shows the same cells in the printed form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from itertools import groupby
from typing import Any, Final

from gongkai.annotations.corpus_files import bundled_corpus, read_corpus
from gongkai.annotations.documents.draft import Block, Form, Heading, Prose, ReportDraft
from gongkai.annotations.passages import Split
from gongkai.annotations.rendering import RenderingOptions
from gongkai.annotations.rendering.form import FormCell, FormRow, FormTable, Role, form_table
from gongkai.annotations.whole_reports import ReportSource, compose_report, gold_of
from gongkai.annotations.whole_reports.places import STATISTICS, find_places
from gongkai.models.normalised import simplified_characters
from gongkai.models.scheme import Regime, SectionKind
from gongkai.models.table_layout import TableLayout, layout_for

Json = dict[str, Any]

_BLANK: Final = " \t\u3000\u00a0\u200b\ufeff|"
#: The first line of each mandated table, in whatever shape it was copied.
_TABLE_STARTS: Final = {
    SectionKind.PROACTIVE_DISCLOSURE: re.compile(r"^第二十条第"),
    SectionKind.APPLICATIONS: re.compile(r"^[（(]本列数据|^申请人情况|^一、本年新收|^本年新收"),
    SectionKind.REVIEW_LITIGATION: re.compile(r"^行政复议(?![、和及])"),
}
#: What opens the section behind a table; the tables themselves hold lines such as ``四、结转``.
_SECTION: Final = re.compile(
    r"^[一二三四五六七八]?[、.．]?\s*(?=.{0,12}(?:主动公开|收到和处理|行政复议[、和]|问题|其他需要|总体))"
    r"[^。；，]{2,40}$"
)
_HEADING: Final = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,2}[、，]|[1-9][.．、])[^。；]{2,32}$"
)
_ENDS_SENTENCE: Final = re.compile(r"[。！？；：:）)”】]$")
_OPENS_PARAGRAPH: Final = re.compile(
    r"^(?:　|\s{2}|[（(]?[一二三四五六七八九十0-9]{1,2}[）)、.．])"
)
_FURNITURE: Final = re.compile(
    r"字号|字体|浏览|打印|分享|发布(?:时间|日期|机构)|发文日期|成文日期|来源[:：]|扫一扫|上一篇|"
    r"下一篇|首页|当前位置|索引号|公开方式|关闭窗口|责任编辑|版权所有|_GoBack|主办单位|网站标识码|ICP备"
)
_PAGE_NUMBER: Final = re.compile(r"[-—－]?\s*\d{1,2}\s*[-—－]?")
#: Lines shorter than this were not wrapped: they end where their author ended them.
_SHORTEST_WRAPPED: Final = 20


@dataclass(frozen=True, slots=True)
class DraftedReport:
    """A draft, and what must be read from every document of it.

    Attributes
    ----------
    draft
        The report.
    gold
        As in the gold files of the samples; offsets count into another text than the draft's.
    """

    draft: ReportDraft
    gold: Json


def drafted_reports() -> list[DraftedReport]:
    """Return the sample reports and the whole reports of the corpus's ``dev`` split."""
    return [*sample_reports(), *corpus_reports()]


def sample_reports() -> list[DraftedReport]:
    """Return the sample reports that come with gongkai, by name."""
    folder = resources.files("gongkai.annotations").joinpath("samples")
    endings = ".gold.json"
    names = sorted(
        each.name.removesuffix(endings) for each in folder.iterdir() if each.name.endswith(endings)
    )
    drafted = []
    for name in names:
        gold = json.loads(folder.joinpath(name + endings).read_text(encoding="utf-8"))
        text = folder.joinpath(name + ".txt").read_bytes().decode("utf-8-sig")
        drafted.append(DraftedReport(draft_of_text(name, text, gold), gold))
    return drafted


def corpus_reports() -> list[DraftedReport]:
    """Return the whole reports of the corpus's ``dev`` split."""
    corpus = read_corpus(bundled_corpus(), frozenset({Split.DEV}))
    return [_of_source(source) for source in corpus.reports]


def draft_of_text(name: str, text: str, gold: Mapping[str, Any]) -> ReportDraft:
    """Make a draft of a report that was copied as text, by its gold."""
    body = _body([line for line in text.splitlines() if line.strip(_BLANK)], gold["title"])
    regime = Regime.of(gold["regime"])
    blocks: list[Block] = []
    position = 0
    for kind in _TABLE_STARTS:
        form = _form(gold, kind, regime)
        if form is None:
            continue
        start, end = _table_region(body, position, kind)
        blocks += _prose(body[position:start])
        blocks.append(form)
        position = end
    blocks += _prose(body[position:])
    published = gold.get("published")
    return ReportDraft(
        name=name,
        title=gold["title"],
        issuer=gold["issuer"]["name"],
        published=date.fromisoformat(published) if published else None,
        blocks=tuple(blocks),
    )


def _of_source(source: ReportSource) -> DraftedReport:
    """Make a draft of a whole report of the corpus."""
    report = compose_report(source)
    located = source.located
    name = located.passage.head.name
    text = located.passage.text
    blocks: list[Block] = []
    position = 0
    for place in find_places(text):
        blocks += _prose(text[position : place.span.start].splitlines())
        if place.name == STATISTICS:
            rows = [
                (line.label, line.unit, line.span.of(report.passage.text)) for line in report.lines
            ]
            blocks.append(Form(plain_table([("统计指标", "单位", "统计数"), *rows])))
        else:
            table = source.head.tables[SectionKind.of(place.name)]
            blocks.append(Form(form_table(table.layout, table.cells, table.options)))
        position = place.span.end
    blocks += _prose(text[position:].splitlines())
    head = source.head
    draft = ReportDraft(
        name=name,
        title=head.title,
        issuer=head.issuer.name,
        published=head.published,
        blocks=_without_title(blocks, head.title),
    )
    return DraftedReport(draft, gold_of(report, f"{name}.txt"))


def _form(gold: Mapping[str, Any], kind: SectionKind, regime: Regime) -> Form | None:
    """Draw a table from the gold; ``None`` if the report has it not."""
    written = {
        key: _cell(cell)
        for key, cell in gold["cells"].get(kind.value, {}).items()
        if not (isinstance(cell, dict) and cell["state"] == "missing")
    }
    if not written:
        return None
    layout = layout_for(kind, regime)
    options = RenderingOptions(omitted_rows=_missing_rows(layout, written))
    cells = {key: written.get(key, "") for key in layout.keys}
    return Form(form_table(layout, cells, options))


def _missing_rows(layout: TableLayout, written: Mapping[str, str]) -> frozenset[str]:
    return frozenset(
        row.id
        for panel in layout.panels
        for row in panel.rows
        if not any(f"{row.id}.{column.id}" in written for column in panel.columns)
    )


def _cell(cell: object) -> str:
    return str(cell.get("raw", "")) if isinstance(cell, dict) else str(cell)


def _joined(lines: Sequence[str]) -> list[str]:
    """Return the paragraphs of a text whose lines may have been wrapped, and its table rows."""
    paragraphs: list[str] = []
    is_open = False
    for line in lines:
        words = line.strip(_BLANK)
        if not words or _PAGE_NUMBER.fullmatch(words):
            is_open = is_open and bool(words)  # a page number may stand inside a paragraph
            continue
        is_row = "\t" in line.strip() or "|" in line
        if is_open and not is_row and not _OPENS_PARAGRAPH.match(line):
            paragraphs[-1] += words
        else:
            paragraphs.append(line.strip("\n\r") if is_row else words)
        wrapped = len(words) >= _SHORTEST_WRAPPED or "\u3000" in line[:2]
        is_open = wrapped and not is_row and not _ENDS_SENTENCE.search(words)
    return paragraphs


def _body(lines: Sequence[str], title: str) -> list[str]:
    """Leave out what stands around a report on its page, and its title."""
    first = _after_title(lines, title)
    return [line for line in lines[first:] if not _is_furniture(line)]


def _is_furniture(line: str) -> bool:
    return "。" not in line and _FURNITURE.search(line) is not None


def _after_title(lines: Sequence[str], title: str) -> int:
    """Return the number of the line behind the title, which may stand on several lines."""
    wanted = _bare(title)
    for first in range(min(len(lines), 12)):
        whole = ""
        for last in range(first, min(first + 3, len(lines))):
            whole += _bare(lines[last])
            if whole == wanted:
                return last + 1
    return 0


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text).translate(simplified_characters())


def _table_region(lines: Sequence[str], position: int, kind: SectionKind) -> tuple[int, int]:
    """Find the lines of a mandated table from ``position`` on.

    Raises
    ------
    ValueError
        If there is no line that opens it.
    """
    start = position
    while start < len(lines) and not _opens_table(lines[start : start + 3], kind):
        start += 1
    if start == len(lines):
        raise ValueError(f"no line opens the table {kind.value}")
    end = start + 1
    while end < len(lines) and not _ends_table(_bare(lines[end])):
        end += 1
    return start, end


def _opens_table(lines: Sequence[str], kind: SectionKind) -> bool:
    """Tell whether the first line opens a table; its words may go on in the lines below."""
    return (
        _TABLE_STARTS[kind].match(_bare("".join(line.strip(_BLANK) for line in lines))) is not None
    )


def _ends_table(line: str) -> bool:
    return "。" in line or _SECTION.match(line) is not None


def _prose(lines: Sequence[str]) -> list[Block]:
    """Make headings and paragraphs of lines, and tables of runs of lines with tabs."""
    blocks: list[Block] = []
    for is_table, group in groupby(_joined(lines), key=lambda line: "\t" in line.strip()):
        if is_table:
            blocks.append(Form(plain_table([line.split("\t") for line in group])))
            continue
        for line in group:
            words = line.strip(_BLANK)
            blocks.append(Heading(words) if _HEADING.match(words) else Prose(words))
    return blocks


def plain_table(rows: Sequence[Sequence[str]]) -> FormTable:
    """Make a table without merged cells."""
    width = max(map(len, rows))
    return FormTable(
        width,
        tuple(
            FormRow(
                tuple(
                    FormCell(row[column].strip() if column < len(row) else "", Role.LABEL, column)
                    for column in range(width)
                )
            )
            for row in rows
        ),
    )


def _without_title(blocks: Sequence[Block], title: str) -> tuple[Block, ...]:
    """Leave out furniture before the title, and the title."""
    texts = ["" if isinstance(block, Form) else block.text for block in blocks]
    first = _after_title(texts, title)
    kept = blocks[first:]
    return tuple(
        block for block in kept if isinstance(block, Form) or not _is_furniture(block.text)
    )
