"""A page walked once: its lines and its tables, in order.

The walk keeps a stack of its own instead of recursing, so depth costs nothing. Each line
and table remembers the container it stands in (``div``, ``td``, ``section`` …), and
containers remember their parents: that is all later layers need to find the report in the
page. When a table closes, what its cells hold is folded into one :class:`TableDraft`, unless
the table only arranges the page: then its content stays a flow of lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from gongkai.extract.errors import ReadError

_NAME = re.compile(r"\S+")
_SKIPPED = frozenset(
    _NAME.findall(
        "script style template svg math iframe object select button textarea noscript head title "
        "audio video canvas map rt rp input datalist -comment !doctype -doctype"
    )
)
_CONTAINERS = frozenset(
    _NAME.findall(
        "html body div section article main aside nav header footer form center ul ol dl li td th "
        "table blockquote fieldset"
    )
)
_BLOCKS = _CONTAINERS | frozenset(
    _NAME.findall(
        "p h1 h2 h3 h4 h5 h6 pre address dd dt dir details dialog figure figcaption legend menu "
        "summary caption tr hr br thead tbody tfoot"
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ROW_GROUPS = frozenset(("thead", "tbody", "tfoot"))
#: Elements that are not looked at for being hidden: there are many, and nobody hides them.
_NEVER_HIDDEN = frozenset(("br", "b", "strong", "font", "tbody", "hr", "u", "i", "em", "o:p"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_LINE_FEED_IN_CHINESE = re.compile(r"(?<=[^\x00-\x7f])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[^\x00-\x7f])")
_SPACES = re.compile("[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
_ASCII_ENDS = re.compile(r"[!-~]")
_SENTENCE_ENDS = re.compile("[。！？；]")
_FORM_LABELS = re.compile(
    "第二十条|本年制发|制发件数|现行有效|本年新[收制公]|自然人|商业企业|申请人情况|申請人情況|结果维持|結果維持"
)
#: A cell with more text than this, in several sentences, is a part of the page.
_LONGEST_CELL = 300
#: Reports have some hundreds of lines and cells.
_MAXIMUM_LINES = 300_000


@dataclass(slots=True)
class Line:
    """A line of the page; ``linked`` counts the characters that are links."""

    text: str
    container: int
    linked: int = 0
    hidden: bool = False
    heading: bool = False


@dataclass(slots=True)
class CellDraft:
    """A cell as marked up, its spans not yet checked."""

    row_span: str | None
    column_span: str | None
    text: str = ""
    first: int = 0
    last: int = 0


@dataclass(slots=True)
class RowGroup:
    """The rows of one ``thead``, ``tbody`` or ``tfoot``; no cell reaches out of its group."""

    tag: str
    rows: list[list[CellDraft]] = field(default_factory=list)


@dataclass(slots=True)
class TableDraft:
    """A table that holds data."""

    groups: list[RowGroup]
    container: int
    linked: int = 0
    hidden: bool = False

    def cells(self) -> list[CellDraft]:
        """Return the cells in the order of the markup."""
        return [cell for group in self.groups for row in group.rows for cell in row]

    @property
    def text(self) -> str:
        """The text of all cells."""
        return " ".join(cell.text for cell in self.cells() if cell.text)


Piece = Line | TableDraft


@dataclass(slots=True)
class _OpenTable:
    first: int
    groups: list[RowGroup] = field(default_factory=list)
    cell: CellDraft | None = None
    arranges: bool = False


@dataclass(slots=True)
class Flow:
    """What a walk over a page yields.

    Attributes
    ----------
    pieces
        Lines and tables in order.
    parents
        ``parents[i]`` is the container around container ``i``; the outermost is its own.
    """

    pieces: list[Piece] = field(default_factory=list)
    parents: list[int] = field(default_factory=lambda: [0])


def walk(root: LexborNode) -> Flow:
    """Return the flow of the tree under ``root``."""
    walker = _Walker()
    stack: list[_Element] = []
    node: LexborNode | None = root
    while node is not None:
        tag = node.tag or ""
        child = None
        if tag == "-text":
            walker.add_text(node.text_content or "")
        elif tag not in _SKIPPED:
            stack.append(walker.enter(tag, node))
            child = node.first_child
            if child is None:
                walker.leave(stack.pop())
        if child is not None:
            node = child
            continue
        while node is not None and node.next is None:
            node = node.parent if stack else None
            if stack:
                walker.leave(stack.pop())
        node = node.next if node is not None and stack else None
    walker.flush()
    return walker.flow


@dataclass(slots=True)
class _Element:
    """An element that is open, and what it switched on."""

    tag: str
    hidden: bool
    link: bool


class _Walker:
    """The state of a walk: the line being written, the tables and links that are open."""

    def __init__(self) -> None:
        self.flow = Flow()
        self._container = 0
        self._line: list[str] = []
        self._linked = 0
        self._links = self._hidden = self._headings = self._preformatted = 0
        self._tables: list[_OpenTable] = []

    def enter(self, tag: str, node: LexborNode) -> _Element:
        if tag in _BLOCKS:
            self.flush()
        if tag in _CONTAINERS:
            self.flow.parents.append(self._container)
            self._container = len(self.flow.parents) - 1
        attributes = {} if tag in _NEVER_HIDDEN else node.attributes
        # Without an address it is a bookmark, often left open by word processors.
        element = _Element(tag, _is_hidden(attributes), tag == "a" and "href" in attributes)
        self._switch(element, 1)
        self._enter_table(tag, attributes)
        return element

    def _switch(self, element: _Element, step: int) -> None:
        self._hidden += step * element.hidden
        self._links += step * element.link
        self._preformatted += step * (element.tag == "pre")
        self._headings += step * (element.tag in _HEADINGS)

    def _enter_table(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "table":
            self._tables.append(_OpenTable(len(self.flow.pieces)))
        elif not self._tables:
            return
        elif tag in _ROW_GROUPS:
            self._tables[-1].groups.append(RowGroup(tag))
        elif tag == "tr":
            self._group().rows.append([])
        elif tag in {"td", "th"}:
            group = self._group()
            if not group.rows:
                group.rows.append([])
            cell = CellDraft(attributes.get("rowspan"), attributes.get("colspan"))
            cell.first = len(self.flow.pieces)
            group.rows[-1].append(cell)
            self._tables[-1].cell = cell

    def _group(self) -> RowGroup:
        groups = self._tables[-1].groups
        if not groups:
            groups.append(RowGroup("tbody"))
        return groups[-1]

    def leave(self, element: _Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self.flush()
        if tag in {"td", "th"} and self._tables and self._tables[-1].cell is not None:
            self._tables[-1].cell.last = len(self.flow.pieces)
            self._tables[-1].cell = None
        elif tag == "table":
            self._close_table(self._tables.pop())
        if tag in _CONTAINERS:
            self._container = self.flow.parents[self._container]
        self._switch(element, -1)

    def add_text(self, text: str) -> None:
        if self._preformatted and "\n" in text:
            first, *others = text.splitlines() or [""]
            self._line.append(first)
            for line in others:
                self.flush()
                self._line.append(line)
            return
        self._line.append(text)
        if self._links:
            self._linked += len(text.strip())

    def flush(self) -> None:
        """End the line being written."""
        if not self._line:
            return
        text = "".join(self._line)
        linked, self._linked = self._linked, 0
        self._line.clear()
        text = _SPACES.sub(" ", _LINE_FEED_IN_CHINESE.sub("", text)).strip(
            " \xa0\u3000\u200b\ufeff"
        )
        if len(self.flow.pieces) > _MAXIMUM_LINES:
            raise ReadError(
                "too_large",
                f"The page has more than {_MAXIMUM_LINES:,} lines; split it into reports.",
            )
        if text:
            line = Line(text, self._container, linked, self._hidden > 0, self._headings > 0)
            self.flow.pieces.append(line)

    def _close_table(self, table: _OpenTable) -> None:
        pieces = self.flow.pieces
        inside = pieces[table.first :]
        draft = TableDraft(table.groups, self._container, hidden=self._hidden > 0)
        cells = draft.cells()
        if not table.arranges:
            for cell in cells:
                cell.text = _joined(pieces[cell.first : cell.last])
        if table.arranges or not _holds_data(draft, cells, inside):
            if self._tables and len(inside) > 2:
                self._tables[-1].arranges = True  # what arranges a page stands in what does too
            return
        within = {index for cell in cells for index in range(cell.first, cell.last)}
        captions = [piece for index, piece in enumerate(inside, table.first) if index not in within]
        draft.linked = sum(piece.linked for piece in inside)
        pieces[table.first :] = [*captions, draft]


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return style is not None and _HIDDEN_STYLE.search(style, 0, 2000) is not None


def _joined(pieces: list[Piece]) -> str:
    """Join the lines of a cell: a line break inside a Chinese word leaves nothing behind."""
    text = ""
    parts: list[str] = []
    for piece in pieces:
        part = piece.text
        if text and _ASCII_ENDS.match(text[-1]) and _ASCII_ENDS.match(part[:1]):
            parts.append(" ")
        parts.append(part)
        text = part or text
    return "".join(parts)


def _holds_data(draft: TableDraft, cells: list[CellDraft], inside: list[Piece]) -> bool:
    """Tell a table of data from one that only arranges the page."""
    filled = [cell for cell in cells if cell.text]
    if len(filled) < 2 or max(len(row) for group in draft.groups for row in group.rows) < 2:
        return False
    nested = [piece for piece in inside if isinstance(piece, TableDraft)]
    if any(len(piece.cells()) > 2 for piece in nested):
        return False
    long = [cell for cell in filled if len(cell.text) > _LONGEST_CELL]
    if not any(len(_SENTENCE_ENDS.findall(cell.text)) > 1 for cell in long):
        return True
    return any(_FORM_LABELS.search(cell.text) for cell in filled if len(cell.text) <= 60)
