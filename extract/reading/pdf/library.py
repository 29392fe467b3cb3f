"""The library that reads PDF files, pdfium, and what it takes to call it safely.

pdfium keeps its state for the whole process and must not be called by two threads at a time, so
that every call is made while :data:`CALLING` is held. Handles are closed by hand, in the reverse
order of their opening: nothing is left to the garbage collector, which may run in any thread.

pdfium is written in C++ and has had faults that a file made for it could turn into a crash, which
no ``except`` catches. Whoever reads files of strangers in bulk reads them in processes of their
own, with limits of time and memory, as ``gongkai extract --workers`` does.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from pypdfium2 import raw

from gongkai.extract.errors import ReadError

#: Held by whoever calls pdfium.
CALLING: Final = threading.RLock()

#: A pointer of pdfium's. The bindings have no types.
Handle = Any

_NO_PASSWORD: Final = None
#: Where a file that was cut off says which object is the first: the last places are looked at.
_CATALOGUES: Final = 8
_LONGEST_CATALOGUE: Final = 4_000
_LONGEST_NUMBER: Final = 20
_OBJECT: Final = re.compile(rb"\d{1,10} \d{1,5}$")


def _with_addresses(function: Handle, *arguments: Handle) -> Handle:
    """Return a function of pdfium's that takes and gives pointers as plain numbers.

    The bindings make an object for every pointer, which takes longer than the call itself where
    there is one for each character.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value
    if address is None:
        raise ImportError("pdfium lacks a function; install pypdfium2 again")
    return ctypes.CFUNCTYPE(ctypes.c_void_p, *arguments)(address)


#: ``FPDFText_GetTextObject`` as numbers: the object on the page that a character belongs to.
text_object_address: Final = _with_addresses(
    raw.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_int
)


def address_of(handle: Handle) -> int:
    """Return a pointer as a number."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


@contextmanager
def open_document(data: bytes) -> Iterator[Handle]:
    """Open a PDF file; it is closed at the end.

    Raises
    ------
    ReadError
        ``encrypted`` or ``damaged``.
    """
    document = raw.FPDF_LoadMemDocument64(data, len(data), _NO_PASSWORD)
    if not document:
        raise _refusal(raw.FPDF_GetLastError())
    try:
        yield document
    finally:
        raw.FPDF_CloseDocument(document)


def repaired(data: bytes) -> bytes | None:
    """Give a file that was cut off a new end; ``None`` if it cannot be mended so.

    pdfium finds the objects of a file without a directory by itself, but not which of them is the
    first; the end of the file says so, unless it is lost.
    """
    last = len(data)
    for _ in range(_CATALOGUES):
        last = data.rfind(b"/Catalog", 0, last)
        head = data.rfind(b" obj", max(last - _LONGEST_CATALOGUE, 0), last) if last >= 0 else -1
        number = _OBJECT.search(data, max(head - _LONGEST_NUMBER, 0), head) if head >= 0 else None
        if number:
            end = b"\nendobj\ntrailer\n<< /Root %s R >>\nstartxref\n0\n%%%%EOF\n"
            return data + end % number[0].strip()
    return None


@contextmanager
def open_page(document: Handle, index: int) -> Iterator[Handle | None]:
    """Open a page, counted from 0; ``None`` if it is damaged."""
    page = raw.FPDF_LoadPage(document, index)
    try:
        yield page or None
    finally:
        if page:
            raw.FPDF_ClosePage(page)


@contextmanager
def open_text(page: Handle) -> Iterator[Handle | None]:
    """Open the text of a page; ``None`` if there is none."""
    text = raw.FPDFText_LoadPage(page)
    try:
        yield text or None
    finally:
        if text:
            raw.FPDFText_ClosePage(text)


def _refusal(error: int) -> ReadError:
    if error in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
        return ReadError(
            "encrypted",
            "The PDF file opens with a password only; "
            "save it without one, or print it to a new PDF file.",
        )
    return ReadError(
        "damaged",
        "The PDF file is damaged, or cut off before its end; fetch or export it again.",
    )
