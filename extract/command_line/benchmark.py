"""``gongkai benchmark``: how fast and how large."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Final

import typer

from gongkai.extract.claim_models import DEFAULT_MODEL
from gongkai.extract.command_line.benchmark_runs import curve, reports, scaling
from gongkai.extract.command_line.default_command import group_with_default
from gongkai.extract.command_line.models import MODEL_HELP, checked_model
from gongkai.extract.language import Language

_MOST_REPORTS: Final = 1_000_000
_MOST_ROUNDS: Final = 100
_COUNT: Final = re.compile("[1-9][0-9]{0,6}")

application = typer.Typer(
    name="benchmark",
    cls=group_with_default("measure"),
    help="Measures how fast and how large everything is.",
)
application.command("reports")(reports)
application.command("scaling")(scaling)
application.command("curve")(curve)


@application.command("measure")
def benchmark(  # noqa: PLR0913, PLR0917 - typer takes the options from the signature
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Where benchmark.json goes; an old one is replaced.",
        ),
    ] = Path("benchmark"),
    numbers: Annotated[
        str,
        typer.Option(
            "--reports",
            metavar="N,N,...",
            help="Numbers of reports for the growth of time and memory, comma-separated.",
        ),
    ] = "1,1000,10000",
    repeat: Annotated[
        int,
        typer.Option(
            "--repeat",
            min=1,
            max=_MOST_ROUNDS,
            metavar="N",
            help="How often each figure is measured; steps of growth at most three times, those of "
            "more than 2,000 reports once.",
        ),
    ] = 5,
    peers: Annotated[
        bool, typer.Option("--peers/--no-peers", help="Compare with other libraries.")
    ] = True,
    profile: Annotated[
        bool, typer.Option("--profile", help="Name the functions that take most time.")
    ] = False,
    model: Annotated[
        str, typer.Option("--model", metavar="NAME|DIR", help=MODEL_HELP)
    ] = DEFAULT_MODEL,
    language: Annotated[
        Language, typer.Option("--lang", help="The language of what is printed.")
    ] = Language.ENGLISH,
) -> None:
    """Measure speed, start-up, memory and sizes on made-up reports.

    The reports are the bundled samples with other numbers, names and years. Nothing else should
    run meanwhile. The defaults take about twenty minutes and 1 GB in the temporary folder.

    Example: gongkai benchmark --reports 1,100 --repeat 1 --output speed
    """
    counts = _counts(numbers)
    checked_model(model)
    from gongkai.evaluate.benchmark.command_line import Options, run  # noqa: PLC0415 - when called
    from gongkai.evaluate.benchmark.running import Settings  # noqa: PLC0415

    run(Options(Settings(counts, repeat, peers, profile, model), output, language))


def _counts(written: str) -> tuple[int, ...]:
    """Return the numbers of reports, growing and each once."""
    counts = set()
    for part in written.split(","):
        digits = part.strip()
        if not _COUNT.fullmatch(digits) or int(digits) > _MOST_REPORTS:
            raise typer.BadParameter(
                f"{part[:20]!r} is no number of reports: give whole numbers from 1 to "
                f"{_MOST_REPORTS:,}, for example 1,1000.",
                param_hint="--reports",
            )
        counts.add(int(digits))
    return tuple(sorted(counts))
