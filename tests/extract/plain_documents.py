"""Documents made by hand from plain text: a paragraph for each line that is not empty."""

from __future__ import annotations

import re

from gongkai.models.document import Block, Document, Grid, Metadata, Paragraph, Source, Span

SIX_HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def document_of(
    text: str,
    metadata: Metadata | None = None,
    uri: str = "report.txt",
    grids: tuple[Grid, ...] = (),
) -> Document:
    """Build a document; lines inside a grid get no paragraph."""
    blocks: list[Block] = [
        Paragraph(Span(*match.span()))
        for match in re.finditer(r"[^\r\n]+", text)
        if match[0].strip() and not any(g.span.overlaps(Span(*match.span())) for g in grids)
    ]
    blocks.extend(grids)
    blocks.sort(key=lambda block: block.span)
    source = Source(uri, None, "text/plain", "utf-8", len(text), "")
    return Document(text, tuple(blocks), source, metadata or Metadata())


def report(*parts: str, title: str = "青石县云台镇2022年政府信息公开工作年度报告") -> str:
    """Write a report of six sections; ``parts`` are the texts below the headings."""
    lines = [title]
    for heading, part in zip(SIX_HEADINGS, (*parts, *[""] * 6), strict=False):
        lines += [heading, part] if part else [heading]
    return "\n".join(lines) + "\n"
