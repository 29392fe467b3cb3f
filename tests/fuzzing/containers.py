"""Mutations of what lies in a container, which is written anew around it: zip, PDF, mail, PNG."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from typing import Final

from tests.fuzzing.markup import HTML_TOKENS, WORD_TOKENS, mutate_markup
from tests.fuzzing.tokens import NUMBERS, ByteMutation, mutate_bytes, mutate_tokens
from tests.fuzzing.trees import mutate_tree

#: Takes the name of a member and its bytes.
MemberMutation = Callable[[str, bytes], bytes]

_LONGEST: Final = 400_000
_NAMES: Final = (
    "../a.txt", "/a.txt", "a/", "", "a\0b.txt", "年报.zip", "年报.docx", "年报.html",
    "a" * 300 + ".txt", "[Content_Types].xml", "word/document.xml", "WORD/Document.XML",
    "\\word\\document.xml", "mimetype", "word/media/1.png", "a.txt", "年\n报.txt",
)  # fmt: skip
_OBJECT: Final = re.compile(rb"(\d{1,6}) 0 obj\s(.*?)\s?endobj", re.DOTALL)
_STREAM: Final = re.compile(rb"(.*?)stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_PDF_TOKEN: Final = re.compile(rb"[-+.\d]+|/?[A-Za-z*'\"]+|<[0-9A-Fa-f]*>|\s+|.", re.DOTALL)
_PDF_NUMBER: Final = re.compile(rb"[-+.\d]+")
_PDF_TOKENS: Final = (
    b" BT ", b" ET ", b" Tj ", b" TJ ", b" Tm ", b" Td ", b" q ", b" Q ", b" cm ", b" re ", b" m ",
    b" l ", b" c ", b" h ", b" S ", b" f ", b" W n ", b" n ", b" /X1 Do ", b" /F1 12 Tf ",
    b" /F2 9 Tf ", b" 3 Tr ", b" 7 Tr ", b" 0 Tz ", b" -5 TL ", b" 900 Tc ", b" 1 0 0 1 0 0 cm ",
    b" 0 0 0 0 0 0 Tm ", b" 0 w ", b" 1e6 w ", b" 72 72 400 0 re f ", b" 72 72 0.5 400 re f ",
    b" [1 2] 0 d ", b" /Rotate 90 ", b" /Rotate 45 ", b" /UserUnit 1000 ", b" /MediaBox [0 0 0 0] ",
    b" /MediaBox [0 0 1e9 1e9] ", b" /CropBox [9 9 1 1] ", b" /Kids [2 0 R] ", b" /Parent 100 0 R ",
    b" /Count 999999 ", b" 2 0 R ", b" 100 0 R ", b"<9999>", b"<d800>", b"<00000009000a>",
    b"<feff>", b"()", b"(a)", b" << ", b" >> ", b" [ ", b" ] ", b" null ", b" /Filter /LZWDecode ",
    b" /Matrix [0 0 0 0 0 0] ", b" BI /W 1 /H 1 /BPC 8 /CS /G ID a EI ",
    b" /Type /XObject /Subtype /Form ",
)  # fmt: skip
_FIELDS: Final = (
    b"Content-Type: text/html; charset=gb2312", b"Content-Type: multipart/related; boundary=x",
    b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: quoted-printable",
    b"Content-Type: message/rfc822", b"Content-Type: text/html; charset*=utf-8''%E4", b"--x",
    b"--x--", b"", b"Content-Type: text/html; charset*0=u; charset*1=tf-8", b"Content-Location: a",
    b"Content-ID: <a>", b"Content-Type: text/html; charset==?utf-8?b?dQ==?=", b"MIME-Version: 1.0",
    b"=E4=B8", b"5Lit", b" x", b"Content-Type: ;;;",
    b"Content-Type: multipart/related; start=<a>; boundary=\"\"", b":", b"\0",
)  # fmt: skip
_PNG: Final = b"\x89PNG\r\n\x1a\n"


def mutate_zip(data: bytes, random: Random, member: MemberMutation) -> bytes:
    """Change one member of a zip file, or which there are."""
    members = _members(data)
    kind = random.randrange(12)
    place = random.randrange(len(members)) if members else 0
    if kind < 9 and members:
        name, content = members[place]
        members[place] = (name, member(name, content))
    elif kind == 9 and members:
        members[place] = (random.choice(_NAMES), members[place][1])
    elif kind == 10 and members:
        members.insert(place, random.choice(members))
    elif members:
        del members[place]
    return write_zip(members)


def _members(data: bytes) -> list[tuple[str, bytes]]:
    members: list[tuple[str, bytes]] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist()[:60]:
            with archive.open(entry) as stream:
                members.append((entry.filename, stream.read(_LONGEST)))
    return members


def write_zip(members: list[tuple[str, bytes]]) -> bytes:
    """Write a zip file; names may repeat, and lead anywhere."""
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # names that repeat
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def mutate_word_part(name: str, data: bytes, random: Random, blindly: ByteMutation) -> bytes:
    """Change a part of a Word file: the XML, and now and then its bytes."""
    if random.random() < 0.1 or not name.endswith((".xml", ".rels")):
        return blindly(data)
    if random.random() < 0.8:
        return mutate_tree(data, random, WORD_TOKENS)
    text = data.decode("utf-8", "replace")
    return mutate_markup(text, random, WORD_TOKENS).encode("utf-8", "replace")


def mutate_pdf(data: bytes, random: Random) -> bytes:
    """Change objects of a PDF file, or what its streams say, and write it anew around them."""
    objects = [(int(match[1]), match[2]) for match in _OBJECT.finditer(data)]
    if not objects:
        return mutate_bytes(data, random)
    for _ in range(random.choice((1, 1, 2, 4))):
        place = random.randrange(len(objects))
        number, content = objects[place]
        objects[place] = (number, _mutated_object(content, random))
    if random.random() < 0.05:
        objects.append((objects[0][0], random.choice(objects)[1]))
    return _written_pdf(objects)


def _mutated_object(content: bytes, random: Random) -> bytes:
    stream = _STREAM.fullmatch(content)
    if stream is None:
        return _mutated_commands(content, random)
    entries, body = stream[1], stream[2]
    if b"/FlateDecode" in entries:
        unpacked = zlib.decompressobj().decompress(body, _LONGEST)
        entries, body = entries.replace(b"/Filter /FlateDecode", b""), unpacked
    if random.random() < 0.2:
        entries = _mutated_commands(entries, random)
    else:
        body = _mutated_commands(body, random)
        entries = re.sub(rb"/Length \d+", b"/Length %d" % len(body), entries)
    return entries + b"stream\n" + body + b"\nendstream"


def _mutated_commands(content: bytes, random: Random) -> bytes:
    def change(token: bytes) -> bytes:
        if _PDF_NUMBER.fullmatch(token):
            if random.random() < 0.5:
                return b"%d" % random.randrange(-100, 900)
            return random.choice(NUMBERS).encode()
        return random.choice(_PDF_TOKENS)

    tokens: list[bytes] = _PDF_TOKEN.findall(content)
    mutated: list[bytes] = mutate_tokens(tokens, random, change, lambda: random.choice(_PDF_TOKENS))
    return b"".join(mutated)


def _written_pdf(objects: list[tuple[int, bytes]]) -> bytes:
    parts = [b"%PDF-1.4\n"]
    rows: list[bytes] = []
    length = len(parts[0])
    for number, content in objects:
        rows.append(b"%d 1\n%010d 00000 n \n" % (number, length))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        length += len(parts[-1])
    size = max(number for number, _ in objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, length)
    return b"".join((*parts, b"xref\n0 1\n0000000000 65535 f \n", *rows, end))


def mutate_mail(data: bytes, random: Random) -> bytes:
    """Change lines of a web archive, or a page in it."""
    if random.random() < 0.5:
        text = data.decode("latin-1")
        tokens = [each.encode().decode("latin-1") for each in HTML_TOKENS]
        return mutate_markup(text, random, tokens).encode("latin-1", "replace")
    lines = data.split(b"\r\n") if b"\r\n" in data else data.split(b"\n")
    marks = [line for line in lines if line.startswith(b"--")] or [b"--x"]

    def change(line: bytes) -> bytes:
        return mutate_bytes(line, random)

    def invent() -> bytes:
        return random.choice((*_FIELDS, random.choice(marks), random.choice(marks) + b"--"))

    mutated: list[bytes] = mutate_tokens(lines, random, change, invent)
    return random.choice((b"\r\n", b"\n")).join(mutated)


def mutate_png(data: bytes, random: Random, blindly: ByteMutation) -> bytes:
    """Change a chunk of a PNG file, its pixels unpacked, and give it a valid checksum."""
    chunks = _chunks(data)

    def change(chunk: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
        kind, content = chunk
        if kind == b"IHDR" and len(content) == 13 and random.random() < 0.5:
            width, height = random.choice((0, 1, 3, 64, 400, 2**31)), random.choice((1, 9, 300))
            return kind, struct.pack(">II", width, height) + content[8:]
        if kind == b"IDAT" and random.random() < 0.9:
            pixels = zlib.decompressobj().decompress(content, _LONGEST)
            return kind, zlib.compress(blindly(pixels), 1)
        return kind, blindly(content)

    def invent() -> tuple[bytes, bytes]:
        return random.choice(
            ((b"pHYs", struct.pack(">IIB", 11_811, 1, 1)), (b"tRNS", b"\0"), (b"eXIf", b"II*\0"),
             (b"acTL", struct.pack(">II", 9, 0)), (b"zTXt", b"a\0\0x"), (b"PLTE", b"abc"))
        )  # fmt: skip

    parts = [_PNG]
    for kind, content in mutate_tokens(chunks, random, change, invent)[:200]:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        parts += [struct.pack(">I", len(content)), kind, content, checksum]
    return b"".join(parts)


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    chunks: list[tuple[bytes, bytes]] = []
    place = len(_PNG)
    while place + 12 <= len(data) and len(chunks) < 200:
        (length,) = struct.unpack(">I", data[place : place + 4])
        chunks.append((data[place + 4 : place + 8], data[place + 8 : place + 8 + length]))
        place += 12 + length
    return chunks
