"""The functions that take the most time, by the profiler of the standard library."""

from __future__ import annotations

import cProfile
from collections.abc import Sequence
from pathlib import Path
from types import CodeType
from typing import Final

from gongkai.evaluate.benchmark.figures import Figure, Label, Part, Row, Unit
from gongkai.evaluate.benchmark.stages import time_whole
from gongkai.evaluate.benchmark.wording import Column, Heading, Phrase
from gongkai.extract.claim_models import DEFAULT_MODEL

_FUNCTIONS_SHOWN: Final = 15
_MILLISECONDS: Final = 1000.0


def profile(paths: Sequence[Path], output: Path, model: str = DEFAULT_MODEL) -> Part:
    """Return the functions with the most own time over the reports.

    Parameters
    ----------
    paths
        Files with reports.
    output
        A file for their records.
    model
        What reads the narrative.
    """
    time_whole(paths, output, model)  # what is built once for all reports is not the subject
    profiler = cProfile.Profile()
    profiler.runcall(time_whole, paths, output, model)
    entries = profiler.getstats()
    total = sum(entry.inlinetime for entry in entries)
    named = [(entry, _name_of(entry.code)) for entry in entries]
    hottest = sorted(named, key=lambda each: (-each[0].inlinetime, each[1]))[:_FUNCTIONS_SHOWN]
    rows = []
    for entry, name in hottest:
        figures = {
            Column.OWN_TIME: _milliseconds(entry.inlinetime / len(paths)),
            Column.OWN_SHARE: Figure((entry.inlinetime / total,), Unit.SHARE),
            Column.TOTAL_TIME: _milliseconds(entry.totaltime / len(paths)),
            Column.CALLS: Figure((entry.callcount / len(paths),), Unit.COUNT),
        }
        rows.append(Row(Label.same(name), figures))
    return Part(Heading.HOT_FUNCTIONS, tuple(rows), (Label.of(Phrase.PROFILED),))


def _milliseconds(seconds: float) -> Figure:
    return Figure((seconds * _MILLISECONDS,), Unit.MILLISECONDS)


def _name_of(code: CodeType | str) -> str:
    """Return module, line and function; of what is built in, its own name."""
    if isinstance(code, str):
        return code.strip("<>").removeprefix("built-in method ")
    parts = Path(code.co_filename).with_suffix("").parts
    return f"{'.'.join(parts[-2:])}:{code.co_firstlineno} {code.co_qualname}"
