"""PDF files written by hand, each with what one test is about.

The font is one that every reader of PDF files knows and that needs not be embedded; in its
character map, UniGB-UCS2-H, the codes are those of UTF-16.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_FONTS = {
    3: b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
    b"/DescendantFonts [4 0 R] >>",
    4: b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
    b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500] "
    b"/FontDescriptor 5 0 R >>",
    5: b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
    b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    # A font that does not say which characters its glyphs are.
    6: b"<< /Type /Font /Subtype /Type0 /BaseFont /Cut+Font /Encoding /Identity-H "
    b"/DescendantFonts [7 0 R] >>",
    7: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Cut+Font /CIDSystemInfo "
    b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 "
    b"/FontDescriptor 8 0 R >>",
    8: b"<< /Type /FontDescriptor /FontName /Cut+Font /Flags 4 /FontBBox [0 -120 1000 880] "
    b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    9: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
}
#: A picture of one grey pixel.
PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
    b"/BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"
)
_FIRST_PAGE = 100


@dataclass(frozen=True)
class Page:
    """A page: how it is drawn, its box and further entries, and what it draws with."""

    content: str
    box: str = "0 0 600 800"
    entries: str = ""
    drawn_with: Mapping[str, int] = field(default_factory=dict)


def pdf_file(
    pages: Sequence[Page],
    objects: Mapping[int, bytes] | None = None,
    *,
    trailer: str = "",
    count: int | None = None,
) -> bytes:
    """Write a PDF file; ``objects`` are further ones, by their numbers from 10 on."""
    numbers = [_FIRST_PAGE + 2 * place for place in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    count = len(pages) if count is None else count
    written: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
        **_FONTS,
        **(objects or {}),
    }
    for number, page in zip(numbers, pages, strict=True):
        forms = " ".join(f"/{name} {which} 0 R" for name, which in page.drawn_with.items())
        written[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{page.box}] {page.entries} /Resources "
            f"<< /Font << /F1 3 0 R /F2 6 0 R /F3 9 0 R >> /XObject << {forms} >> >> "
            f"/Contents {number + 1} 0 R >>"
        ).encode()
        written[number + 1] = stream(page.content)
    return _file(written, trailer)


def stream(content: str, entries: str = "") -> bytes:
    """Write a stream of drawing commands."""
    packed = zlib.compress(content.encode("ascii"))
    head = f"<< /Length {len(packed)} /Filter /FlateDecode {entries} >>\nstream\n".encode()
    return head + packed + b"\nendstream"


def form(content: str, drawn_with: Mapping[str, int] | None = None, entries: str = "") -> bytes:
    """Write a form: drawing commands that pages draw with."""
    forms = " ".join(f"/{name} {which} 0 R" for name, which in (drawn_with or {}).items())
    return stream(
        content,
        f"/Type /XObject /Subtype /Form /BBox [0 0 600 800] {entries} /Resources "
        f"<< /Font << /F1 3 0 R >> /XObject << {forms} >> >>",
    )


def words(text: str, x: float, y: float, size: float = 12, *, mode: int = 0) -> str:
    """Write text with its baseline's beginning at a place."""
    return placed_words(text, f"1 0 0 1 {x} {y}", size, mode=mode)


def placed_words(text: str, matrix: str, size: float = 12, *, mode: int = 0) -> str:
    """Write text with a transformation of its own."""
    code = text.encode("utf-16-be").hex()
    return f"BT /F1 {size} Tf {mode} Tr {matrix} Tm <{code}> Tj ET\n"


def lines_of_text(*lines: str, top: float = 740, mode: int = 0) -> str:
    """Write lines one below the other."""
    return "".join(
        words(line, 72, top - 24 * number, mode=mode) for number, line in enumerate(lines)
    )


#: A box around two cells, drawn as five lines.
TABLE: list[tuple[float, float, float, float]] = [
    (72, 600, 272, 600),
    (72, 560, 272, 560),
    (72, 560, 72, 600),
    (172, 560, 172, 600),
    (272, 560, 272, 600),
]


def table_words() -> str:
    """Write what stands in the two cells of :data:`TABLE`."""
    return words("行政许可", 80, 575) + words("36", 180, 575)


def _file(objects: Mapping[int, bytes], trailer: str) -> bytes:
    parts = [b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"]
    offsets: dict[int, int] = {}
    for number, content in sorted(objects.items()):
        offsets[number] = sum(map(len, parts))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = sum(map(len, parts))
    table = "".join(f"{number} 1\n{offset:010d} 00000 n \n" for number, offset in offsets.items())
    parts.append(f"xref\n0 1\n0000000000 65535 f \n{table}".encode())
    size = max(objects) + 1
    end = f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    parts.append(end.encode())
    return b"".join(parts)
