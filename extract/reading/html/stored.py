"""Reports that a page holds, but not as its text: markup kept in scripts, templates and fields.

Some systems send the article as a string inside a script, or as the text of a hidden field, and
put it into the page once it has loaded. It is looked for only where the page itself shows no
report, and only markup with the headings or tables of one is taken.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from gongkai.extract.reading.html.signs import FORM_LABEL, HEADING_NAMES
from gongkai.extract.reading.limits import HTML_STORED_CHARACTERS
from gongkai.models.normalised import normalise_text

_STORE = re.compile(r"<(script|textarea|template|noscript)(?=[\s/>])[^>]{0,300}>", re.IGNORECASE)
_ENDS = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "textarea", "template", "noscript")
}
#: A string of JSON or JavaScript; one without end goes as far as it may, so that nothing is
#: looked at twice.
_STRING = re.compile(
    r'"((?:[^"\\\r\n]|\\.)*+)"?|' r"'((?:[^'\\\r\n]|\\.)*+)'?|`((?:[^`\\]|\\.)*+)`?",
    re.DOTALL,
)
_SHORTEST = 200
_INPUT = re.compile(
    r"""<input\b[^>]{0,200}?\bvalue\s{0,9}=\s{0,9}(?:"([^"]{200,})"|'([^']{200,})')""",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": "", "v": "", "\n": "", "\r\n": ""}
_TAG_LIKE = re.compile(r"<\s*+(?:p|div|table|span|br|td)\b", re.IGNORECASE)
_ESCAPED_TAG_LIKE = re.compile(r"&lt;\s*+(?:/\s*+)?(?:p|div|table|span|br|td)\b", re.IGNORECASE)
_SCRIPT = re.compile("<script", re.IGNORECASE)
_DISTINCT_HEADINGS = 2


def has_script(markup: str) -> bool:
    """Tell whether a page runs scripts."""
    return _SCRIPT.search(markup) is not None


def stored_report(markup: str) -> str | None:
    """Return the markup of a report that a page stores without showing it, if there is one.

    Parameters
    ----------
    markup
        The whole page as it came, with its scripts.
    """
    best: str | None = None
    for candidate in _candidates(markup[:HTML_STORED_CHARACTERS]):
        if (best is None or len(candidate) > len(best)) and _is_report(candidate):
            best = candidate
    if best is None or _TAG_LIKE.search(best):
        return best
    return f"<pre>{html.escape(best)}</pre>"


def _candidates(markup: str) -> Iterator[str]:
    position = 0
    while (match := _STORE.search(markup, position)) is not None:
        name = match[1].lower()
        end = _ENDS[name].search(markup, match.end())
        # One without end goes as far as the page does; what it holds is not looked at again.
        inside = markup[match.end() : len(markup) if end is None else end.start()]
        position = len(markup) if end is None else end.end()
        if name == "script":
            for string in _STRING.finditer(inside):
                found = string[1] or string[2] or string[3] or ""
                if len(found) >= _SHORTEST:
                    yield _unescaped(found)
            if inside.lstrip()[:1] != "<":
                continue
        yield _as_markup(inside)
    for field in _INPUT.finditer(markup):
        yield _as_markup(field[1] or field[2])


def _unescaped(string: str) -> str:
    """Resolve the escapes of a string literal; JSON proper is left to its parser."""
    try:
        found = json.loads(f'"{string}"', strict=False)
    except ValueError:
        found = _ESCAPE.sub(_escape, string)
    return _as_markup(str(found))


def _escape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(match[3], match[3])


def _as_markup(text: str) -> str:
    """Resolve references if the markup itself was escaped."""
    if _ESCAPED_TAG_LIKE.search(text) and not _TAG_LIKE.search(text):
        text = html.unescape(text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _is_report(markup: str) -> bool:
    """Tell whether markup has the headings of a report, or the labels of its tables."""
    text = normalise_text(markup)
    if len(set(FORM_LABEL.findall(text))) >= _DISTINCT_HEADINGS:
        return True
    return len({match[1] for match in HEADING_NAMES.finditer(text)}) >= _DISTINCT_HEADINGS
