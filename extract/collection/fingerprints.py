"""Fingerprints of texts: how alike two texts are, from 512 bytes each.

A text is taken as the set of its shingles, all stretches of five letters and digits of its
normalised view: strokes, spaces and punctuation differ between a page and a PDF file of the same
report. Two texts are as alike as the share of shingles they have in common (Jaccard). One
permutation hashing (Li, Owen and Zhang, 2012) keeps of all hashes of shingles the least in each of
256 bins; the share of bins with equal entries estimates that share, give or take 2 %. Bins that a
short text leaves empty borrow the entry of another bin, in an order that is the same for all texts
(optimal densification, Shrivastava, 2017). Each text is hashed once, not once a permutation, and
in numpy, which the product needs anyway: that is what makes it quick.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy
from numpy.typing import NDArray

from gongkai.models.normalised import normalise_text, simplified_characters

#: Characters of a shingle.
SHINGLE: Final = 5
#: Entries of a signature.
BINS: Final = 256
#: Characters of a text beyond these do not count: no report has as many.
MOST_CHARACTERS: Final = 2_000_000
_BIN_SHIFT: Final = numpy.uint64(56)  # the first 8 bits of a hash tell its bin
_FACTOR: Final = numpy.uint64(0x9E3779B97F4A7C15)
#: Different traditional characters from which on a text is in traditional script; names keep some.
_TRADITIONAL: Final = 20

_NO_LETTERS: Final = re.compile(r"[\W_]+")

Hashes = NDArray[numpy.uint64]
Signature = NDArray[numpy.uint16]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a text.

    Attributes
    ----------
    digest
        Equal for texts that differ in layout, punctuation, width and script of characters alone.
    characters
        How many letters and digits the text has.
    traditional
        Whether the text is in traditional characters.
    signature
        ``BINS`` numbers; see ``similarity``.
    """

    digest: bytes
    characters: int
    traditional: bool
    signature: Signature


def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of a text."""
    text = text[:MOST_CHARACTERS]
    normal = letters(text)
    encoded = normal.encode("utf-8", "surrogatepass")
    return Fingerprint(
        hashlib.sha256(encoded).digest()[:16],
        len(normal),
        len(_traditional_codes() & set(text)) >= _TRADITIONAL,
        signature(normal),
    )


def letters(text: str) -> str:
    """Return the letters and digits of a text, each in its one spelling."""
    return without_marks(normalise_text(text))


def without_marks(text: str) -> str:
    """Return a text without spaces, punctuation and other marks."""
    return _NO_LETTERS.sub("", text)


def signature(text: str) -> Signature:
    """Return the signature of letters and digits; all zero for one without characters."""
    hashes = numpy.sort(shingle_hashes(text))
    if not hashes.size:
        return numpy.zeros(BINS, dtype=numpy.uint16)
    first = numpy.searchsorted(hashes, _bin_starts())
    least = hashes[numpy.minimum(first, hashes.size - 1)]
    filled = (least >> _BIN_SHIFT) == numpy.arange(BINS, dtype=numpy.uint64)
    entries: Signature = mixed(least).astype(numpy.uint16)
    if not filled.all():
        empty = numpy.flatnonzero(~filled)
        order = _borrowing_order()[empty]
        lender = order[numpy.arange(empty.size), filled[order].argmax(axis=1)]
        entries[empty] = entries[lender]
    return entries


def shingle_hashes(text: str) -> Hashes:
    """Return a hash of 64 bits for each shingle; one for all of a text shorter than a shingle."""
    codes = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    codes = codes.astype(numpy.uint64)
    width = min(SHINGLE, codes.size)
    if not width:
        return codes
    count = codes.size - width + 1
    hashes = numpy.zeros(count, dtype=numpy.uint64)
    for place in range(width):
        hashes = hashes * _FACTOR + codes[place : place + count]
    return mixed(hashes)


def similarity(one: Signature, other: Signature) -> float:
    """Estimate the share of shingles that two texts have in common, 0 to 1."""
    return float(numpy.count_nonzero(one == other)) / BINS


def mixed(numbers: Hashes) -> Hashes:
    """Return numbers that look like drawn at random, different ones for different numbers.

    References
    ----------
    Steele, Lea and Flood, Fast splittable pseudorandom number generators (2014): SplitMix64.
    """
    numbers = numbers + _FACTOR
    numbers = (numbers ^ (numbers >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> numpy.uint64(31))


@cache
def _bin_starts() -> Hashes:
    return numpy.arange(BINS, dtype=numpy.uint64) << _BIN_SHIFT


@cache
def _borrowing_order() -> NDArray[numpy.intp]:
    """Return for each bin all bins, in the order in which it asks them for an entry."""
    numbers = numpy.arange(BINS * BINS, dtype=numpy.uint64).reshape(BINS, BINS)
    order: NDArray[numpy.intp] = mixed(numbers).argsort(axis=1, kind="stable")
    return order


@cache
def _traditional_codes() -> frozenset[str]:
    return frozenset(map(chr, simplified_characters()))
