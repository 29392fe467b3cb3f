"""Reports as web pages, in the page styles of the systems that government sites run on.

The structures are those the systems write: what stands around the report, what its container
is called, how paragraphs and cells are marked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Final

from gongkai.annotations.documents.draft import Form, Heading, ReportDraft
from gongkai.annotations.documents.web_frames import FRAMES
from gongkai.annotations.rendering.form import FormCell, FormTable, Role


class PageStyle(StrEnum):
    """Which system the page comes from."""

    TRS = "trs"
    UCAP = "ucap"
    HANWEB = "hanweb"
    VSB = "vsb"
    WORD = "word"
    BARE = "bare"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class _Markup:
    """How a system marks up what a report is made of.

    Attributes
    ----------
    heading, paragraph
        With a place for the text.
    table, row_end
        What opens a table, and what closes a row.
    cell
        Makes a cell of its attributes and its text.
    """

    heading: str
    paragraph: str
    table: str
    row_end: str
    cell: Callable[[str, FormCell], str]


def render_page(draft: ReportDraft, style: PageStyle, encoding: str = "utf-8") -> bytes:
    """Return a page that holds the report.

    Parameters
    ----------
    draft
        The report.
    style
        Which system the page is from.
    encoding
        The page's encoding, which it declares. Characters that it lacks become references;
        UTF-16 gets a byte order mark.
    """
    return render_markup(draft, style, encoding).encode(encoding, errors="xmlcharrefreplace")


def render_markup(draft: ReportDraft, style: PageStyle, encoding: str = "utf-8") -> str:
    """Return the source of the page; see :func:`render_page`."""
    return FRAMES[style.value].format(
        title=escape(draft.title),
        issuer=escape(draft.issuer or "县政府办公室"),
        date=draft.published.isoformat() if draft.published else "2023-01-20",
        charset=_DECLARED.get(encoding, encoding),
        body="\n".join(_body(draft, _MARKUP[style])),
    )


#: What pages call their encodings, where that differs from the name of the codec.
_DECLARED: Final = {"gb18030": "gb2312", "cp950": "big5"}


def _body(draft: ReportDraft, markup: _Markup) -> Iterator[str]:
    for block in draft.blocks:
        if isinstance(block, Form):
            yield _table(block.table, markup)
        elif isinstance(block, Heading):
            yield markup.heading.format(escape(block.text))
        else:
            yield markup.paragraph.format(escape(block.text))


def _table(table: FormTable, markup: _Markup) -> str:
    rows = []
    for row in table.rows:
        cells = "".join(markup.cell(_spans(cell), cell) for cell in row.cells)
        rows.append(f"<tr>{cells}{markup.row_end}")
    width = "".join(f'<td width="{90 // table.width}%"></td>' for _ in range(table.width))
    return markup.table.format(widths=width, rows="\n".join(rows))


def _spans(cell: FormCell) -> str:
    attributes = ""
    if cell.row_span > 1:
        attributes += f' rowspan="{cell.row_span}"'
    if cell.column_span > 1:
        attributes += f' colspan="{cell.column_span}"'
    return attributes


def _broken(cell: FormCell) -> str:
    """Return the text of a cell whose short labels are broken over two lines."""
    text = cell.text
    if cell.role is Role.HEADER and len(text) == 4:
        return f"{escape(text[:2])}<br/>{escape(text[2:])}"
    return escape(text)


def _paragraph_cell(attributes: str, cell: FormCell) -> str:
    text = escape(cell.text) or "&nbsp;"
    return (
        f'<td{attributes} style="border:1px solid #000;padding:0 7px">'
        f'<p style="text-align:center"><span style="font-size:14px">{text}</span></p></td>'
    )


def _plain_cell(attributes: str, cell: FormCell) -> str:
    return f"<td{attributes}>{_broken(cell)}</td>"


def _head_cell(attributes: str, cell: FormCell) -> str:
    name = "th" if cell.role in {Role.HEADER, Role.TITLE} else "td"
    return f"<{name}{attributes}>\n  {_broken(cell)}\n</{name}>"


def _word_cell(attributes: str, cell: FormCell) -> str:
    spans = "".join(f'<span lang="EN-US">{escape(part)}</span>' for part in _halves(cell.text))
    return (
        f'<td{attributes} valign=top style="width:42.5pt;border:solid windowtext 1.0pt;'
        'mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt">'
        f'<p class=MsoNormal align=center style="text-align:center;line-height:18.0pt">{spans}'
        "<o:p></o:p></p></td>"
    )


def _halves(text: str) -> tuple[str, ...]:
    middle = len(text) // 2
    return (text[:middle], text[middle:]) if middle else (text,)


def _bare_cell(attributes: str, cell: FormCell) -> str:
    return f"<TD{attributes} align=middle><FONT size=2>{escape(cell.text)}&nbsp;</FONT>"


def _print_cell(attributes: str, cell: FormCell) -> str:
    return f"<td{attributes}><div>{escape(cell.text)}</div></td>"


_MARKUP: Final[dict[PageStyle, _Markup]] = {
    PageStyle.TRS: _Markup(
        '<p style="text-indent: 2em;"><strong>{}</strong></p>',
        '<p style="text-indent: 2em;">{}</p>',
        '<div align="center"><table border="1"><tbody>\n{rows}</tbody></table></div>',
        "</tr>",
        _paragraph_cell,
    ),
    PageStyle.UCAP: _Markup(
        '<p style="line-height: 2em;"><span style="font-family: 黑体;">{}</span></p>',
        '<p style="line-height: 2em;"><span style="font-family: 仿宋;">　　{}</span></p>',
        '<table class="tablewidth" border="1"><tbody>\n{rows}</tbody></table>',
        "</tr>",
        _plain_cell,
    ),
    PageStyle.HANWEB: _Markup(
        "<p>&emsp;&emsp;<b>{}</b></p>",
        "<p>&emsp;&emsp;{}</p>",
        '<table width="100%" border="1"><thead></thead><tbody>\n{rows}</tbody></table>',
        "</tr>",
        _head_cell,
    ),
    PageStyle.VSB: _Markup(
        '<h3 style="vsb_h">{}</h3>',
        '<p class="vsbcontent_start">{}</p>',
        '<table class="vsb_table"><tbody>\n{rows}</tbody></table>',
        "</tr>",
        _paragraph_cell,
    ),
    PageStyle.WORD: _Markup(
        '<p class=MsoNormal style="text-indent:32.0pt"><b><span style="font-family:黑体;'
        'mso-bidi-font-family:宋体">{}<o:p></o:p></span></b></p>',
        '<p class=MsoNormal style="text-indent:32.0pt;mso-char-indent-count:2.0">'
        '<span style="font-family:仿宋_GB2312">{}</span><span lang=EN-US><o:p></o:p></span></p>',
        '<table class=MsoNormalTable border=0 cellspacing=0 style="border-collapse:collapse;'
        'mso-table-layout-alt:fixed">\n<![if !supportMisalignedColumns]>'
        "<tr height=0>{widths}</tr><![endif]>\n{rows}</table>",
        "</tr>",
        _word_cell,
    ),
    PageStyle.BARE: _Markup(
        "<FONT size=3><B>　　{}</B></FONT><BR>",
        "<FONT size=3>&nbsp;&nbsp;&nbsp;&nbsp;{}</FONT><BR>",
        "<TABLE border=1 cellSpacing=0 borderColor=#000000>\n{rows}</TABLE>",
        "",
        _bare_cell,
    ),
    PageStyle.PRINT: _Markup(
        "<div>{}</div>",
        "<div>　　{}</div>",
        "<table>{rows}</table>",
        "</tr>",
        _print_cell,
    ),
}
