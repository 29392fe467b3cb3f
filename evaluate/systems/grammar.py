"""The quantity grammar alone: which numbers a text has, and what they are worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from gongkai.evaluate.judged.reports import JudgedQuantity, JudgedReport
from gongkai.evaluate.systems.interface import Text
from gongkai.models.normalised import normalise
from gongkai.models.quantities import TrapKind, find_quantities
from gongkai.models.quantities.numbers import match_number


class QuantityGrammar:
    """Finds quantities and zeros stated in words, without saying what they count."""

    name: Final = "quantity-grammar"

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        """Find the quantities of each text; see ``System``."""
        return [
            JudgedReport(
                text.name,
                quantities=tuple(_quantities(text.text)),
                text=text.text,
                model=self.name,
            )
            for text in texts
        ]

    def value_of(self, quote: str) -> float | None:
        """Return the value of a quantity as written; see ``NumeralReader``.

        Of several that it can be taken for, the longest counts. A number that is a quantity by
        its surroundings only (``4387`` alone may be anything) is worth what its numeral is.
        """
        text = normalise(quote).text
        reading = find_quantities(text)
        longest = max(
            reading.quantities,
            key=lambda quantity: quantity.end - quantity.start,
            default=None,
        )
        if longest is not None:
            return longest.value
        if any(trap.kind is TrapKind.INDEFINITE for trap in reading.traps):
            return None
        numbers = (match_number(text, position) for position in range(len(text)))
        return next((number.value for number in numbers if number is not None), None)


def _quantities(text: str) -> Iterator[JudgedQuantity]:
    view = normalise(text, keep_lines=True)
    for quantity in find_quantities(view.text).quantities:
        yield JudgedQuantity(view.original(quantity.start, quantity.end), quantity.value)
