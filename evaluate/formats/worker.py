"""Reads the documents of one format and tells what came of each; a process of its own.

Run as ``python -m gongkai.evaluate.formats.worker FOLDER RESULT MODEL OCR``, so that its peak
memory is that of reading this format and nothing else.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

from gongkai.extract.claim_models import claim_model
from gongkai.extract.inputs import only_input
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.work import Settings, Success, process


def main(arguments: list[str]) -> None:
    """Read every file of a folder, in the order of names.

    Parameters
    ----------
    arguments
        The folder; the file for the results, a JSON array; the model; when text is recognised.
    """
    folder, result, model, ocr = arguments
    settings = Settings(model=model, ocr=Recognition(ocr))
    claim_model(model)  # loads for seconds; not what a report takes
    files = sorted(Path(folder).iterdir())
    process(only_input(str(files[0])), settings)  # its reader loads
    told = []
    for file in files:
        started = perf_counter()
        outcome = process(only_input(str(file)), settings)
        seconds = perf_counter() - started
        if isinstance(outcome, Success):
            told.append({"seconds": seconds, "record": json.loads(outcome.line), "failure": None})
        else:
            told.append({"seconds": seconds, "record": None, "failure": asdict(outcome)})
    Path(result).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
