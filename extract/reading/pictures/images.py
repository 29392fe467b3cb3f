"""The kinds of arrays that pictures are held in."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

#: Red, green and blue: (height, width, 3).
Colour: TypeAlias = NDArray[np.uint8]
#: Levels of grey, 0 is black: (height, width).
Grey: TypeAlias = NDArray[np.uint8]
#: Ink is 255, paper 0: (height, width).
Ink: TypeAlias = NDArray[np.uint8]
#: Left, top, right and bottom in pixels; right and bottom lie outside.
PixelBox: TypeAlias = tuple[int, int, int, int]
