"""Hostile or broken markup made harmless before it is parsed.

The HTML parser takes time that grows with the square of the depth of nesting, of the number
of attributes of one tag and of the formatting elements left open. Browsers bound these as
well. Scripts, styles and comments go first: they hold no text, and often most of the bytes.
"""

from __future__ import annotations

import re

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.limits import (
    HTML_CHARACTERS,
    HTML_DEPTH,
    HTML_REOPENED,
    HTML_TAG_ATTRIBUTES,
    HTML_TAG_CHARACTERS,
    HTML_TAGS,
)

_TAG = re.compile(
    r"<(/?)([a-zA-Z][^\s/>\"'<]{0,60})((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?)*+)>?"
)
_RAW = re.compile(r"<!--|<(script|style|noframes)(?=[\s/>])", re.IGNORECASE)
_RAW_END = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]*>?", re.IGNORECASE)
    for name in ("script", "style", "noframes")
}
_COMMENT_END = re.compile(r"--!?>")
_SEPARATOR = re.compile(r"[\s=/]")
_SPAN_ATTRIBUTE = re.compile(r"\s(?:col|row)span\s*=\s*[\"']?\d{1,6}[\"']?", re.IGNORECASE)
_NAME = re.compile(r"\S+")
_VOID = frozenset(
    _NAME.findall(
        "area base br col embed hr img input link meta param source track wbr basefont frame"
    )
)
#: Elements whose end may be left out; they do not nest directly in each other.
_IMPLIED = frozenset(
    _NAME.findall(
        "p li td th tr dd dt option optgroup tbody thead tfoot colgroup caption html head body"
    )
)
_FORMATTING = frozenset(_NAME.findall("a b big code em font i nobr s small strike strong tt u"))


def make_harmless(markup: str) -> tuple[str, bool]:
    """Return ``markup`` without scripts, styles, comments and what would stall a parser.

    Returns
    -------
    tuple of str and bool
        The markup, and whether its structure had to be flattened.

    Raises
    ------
    ReadError
        ``too_large`` if the page has more text or tags than any page made to be read.
    """
    markup = _without_raw_text(markup.replace("\0", ""))
    if len(markup) > HTML_CHARACTERS:
        raise ReadError(
            "too_large",
            f"The page has more than {HTML_CHARACTERS:,} characters, without its scripts; split "
            "it into reports.",
        )
    if markup.count("<") > HTML_TAGS:
        raise ReadError(
            "too_large",
            f"The page has more than {HTML_TAGS:,} tags; split it into reports.",
        )
    is_deep, is_overloaded = _examined(markup)
    if is_overloaded:
        markup = _without_overloaded_tags(markup)
    return (_flattened(markup), True) if is_deep else (markup, False)


def _without_raw_text(markup: str) -> str:
    pieces: list[str] = []
    position = 0
    while (match := _RAW.search(markup, position)) is not None:
        pieces.append(markup[position : match.start()])
        if match[1] is None:
            # <!--> and <!---> are whole comments.
            end = _COMMENT_END.search(markup, match.end() - 2)
        else:
            end = _RAW_END[match[1].lower()].search(markup, match.end())
        if end is None:  # the rest of the page is inside: browsers show none of it
            return "".join(pieces)
        position = end.end()
        pieces.append(" " if match[1] is not None else "")
    pieces.append(markup[position:])
    return "".join(pieces)


def _examined(markup: str) -> tuple[bool, bool]:
    """Tell whether a page is nested too deep, and whether a tag is so long as to be looked at."""
    depth = deepest = opened = most_open = tags = 0
    overloaded = False
    for match in _TAG.finditer(markup):
        tags += 1
        if match.end() - match.start() > HTML_TAG_CHARACTERS:
            overloaded = True
        name = match[2].lower()
        if name in _VOID or name in _IMPLIED:
            continue
        step = -1 if match[1] else 1
        depth = max(0, depth + step)
        deepest = max(deepest, depth)
        if name in _FORMATTING:
            opened = max(0, opened + step)
            most_open = max(most_open, opened)
    return deepest > HTML_DEPTH or most_open * tags > HTML_REOPENED, overloaded


def _without_overloaded_tags(markup: str) -> str:
    """Take the attributes off tags that have so many that a parser would stall."""
    pieces: list[str] = []
    position = 0
    for match in _TAG.finditer(markup):
        attributes = match[3]
        if len(attributes) <= HTML_TAG_CHARACTERS:
            continue
        if sum(1 for _ in _SEPARATOR.finditer(attributes)) > HTML_TAG_ATTRIBUTES:
            spans = "".join(_SPAN_ATTRIBUTE.findall(attributes, 0, HTML_TAG_CHARACTERS)[:2])
            pieces += (markup[position : match.start()], f"<{match[1]}{match[2]}{spans}>")
            position = match.end()
    pieces.append(markup[position:])
    return "".join(pieces)


def _flattened(markup: str) -> str:
    """Drop formatting tags and the tags that are nested too deep."""
    depth = dropped = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal depth, dropped
        name = match[2].lower()
        if name in _FORMATTING:
            return ""
        if name not in _VOID and name not in _IMPLIED:
            if match[1]:
                if dropped:
                    dropped -= 1
                    return ""
                depth = max(0, depth - 1)
            elif depth >= HTML_DEPTH:
                dropped += 1
                return ""
            else:
                depth += 1
        return match[0]

    return _TAG.sub(replace, markup)
