"""Whole reports set on pages: title, paragraphs, tables, running heads and page numbers."""

from __future__ import annotations

from gongkai.annotations.documents.draft import Form, Heading, ReportDraft
from gongkai.annotations.documents.page_layout import DrawnPage, PageStyle, Words
from gongkai.annotations.documents.page_tables import TableSetter
from gongkai.annotations.documents.typesetting import width_of, wrap


def paginate(draft: ReportDraft, style: PageStyle) -> list[DrawnPage]:
    """Set a report on pages."""
    setter = _Setter(style)
    setter.title(draft.title)
    for block in draft.blocks:
        if isinstance(block, Form):
            setter.top += style.text_size / 2
            setter.top = TableSetter(style, setter.pages).set(block.table, setter.top)
            setter.top += style.text_size
        else:
            setter.paragraph(block.text, keeps=isinstance(block, Heading))
    _add_furniture(setter.pages, draft.title, style)
    return setter.pages


class _Setter:
    """Sets lines of text below each other."""

    def __init__(self, style: PageStyle) -> None:
        self.style = style
        self.pages = [DrawnPage(style.size)]
        self.top = style.margin

    def title(self, text: str) -> None:
        """Write the title, centred."""
        style = self.style
        for line in wrap(text, style.width, style.title_size):
            left = (style.size[0] - width_of(line, style.title_size)) / 2
            self._write(left, style.title_size, line)
        self.top += style.title_size

    def paragraph(self, text: str, *, keeps: bool) -> None:
        """Write a paragraph whose first line is indented; a heading keeps with what follows."""
        style = self.style
        indent = 2 * style.text_size
        if keeps and self.top + 3 * style.leading * style.text_size > style.bottom:
            self._turn_page()
        for number, line in enumerate(wrap(text, style.width, style.text_size, indent)):
            self._write(style.margin + (0 if number else indent), style.text_size, line)

    def _write(self, left: float, size: float, text: str) -> None:
        height = size * self.style.leading
        if self.top + height > self.style.bottom:
            self._turn_page()
        baseline = self.top + (height + size) / 2 - size * 0.14
        self.pages[-1].words.append(Words(left, baseline, size, text))
        self.top += height

    def _turn_page(self) -> None:
        self.pages.append(DrawnPage(self.style.size))
        self.top = self.style.margin


def _add_furniture(pages: list[DrawnPage], title: str, style: PageStyle) -> None:
    size = 9.0
    for number, page in enumerate(pages, start=1):
        heights = ((style.running_head, style.margin * 0.6), (style.page_number, 0.0))
        for template, top in heights:
            text = template.format(title=title, page=number, pages=len(pages))
            baseline = top or style.size[1] - style.margin * 0.5
            left = (style.size[0] - width_of(text, size)) / 2
            if text:
                page.words.append(Words(left, baseline, size, text))
