"""Small sound files of each format, from which mutation starts."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache
from typing import Final

from gongkai.annotations.documents import ReportDraft
from gongkai.annotations.documents.archives import zip_of
from gongkai.annotations.documents.draft import Block, Form, Heading, Prose
from gongkai.annotations.documents.page_layout import PageStyle as PaperStyle
from gongkai.annotations.documents.page_layout import Rules
from gongkai.annotations.documents.pdf import render_pdf
from gongkai.annotations.documents.samples import plain_table, sample_reports
from gongkai.annotations.documents.web import PageStyle, render_page
from gongkai.annotations.documents.web_archive import render_web_archive
from gongkai.annotations.documents.word import WordStyle, render_word
from tests.extract.reading import pages
from tests.extract.reading.pdf import files as pdf_files
from tests.extract.reading.test_formats import compound
from tests.fuzzing.containers import write_zip

#: Parts of Word files that the reader looks at; the others would only make the seeds large.
_PARTS: Final = (
    "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels",
    "word/numbering.xml", "word/footnotes.xml", "docProps/core.xml",
)  # fmt: skip
_STYLES: Final = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>'
    '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="a"><w:name w:val="Normal"/>'
    "<w:rPr><w:vanish w:val=\"0\"/></w:rPr></w:style></w:styles>"
)  # fmt: skip


@cache
def small_draft() -> ReportDraft:
    """Return a short report: two sections, a list, and the smallest mandated table."""
    whole = next(each.draft for each in sample_reports() if len(each.draft.forms) == 3)
    form = min(whole.forms, key=lambda table: sum(len(row.cells) for row in table.rows))
    blocks: tuple[Block, ...] = (
        Heading("一、总体情况"),
        Prose("2023年主动公开信息86条，其中通过网站公开41条，受理申请3件。"),
        Heading("二、主动公开政府信息情况"),
        Form(plain_table([("规章", "0", "", "0"), ("行政规范性文件", "2", "1", "7")])),
        Heading("四、政府信息公开行政复议、行政诉讼情况"),
        Form(form),
        Heading("五、存在的主要问题及改进情况"),
        Prose("更新还不够及时。下一步将由专人负责。"),
    )
    return replace(whole, blocks=blocks)


def text_seeds() -> list[bytes]:
    """Return the report in every encoding, and with lines that were wrapped."""
    text = small_draft().plain_text()
    wrapped = "\n".join(text[start : start + 30] for start in range(0, len(text), 30))
    codecs = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
    traditional = small_draft().in_traditional_characters().plain_text()
    return [
        *(text.encode(codec) for codec in codecs),
        traditional.encode("cp950", "replace"),
        wrapped.encode(),
        "Annual report\nÉté à Genève, naïve façade\n".encode("cp1252"),
        text.encode() + text.encode("gb18030"),
    ]


def html_seeds() -> list[bytes]:
    """Return the page of every system that sites run on."""
    systems = [render_page(small_draft(), style) for style in PageStyle]
    script = f"<html><body><div id=a></div><script>var a = '{pages.REPORT}';</script></body></html>"
    link = "<html><body><p>年度报告</p><a href='/a/b.pdf'>附件：2023年度报告.pdf</a></body></html>"
    return [*systems, pages.page(pages.REPORT), script.encode(), link.encode()]


def mail_seeds() -> list[bytes]:
    """Return web archives in two encodings, and one with frames in a mail in a mail."""
    first = render_web_archive(small_draft(), PageStyle.UCAP)
    frame = "<p>一、总体情况</p><p>全年公开12条。</p>".encode()
    nested = b"\r\n".join((
        b"MIME-Version: 1.0", b'Content-Type: multipart/related; boundary="a"; start="<r>"', b"",
        b"--a", b"Content-Type: text/html; charset=utf-8", b"Content-ID: <r>", b"",
        b"<html><frameset><frame src=cid:f></frameset></html>",
        b"--a", b"Content-Type: message/rfc822", b"",
        b"Content-Type: multipart/mixed; boundary=b", b"",
        b"--b", b"Content-Type: text/html; charset=utf-8", b"Content-ID: <f>", b"",
        frame, b"--b--", b"--a--", b"",
    ))  # fmt: skip
    return [first, render_web_archive(small_draft(), PageStyle.WORD, "gb18030"), nested]


def word_seeds() -> list[bytes]:
    """Return Word files with typed and with automatic numbers, without parts that only fill."""
    return [_slim(render_word(small_draft(), style=style)) for style in WordStyle]


def _slim(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist() if name in _PARTS]
    return write_zip([*members, ("word/styles.xml", _STYLES.encode())])


def pdf_seeds() -> list[bytes]:
    """Return PDF files of several styles, and with forms, pictures and text that is not shown."""
    styles = (
        PaperStyle(),
        PaperStyle(page_number="{page}", rules=Rules.DOUBLED),
        PaperStyle(rules=Rules.NONE),
    )
    text = pdf_files.lines_of_text("一、总体情况", "全年公开12条。")
    lines = "".join(f"{a} {b} m {c} {d} l S " for a, b, c, d in pdf_files.TABLE)
    table = text + lines + pdf_files.table_words()
    form = pdf_files.form(table)
    return [
        *(render_pdf(small_draft(), style) for style in styles),
        pdf_files.pdf_file([pdf_files.Page(table), pdf_files.Page(text, entries="/Rotate 90")]),
        pdf_files.pdf_file([pdf_files.Page("/X1 Do", drawn_with={"X1": 20})], {20: form}),
        pdf_files.pdf_file(
            [pdf_files.Page(f"q 600 0 0 800 0 0 cm /X1 Do Q {text}", drawn_with={"X1": 20})],
            {20: pdf_files.PICTURE},
        ),
        pdf_files.pdf_file([pdf_files.Page(pdf_files.lines_of_text("报告", mode=3))]),
    ]


def picture_seeds() -> list[bytes]:
    """Return a small drawn page in every format of pictures."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - belongs to the extra ``ocr``

    page = Image.new("L", (240, 200), 255)
    pen = ImageDraw.Draw(page)
    for place in range(4):
        pen.line((20, 60 + 30 * place, 220, 60 + 30 * place), fill=0, width=2)
        pen.line((20 + 66 * place, 60, 20 + 66 * place, 150), fill=0, width=2)
        pen.text((30 + 60 * place, 70), "12", fill=0)
        pen.text((30, 10 + 10 * place), "Report 2023", fill=0)
    files: list[bytes] = []
    for kind, mode in (
        ("PNG", "L"), ("PNG", "P"), ("PNG", "RGBA"), ("PNG", "I;16"), ("JPEG", "RGB"),
        ("JPEG", "CMYK"), ("GIF", "P"), ("BMP", "RGB"), ("TIFF", "1"), ("TIFF", "F"),
        ("WEBP", "RGB"),
    ):  # fmt: skip
        file = io.BytesIO()
        drawn = page.resize((120, 100)) if kind in {"BMP", "TIFF"} else page
        drawn.convert(mode).save(file, kind, dpi=(150, 150))
        files.append(file.getvalue())
    file = io.BytesIO()
    page.convert("1").save(
        file, "TIFF", save_all=True, append_images=[page.convert("1")], compression="group4"
    )
    return [*files, file.getvalue()]


def page_seeds() -> list[bytes]:
    """Return choices that make pages of text and tables."""
    line = bytes([1, 20, 30, 0, 0, 12, *range(5, 31), 0])
    table = bytes([4, 10, 0, 40, 0, 3, 3, 0, 0, 200])
    cells = b"".join(
        bytes([1, 14 + 12 * column, 0, 41 + 4 * row, 0, 0, 0, 2, 12 + row, 0, 20, 0, 13, 0, 0])
        for row in range(3)
        for column in range(3)
    )
    page = bytes([1]) + line + table + cells + bytes([0])
    return [page, page * 2, bytes([2]) + line * 5 + bytes([0]) + page, bytes([1]) + table * 3]


def archive_seeds() -> list[bytes]:
    """Return zip files with reports, with zip files in them, and with a Word file's parts."""
    reports = {"年报/一.html": html_seeds()[0], "年报/二.txt": text_seeds()[2]}
    inner = zip_of({"三.txt": text_seeds()[0]})
    return [
        zip_of(reports),
        zip_of({**reports, "四.zip": zip_of({"五.zip": inner})}, "utf-8"),
        zip_of({"六.docx": word_seeds()[0], "七.xls": b"x", "八.zip": inner[:-9]}),
    ]


def compound_seeds() -> list[bytes]:
    """Return beginnings of files that are told by their content, compound files among them."""
    return [
        *text_seeds()[:2], html_seeds()[-1], mail_seeds()[-1], word_seeds()[0], archive_seeds()[0],
        b"%PDF-1.4\n", b"{\\rtf1 a}", compound(["WordDocument", "1Table"]), compound(["Workbook"]),
        compound(["EncryptedPackage", "EncryptionInfo"]),
    ]  # fmt: skip
