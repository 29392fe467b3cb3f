"""The zip file that a Word file is: its parts, and how they are related.

Nothing but the parts that are asked for is unpacked, each within bounds. Relationships that lead
outside the file are known to be there and never followed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from gongkai.extract.errors import ReadError
from gongkai.extract.reading import zip_files
from gongkai.extract.reading.limits import (
    ARCHIVE_RATIO,
    ARCHIVE_RATIO_FREE_BYTES,
    WORD_PART_BYTES,
    WORD_PARTS,
)
from gongkai.extract.reading.word.markup import Element, parse

_CONTENT_TYPES: Final = "[Content_Types].xml"
_MAIN_PART: Final = "word/document.xml"
_ENCRYPTED_FLAG: Final = 0x1
_FETCH: Final = "fetch or export it again"


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to by a short name.

    Attributes
    ----------
    kind
        The last word of its type: ``numbering``, ``image`` …
    target
        The name of a part; ``None`` for what lies outside the file.
    """

    kind: str
    target: str | None


class Package:
    """A Word file, opened."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zip_files.open_zip(io.BytesIO(data))
            entries = self._archive.infolist()
        except zip_files.ZIP_FAULTS as error:
            raise ReadError(
                "damaged", f"The Word file is damaged ({zip_files.reason_of(error)}); {_FETCH}."
            ) from error
        if len(entries) > WORD_PARTS:
            raise ReadError(
                "too_large",
                f"The Word file has more than {WORD_PARTS:,} parts; split it into reports.",
            )
        # Names of parts are the same in capitals, ECMA-376 part 2 section 6.3.5.
        self._entries = {_normalised(entry.filename): entry for entry in entries}
        self._types = self._content_types()

    def main_part(self) -> str:
        """Return the name of the part that holds the text.

        Raises
        ------
        ReadError
            ``damaged`` if there is none.
        """
        targets = [
            each.target
            for each in self.relationships("").values()
            if each.kind == "officeDocument" and each.target is not None
        ]
        typed = [name for name, media in self._types.items() if _is_main(media)]
        for name in (*targets, *typed, _MAIN_PART):
            if self.has(name):
                return name
        raise ReadError("damaged", f"The Word file has no part with its text; {_FETCH}.")

    def has(self, name: str) -> bool:
        """Tell whether there is a part of that name."""
        return _normalised(name) in self._entries

    def media_type(self, name: str) -> str:
        """Return the media type of a part in small letters, empty if it is not given."""
        name = _normalised(name)
        return self._types.get(name) or self._types.get("." + name.rpartition(".")[2], "")

    def relationships(self, name: str) -> dict[str, Relationship]:
        """Return what a part (``""``: the file as a whole) refers to, by the short names."""
        folder, base = posixpath.split(name)
        root = self.element(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relationship] = {}
        for element in () if root is None else root:
            kind = (element.get("Type") or "").rpartition("/")[2]
            outside = (element.get("TargetMode") or "").lower() == "external"
            target = None if outside else _resolved(folder, element.get("Target") or "")
            found[element.get("Id") or ""] = Relationship(kind, target)
        return found

    def element(self, name: str) -> Element | None:
        """Return the root element of a part, ``None`` if it is not there.

        Raises
        ------
        ReadError
            ``damaged``, ``too_large``, ``too_complex``: see ``part`` and ``markup.parse``.
        """
        data = self.part(name, WORD_PART_BYTES)
        return None if data is None else parse(data, name)

    def part(self, name: str, most: int) -> bytes | None:
        """Return a part of at most ``most`` bytes, ``None`` if it is not there.

        Raises
        ------
        ReadError
            ``damaged`` if it cannot be unpacked, ``encrypted``, ``too_large``.
        """
        entry = self._entries.get(_normalised(name))
        if entry is None:
            return None
        _check(entry, zip_files.brief(name), most)
        try:
            with self._archive.open(entry) as stream:
                return stream.read(entry.file_size + 1)  # the end checks the checksum
        except zip_files.MEMBER_FAULTS as error:
            shown, reason = zip_files.brief(name), zip_files.reason_of(error)
            raise ReadError(
                "damaged", f"The Word file's part {shown} is damaged ({reason}); {_FETCH}."
            ) from error

    def _content_types(self) -> dict[str, str]:
        """Return media types by names of parts, and by endings with a full stop before."""
        root = self.element(_CONTENT_TYPES)
        types: dict[str, str] = {}
        for element in () if root is None else root:
            media = (element.get("ContentType") or "").lower()
            if name := element.get("PartName"):
                types[_normalised(name)] = media
            elif ending := element.get("Extension"):
                types[f".{ending.lower()}"] = media
        return types


def _check(entry: zipfile.ZipInfo, name: str, most: int) -> None:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise ReadError(
            "encrypted", "The Word file is under a password; save it without one in Word."
        )
    if entry.compress_type not in zip_files.METHODS:
        raise ReadError(
            "damaged",
            f"The Word file's part {name} is packed by a method that Word does not use; save it "
            "anew in Word.",
        )
    free = max(ARCHIVE_RATIO_FREE_BYTES, ARCHIVE_RATIO * entry.compress_size)
    if entry.file_size > min(most, free):
        raise ReadError(
            "too_large",
            f"The Word file's part {name} unpacks to {entry.file_size / 2**20:.0f} MiB, more than "
            "any report needs; split the file, or save it as plain text.",
        )


def _is_main(media: str) -> bool:
    return media.endswith("main+xml") and ("wordprocessingml" in media or "ms-word" in media)


def _normalised(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _resolved(folder: str, target: str) -> str:
    """Return the name of a part that another in ``folder`` refers to; it never leads outside."""
    target = unquote(target.replace("\\", "/"))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
