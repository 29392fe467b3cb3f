"""Pages that lie askew, on their side or upside down are turned upright."""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.pictures.cleaning import ink_of
from gongkai.extract.reading.pictures.crops import crop_of
from gongkai.extract.reading.pictures.engine import Engine
from gongkai.extract.reading.pictures.images import Grey, Ink, PixelBox
from gongkai.extract.reading.pictures.measuring import em_of

#: Degrees that pages are askew at most; more are not the work of a scanner.
_MOST_ASKEW: Final = 15.0
#: Steps in which the angle is searched, each around the best of the one before; in degrees.
_STEPS: Final = (1.0, 0.25, 0.05, 0.01)
#: Pages that are less askew are left as they are.
_LEVEL: Final = 0.03
#: The angle is measured on so many pixels of ink, in a picture so wide.
_POINTS: Final = 60_000
_FEWEST_POINTS: Final = 100
_MEASURED_WIDTH: Final = 1_000
#: The picture is softened by so many pixels for it, and smaller spots are left out.
_SOFT: Final = 1.2
_SMALLEST_AREA: Final = 12
#: A page whose lines are read with this mean score is right side up.
_READABLE: Final = 0.85
#: Lines that are tried, and their width to their height.
_TRIED: Final = 4
_TRIED_RATIO: Final = (4.0, 22.0)
_TRIED_SIZE: Final = (0.55, 1.8)
_QUARTERS: Final = (0, 2, 1, 3)


def upright(grey: Grey, engine: Engine) -> tuple[Grey, int]:
    """Turn a clean page so that its lines are level and read from left to right.

    Returns
    -------
    tuple of the page and int
        The page, and by how many quarters of a turn, against the clock, it was turned.
    """
    best_score, best, best_turns = -2.0, grey, 0
    levelled: dict[int, Grey] = {}
    for turns in _QUARTERS:
        if turns < 2:
            levelled[turns] = level(np.ascontiguousarray(np.rot90(grey, turns)))
            page = levelled[turns]
        else:
            page = np.ascontiguousarray(np.rot90(levelled[turns - 2], 2))
        score = _readability(page, engine)
        if score > best_score:
            best_score, best, best_turns = score, page, turns
        if score >= _READABLE:
            break
    return best, best_turns


def _readability(page: Grey, engine: Engine) -> float:
    """Return how well some lines of a page can be read; -1.0 if there are none."""
    ink = ink_of(page)
    em = em_of(ink)
    crops = [crop_of(page, box, em) for box in _sample(ink, em)]
    if not crops:
        return -1.0
    scores = [transcript.score for transcript in engine.read(crops)]
    return float(np.mean(scores))


def _sample(ink: Ink, em: float) -> list[PixelBox]:
    """Return boxes of short lines of text."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, round(em * 0.8) + 1), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    heights = boxes[1:, cv2.CC_STAT_HEIGHT]
    chosen = (heights >= _TRIED_SIZE[0] * em) & (heights <= _TRIED_SIZE[1] * em)
    found: list[tuple[int, PixelBox]] = []
    for left, top, wide, high, area in boxes[1:][chosen].tolist():
        if _TRIED_RATIO[0] <= wide / high <= _TRIED_RATIO[1] and area > 0.4 * wide * high:
            found.append((wide, (left, top, left + wide, top + high)))
    found.sort(key=lambda pair: pair[0], reverse=True)
    middle = found[len(found) // 4 :] if len(found) > 2 * _TRIED else found
    return [box for _, box in middle[:_TRIED]]


def level(grey: Grey) -> Grey:
    """Turn a page by the few degrees that its lines are askew."""
    angle = angle_of(grey)
    if abs(angle) < _LEVEL:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(
        grey, turn, (width, height), flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT, borderValue=255.0,
    )  # fmt: skip
    return turned.astype(np.uint8, copy=False)


def angle_of(grey: Grey) -> float:
    """Return by how many degrees the lines of a page fall to the right.

    At the angle of its lines the ink of a page lies in the fewest rows.
    """
    rows, columns = np.nonzero(_coarse_ink(grey))
    if len(rows) < _FEWEST_POINTS:
        return 0.0
    generator = np.random.default_rng(0)
    if len(rows) > _POINTS:
        chosen = generator.choice(len(rows), _POINTS, replace=False)
        rows, columns = rows[chosen], columns[chosen]
    # Anywhere in their pixels: whole numbers would beat with the rows that they are counted in.
    width = min(grey.shape[1], _MEASURED_WIDTH)
    x = columns + generator.random(len(rows)) - width / 2
    y = rows + generator.random(len(rows))
    angle, reach = 0.0, _MOST_ASKEW
    for step in _STEPS:
        count = round(reach / step)
        # At half a step off, a row still falls into one bin.
        bin_height = max(width * math.tan(math.radians(step)) / 4, 1.0)
        tried = [angle + step * each for each in range(-count, count + 1)]
        angle = tried[
            int(np.argmax([_sharpness(x / bin_height, y / bin_height, each) for each in tried]))
        ]
        reach = 2 * step
    return angle


def _coarse_ink(grey: Grey) -> Ink:
    """Return the ink of a page made small and soft, so that noise is none of it."""
    scale = min(_MEASURED_WIDTH / grey.shape[1], 1.0)
    size = (round(grey.shape[1] * scale), max(round(grey.shape[0] * scale), 1))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), _SOFT)
    _, ink = cv2.threshold(soft, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(ink)
    kept = (boxes[:, cv2.CC_STAT_AREA] >= _SMALLEST_AREA).astype(np.uint8)
    kept[0] = 0
    found: Ink = kept[labels]
    return found


def _sharpness(x: NDArray[np.float64], y: NDArray[np.float64], angle: float) -> float:
    levels = np.floor(y - x * math.tan(math.radians(angle))).astype(np.intp)
    profile = np.bincount(levels - levels.min()).astype(np.float64)
    return float(np.square(np.diff(profile)).sum())


def turned_size(width: float, height: float, turns: int) -> tuple[float, float]:
    """Return width and height of a page after quarters of a turn."""
    return (height, width) if turns % 2 else (width, height)
