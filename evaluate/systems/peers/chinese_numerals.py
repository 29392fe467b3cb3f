"""cn2an, the library for Chinese numerals, behind a plain pattern that finds them.

The pattern takes every run of digits, so dates and list markers are among what it finds; what
cn2an does not convert (``一点五万``) is left out. Vague words (``数``, ``几``) are not
read, so ``数十`` is 10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.systems.interface import Text
from gongkai.evaluate.systems.peers.conventions import (
    LONGEST_NUMERAL,
    LONGEST_QUOTE,
    NUMERAL_CHARACTERS,
    TENTHS,
    as_written,
    longest_first,
    pieces,
    plain_numerals,
)
from gongkai.models.document import Span

_DIGITS: Final = NUMERAL_CHARACTERS
_NUMERAL: Final = re.compile(
    rf"(?:百分之)?(?P<number>[{_DIGITS}](?:[{_DIGITS}]|[.点](?=[{_DIGITS}])|[余多](?=[万亿]))"
    rf"{{0,{LONGEST_NUMERAL}}})(?:[余多]?元|[%‰]|{TENTHS})?"
)
_NOT_CONVERTED: Final = re.compile("[余多]")


class Cn2an:
    """Reads numerals with cn2an."""

    name: Final = "cn2an"

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        """Find the numbers of each text; see ``System``."""
        return [
            JudgedReport(
                text.name,
                quantities=longest_first(_find_numbers(text.text)),
                text=text.text,
                model=self.name,
            )
            for text in texts
        ]

    def value_of(self, quote: str) -> float | None:
        """Return the value of the first numeral of a quantity; see ``NumeralReader``."""
        return next((value for _, value in _find_numbers(quote[:LONGEST_QUOTE])), None)


def _find_numbers(text: str) -> Iterator[tuple[Span, float]]:
    for piece in pieces(plain_numerals(text)):
        for match in _NUMERAL.finditer(piece.text):
            value = _convert(_NOT_CONVERTED.sub("", match["number"]))
            if value is not None:
                yield piece.span(*match.span()), as_written(match[0], value)


def _convert(numeral: str) -> float | None:
    import cn2an  # noqa: PLC0415 - it costs a tenth of a second

    if numeral[0] in "百千万亿":  # 近百条, 万余次: cn2an wants a digit before the unit
        numeral = f"一{numeral}"
    try:
        return float(cn2an.cn2an(numeral, "smart"))
    except (ValueError, KeyError, IndexError):
        return None
