"""Pages that do not hold the report themselves, and where it is instead.

Many pages are a title above a link to the Word or PDF file, a frame that shows another page, a
row of pictures, or an empty element that a script fills in. Reading such a page as a report of a
few words would pass for a report that says nothing; what is missing is named instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.enclosed import STAND_IN
from gongkai.extract.reading.html.content import Content
from gongkai.extract.reading.html.drafts import Line, Piece
from gongkai.extract.reading.html.flow import Embedded, Flow
from gongkai.extract.reading.html.furniture import is_furniture, is_property_line, normal
from gongkai.extract.reading.html.signs import TITLE, is_title
from gongkai.models.document import Notice

#: The address of a file, in front of what a viewer or a server is told besides.
_FILE = re.compile(
    r"\.(?:docx?|wps|pdf|ofd|rtf|odt|xlsx?|et|zip|rar|7z)(?=$|[?#&\s\"'])", re.IGNORECASE
)
_REPORT = re.compile("报告|年报|总结|信息公开|正文|附件|下载")
_SENTENCE = re.compile("[，。；]")
#: Links to several of these are a list of reports; the menus of sites have one or two.
_LISTED = re.compile(r"20\d\d.{0,30}(?:年度报告|年报|公开报告)")
_FEWEST_LISTED = 3
#: A page with less prose and no heading of a report announces one.
ANNOUNCEMENT = 200
_LONGEST_ADDRESS = 200
_LONGEST_TEXT = 80
_CONTROL = re.compile(r"[\s\x00-\x1f\x7f]+")
#: Pictures that arrange or decorate a page: icons, codes, logos.
_DECORATION = re.compile(
    r"icon|logo|share|weixin|wechat|weibo|ewm|qrcode|banner|/style|/css|\.svg|blank|spacer|dz\.png|"
    r"red\.png|jiucuo|beian|dangzheng",
    re.IGNORECASE,
)
#: Folders that hold them, but in an article what was put into it as well.
_DECORATION_FOLDER = re.compile(r"/images?/|/img/|\.gif", re.IGNORECASE)


def absence(flow: Flow, content: Content, *, has_script: bool) -> ReadError | None:
    """Return what is to be said if the page holds no report; ``None`` if it holds text."""
    if content.anchors or content.prose or _has_own_words(content.pieces):
        return None
    attached = attachment(flow)
    if attached is not None:
        return ReadError(
            "report_attached",
            f"The page holds no report, but links to one: {_named(attached)}; read that file.",
        )
    message = _elsewhere(flow)
    if message is None and has_script:
        message = (
            "The page holds no report, it may be filled in by a script; "
            "save the page from a browser after it has loaded."
        )
    return None if message is None else ReadError("no_text", message)


def _elsewhere(flow: Flow) -> str | None:
    """Return in which other pages or pictures the text is."""
    listed = [link for link in flow.links if _LISTED.search(normal(link.text[:_LONGEST_TEXT]))]
    if len(listed) >= _FEWEST_LISTED:
        return (
            f"The page only lists reports ({len(listed)} links, the first: {_named(listed[0])}); "
            "read the pages that it links to."
        )
    frames = [frame for frame in flow.frames if not frame.address.startswith("javascript:")]
    if frames:
        address = _short(frames[0].address, _LONGEST_ADDRESS)
        return f"The page shows its text in a frame, {address!r}; read that page."
    pictures = pictures_of_text(flow)
    if pictures:
        return (
            f"The page holds no text, its content is in pictures ({len(pictures)}, the first: "
            f"{_named(pictures[0])}); what is at another address is never fetched: save the page "
            "with its pictures as .mhtml, or save the pictures and read them."
        )
    return None


def attachment_notice(flow: Flow, content: Content) -> Notice | None:
    """Return a notice for a page that announces a report in a file."""
    if content.anchors or content.prose > ANNOUNCEMENT:
        return None
    attached = attachment(flow)
    if attached is None:
        return None
    return Notice(
        "report_attached",
        f"The page may only announce the report; it links to a file: {_named(attached)}.",
    )


def pictures_notice(flow: Flow, content: Content) -> Notice | None:
    """Return a notice for a page whose pictures may hold tables of the report, or all of it.

    It has pictures and no table, or hardly any text.
    """
    if any(not isinstance(piece, Line) for piece in content.pieces):
        return None
    pictures = [each for each in pictures_of_text(flow) if content.inside[each.container]]
    if not pictures:
        return None
    named = f"({len(pictures)}, the first: {_named(pictures[0])})"
    if content.anchors:
        message = (
            f"The page has no table, but pictures {named}, which were not read and may hold the "
            "tables of the report."
        )
    elif content.prose <= ANNOUNCEMENT:
        message = (
            f"The page has little text, but pictures {named}, which were not read and may hold "
            "the report."
        )
    else:
        return None
    return Notice("pictures_not_read", message)


def pictures_of_text(flow: Flow) -> list[Embedded]:
    """Return the pictures that may be of text, in their order."""
    in_article = flow.within(flow.places)
    return [
        each
        for each in flow.pictures
        if not _DECORATION.search(each.address[:2000])
        and (in_article[each.container] or not _DECORATION_FOLDER.search(each.address[:2000]))
    ]


def attachment(flow: Flow) -> Embedded | None:
    """Return the file that a page links to or shows in a frame, the likeliest first."""
    files = [
        each
        for each in (*flow.links, *flow.frames)
        if _FILE.search(each.address[:2000]) or _FILE.search(each.text.strip()[-100:])
    ]
    for pattern in (TITLE, _REPORT):
        for each in files:
            if pattern.search(normal(each.text.strip()[:_LONGEST_TEXT])):
                return each
    return files[0] if files else None


def _has_own_words(pieces: Iterable[Piece]) -> bool:
    """Tell whether anything is a table, or a sentence, however short."""
    for piece in pieces:
        if not isinstance(piece, Line):
            return True
        if piece.linked * 2 > len(piece.text) or is_title(piece):
            continue
        if _SENTENCE.search(piece.text) and not (is_furniture(piece) or is_property_line(piece)):
            return True
    return False


def _named(embedded: Embedded) -> str:
    address = _short(embedded.address, _LONGEST_ADDRESS)
    if address.startswith((STAND_IN, "data:")):
        return "one within the page"
    text = _short(embedded.text, _LONGEST_TEXT)
    return f"{text!r} at {address!r}" if text else repr(address)


def _short(text: str, most: int) -> str:
    text = _CONTROL.sub(" ", text[: 4 * most]).strip()
    return text if len(text) <= most else text[:most] + "…"
