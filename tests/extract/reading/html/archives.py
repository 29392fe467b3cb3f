"""Web archives as browsers and office programs write them."""

from __future__ import annotations

import base64
import quopri
from dataclasses import dataclass, field

BOUNDARY = "----MultipartBoundary--cangling----"


@dataclass(frozen=True)
class Part:
    """A part of an archive; ``transfer`` tells how its bytes are written."""

    content: bytes
    media_type: str = "text/html"
    transfer: str = "quoted-printable"
    fields: dict[str, str] = field(default_factory=dict)

    def written(self, end: bytes) -> bytes:
        fields = {
            "Content-Type": self.media_type,
            "Content-Transfer-Encoding": self.transfer,
            **self.fields,
        }
        head = b"".join(f"{name}: {value}".encode() + end for name, value in fields.items())
        return head + end + self._body() + end

    def _body(self) -> bytes:
        if self.transfer == "quoted-printable":
            return quopri.encodestring(self.content)
        return base64.encodebytes(self.content) if self.transfer == "base64" else self.content


def archive(
    *parts: Part, end: bytes = b"\r\n", boundary: str = BOUNDARY, head: str = "", more: str = ""
) -> bytes:
    """Return an archive of ``parts``; ``head`` holds further fields, ``more`` parameters."""
    parameters = f'\ttype="text/html";{more}\n\tboundary="{boundary}"'
    fields = f"MIME-Version: 1.0\n{head}Content-Type: multipart/related;\n{parameters}\n\n"
    mark = b"--" + boundary.encode()
    body = b"".join(mark + end + part.written(end) for part in parts)
    return fields.encode().replace(b"\n", end) + end + body + mark + b"--" + end
