"""The trained detector and recogniser: PP-OCRv6 (small), as rapidocr brings and runs them.

The models lie in rapidocr's package; nothing is ever fetched. They are loaded once, when the
first page is read, and run on one thread: many files are read in as many processes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.pictures.images import Grey
from gongkai.extract.reading.pictures.memory import give_back
from gongkai.extract.reading.pictures.transcribing import Alphabet, Transcript

#: What the recogniser wants: crops so high; one place of its answer for so many columns.
CROP_HEIGHT: Final = 48
PLACE_COLUMNS: Final = 8
#: Crops are filled up to this width: what the recogniser was trained on is not narrower.
_NARROWEST: Final = 96
#: Columns of the crops that are read at once; twice as many cost 40 MB and save no time.
_BATCH_COLUMNS: Final = 1_200
#: A batch holds crops that are nearly as wide: so much wider at most than its narrowest.
_WIDER: Final = 1.25
#: Memory is given back after so many batches: more often costs time.
_BATCHES_BETWEEN: Final = 4
_MODELS: Final = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
}


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """One line cut out of a page.

    Attributes
    ----------
    picture
        (``CROP_HEIGHT``, columns).
    is_figure_likely
        Whether it may be a figure alone, as in cells of tables.
    """

    picture: Grey
    is_figure_likely: bool = False


class Engine(Protocol):
    """What finds and reads lines of text."""

    def detect(self, picture: Grey) -> NDArray[np.float64]:
        """Return the boxes of lines of text: (lines, 4), in pixels."""

    def read(self, crops: Sequence[Crop]) -> list[Transcript]:
        """Read lines; places are counted in ``PLACE_COLUMNS`` of the crop."""


_LOADING: Final = Lock()


def load_engine() -> Engine:
    """Return the engine, which is loaded once.

    Raises
    ------
    ImportError
        If rapidocr or its models are not installed.
    """
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> Engine:
    return _RapidEngine()


class _RapidEngine:
    def __init__(self) -> None:
        import rapidocr  # noqa: PLC0415 - takes seconds
        from rapidocr.ch_ppocr_det import TextDetector  # noqa: PLC0415
        from rapidocr.ch_ppocr_rec import TextRecognizer  # noqa: PLC0415

        folder = Path(rapidocr.__file__).parent / "models"
        parameters: dict[str, Any] = {
            "Global.log_level": "critical",
            "Global.model_root_dir": str(folder),
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,  # an arena never shrinks
        }
        for task, name in _MODELS.items():
            path = folder / name
            if not path.is_file():  # without a path rapidocr would fetch it
                raise ImportError(f"rapidocr has no model {name}")
            parameters[f"{task}.model_path"] = str(path)
        settings = rapidocr.RapidOCR(params=parameters).cfg
        for task in _MODELS:
            settings[task].engine_cfg = settings.EngineConfig.onnxruntime
            settings[task].model_root_dir = str(folder)
        # The picture is given in the size that is wanted.
        settings.Det.limit_type, settings.Det.limit_side_len = "max", 10_000
        self._detector = TextDetector(settings.Det)
        recogniser = TextRecognizer(settings.Rec)
        self._session = recogniser.session
        self._alphabet = Alphabet(recogniser.postprocess_op.character)

    def detect(self, picture: Grey) -> NDArray[np.float64]:
        found = self._detector(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)).boxes
        if found is None or not len(found):
            return np.empty((0, 4))
        corners = np.asarray(found, dtype=np.float64)
        return np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)

    def read(self, crops: Sequence[Crop]) -> list[Transcript]:
        transcripts: list[Transcript] = [Transcript("", (), ())] * len(crops)
        for number, batch in enumerate(_batches([crop.picture.shape[1] for crop in crops])):
            if number % _BATCHES_BETWEEN == 0:  # each batch needs blocks of another size
                give_back()
            width = max(_NARROWEST, *(crops[each].picture.shape[1] for each in batch))
            # Beyond its end the recogniser expects grey, which is 0 here.
            pictures = np.zeros((len(batch), 3, CROP_HEIGHT, width), dtype=np.float32)
            for place, each in enumerate(batch):
                crop = crops[each].picture
                pictures[place, :, :, : crop.shape[1]] = crop.astype(np.float32) / 127.5 - 1
            answers = self._session(pictures)
            for place, each in enumerate(batch):
                crop = crops[each].picture
                count = -(-crop.shape[1] // PLACE_COLUMNS)
                transcripts[each] = self._alphabet.transcribe(
                    answers[place, :count], is_figure_likely=crops[each].is_figure_likely
                )
        return transcripts


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Yield crops of about the same width together."""
    batch: list[int] = []
    for number in sorted(range(len(widths)), key=widths.__getitem__):
        widest = max(widths[number], _NARROWEST)
        too_wide = batch and widest > _WIDER * max(widths[batch[0]], _NARROWEST)
        if batch and (too_wide or (len(batch) + 1) * widest > _BATCH_COLUMNS):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch
