"""A page walked once: its lines and its tables, in order.

The walk keeps a stack of its own instead of recursing, so depth costs nothing. Each line
and table remembers the container it stands in (``div``, ``td``, ``section`` …), and
containers remember their parents: that is all later layers need to find the report in the
page. When a table closes, what its cells hold is folded into one :class:`TableDraft`, unless
the table only arranges the page: then its content stays a flow of lines.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from gongkai.extract.errors import ReadError
from gongkai.extract.reading import data_tables
from gongkai.extract.reading.html.drafts import (
    CellDraft,
    Line,
    Piece,
    RowDraft,
    RowGroup,
    TableDraft,
    holds_data,
)
from gongkai.extract.reading.html.elements import (
    BESIDE,
    BESIDE_ELEMENTS,
    BLOCKS,
    CONTAINERS,
    EMBEDDING,
    HEADINGS,
    INLINE,
    PLACE,
    PLAIN,
    ROW_GROUPS,
    SKIPPED,
    is_flat,
    is_hidden,
)
from gongkai.extract.reading.html.lists import OpenList
from gongkai.extract.reading.limits import HTML_LINES, ROW_LINES

#: Line feeds of the markup beside Chinese, which has no spaces.
_LINE_FEED_IN_CHINESE = re.compile(
    r"(?<=[^\x00-\x7f])[ \t\f]*[\r\n][ \t\r\n\f]*(?=\S)|"
    r"(?<=[!-~])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[^\x00-\x7f])"
)
_SPACES = re.compile("[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
_OUTER_SPACES = " \xa0\u3000\u2002\u2003\u2009\u200b\ufeff"
_INDENT = re.compile("\\s*[\xa0\u3000\u2002\u2003]")
#: References that were escaped twice, so that browsers show them as text.
_REFERENCE = re.compile(
    r"&(?:nbsp|e[nm]sp|thinsp|amp|lt|gt|quot|[lr][ds]quo|middot|hellip|mdash|ndash|times|"
    r"#\d{2,7}|#x[0-9a-f]{2,6});",
    re.IGNORECASE,
)
_MOST_REFERENCES = 100_000
_FIELD_VALUE = re.compile(r"\s*[-+＋－—–/／\d０-９,，.．]{1,20}\s*|无")
#: Hidden text inside a line that is dropped; more may be the report, unhidden by a script.
_LONGEST_HIDDEN = 100
#: As much of the text of a link is kept.
_LONGEST_LINK = 300
#: An alternative text that is read instead of its picture: a heading, or a sentence.
_HEADING = re.compile(r"[一二三四五六][、.．]\s*\S{2,30}")
_SENTENCE = re.compile(r".{12,}[，；].{4,}。", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a page shows from elsewhere: a link, a picture or a frame.

    Attributes
    ----------
    address, text
        Where it is, and what is written instead of it.
    container
        The container it stands in.
    """

    address: str
    text: str
    container: int


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
    places, beside
        The containers that are called as systems call the place of an article, and as they call
        what stands beside it.
    links, pictures, frames
        What the page shows from elsewhere.
    """

    pieces: list[Piece] = field(default_factory=list)
    parents: list[int] = field(default_factory=lambda: [0])
    places: list[int] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)
    links: list[Embedded] = field(default_factory=list)
    pictures: list[Embedded] = field(default_factory=list)
    frames: list[Embedded] = field(default_factory=list)

    def within(self, containers: Iterable[int]) -> list[bool]:
        """Return for each container whether it is one of these, or inside of one."""
        inside = [False] * len(self.parents)
        for container in containers:
            inside[container] = True
        for container, parent in enumerate(self.parents):  # parents come before their children
            inside[container] |= inside[parent]
        return inside


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
        elif tag in SKIPPED:
            walker.skip(tag, node)
        else:
            element = walker.enter(tag, node)
            if element is not None:
                stack.append(element)
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
    hidden: bool = False
    link: bool = False
    switches: bool = False
    address: str = ""


class _Walker:
    """The state of a walk: the line being written, the tables, lists and links that are open."""

    def __init__(self) -> None:
        self.flow = Flow()
        self._container = 0
        self._line: list[str] = []
        self._linked = 0
        self._links = self._hidden = self._headings = self._preformatted = 0
        self._hidden_elements = 0
        self._tables: list[_OpenTable] = []
        self._lists: list[OpenList | None] = []
        self._marker = ""
        self._link_text = ""

    def enter(self, tag: str, node: LexborNode) -> _Element | None:
        """Open an element; ``None`` if nothing in it counts."""
        if tag in BLOCKS:
            self.flush(broken=tag == "br")
        if tag in PLAIN:
            return _Element(tag)
        attributes = node.attributes
        hidden = bool(attributes) and is_hidden(attributes)
        if (
            hidden
            and not self._hidden  # an outer one was looked at
            and tag in INLINE
            and len(node.text(deep=True)) <= _LONGEST_HIDDEN
        ):
            return None
        if tag in CONTAINERS:
            self._enter_container(tag, attributes)
        # Without an address it is a bookmark, often left open by word processors.
        link = tag == "a" and "href" in attributes
        element = _Element(tag, hidden, link)
        if link:
            element.address = attributes["href"] or ""
            self._link_text = ""
        element.switches = hidden or link or tag == "pre" or tag in HEADINGS
        if element.switches:
            self._switch(element, 1)
        if self._tables or tag == "table":
            self._enter_table(tag, attributes, hidden)
        return element

    def _enter_container(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.flow.parents.append(self._container)
        self._container = len(self.flow.parents) - 1
        name = f"{attributes.get('id')} {attributes.get('class')}" if attributes else ""
        if tag == "ucapcontent" or (name and PLACE.search(name, 0, 200)):
            self.flow.places.append(self._container)
        elif tag in BESIDE_ELEMENTS or (name and BESIDE.search(name, 0, 200)):
            self.flow.beside.append(self._container)
        if tag in {"ol", "ul"}:
            self._lists.append(OpenList.of(attributes) if tag == "ol" else None)
        elif tag == "li" and self._lists and self._lists[-1] is not None:
            self._marker = self._lists[-1].next_marker(attributes.get("value"))

    def skip(self, tag: str, node: LexborNode) -> None:
        """Pass by an element whose text does not count."""
        if tag == "img":
            attributes = node.attributes
            text = (attributes.get("alt") or "").strip()
            address = attributes.get("src") or ""
            self.flow.pictures.append(Embedded(address, text, self._container))
            if _HEADING.fullmatch(text) or _SENTENCE.search(text[:2000]):
                self.add_text(text)
        elif tag == "input":
            self._add_field(node.attributes)
        elif tag in EMBEDDING:
            address = node.attributes.get(EMBEDDING[tag]) or ""
            if address:
                self.flow.frames.append(Embedded(address, "", self._container))

    def _add_field(self, attributes: dict[str, str | None]) -> None:
        """Take the number in a field of a form that is shown as a table."""
        value = attributes.get("value") or ""
        is_text = (attributes.get("type") or "text").lower() in {"text", "number"}
        if is_text and self._tables and self._tables[-1].cell and _FIELD_VALUE.fullmatch(value):
            self.add_text(value)

    def _switch(self, element: _Element, step: int) -> None:
        if element.hidden:
            self._hidden_elements += step > 0 and not self._hidden
            self._hidden += step
        self._links += step * element.link
        self._preformatted += step * (element.tag == "pre")
        self._headings += step * (element.tag in HEADINGS)

    def _hidden_in(self) -> int:
        """Return the number of the outermost hidden element that is open; 0 if none is."""
        return self._hidden_elements if self._hidden else 0

    def _enter_table(self, tag: str, attributes: dict[str, str | None], hidden: bool) -> None:
        if tag == "table":
            self._tables.append(_OpenTable(len(self.flow.pieces)))
        elif tag in ROW_GROUPS:
            self._tables[-1].groups.append(RowGroup(tag))
        elif tag == "tr":
            self._group().rows.append(RowDraft(hidden=hidden, flat=is_flat(attributes)))
        elif tag in {"td", "th"}:
            group = self._group()
            if not group.rows:
                group.rows.append(RowDraft())
            cell = CellDraft(attributes.get("rowspan"), attributes.get("colspan"), hidden=hidden)
            cell.first = len(self.flow.pieces)
            group.rows[-1].cells.append(cell)
            self._tables[-1].cell = cell

    def _group(self) -> RowGroup:
        groups = self._tables[-1].groups
        if not groups:
            groups.append(RowGroup("tbody"))
        return groups[-1]

    def leave(self, element: _Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self.flush()
        if tag in {"td", "th"} and self._tables and self._tables[-1].cell is not None:
            self._tables[-1].cell.last = len(self.flow.pieces)
            self._tables[-1].cell = None
        elif tag == "table":
            self._close_table(self._tables.pop())
        elif tag in {"ol", "ul"} and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._marker = ""
        if tag in CONTAINERS:
            self._container = self.flow.parents[self._container]
        if element.link:
            link = Embedded(element.address, self._link_text, self._container)
            self.flow.links.append(link)
        if element.switches:
            self._switch(element, -1)

    def add_text(self, text: str) -> None:
        if "&" in text:
            text = _REFERENCE.sub(_resolved, text, count=_MOST_REFERENCES)
        if self._marker and not text.isspace():
            text = self._lists[-1].marked(self._marker, text) if self._lists[-1] else text
            self._marker = ""
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
            if len(self._link_text) < _LONGEST_LINK:
                self._link_text += text[:_LONGEST_LINK]

    def flush(self, *, broken: bool = False) -> None:
        """End the line being written; ``broken`` if a line break ends it."""
        cell = self._tables[-1].cell if self._tables else None
        if not self._line:
            if broken and cell is not None:
                cell.lines.append("")
            return
        written = "".join(self._line)
        linked, self._linked = self._linked, 0
        self._line.clear()
        text = _SPACES.sub(" ", _LINE_FEED_IN_CHINESE.sub("", written)).strip(_OUTER_SPACES)
        if len(self.flow.pieces) > HTML_LINES:
            raise ReadError(
                "too_large",
                f"The page has more than {HTML_LINES:,} lines; split it into reports.",
            )
        if cell is not None and (text or broken or not written.isspace() or "\xa0" in written):
            cell.lines.append(text if not self._hidden else "")
        if text:
            line = Line(text, self._container, linked, self._hidden_in(), self._headings > 0)
            line.broken = broken
            line.indented = _INDENT.match(written) is not None
            self.flow.pieces.append(line)

    def _close_table(self, table: _OpenTable) -> None:
        pieces = self.flow.pieces
        inside = pieces[table.first :]
        draft = TableDraft(table.groups, self._container, hidden=self._hidden_in())
        cells = draft.cells()
        outer = self._tables[-1].cell if self._tables else None
        if not table.arranges:
            for cell in cells:
                held = pieces[cell.first : cell.last]
                cell.text = data_tables.joined(
                    [p.text for p in held if draft.hidden or not p.hidden]
                )
        if table.arranges or not holds_data(draft, inside):
            if self._tables and len(inside) > 2:
                self._tables[-1].arranges = True  # what arranges a page stands in what does too
            if outer is not None and len(cells) <= ROW_LINES:
                lines = [line for cell in cells for line in cell.lines or [""]]
                outer.lines += lines[:ROW_LINES]
            return
        within = {index for cell in cells for index in range(cell.first, cell.last)}
        captions = [piece for index, piece in enumerate(inside, table.first) if index not in within]
        draft.linked = sum(piece.linked for piece in inside)
        if not draft.hidden and not all(cell.hidden for cell in cells):
            draft.drop_hidden()
        pieces[table.first :] = [*captions, draft]


def _resolved(match: re.Match[str]) -> str:
    return html.unescape(match[0])
