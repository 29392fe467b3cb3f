"""What the peers share: pieces of text that no peer can stall on, and the form of values.

The claim scheme keeps the written scale of money (``3.5万元`` is 3.5, in 万元), where the
libraries return yuan; a comparison that took this for an error would measure nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.evaluate.judged.reports import JudgedQuantity
from gongkai.models.document import Span

#: The name of the extra that installs the peers.
EXTRA: Final = "peers"
#: Arabic and Chinese digits and the units of ten, as inside of a character class.
NUMERAL_CHARACTERS: Final = "0-9０-９零〇一二两三四五六七八九十百千万亿兩萬億"
#: Behind a numeral, the word for tenths (``九成``), where it begins no other word.
TENTHS: Final = "成(?![立为员果就功本效交品都绩型])"
#: The longest quantity that is read; what is longer is none.
LONGEST_QUOTE: Final = 100
#: The longest numeral that is taken for one; what is longer is no number of a report.
LONGEST_NUMERAL: Final = 24
_LONGEST_PIECE: Final = 400
_ENDS: Final = "。；;！!？?\r\n"
_PIECE: Final = re.compile(
    rf"[^{_ENDS}]{{1,{_LONGEST_PIECE}}}(?=[{_ENDS}]|\Z)"
    rf"|[^{_ENDS}]{{1,{_LONGEST_PIECE}}}(?<![{NUMERAL_CHARACTERS},，.．])"  # not inside a number
    rf"|[^{_ENDS}]{{1,{_LONGEST_PIECE}}}"
)
_RUN: Final = re.compile(rf"[{NUMERAL_CHARACTERS},，.．]{{{2 * LONGEST_NUMERAL},}}")
_SPACING: Final = re.compile(
    r"(?<=[0-9０-９])[,，](?=[0-9０-９]{3}(?![0-9０-９]))"
    r"|(?<=[0-9０-９%％万亿萬億])[ \u00a0\u3000]{1,4}(?![ \u00a0\u30000-9０-９])"
    r"|(?<![ \u00a0\u30000-9０-９])[ \u00a0\u3000]{1,4}(?=[0-9０-９])"
)
_PLAIN: Final = str.maketrans(
    "０１２３４５６７８９．％，兩萬億餘馀幾數", "0123456789.%,两万亿余余几数"
)
_MONEY: Final = re.compile("([万亿萬億])[余多餘]?元")
_SCALES: Final = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}


def plain_numerals(text: str) -> str:
    """Return the text with its numerals of ordinary width and in simplified characters.

    The result is as long as ``text``, so that offsets stay.
    """
    return text.translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, without what stands inside of numbers only for the eye.

    Attributes
    ----------
    text
        The stretch without blanks beside and commas inside of numbers.
    places
        Where each of its characters stands in the whole text.
    """

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return where ``text[start:end]``, which may not be empty, stands in the whole text."""
        return Span(self.places[start], self.places[end - 1] + 1)


def pieces(text: str) -> Iterator[Piece]:
    """Cut a text into sentences, none of them long.

    Runs of numerals too long for a number are masked: several libraries try every part of one.
    """
    for match in _PIECE.finditer(text):
        yield _without_spacing(_RUN.sub(_masked, match[0]), match.start())


def _without_spacing(stretch: str, offset: int) -> Piece:
    places: list[int] = []
    parts: list[str] = []
    position = 0
    for gap in (*_SPACING.finditer(stretch), None):
        end = len(stretch) if gap is None else gap.start()
        parts.append(stretch[position:end])
        places.extend(range(offset + position, offset + end))
        position = end if gap is None else gap.end()
    return Piece("".join(parts), places)


def _masked(match: re.Match[str]) -> str:
    return "■" * len(match[0])


def money_as_written(quote: str, value: float) -> float:
    """Return the value of a quantity with the scale of money left to its unit.

    Parameters
    ----------
    quote
        The quantity as written, its unit included.
    value
        Its value, of money in yuan.
    """
    money = _MONEY.search(quote)
    return value if money is None else round(value / _SCALES[money[1]], 6)


def as_written(quote: str, value: float) -> float:
    """Return the value of a quantity from that of its numeral: tenths too, which are per cent."""
    return value * 10 if quote.endswith("成") else money_as_written(quote, value)


def longest_first(found: Iterable[tuple[Span, float]]) -> tuple[JudgedQuantity, ...]:
    """Return quantities in text order; of those that overlap, the longest, then the first."""
    kept: dict[int, JudgedQuantity] = {}
    taken: set[int] = set()
    for span, value in sorted(found, key=lambda each: (-len(each[0]), each[0], each[1])):
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept[span.start] = JudgedQuantity(span, value)
    return tuple(kept[start] for start in sorted(kept))
