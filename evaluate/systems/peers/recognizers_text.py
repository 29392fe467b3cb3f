"""Recognizers-Text, the library for numbers in many languages that voice assistants use.

Its models of Chinese numbers, percentages and currencies are asked, sentence by sentence, since
they return nothing at all for a text in which one number fails. Where they overlap, the longest
answer holds: ``九成`` is a percentage and not the number nine. Vague words (``数十``, ``十余``) are
outside of what it knows; it reads the numeral in them. Its model of dimensions (lengths, areas)
finds nothing that reports count, and is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Final

from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.systems.interface import Text
from gongkai.evaluate.systems.peers.conventions import (
    EXTRA,
    LONGEST_QUOTE,
    longest_first,
    money_as_written,
    pieces,
)
from gongkai.models.document import Span
from gongkai.models.errors import MissingExtraError

#: Taken for a comma, the mark of a list would make one number of two (3、200); and the capital
#: with a dot becomes two characters in lower case, which would shift what follows.
_KEPT_APART: Final = str.maketrans("、İ", "；I")


class RecognizersText:
    """Reads numbers, percentages and sums of money with Recognizers-Text."""

    name: Final = "recognizers-text"

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        """Find the numbers of each text; see ``System``.

        Raises
        ------
        MissingExtraError
            If Recognizers-Text is not installed.
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
            If Recognizers-Text is not installed.
        """
        found = longest_first(self._find_numbers(quote[:LONGEST_QUOTE]))
        return found[0].value if found else None

    def _find_numbers(self, text: str) -> Iterator[tuple[Span, float]]:
        for piece in pieces(text.translate(_KEPT_APART)):
            for result in self._results(piece.text):
                value = _value(result)
                if value is not None:  # ends are those of the last character
                    span = piece.span(result.start, result.end + 1)
                    yield span, money_as_written(span.of(text), value)

    def _results(self, piece: str) -> Iterator[Any]:
        numbers, percentages, currencies = self._models
        yield from (result for result in numbers.parse(piece) if result is not None)
        yield from (result for result in percentages.parse(piece) if result is not None)
        if "元" in piece:  # the slowest by far, and reports count in yuan alone
            yield from currencies.parse(piece)

    @cached_property
    def _models(self) -> tuple[Any, Any, Any]:
        try:
            from recognizers_number import NumberRecognizer  # noqa: PLC0415 - an extra
            from recognizers_number_with_unit import (  # noqa: PLC0415
                NumberWithUnitRecognizer,
            )
            from recognizers_text import Culture  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise MissingExtraError("the peer recognizers-text", EXTRA) from error
        numbers = NumberRecognizer(Culture.Chinese)
        units = NumberWithUnitRecognizer(Culture.Chinese)
        return (
            numbers.get_number_model(),
            numbers.get_percentage_model(),
            units.get_currency_model(),
        )


def _value(result: Any) -> float | None:  # noqa: ANN401 - it has no types
    written = (result.resolution or {}).get("value")
    try:
        return None if written is None else float(str(written).rstrip("%"))
    except ValueError:
        return None
