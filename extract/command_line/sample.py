"""``gongkai evaluate sample``: how right claims are, by checking some of them by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.extract.language import Language
from gongkai.models.metrics import Metric

application = typer.Typer(
    name="sample",
    help="Measures how right claims are, by checking some of them by hand.",
    epilog="Example: gongkai evaluate sample draw results/records.jsonl --output check",
    no_args_is_help=True,
)
LANGUAGE = typer.Option("--lang", help="The language of the sheet and of what is printed.")
#: More than anybody checks by hand; as many are kept in memory.
_MOST = 100_000


@application.command("draw")
def draw_command(  # noqa: PLR0913, PLR0917 - typer takes the options from the signature
    records: Annotated[
        list[str],
        typer.Argument(
            metavar="RECORDS",
            help="records.jsonl or the folder with it, any number of them.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Where sheet.csv and design.json go. A sheet with verdicts is never overwritten.",
        ),
    ],
    size: Annotated[
        int, typer.Option("--size", min=1, max=_MOST, help="How many claims to draw.")
    ] = 200,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="NAMES",
            help="By what claims are put into strata: metric, confidence, year, tier, kind, with "
            "commas between them; '' for a simple random sample.",
        ),
    ] = "metric,confidence",
    minimum: Annotated[
        int,
        typer.Option(
            "--per-stratum",
            min=1,
            max=_MOST,
            metavar="N",
            help="At least so many claims of each stratum; small strata are pooled until there is "
            "room for that in half of the sample. The rest is in proportion to their sizes.",
        ),
    ] = 2,
    seed: Annotated[int, typer.Option("--seed", help="The same seed draws the same claims.")] = 0,
    metrics: Annotated[
        str | None,
        typer.Option(
            "--metrics",
            metavar="NAMES",
            help="Draw from these metrics only, as a,b.",
            show_default=False,
        ),
    ] = None,
    language: Annotated[Language, LANGUAGE] = Language.ENGLISH,
) -> None:
    """Draw claims at random and write a sheet to be filled with verdicts.

    The sheet opens in any spreadsheet program. It shows no confidence, so that the checker is
    not led. The exit status is 1 when a record could not be read; nothing was drawn of it.

    Example: gongkai evaluate sample draw results/ --output check --size 200
    """
    from gongkai.evaluate.sampling.command_line import draw_sample  # noqa: PLC0415 - when called
    from gongkai.evaluate.sampling.drawing import DrawOptions  # noqa: PLC0415
    from gongkai.evaluate.sampling.strata import Dimension  # noqa: PLC0415

    dimensions = _names(by, [dimension.value for dimension in Dimension], "--by")
    options = DrawOptions(
        size=size,
        by=tuple(Dimension.of(name) for name in dimensions),
        minimum=minimum,
        seed=seed,
        metrics=None if metrics is None else _metrics(metrics),
        language=language.value,
    )
    design = draw_sample(records, output, options, language)
    raise typer.Exit(1 if design.population.unreadable else 0)


@application.command("score")
def score_command(
    directory: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="The folder that draw wrote, its sheet.csv filled with verdicts."
        ),
    ],
    language: Annotated[Language, LANGUAGE] = Language.ENGLISH,
) -> None:
    """Estimate the precision of all claims from the verdicts, and write precision.json.

    A verdict is right, wrong or unsure; y and n, 1 and 0, 对, 错 and 不确定 do as well. Claims
    without a verdict are left out, and their number is printed.

    Example: gongkai evaluate sample score check
    """
    from gongkai.evaluate.sampling.command_line import score_sample  # noqa: PLC0415 - when called

    score_sample(directory, language)


def _metrics(names: str) -> frozenset[Metric]:
    chosen = _names(names, [metric.value for metric in Metric], "--metrics")
    if not chosen:
        raise typer.BadParameter("Name at least one metric.", param_hint="--metrics")
    return frozenset(Metric.of(name) for name in chosen)


def _names(names: str, known: list[str], option: str) -> list[str]:
    """Return the names between commas, each once."""
    found = list(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    for name in found:
        if name not in known:
            raise typer.BadParameter(
                f"There is no {name!r}: choose from {', '.join(known)}.", param_hint=option
            )
    return found
