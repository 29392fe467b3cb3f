"""JioNLP, the preprocessing library for Chinese that most people reach for.

It reads sums of money; it has no reader of other quantities. What an hour makes of it: its
dictionary of measure words, 元 among them, finds numbers, and its parser of money, which takes
the numeral of a sum, reads them (``近百``, ``十余``, ``两百``, ranges). Percentages are a number
with a sign to it. Plain numbers without a measure word are not found. Its own extractor of money
is not used: it reads on across commas, and tries every part of a clause.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Final

from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.systems.interface import Text
from gongkai.evaluate.systems.peers.conventions import (
    EXTRA,
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
from gongkai.models.errors import MissingExtraError

_NUMBER: Final = (
    rf"[近约几数{NUMERAL_CHARACTERS}][.{NUMERAL_CHARACTERS}余多几]{{0,{LONGEST_NUMERAL}}}"
)
_FIRST_NUMBER: Final = re.compile(_NUMBER)
_PERCENT: Final = rf"百分之(?P<percent>[.点{NUMERAL_CHARACTERS}]{{1,{LONGEST_NUMERAL}}})"
#: Measure words of the dictionary that date, time or rank; and common ones that it lacks.
_NO_COUNT: Final = frozenset(
    ("年", "号", "点", "天", "岁", "周", "周年", "届", "秒", "分钟", "分", "小时", "系列")
)
_LACKING: Final = frozenset("人封")


class JioNLP:
    """Reads numbers with measure words, percentages and sums of money with JioNLP."""

    name: Final = "jionlp"

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        """Find the numbers of each text; see ``System``.

        Raises
        ------
        MissingExtraError
            If JioNLP is not installed.
        """
        return [
            JudgedReport(
                text.name,
                quantities=longest_first(self._find_numbers(text.text)),
                text=text.text,
                model=self.name,
            )
            for text in texts
        ]

    def value_of(self, quote: str) -> float | None:
        """Return the value of the first number of a quantity; see ``NumeralReader``.

        Raises
        ------
        MissingExtraError
            If JioNLP is not installed.
        """
        quote = quote[:LONGEST_QUOTE]
        found = longest_first(self._find_numbers(quote))
        if found:
            return found[0].value
        numbers = (_FIRST_NUMBER.search(piece.text) for piece in pieces(plain_numerals(quote)))
        return next((self._parse(number[0]) for number in numbers if number), None)

    def _find_numbers(self, text: str) -> Iterator[tuple[Span, float]]:
        for piece in pieces(plain_numerals(self._simplified(text))):
            for match in self._quantity.finditer(piece.text):
                value = self._parse(match["percent"] or match["number"])
                if value is not None:
                    yield piece.span(*match.span()), as_written(match[0], value)

    def _simplified(self, text: str) -> str:
        """Return the text in simplified characters, as its measure words are, if it can be."""
        simplified: str = self._library.tra2sim(text, mode="char")
        return simplified if len(simplified) == len(text) else text

    def _parse(self, numeral: str) -> float | None:
        try:
            return _first(self._library.parse_money(numeral)["num"])
        except (ValueError, KeyError, IndexError, TypeError):  # all of which it raises
            return None

    @cached_property
    def _quantity(self) -> re.Pattern[str]:
        words = (set(self._library.quantifiers_loader()) - _NO_COUNT) | _LACKING
        measures = "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
        return re.compile(
            rf"{_PERCENT}|(?P<number>{_NUMBER}(?:[至到~—-]{{1,2}}{_NUMBER})?)(?:[%‰]|{TENTHS}|{measures})"
        )

    @cached_property
    def _library(self) -> Any:  # noqa: ANN401 - it has no types
        try:
            with contextlib.redirect_stdout(io.StringIO()):  # it greets whoever imports it
                import jionlp  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise MissingExtraError("the peer jionlp", EXTRA) from error
        return jionlp


def _first(number: str | list[str | None]) -> float | None:
    """Return the number, or the lower end of a range."""
    written = number[0] if isinstance(number, list) else number
    return None if written is None else float(written)
