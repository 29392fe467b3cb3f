"""Reports as Word files, as Word itself and as WPS Office write them.

python-docx writes the package; what it has no words for (numbering, text boxes, merges as Word
stores them) is put into its XML.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from html import escape
from io import BytesIO
from typing import Any, Final

from gongkai.annotations.documents.draft import Form, Heading, ReportDraft
from gongkai.annotations.documents.page_layout import A4
from gongkai.annotations.documents.page_tables import column_shares
from gongkai.annotations.rendering.form import Cover, FormTable, Role, positions

_NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_NUMBERING: Final = "77"
_TABLE_WIDTH: Final = 8900
#: A point in the units of Office files. The margins are those of official papers, GB/T 9704.
_POINT: Final = 12700


class WordStyle(StrEnum):
    """How the author used the word processor."""

    #: Everything typed: numbers of headings, title, tables with merged cells.
    TYPED = "typed"
    #: Headings numbered by the program, the title in a text box, running heads.
    AUTOMATIC = "automatic"


def render_word(
    draft: ReportDraft, style: WordStyle = WordStyle.TYPED, size: tuple[float, float] = A4
) -> bytes:
    """Return the report as a .docx file; needs ``gongkai[documents]``."""
    import docx  # noqa: PLC0415 - loads slowly

    document = docx.Document()
    automatic = style is WordStyle.AUTOMATIC
    _set_properties(document, draft, size)
    if automatic:
        _add_numbering(document)
        _add_running_heads(document, draft)
    _append(document, _text_box(draft.title) if automatic else _title(draft.title))
    for block in draft.blocks:
        if isinstance(block, Form):
            _append(document, _table(block.table, proportional=automatic))
            _append(document, "<w:p/>")  # Word wants a paragraph behind a table
        elif isinstance(block, Heading):
            _append(document, _heading(block, automatic=automatic))
        else:
            _append(document, _paragraph(block.text))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_properties(
    document: Any,  # noqa: ANN401 - python-docx's own types say little
    draft: ReportDraft,
    size: tuple[float, float],
) -> None:
    properties = document.core_properties
    properties.title = "1"
    properties.author = draft.issuer or ""
    section = document.sections[0]
    section.page_width, section.page_height = (int(side * _POINT) for side in size)
    section.left_margin = section.right_margin = 74 * _POINT
    section.top_margin = section.bottom_margin = 85 * _POINT


def _append(document: Any, xml: str) -> None:  # noqa: ANN401
    """Put an element at the end of the body, before the properties of its section."""
    from docx.oxml import parse_xml  # noqa: PLC0415

    name = xml[1:4] if xml.startswith("<w:p") else xml[1:6]
    body = document.element.body
    element = parse_xml(xml.replace(f"<{name}", f"<{name} {_NAMESPACES}", 1))
    body.insert(len(body) - 1, element)


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _runs(text: str) -> Iterator[str]:
    """Cut a paragraph into runs, as Word does where somebody edited it."""
    for start in range(0, len(text), 23):
        yield _run(text[start : start + 23])


def _title(text: str) -> str:
    return (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
        + _run(text, '<w:b/><w:sz w:val="44"/>')
        + "</w:p>"
    )


def _paragraph(text: str) -> str:
    properties = '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="480"/></w:pPr>'
    return f"<w:p>{properties}{''.join(_runs(text))}</w:p>"


def _heading(heading: Heading, *, automatic: bool) -> str:
    if automatic and heading.number is not None:
        number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{_NUMBERING}"/></w:numPr>'
        return f"<w:p><w:pPr>{number}</w:pPr>{_run(heading.words, '<w:b/>')}</w:p>"
    return f"<w:p>{_run(heading.text, '<w:b/>')}</w:p>"


def _text_box(text: str) -> str:
    paragraph = _title(text)
    return (
        "<w:p><w:r><w:pict>"
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
        'path="m,l,21600r21600,l21600,xe"/>'
        '<v:shape type="#_x0000_t202" style="width:440pt;height:70pt" stroked="f">'
        f"<v:textbox><w:txbxContent>{paragraph}</w:txbxContent></v:textbox></v:shape>"
        "</w:pict></w:r></w:p>"
    )


def _table(table: FormTable, *, proportional: bool) -> str:
    """Write a table; without proportions all columns are equally wide, as inserted tables are."""
    shares = column_shares(table) if proportional else (100 / table.width,) * table.width
    grid = "".join(f'<w:gridCol w:w="{int(share * _TABLE_WIDTH / 100)}"/>' for share in shares)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = "".join(_rows(table))
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{rows}</w:tbl>"
    )


def _rows(table: FormTable) -> Iterator[str]:
    """Write each row with all its cells: those that go on from above are there and empty."""
    for _, line in positions(table):
        cells = []
        for place, position in enumerate(line):
            if position.cover is Cover.BESIDE:
                continue
            cell = position.cell
            if position.cover is Cover.ABOVE and place and line[place - 1].cell is cell:
                continue
            merge = ""
            if cell.row_span > 1:
                merge = "<w:vMerge/>" if position.cover else '<w:vMerge w:val="restart"/>'
            text = "" if position.cover else cell.text
            cells.append(_cell(text, cell.column_span, merge, bold=cell.role is Role.TITLE))
        yield f"<w:tr>{''.join(cells)}</w:tr>"


def _cell(text: str, span: int, merge: str, *, bold: bool) -> str:
    width = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    run = _run(text, ("<w:b/>" if bold else "") + '<w:sz w:val="18"/>') if text else ""
    return (
        f'<w:tc><w:tcPr>{width}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run}</w:p></w:tc>'
    )


def _add_numbering(document: Any) -> None:  # noqa: ANN401
    from docx.oxml import parse_xml  # noqa: PLC0415

    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {_NAMESPACES} w:abstractNumId="{_NUMBERING}">'
        '<w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/>'
        '<w:suff w:val="nothing"/></w:lvl></w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(
            f'<w:num {_NAMESPACES} w:numId="{_NUMBERING}">'
            f'<w:abstractNumId w:val="{_NUMBERING}"/></w:num>'
        )
    )


def _add_running_heads(document: Any, draft: ReportDraft) -> None:  # noqa: ANN401
    from docx.oxml import parse_xml  # noqa: PLC0415

    section = document.sections[0]
    section.header.paragraphs[0].text = draft.title
    footer = section.footer.paragraphs[0]
    footer.add_run("— ")
    footer._p.append(
        parse_xml(
            f'<w:fldSimple {_NAMESPACES} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )
    footer.add_run(" —")
