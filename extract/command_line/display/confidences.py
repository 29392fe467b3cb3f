"""Confidences for people: rounded down, so that none shows more than it says."""

from __future__ import annotations

import math
from typing import Final

from rich.text import Text

from gongkai.extract.command_line.display.page import DOUBT, FAULT, GOOD

_SURE: Final = 0.9
_LIKELY: Final = 0.5


def shown(confidence: float | None, before: str = "") -> Text:
    """Return a confidence in its colour, to two digits; nothing if there is none.

    It is rounded down: what is shown as 0.90 is kept by a threshold of 0.9, and nothing but
    certainty is shown as 1.00.

    Parameters
    ----------
    confidence
        From 0 to 1.
    before
        Put before it, where there is one.
    """
    if confidence is None:
        return Text()
    style = GOOD if confidence >= _SURE else DOUBT if confidence >= _LIKELY else FAULT
    # What a float cannot hold exactly must not be lowered: 0.29 * 100 is less than 29.
    hundredths = math.floor(round(confidence * 100, 9))
    return Text.assemble(before, (f"{hundredths / 100:.2f}", style))
