"""Tables as HTML source, with merged cells, as government sites publish them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from gongkai.annotations.rendering.form import FormCell, Role, form_table
from gongkai.annotations.rendering.furniture import break_label
from gongkai.annotations.rendering.model import RenderingOptions
from gongkai.models.table_layout import TableLayout


def render_html(layout: TableLayout, cells: Mapping[str, str], options: RenderingOptions) -> str:
    """Return the source of one ``<table>``.

    Of the options those of the form count, and ``label_breaks`` (as ``<br>``) and the white
    space around numbers (no-break spaces as ``&nbsp;``).
    """
    rows = []
    for row in form_table(layout, cells, options).rows:
        written = [_html_cell(cell, place, options) for place, cell in enumerate(row.cells)]
        rows.append("<tr>" + "".join(written) + "</tr>")
    caption = f"<caption>{escape(options.caption)}</caption>" if options.caption else ""
    body = options.line_end.join(rows)
    return f'<table border="1">{caption}<tbody>{options.line_end}{body}</tbody></table>'


def _html_cell(cell: FormCell, number: int, options: RenderingOptions) -> str:
    attributes = ""
    if cell.row_span > 1:
        attributes += f' rowspan="{cell.row_span}"'
    if cell.column_span > 1:
        attributes += f' colspan="{cell.column_span}"'
    if cell.role is Role.NUMBER:
        text = f"{options.cell_before}{cell.text}{options.cell_after}"
    else:
        text = break_label(cell, number, options)
    content = escape(text).replace("\n", "<br>").replace("\u00a0", "&nbsp;")
    paragraph = options.pick(number, (True, True, False))
    inner = f'<p style="text-align:center"><span>{content}</span></p>' if paragraph else content
    return f"<td{attributes}>{inner}</td>"
