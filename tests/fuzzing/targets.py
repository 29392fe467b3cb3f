"""The readers that are fuzzed, each with its seeds and its mutations."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final
from unittest import mock

from gongkai.extract import ReadError, read
from gongkai.extract.archives import archive_inputs
from gongkai.extract.reading.formats import format_of
from gongkai.extract.reading.pages import assemble
from gongkai.models.document import Document, Source
from tests.fuzzing import seeds
from tests.fuzzing.containers import (
    mutate_mail,
    mutate_pdf,
    mutate_png,
    mutate_word_part,
    mutate_zip,
)
from tests.fuzzing.drawn_pages import pages_of
from tests.fuzzing.markup import HTML_TOKENS, mutate_markup
from tests.fuzzing.oracle import broken, check_refusal, judge, measured
from tests.fuzzing.tokens import ByteMutation, mutate_bytes

#: Takes a file, what chooses, and a mutation of bytes; returns another file.
Mutation = Callable[[bytes, Random, ByteMutation], bytes]
#: How often a file is changed without regard to its structure, one in so many.
_BLINDLY: Final = 8
#: Records take longer than reading: one in so many documents is extracted while fuzzing.
_EXTRACTED: Final = 4
_MEMBERS: Final = 30
_LONGEST_NAME: Final = 70_000


@dataclass(frozen=True, slots=True)
class Target:
    """A reader, fuzzed.

    Attributes
    ----------
    read
        Reads a file and sees that the rules hold; the second argument says whether the stages
        behind read the document, too.
    seeds
        Makes small sound files.
    mutate
        Changes a file with regard to its structure.
    """

    read: Callable[[bytes, bool], object]
    seeds: Callable[[], list[bytes]]
    mutate: Mutation

    def run(self, data: bytes) -> None:
        """Read a file with all that follows.

        Raises
        ------
        Exception
            Whatever is wrong.
        """
        self.read(data, True)

    def run_quickly(self, data: bytes) -> None:
        """Read a file, and extract the record of some: always of the same.

        Raises
        ------
        Exception
            Whatever is wrong.
        """
        self.read(data, hashlib.blake2b(data, digest_size=1).digest()[0] % _EXTRACTED == 0)

    def mutated(self, data: bytes, random: Random, blindly: ByteMutation) -> bytes:
        """Return a changed file; what is no sound file any more is changed blindly."""
        if random.randrange(_BLINDLY):
            try:
                return self.mutate(data, random, blindly)
            except Exception:  # noqa: S110 - libraries raise anything at broken files
                pass
        return blindly(data)


def _read(data: bytes, extracts: bool) -> object:
    return judge(lambda: read(data, uri="a", ocr="never"), extracts=extracts)


def _read_all(data: bytes, _: bool) -> object:
    return judge(lambda: read(data, uri="a", ocr="never"))


def _read_with_stub(data: bytes, extracts: bool) -> object:
    from tests.fuzzing.stub_engine import StubEngine  # noqa: PLC0415 - needs OpenCV

    with mock.patch("gongkai.extract.reading.pictures.engine.load_engine", StubEngine):
        return judge(lambda: read(data, uri="a", ocr="always"), extracts=extracts)


def _recognise(data: bytes, extracts: bool) -> object:
    return judge(lambda: read(data, uri="a", ocr="auto"), extracts=extracts)


def _assemble(data: bytes, extracts: bool) -> object:
    return judge(lambda: _assembled(data), extracts=extracts)


def _assembled(data: bytes) -> Document:
    assembly = assemble(pages_of(data))
    source = Source("a", None, "application/pdf", None, len(data), "0" * 64)
    return Document(
        assembly.text, assembly.blocks, source, notices=assembly.notices, layout=assembly.layout
    )


def _tell_format(data: bytes, _: bool) -> object:
    try:
        return measured(lambda: format_of(data))
    except ReadError as error:
        check_refusal(error)
        return error


def _unpack(data: bytes, extracts: bool) -> object:
    handle, path = tempfile.mkstemp(suffix=".zip")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        inputs = measured(lambda: list(archive_inputs(path, "a.zip", Counter())))
        for each in inputs[:_MEMBERS]:
            if each.member is not None and (".." in each.member.split("/") or not each.member):
                broken(f"the name of a member {each.member[:100]!r}")
            try:
                content = measured(each.read_bytes)
            except ReadError as error:
                _check_named(error, each.member or "")
                continue
            _read(content, extracts)
        return inputs
    finally:
        os.unlink(path)


def _check_named(error: ReadError, member: str) -> None:
    """Judge an error that names a member, whose name may be of any length."""
    if len(str(error)) > _LONGEST_NAME:
        broken("a message without end")
    check_refusal(
        ReadError(error.code, str(error).replace(member, "member") if member else str(error))
    )


def _mutate_bytes(data: bytes, random: Random, blindly: ByteMutation) -> bytes:
    return blindly(data) if random.random() < 0.5 else mutate_bytes(data, random)


def _mutate_page(data: bytes, random: Random, _: ByteMutation) -> bytes:
    text = data.decode("utf-8", "surrogateescape")
    return mutate_markup(text, random, HTML_TOKENS).encode("utf-8", "surrogateescape")


def _mutate_word(data: bytes, random: Random, blindly: ByteMutation) -> bytes:
    return mutate_zip(
        data, random, lambda name, part: mutate_word_part(name, part, random, blindly)
    )


def _mutate_archive(data: bytes, random: Random, blindly: ByteMutation) -> bytes:
    def member(name: str, content: bytes) -> bytes:
        if name.endswith(".zip") and random.random() < 0.7:
            return mutate_zip(content, random, member)
        return mutate_bytes(content, random) if random.random() < 0.5 else blindly(content)

    return mutate_zip(data, random, member)


def _mutate_picture(data: bytes, random: Random, blindly: ByteMutation) -> bytes:
    return mutate_png(data, random, blindly) if data[:4] == b"\x89PNG" else blindly(data)


#: By the names that ``make fuzz READER=...`` takes.
TARGETS: Final[dict[str, Target]] = {
    "text": Target(_read, seeds.text_seeds, _mutate_bytes),
    "formats": Target(_tell_format, seeds.compound_seeds, _mutate_bytes),
    "archives": Target(_unpack, seeds.archive_seeds, _mutate_archive),
    "pages": Target(_assemble, seeds.page_seeds, _mutate_bytes),
    "pdf": Target(_read, seeds.pdf_seeds, lambda data, random, _: mutate_pdf(data, random)),
    "word": Target(_read, seeds.word_seeds, _mutate_word),
    "html": Target(_read, seeds.html_seeds, _mutate_page),
    "web_archive": Target(
        _read, seeds.mail_seeds, lambda data, random, _: mutate_mail(data, random)
    ),
    "pictures": Target(_read_with_stub, seeds.picture_seeds, _mutate_picture),
    "recognition": Target(_recognise, seeds.picture_seeds, _mutate_picture),
    "stages": Target(_read_all, seeds.html_seeds, _mutate_page),
}
