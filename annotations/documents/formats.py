"""Every format that reports are rendered in, by name.

A format renders many reports at once, since an office suite takes seconds to start. What it
needs beside Python is named, so that whoever lacks it can leave the format out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from importlib.util import find_spec
from typing import Final

from gongkai.annotations.documents import page_layout, scans
from gongkai.annotations.documents.archives import zip_of
from gongkai.annotations.documents.draft import ReportDraft
from gongkai.annotations.documents.office import convert, office_program
from gongkai.annotations.documents.page_layout import PageStyle as PaperStyle
from gongkai.annotations.documents.page_layout import Rules
from gongkai.annotations.documents.pdf import render_pdf
from gongkai.annotations.documents.scans import Wear, has_chinese_font
from gongkai.annotations.documents.web import PageStyle, render_page
from gongkai.annotations.documents.web_archive import render_web_archive
from gongkai.annotations.documents.word import WordStyle, render_word

Renderer = Callable[[Sequence[ReportDraft]], list[bytes]]


class Family(StrEnum):
    """Formats that are read in one way."""

    TEXT = "text"
    HTML = "html"
    MHTML = "mhtml"
    WORD = "word"
    OFFICE = "office"
    PDF = "pdf"
    PICTURE = "picture"
    ZIP = "zip"


class Need(StrEnum):
    """What a format takes that not every machine has."""

    LIBREOFFICE = "LibreOffice"
    CHINESE_FONT = "a Chinese font"
    WORD_WRITER = "gongkai[documents]"
    #: To read it, not to write it.
    RECOGNITION = "gongkai[ocr]"


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A format that reports are rendered in.

    Attributes
    ----------
    name
        What it is called.
    family
        What it is read by.
    ending
        Of its files, without the full stop.
    render
        Makes a document of each report.
    needs
        What has to be there.
    traditional
        Whether its reports are in traditional characters.
    """

    name: str
    family: Family
    ending: str
    render: Renderer
    needs: frozenset[Need] = frozenset()
    traditional: bool = False

    def documents(self, drafts: Sequence[ReportDraft]) -> list[bytes]:
        """Render reports, each as one document."""
        return self.render([self.shown(draft) for draft in drafts])

    def shown(self, draft: ReportDraft) -> ReportDraft:
        """Return the report in the characters of this format."""
        return draft.in_traditional_characters() if self.traditional else draft


def missing_for_rendering(needs: Iterable[Need]) -> list[Need]:
    """Return what of ``needs`` is not on this machine; recognition is for who reads."""
    there = {
        Need.LIBREOFFICE: office_program() is not None,
        Need.CHINESE_FONT: has_chinese_font(),
        Need.WORD_WRITER: find_spec("docx") is not None,
        Need.RECOGNITION: True,
    }
    return [need for need in needs if not there[need]]


def _each(render: Callable[[ReportDraft], bytes]) -> Renderer:
    return lambda drafts: [render(draft) for draft in drafts]


def _text(draft: ReportDraft) -> bytes:
    return draft.plain_text().encode("utf-8")


def _office(
    drafts: Sequence[ReportDraft], ending: str, render: Callable[[ReportDraft], bytes]
) -> list[bytes]:
    return convert([render(draft) for draft in drafts], ending)


def _scanned_pdf(draft: ReportDraft, wear: Wear) -> bytes:
    return scans.scan_pdf(render_pdf(draft), wear)


def _picture(draft: ReportDraft, wear: Wear) -> bytes:
    """Return all pages as one long picture, as many sites publish reports."""
    return scans.joined(scans.scan_pages(render_pdf(draft), wear), wear)


def _facsimile(draft: ReportDraft) -> bytes:
    return scans.scan_tiff(render_pdf(draft), Wear(skew=0.4))


def _packed(draft: ReportDraft) -> bytes:
    return zip_of({f"年报/{draft.title}.html": render_page(draft, PageStyle.TRS)})


def _web() -> Iterator[DocumentFormat]:
    for style in PageStyle:
        render = _each(partial(render_page, style=style))
        yield DocumentFormat(f"html_{style.value}", Family.HTML, "html", render)
    for name, style, encoding in (
        ("gb18030", PageStyle.BARE, "gb18030"),
        ("big5", PageStyle.HANWEB, "cp950"),
        ("utf_16", PageStyle.TRS, "utf-16"),
    ):
        render = _each(partial(render_page, style=style, encoding=encoding))
        is_traditional = encoding == "cp950"
        yield DocumentFormat(
            f"html_{name}", Family.HTML, "html", render, traditional=is_traditional
        )
    for name, style, encoding in (
        ("mhtml_utf_8", PageStyle.UCAP, "utf-8"),
        ("mhtml_gb18030", PageStyle.WORD, "gb18030"),
    ):
        render = _each(partial(render_web_archive, style=style, encoding=encoding))
        yield DocumentFormat(name, Family.MHTML, "mhtml", render)
    yield DocumentFormat("zip", Family.ZIP, "zip", _each(_packed))


def _word_processed() -> Iterator[DocumentFormat]:
    typed = partial(render_word, style=WordStyle.TYPED)
    automatic = partial(render_word, style=WordStyle.AUTOMATIC)
    writer = frozenset({Need.WORD_WRITER})
    office = writer | {Need.LIBREOFFICE}
    yield DocumentFormat("docx", Family.WORD, "docx", _each(typed), writer)
    yield DocumentFormat("docx_automatic", Family.WORD, "docx", _each(automatic), writer)
    for ending in ("docx", "doc", "wps", "rtf", "odt"):
        name = "docx_office" if ending == "docx" else ending
        family = Family.WORD if ending == "docx" else Family.OFFICE
        render = partial(_office, ending=ending, render=typed)
        yield DocumentFormat(name, family, ending, render, office)
    yield DocumentFormat(
        "doc_automatic", Family.OFFICE, "doc",
        partial(_office, ending="doc", render=automatic), office,
    )  # fmt: skip


def _printed() -> Iterator[DocumentFormat]:
    for name, style in _PAPER.items():
        render = _each(partial(render_pdf, style=style))
        yield DocumentFormat(name, Family.PDF, "pdf", render)
    needs = frozenset({Need.LIBREOFFICE, Need.CHINESE_FONT, Need.WORD_WRITER})
    for name, word_style, size in (
        ("pdf_office", WordStyle.TYPED, page_layout.A4),
        ("pdf_office_automatic", WordStyle.AUTOMATIC, page_layout.A4),
        ("pdf_office_landscape", WordStyle.AUTOMATIC, page_layout.A4_LANDSCAPE),
        ("pdf_office_b5", WordStyle.TYPED, page_layout.B5),
    ):
        render_one = partial(render_word, style=word_style, size=size)
        convert_all = partial(_office, ending="pdf", render=render_one)
        yield DocumentFormat(name, Family.PDF, "pdf", convert_all, needs)


def _scanned() -> Iterator[DocumentFormat]:
    needs = frozenset({Need.CHINESE_FONT, Need.RECOGNITION})
    renderers: dict[str, tuple[str, Callable[[ReportDraft], bytes]]] = {
        "scan_pdf": ("pdf", partial(_scanned_pdf, wear=scans.OFFICE)),
        "scan_pdf_poor": ("pdf", partial(_scanned_pdf, wear=scans.POOR)),
        "picture_png": ("png", partial(_picture, wear=scans.CLEAN)),
        "picture_jpeg": ("jpg", partial(_picture, wear=scans.OFFICE)),
        "facsimile_tiff": ("tif", _facsimile),
    }
    for name, (ending, render) in renderers.items():
        yield DocumentFormat(name, Family.PICTURE, ending, _each(render), needs)


#: Styles of PDF files with text.
_PAPER: Final = {
    "pdf_plain": PaperStyle(),
    "pdf_running_heads": PaperStyle(
        running_head="{title}", page_number="第 {page} 页 共 {pages} 页", split_rows=True,
        rules=Rules.DOUBLED,
    ),
    "pdf_stacked_labels": PaperStyle(stacked_labels=True, split_rows=True, page_number="{page}"),
    "pdf_repeated_header": PaperStyle(
        size=page_layout.A4_LANDSCAPE, repeat_header=True, page_number="— {page} —"
    ),
    "pdf_open_rules": PaperStyle(size=page_layout.B5, rules=Rules.OPEN),
    "pdf_no_rules": PaperStyle(rules=Rules.NONE),
}  # fmt: skip

#: Plain text, which every other format is compared with.
PLAIN_TEXT: Final = DocumentFormat("text", Family.TEXT, "txt", _each(_text))
#: Every format by its name, fast ones first.
FORMATS: Final[dict[str, DocumentFormat]] = {
    each.name: each for each in (PLAIN_TEXT, *_web(), *_word_processed(), *_printed(), *_scanned())
}


def formats_of(names: Sequence[str]) -> list[DocumentFormat]:
    """Return formats by their names or by the names of their families; all, if none is given.

    Raises
    ------
    ValueError
        If there is no such format.
    """
    if not names:
        return list(FORMATS.values())
    chosen: dict[str, DocumentFormat] = {}
    for name in names:
        found = [each for each in FORMATS.values() if name in {each.name, each.family.value}]
        if not found:
            known = ", ".join([*Family, *(each for each in FORMATS if each not in list(Family))])
            raise ValueError(f"{name!r} is no format: choose from {known}")
        chosen.update((each.name, each) for each in found)
    return list(chosen.values())
