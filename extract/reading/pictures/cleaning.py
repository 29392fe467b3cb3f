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
#: The lightness of paper is measured in squares of this share of the width of the page.
_SHADE_SHARE: Final = 1 / 60
#: Shade is measured on a picture so wide.
_SHADE_WIDTH: Final = 400
#: Grey of paper that noise may go beyond without leaving white.
_PAPER: Final = 235
#: Noise above this standard deviation (of 255) is smoothed.
_NOISE: Final = 6.0
#: Dark areas at the edge of the picture that are thicker than this share of its width are no
#: part of the page.
_EDGE_SHARE: Final = 1 / 80
_DARK: Final = 110


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
    if noise_of(grey) > _NOISE:
        grey = cv2.GaussianBlur(grey, (3, 3), 0.8).astype(np.uint8, copy=False)
    return grey


def _without_stamps(picture: Colour) -> Grey:
    """Return the page in grey; of stamps only what print they lie on.

    In the light of red, red ink is nearly as light as paper and black print is as dark as
    without it. Other red, such as a letterhead, is print.
    """
    grey: Grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)
    red = picture[:, :, 0]
    others = cv2.max(
        np.ascontiguousarray(picture[:, :, 1]), np.ascontiguousarray(picture[:, :, 2])
    )
    redness = cv2.subtract(np.ascontiguousarray(red), others)
    mask = (redness > _REDNESS).astype(np.uint8)
    if not mask.any():
        return grey
    width = picture.shape[1]
    reach = max(width // 100, 3)
    near = cv2.dilate(mask, np.ones((reach, reach), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(near)
    for left, top, across, down, _ in boxes[1:count].tolist():
        if not _is_stamp(across, down, width):
            continue
        region = np.s_[top : top + down, left : left + across]
        level = float(np.median(red[region][mask[region] > 0]))
        light = np.clip(red[region].astype(np.float32) * (255.0 / max(level, 1.0)), 0, 255)
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
    at_edges = np.unique(
        np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    )
    beside = np.isin(labels, at_edges[at_edges > 0]).astype(np.uint8)
    beside = cv2.dilate(beside, np.ones((5, 5), np.uint8))
    return np.where(beside > 0, np.uint8(255), grey).astype(np.uint8, copy=False)


def _evenly_lit(grey: Grey) -> Grey:
    """Divide by the lightness of the paper, and make the darkest print black."""
    height, width = grey.shape
    scale = min(_SHADE_WIDTH / width, 1.0)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    reach = max(round(width * scale * _SHADE_SHARE), 2) * 2 + 1
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((reach, reach), np.uint8)), reach)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(grey, np.maximum(paper, 40), scale=255.0)
    darkest = min(float(np.percentile(even, 0.5)), 150.0)
    ramp = np.clip((np.arange(256) - darkest) * (255.0 / (_PAPER - darkest)), 0, 255)
    return cv2.LUT(even, ramp.astype(np.uint8)).astype(np.uint8, copy=False)


def noise_of(grey: Grey) -> float:
    """Return the standard deviation of the noise of a page, in levels of grey.

    Half of all pixels differ by less than 0.67 of it from the middle of their neighbours.
    """
    rough = cv2.absdiff(grey, cv2.medianBlur(grey, 3))
    inside = rough[(grey > 8) & (grey < 250)]
    return float(np.mean(inside)) * 1.25 if inside.size > grey.size // 50 else 0.0


def ink_of(grey: Grey) -> Ink:
    """Return which pixels of a clean page are print."""
    soft = cv2.GaussianBlur(grey, (3, 3), 0)
    level, _ = cv2.threshold(soft, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    _, ink = cv2.threshold(soft, min(max(level, 110.0), 190.0), 255, cv2.THRESH_BINARY_INV)
    return ink.astype(np.uint8, copy=False)
