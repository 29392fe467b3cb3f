"""``gongkai benchmark scaling`` and ``curve`` once their options are known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from rich.text import Text

from gongkai.evaluate.benchmark.curve_drawing import draw_curve
from gongkai.evaluate.benchmark.display import print_part
from gongkai.evaluate.benchmark.run_curve import cost_part, curve, curve_part, read_log
from gongkai.evaluate.benchmark.scaling import ScalingSettings, measure_scaling
from gongkai.evaluate.benchmark.wording import Phrase
from gongkai.extract.command_line.console import open_console
from gongkai.extract.command_line.display.page import Page
from gongkai.extract.language import Language, Words
from gongkai.models.errors import GongkaiError

#: Rows of the table of a curve.
_ROWS: Final = 20
#: Steps of the drawing: on some hundred pixels more cannot be seen.
_STEPS: Final = 240


@dataclass(frozen=True, slots=True)
class CurveOptions:
    """The options of ``curve``.

    Attributes
    ----------
    log
        The log of a run.
    drawing
        Where the drawing goes, if anywhere.
    results
        The folder that the run wrote, if its size is wanted.
    workers
        How many processes worked; ``None`` takes what the log says.
    projected
        How many reports the cost is told of.
    """

    log: Path
    drawing: Path | None
    results: Path | None
    workers: int | None
    projected: int
    language: Language = Language.ENGLISH


def run_scaling(settings: ScalingSettings, language: Language) -> None:
    """Measure and print.

    Raises
    ------
    BenchmarkError
        If a run fails.
    OSError
        If the temporary folder cannot be written.
    """
    page = Page(open_console(), Words(language))
    with TemporaryDirectory(prefix="gongkai-scaling-") as folder:
        part = measure_scaling(settings, Path(folder))
    print_part(page, part)


def run_curve(options: CurveOptions) -> None:
    """Print the curve of a run and what it costs, and draw it.

    Raises
    ------
    GongkaiError
        If the log is none, or does not say how many workers there were and nobody else does.
    OSError
        If a file cannot be read or written.
    """
    words = Words(options.language)
    page = Page(open_console(), words)
    stretches = read_log(options.log)
    workers = options.workers or stretches[-1].workers
    if workers is None:
        raise GongkaiError(
            f"{options.log} does not say how many workers there were: give --workers."
        )
    print_part(page, curve_part(stretches, _ROWS))
    print_part(page, cost_part(stretches, workers, options.projected, options.results))
    if options.drawing is not None:
        drawing = draw_curve(curve(stretches, _STEPS), words)
        options.drawing.write_text(drawing, encoding="utf-8", newline="\n")
        told = words[Phrase.DRAWN].format(path=options.drawing)
        page.line(Text(words.safe(told)))
