"""Whether predicted quotes stand where they say.

A few that do not are the system's own errors, and are judged. If most do not, something else is
wrong: offsets that count bytes, or another text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from gongkai.evaluate.judged.reports import JudgedClaim, JudgedReport
from gongkai.models.document import Span
from gongkai.models.normalised import normalise

#: So many misplaced quotes are looked for in their texts, to tell why they are.
_MOST_LOOKED_FOR: Final = 500
_SHOWN: Final = 40
#: White space that may stand within even the shortest quote.
_LEEWAY: Final = 64


@dataclass(frozen=True, slots=True)
class Quotes:
    """How many predicted quotes were looked at, in texts that are known.

    Attributes
    ----------
    total
        All of them.
    misplaced
        Those that do not stand where they say.
    """

    total: int = 0
    misplaced: int = 0


def stands(claim: JudgedClaim, text: str) -> bool:
    """Tell whether a quote stands where it says, but for white space and the width of signs."""
    found = _found(claim, text)
    return found == claim.quote or (
        bool(found) and normalise(found).text == normalise(claim.quote).text
    )


def _found(claim: JudgedClaim, text: str) -> str:
    """Return what stands at the place of a quote, cut far beyond the length of the quote."""
    span = claim.span
    return Span(span.start, min(span.end, span.start + 4 * len(claim.quote) + _LEEWAY)).of(text)


def count_quotes(
    predicted: Sequence[tuple[JudgedReport, str]],
) -> tuple[Quotes, str | None]:
    """Count the predicted quotes that do not stand where they say.

    Parameters
    ----------
    predicted
        Predictions with the texts that their offsets point into.

    Returns
    -------
    quotes : Quotes
        The counts.
    reason : str or None
        Why the predictions cannot be judged: most quotes are misplaced, and most of these stand
        elsewhere in the text or nowhere, rather than being more or less of the right words.
    """
    total = 0
    misplaced: list[tuple[int, JudgedClaim]] = []
    for place, (report, text) in enumerate(predicted):
        for claim in report.claims or ():
            total += 1
            if not stands(claim, text):
                misplaced.append((place, claim))
    is_refused = 2 * len(misplaced) > total
    reason = _reason(predicted, misplaced, total) if is_refused else None
    return Quotes(total, len(misplaced)), reason


def _reason(
    predicted: Sequence[tuple[JudgedReport, str]],
    misplaced: Sequence[tuple[int, JudgedClaim]],
    total: int,
) -> str | None:
    looked_for = misplaced[:_MOST_LOOKED_FOR]
    wholes = {place: normalise(predicted[place][1]).text for place in dict(looked_for)}
    found: dict[_Fault, list[tuple[int, JudgedClaim]]] = {fault: [] for fault in _Fault}
    for place, claim in looked_for:
        found[_fault(claim, predicted[place][1], wholes[place])].append((place, claim))
    if 2 * len(found[_Fault.CUT]) >= len(looked_for):
        return None
    fault = max(_Fault.ELSEWHERE, _Fault.NOWHERE, key=lambda fault: len(found[fault]))
    place, claim = found[fault][0]
    report, text = predicted[place]
    start = f"{report.name}: a predicted claim quotes {claim.quote[:_SHOWN]!r}, "
    so_many = f"and {len(misplaced)} of {total} predicted quotes do not stand where they say"
    if fault is _Fault.ELSEWHERE:
        return (
            f"{start}where the text has {claim.span.of(text)[:_SHOWN]!r}, {so_many}: offsets have "
            "to count Unicode code points from 0, not bytes or UTF-16 units."
        )
    return (
        f"{start}which the text does not have, {so_many}: make the predictions on the text that "
        "was annotated, and quote it as it is written."
    )


class _Fault(Enum):
    """Why a quote does not stand where it says."""

    CUT = "cut"  # more or less of the same words
    ELSEWHERE = "elsewhere"
    NOWHERE = "nowhere"


def _fault(claim: JudgedClaim, text: str, whole: str) -> _Fault:
    """Tell why a quote is misplaced in a text, of which ``whole`` is the normalised form."""
    quote, found = normalise(claim.quote).text, normalise(_found(claim, text)).text
    if found and quote and (quote in found or found in quote):
        reach = 2 * len(claim.quote)
        around = Span(max(0, claim.span.start - reach), claim.span.end + reach).of(text)
        if quote in normalise(around).text:
            return _Fault.CUT
    return _Fault.ELSEWHERE if quote and quote in whole else _Fault.NOWHERE
