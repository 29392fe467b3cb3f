"""Reports as PDF files with text, written without any library and without embedding a font.

The font is one of the predefined ones that every reader of PDF files knows, with the character
map UniGB-UCS2-H: two bytes for each character, as in UTF-16.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Final

from gongkai.annotations.documents.draft import ReportDraft
from gongkai.annotations.documents.page_layout import DrawnPage, Line, PageStyle, Rules
from gongkai.annotations.documents.paginating import paginate

#: The font, its descendant and its measures. Latin letters and digits are half as wide as high.
_FONT: Final = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
    b"/DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
    b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500] "
    b"/FontDescriptor 5 0 R >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
    b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
)
_FIRST_PAGE: Final = 6


def render_pdf(draft: ReportDraft, style: PageStyle | None = None) -> bytes:
    """Return the report as a PDF file with text."""
    style = style or PageStyle()
    return write_pdf(paginate(draft, style), doubled=style.rules is Rules.DOUBLED)


def write_pdf(pages: Sequence[DrawnPage], *, doubled: bool = False) -> bytes:
    """Return pages as a PDF file.

    Parameters
    ----------
    pages
        What stands on them.
    doubled
        Draw each line as a thin filled rectangle instead of a stroke.
    """
    kids = " ".join(f"{_FIRST_PAGE + 2 * number} 0 R" for number in range(len(pages)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        *_FONT,
    ]
    for page in pages:
        width, height = page.size
        content = zlib.compress("\n".join(_content(page, doubled=doubled)).encode("ascii"))
        number = len(objects) + 2
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:g} {height:g}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {number} 0 R >>".encode()
        )
        head = f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + content + b"\nendstream")
    return _file(objects)


def _content(page: DrawnPage, *, doubled: bool) -> Iterator[str]:
    height = page.size[1]
    for line in page.lines:
        yield _rectangle(line, height) if doubled else _stroke(line, height)
    yield "BT"
    for words in page.words:
        code = words.text.encode("utf-16-be").hex()
        yield f"/F1 {words.size:g} Tf"
        yield f"1 0 0 1 {words.left:.2f} {height - words.baseline:.2f} Tm <{code}> Tj"
    yield "ET"


def _stroke(line: Line, height: float) -> str:
    return (
        f"0.5 w {line.left:.2f} {height - line.top:.2f} m "
        f"{line.right:.2f} {height - line.bottom:.2f} l S"
    )


def _rectangle(line: Line, height: float) -> str:
    left, bottom = line.left - 0.25, height - line.bottom - 0.25
    return f"{left:.2f} {bottom:.2f} {line.right - line.left + 0.5:.2f} " \
        f"{line.bottom - line.top + 0.5:.2f} re f"  # fmt: skip


def _file(objects: Sequence[bytes]) -> bytes:
    parts = [b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"]
    length = len(parts[0])
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(length)
        written = b"%d 0 obj\n%s\nendobj\n" % (number, content)
        parts.append(written)
        length += len(written)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    parts.append(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{length}\n%%EOF\n"
    parts.append(trailer.encode())
    return b"".join(parts)
