"""Pages as web archives (MHTML), as browsers save them."""

from __future__ import annotations

import base64
import quopri
from email.message import MIMEPart
from email.mime.multipart import MIMEMultipart
from email.policy import SMTP

from gongkai.annotations.documents.draft import ReportDraft
from gongkai.annotations.documents.web import PageStyle, render_page

_ADDRESS = "http://www.qingxi.example/gk/nb/content_1.html"
_PIXEL = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"


def render_web_archive(draft: ReportDraft, style: PageStyle, encoding: str = "utf-8") -> bytes:
    """Return the page of the report with a picture and a style sheet, in one file."""
    archive = MIMEMultipart("related", boundary="----MultipartBoundary--gongkai----", policy=SMTP)
    archive["From"] = "<Saved by Blink>"
    archive["Snapshot-Content-Location"] = _ADDRESS
    archive["Subject"] = draft.title
    archive["Date"] = "Fri, 20 Jan 2023 10:20:00 +0800"
    archive.set_param("type", "text/html")
    page = _part("text", "html", render_page(draft, style, encoding), _ADDRESS, "quoted-printable")
    style_sheet = b".footer { color: #333 }"
    archive.attach(page)
    archive.attach(_part("text", "css", style_sheet, "cid:css-1@mhtml.blink", "quoted-printable"))
    archive.attach(_part("image", "gif", _PIXEL, "http://www.qingxi.example/p.gif", "base64"))
    return archive.as_bytes()


def _part(kind: str, subtype: str, data: bytes, address: str, transfer: str) -> MIMEPart:
    part = MIMEPart(policy=SMTP)
    part["Content-Type"] = f"{kind}/{subtype}"
    part["Content-Transfer-Encoding"] = transfer
    is_text = transfer == "quoted-printable"
    encoded = quopri.encodestring(data) if is_text else base64.encodebytes(data)
    part.set_payload(encoded.decode("ascii"))
    part["Content-Location"] = address
    return part
