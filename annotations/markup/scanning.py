r"""The marks of one text, as a tree of what was opened and closed.

A mark is opened by ``{`` and closed by ``}``. A context span or an item of section five has a
label in front of a colon; a claim or non-claim has its fields behind ``|``. ``\`` takes the
next sign as it is; ``\u200b`` and ``\U000e0041`` give a character that cannot be seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from gongkai.annotations.markup.errors import PassageFaultError

#: What opens a mark that is no claim.
LABEL: Final = re.compile(
    r"(?P<context>[sacp][0-9]+)(?:@(?P<channel>\w+))?:"
    r"|(?P<item>problem|improvement|section|title)(?: (?P<words>[a-z_ ]+))?:"
)
#: Surrogates are no characters.
_ESCAPED: Final = re.compile(
    r"\\(?:u(?P<code>(?![dD][89a-fA-F])[0-9a-fA-F]{4})"
    r"|U(?P<long>00(?:0[1-9a-fA-F]|10)[0-9a-fA-F]{4})"
    r"|(?P<sign>[{}|\\=]))"
)
_FIELDS: Final = re.compile(r"[^{}|\n]*(?:\|[^{}|\n]*)*")
_PLAIN: Final = re.compile(r"[^{}|\\]+")


@dataclass(slots=True)
class Mark:
    """A mark with its place in the text without marks.

    Attributes
    ----------
    start, end
        Offsets of the marked words.
    line
        Line it was opened in, from 0.
    context, channel
        Name of a context span, and the channel behind it.
    item, words
        ``problem``, ``improvement``, ``section`` or ``title``, and what stands before its colon.
    fields
        What stands behind the bars of a claim or non-claim.
    """

    start: int
    line: int
    end: int = 0
    context: str | None = None
    channel: str | None = None
    item: str | None = None
    words: str = ""
    fields: tuple[str, ...] = ()

    @property
    def labelled(self) -> bool:
        """Whether a label in front of a colon opened it."""
        return self.context is not None or self.item is not None


@dataclass(frozen=True, slots=True)
class Scanned:
    """A text whose marks were taken out.

    Attributes
    ----------
    text
        The text without marks.
    marks
        The marks in the order in which they open.
    escaped_breaks
        Line breaks in front of the first words that are escapes, and so no breaks of the file.
    """

    text: str
    marks: list[Mark]
    escaped_breaks: int

    def line_of(self, offset: int) -> int:
        """Return the line of the source in which an offset of the text stands, from 0."""
        return max(0, self.text.count("\n", 0, offset) - self.escaped_breaks)


def scan(source: str) -> Scanned:
    """Take the marks out of a text.

    Raises
    ------
    PassageFaultError
        If a mark is not closed, or something stands where it cannot. A line break may be
        escaped at the ends of the text only, so that lines of the text are lines of the file.
    """
    return _Scanner(source).scan()


class _Scanner:
    def __init__(self, source: str) -> None:
        self._source = source
        self._position = 0
        self._line = 0
        self._written: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._open: list[Mark] = []
        self._escaped_breaks = 0
        #: The line of a break that was escaped behind words; fine if no words follow.
        self._late_break: int | None = None
        self._has_words = False

    def scan(self) -> Scanned:
        while self._position < len(self._source):
            sign = self._source[self._position]
            if sign == "{":
                self._open_mark()
            elif sign == "}":
                self._close_mark()
            elif sign == "|":
                self._take_fields()
            elif sign == "\\":
                self._take_escaped()
            else:
                self._take_plain()
        if self._open:
            raise PassageFaultError(
                self._open[-1].line,
                f"a mark is not closed: put }} behind it, or write \\{{ for a brace "
                f"({self._around(self._open[-1])!r})",
            )
        text = "".join(self._written)
        if not text.strip(" \t\n"):
            raise PassageFaultError(0, "the passage has white space only: write its text")
        return Scanned(text, self._marks, self._escaped_breaks)

    def _around(self, mark: Mark) -> str:
        text = "".join(self._written)
        return text[mark.start : mark.start + 12]

    def _write(self, text: str) -> None:
        self._written.append(text)
        self._length += len(text)
        if text.isspace():
            return
        if self._late_break is not None:
            raise PassageFaultError(
                self._late_break,
                "a line break is escaped inside the text: break the line itself; \\u000a stands "
                "at the ends of a text only",
            )
        self._has_words = True

    def _escape_break(self) -> None:
        if not self._has_words:
            self._escaped_breaks += 1
        elif self._late_break is None:
            self._late_break = self._line

    def _open_mark(self) -> None:
        mark = Mark(self._length, self._line)
        label = LABEL.match(self._source, self._position + 1)
        if label is None:
            self._position += 1
        else:
            mark.context, mark.channel = label["context"], label["channel"]
            mark.item, mark.words = label["item"], label["words"] or ""
            self._position = label.end()
        self._marks.append(mark)
        self._open.append(mark)

    def _close_mark(self) -> None:
        if not self._open:
            raise PassageFaultError(
                self._line, "a } closes nothing: leave it out, or write \\} for a brace"
            )
        mark = self._open.pop()
        mark.end = self._length
        self._position += 1
        if not mark.labelled and not mark.fields:
            raise PassageFaultError(
                mark.line,
                f"the mark around {self._around(mark)!r} says nothing: write {{s1:…}} "
                "for a context span or {…|=3 件|metric} for a claim",
            )
        if mark.start == mark.end:
            raise PassageFaultError(mark.line, "a mark holds no text: put the words into it")

    def _take_fields(self) -> None:
        if not self._open:
            raise PassageFaultError(
                self._line, "a | stands outside of a mark: write \\| for the sign itself"
            )
        mark = self._open[-1]
        if mark.labelled:
            raise PassageFaultError(
                self._line,
                "a | stands in a context span or item: close its mark first, or write \\|",
            )
        match = _FIELDS.match(self._source, self._position + 1)
        assert match is not None  # noqa: S101 - it matches the empty text
        if self._source[match.end() : match.end() + 1] != "}":
            raise PassageFaultError(
                self._line, "the fields of a mark do not end: put } behind them, on the same line"
            )
        mark.fields = tuple(part.strip() for part in match[0].split("|"))
        self._position = match.end()

    def _take_escaped(self) -> None:
        match = _ESCAPED.match(self._source, self._position)
        if match is None:
            raise PassageFaultError(self._line, "a \\ stands alone: write \\\\ for the sign itself")
        code = match["code"] or match["long"]
        character = chr(int(code, 16)) if code else match["sign"]
        if character == "\n":
            self._escape_break()
        self._write(character)
        self._position = match.end()

    def _take_plain(self) -> None:
        match = _PLAIN.match(self._source, self._position)
        assert match is not None  # noqa: S101 - the sign at hand is none of the special ones
        self._write(match[0])
        self._line += match[0].count("\n")
        self._position = match.end()
