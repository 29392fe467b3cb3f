"""Pages as paper bore them: without stamps, shadow, dark edges and noise."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from gongkai.extract.reading.pictures.images import Colour, Grey, Ink

#: By how much red must exceed green and blue in a pixel of a stamp; of 255.
_REDNESS: Final = 45
#: Stamps are round, or nearly: their width to their height, and the share of the page's width.
_STAMP_RATIO: Final = (0.6, 1.7)
_STAMP_WIDTH: Final = (0.07, 0.4)
#: Under a stamp, print and paper by how light they are in red, where the stamp is 1: the
#: edges of a stamp are darker than it in compressed pictures.
_STAMP_PRINT: Final = 0.5
_STAMP_PAPER: Final = 0.9
#: The lightness of paper is measured in squares of this share of the width of the page.
_SHADE_SHARE: Final = 1 / 60
#: Shade is measured on a picture so wide.
_SHADE_WIDTH: Final = 400
#: Grey of paper that noise may go beyond without leaving white.
_PAPER: Final = 235
#: Noise above this standard deviation (of 255) is smoothed.
_NOISE: Final = 6.0
#: By how many pixels: less for weak noise than for strong.
_LEAST_SOFT: Final = 0.6
_MOST_SOFT: Final = 1.2
#: Dark areas at the edge of the picture that are thicker than this share of its width are no
#: part of the page.
_EDGE_SHARE: Final = 1 / 80
_DARK: Final = 110
#: Lines may be nearly as light as paper.
_FAINT: Final = 208


def cleaned(picture: Colour) -> Grey:
    """Return a page as dark print on white paper.

    Parameters
    ----------
    picture
        The page in colours, right side up or not.
    """
    grey = _without_stamps(picture)
    grey = _without_dark_edges(grey)
    grey = _evenly_lit(grey)
    noise = noise_of(grey)
    if noise <= _NOISE:
        return grey
    soft = min(_LEAST_SOFT + noise / 50, _MOST_SOFT)
    return cv2.GaussianBlur(grey, (5, 5), soft).astype(np.uint8, copy=False)


def _without_stamps(picture: Colour) -> Grey:
    """Return the page in grey; of stamps only what print they lie on.

    In the light of red, red ink is nearly as light as paper and black print is as dark as
    without it. Other red, such as a letterhead, is print.
    """
    grey: Grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)
    red = picture[:, :, 0]
    others = cv2.max(np.ascontiguousarray(picture[:, :, 1]), np.ascontiguousarray(picture[:, :, 2]))
    redness = cv2.subtract(np.ascontiguousarray(red), others)
    mask = (redness > _REDNESS).astype(np.uint8)
    if not mask.any():
        return grey
    width = picture.shape[1]
    reach = max(width // 100, 3)
    near = cv2.dilate(mask, np.ones((reach, reach), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(near)
    large = boxes[1:][boxes[1:, cv2.CC_STAT_WIDTH] >= _STAMP_WIDTH[0] * width]
    for left, top, across, down, _ in large.tolist():
        if not _is_stamp(across, down, width):
            continue
        region = np.s_[top : top + down, left : left + across]
        level = float(np.median(red[region][mask[region] > 0]))
        span = max(level * (_STAMP_PAPER - _STAMP_PRINT), 1.0)
        light = np.clip((red[region] - level * _STAMP_PRINT) * (255.0 / span), 0, 255)
        touched = near[region] > 0
        grey[region] = np.where(touched, light.astype(np.uint8), grey[region])
    return grey


def _is_stamp(across: int, down: int, width: int) -> bool:
    round_enough = _STAMP_RATIO[0] <= across / down <= _STAMP_RATIO[1]
    return round_enough and _STAMP_WIDTH[0] <= across / width <= _STAMP_WIDTH[1]


def _without_dark_edges(grey: Grey) -> Grey:
    """Whiten what a scanner saw beside the paper."""
    thickness = max(int(grey.shape[1] * _EDGE_SHARE), 3)
    dark = (grey < _DARK).astype(np.uint8)
    thick = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((thickness, thickness), np.uint8))
    if not thick.any():
        return grey
    _, labels = cv2.connectedComponents(thick)
    at_edges = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    marked = np.isin(labels, at_edges[at_edges > 0]).astype(np.uint8)
    beside = cv2.dilate(marked, np.ones((5, 5), np.uint8))
    return np.where(beside > 0, np.uint8(255), grey).astype(np.uint8, copy=False)


def _evenly_lit(grey: Grey) -> Grey:
    """Divide by the lightness of the paper, and make the darkest print black."""
    height, width = grey.shape
    scale = min(_SHADE_WIDTH / width, 1.0)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    reach = max(round(width * scale * _SHADE_SHARE), 2) * 2 + 1
    lightest = cv2.dilate(small, np.ones((reach, reach), np.uint8))
    paper = cv2.medianBlur(lightest, reach)
    whole = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(grey, np.maximum(whole, 40).astype(np.uint8), scale=255.0)
    darkest = min(float(np.percentile(even, 0.5)), 150.0)
    ramp = np.clip((np.arange(256) - darkest) * (255.0 / (_PAPER - darkest)), 0, 255)
    stretched = cv2.LUT(even.astype(np.uint8, copy=False), ramp.astype(np.uint8))
    return stretched.astype(np.uint8, copy=False)


def noise_of(grey: Grey) -> float:
    """Return the standard deviation of the noise of a page, in levels of grey.

    Half of all pixels differ by less than 0.67 of it from the middle of their neighbours.
    """
    rough = cv2.absdiff(grey, cv2.medianBlur(grey, 3))
    inside = rough[(grey > 8) & (grey < 250)]
    return float(np.mean(inside)) * 1.25 if inside.size > grey.size // 50 else 0.0


def ink_of(grey: Grey) -> Ink:
    """Return which pixels of a clean page are print."""
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    # Thin strokes of small print are grey.
    _, ink = cv2.threshold(grey, min(max(level, 150.0), 200.0), 255, cv2.THRESH_BINARY_INV)
    return ink.astype(np.uint8, copy=False)


def faint_ink_of(grey: Grey) -> Ink:
    """Return which pixels are not quite paper: thin lines are faint in soft pictures."""
    _, ink = cv2.threshold(grey, _FAINT, 255, cv2.THRESH_BINARY_INV)
    return ink.astype(np.uint8, copy=False)
