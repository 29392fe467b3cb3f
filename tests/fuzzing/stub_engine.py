"""A recogniser that needs no time: it finds lines where the picture says, and reads anything."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.pictures.engine import PLACE_COLUMNS, Crop
from gongkai.extract.reading.pictures.images import Grey
from gongkai.extract.reading.pictures.transcribing import Transcript

_CHARACTERS: Final = "一二三规章项合计0123456789.-/，。（）第页总体情况\ufffd"
_MOST_LINES: Final = 30


class StubEngine:
    """Chance, the same for the same picture, takes the place of the trained networks."""

    def detect(self, picture: Grey) -> NDArray[np.float64]:
        """Return boxes, some of which reach beyond the picture or have no extent."""
        random = Random(zlib.crc32(picture.tobytes()))  # noqa: S311 - no secrets
        height, width = picture.shape
        boxes: list[tuple[float, ...]] = []
        for _ in range(random.randrange(_MOST_LINES)):
            left = random.uniform(-5, width)
            top = random.uniform(-5, height)
            right = left + random.choice((0.0, 0.5, 20.0, width / 2, float(width)))
            bottom = top + random.choice((0.0, 0.5, 12.0, 30.0, height / 2))
            boxes.append((left, top, right, bottom))
        return np.array(boxes, dtype=np.float64).reshape(-1, 4)

    def read(self, crops: Sequence[Crop]) -> list[Transcript]:
        """Read as many characters as there may be room for."""
        return [self._transcript(crop) for crop in crops]

    def _transcript(self, crop: Crop) -> Transcript:
        random = Random(zlib.crc32(crop.picture.tobytes()))  # noqa: S311 - no secrets
        places = -(-crop.picture.shape[1] // PLACE_COLUMNS)
        starts = sorted(random.sample(range(places), random.randint(0, min(places, 30))))
        text = "".join(random.choice(_CHARACTERS) for _ in starts)
        ends = tuple((start, start + 1) for start in starts)
        return Transcript(text, ends, tuple(random.random() for _ in starts))
