"""How large the print of a page is."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from gongkai.extract.reading.pictures.images import Ink

#: Parts of characters within this share of the width of the page touch for measuring.
_NEAR_SHARE: Final = 1 / 800
#: Ideographs are about as wide as high.
_RATIO: Final = (0.75, 1.35)
_SMALLEST: Final = 6
#: Parts of ideographs are square too, and smaller: the size is that of the larger ones.
_PERCENTILE: Final = 70
#: The size of print where a page has too few characters to tell, as a share of its width.
_USUAL_SHARE: Final = 1 / 50
_FEWEST: Final = 5


def em_of(ink: Ink) -> float:
    """Return the size of the ideographs of a page, in pixels."""
    height, width = ink.shape
    near = max(round(width * _NEAR_SHARE), 1)
    kernel = np.ones((near + 1, near + 1), np.uint8)
    count, _, boxes, _ = cv2.connectedComponentsWithStats(cv2.dilate(ink, kernel))
    across = boxes[1:count, cv2.CC_STAT_WIDTH].astype(np.float64) - near
    down = boxes[1:count, cv2.CC_STAT_HEIGHT].astype(np.float64) - near
    with np.errstate(divide="ignore"):
        ratio = across / down
    largest = min(width, height) / 8
    chosen = down[
        (ratio >= _RATIO[0]) & (ratio <= _RATIO[1]) & (down >= _SMALLEST) & (down <= largest)
    ]
    if len(chosen) < _FEWEST:
        return float(max(width * _USUAL_SHARE, _SMALLEST))
    return float(np.percentile(chosen, _PERCENTILE))
