"""``gongkai annotations``: annotations checked, counted, compared and converted."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from gongkai.extract.language import Language

application = typer.Typer(
    name="annotations",
    help="Checks, counts, compares and converts annotations.",
    epilog="Example: gongkai annotations check my_corpus/",
    no_args_is_help=True,
)
CORPUS = typer.Argument(
    metavar="[PATH]",
    help="A corpus file or a folder of them; the corpus that comes with gongkai if left out.",
    show_default=False,
)
LANGUAGE = typer.Option("--lang", help="The language of what is printed.")


OF_ANY_SORT = typer.Argument(
    metavar="[PATH]",
    help="A file or folder of passages, reports or sentences; or the name of what comes with "
    "gongkai: corpus, reality or sentences. The corpus if left out.",
    show_default=False,
)
OF_TEXTS = typer.Argument(
    metavar="[PATH]",
    help="A corpus file or a folder of them; or the name of what comes with gongkai: corpus or "
    "reality. The corpus if left out.",
    show_default=False,
)


@application.command()
def check(
    path: Annotated[Path | None, OF_ANY_SORT] = None,
    any_length: Annotated[
        bool, typer.Option("--any-length", help="Accept passages of any length.")
    ] = False,
    leakage: Annotated[
        bool,
        typer.Option(
            "--leakage",
            help="Also look for texts of different splits that follow the same page or are near "
            "duplicates, and for sentences that repeat a text of gongkai's dev and test splits.",
        ),
    ] = False,
    language: Annotated[Language, LANGUAGE] = Language.ENGLISH,
) -> None:
    """Verify annotations: the markup, every reading, every reference, what is unmarked.

    The exit status is 1 when something is wrong.

    Example: gongkai annotations check my_corpus/
    """
    from gongkai.annotations.checks import commands  # noqa: PLC0415 - loaded when called

    faults = commands.check(path, length=not any_length, leakage=leakage, language=language.value)
    if faults:
        raise typer.Exit(1)


@application.command()
def stats(
    path: Annotated[Path | None, OF_TEXTS] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write the counts as JSON too."),
    ] = None,
    compare: Annotated[
        list[Path] | None,
        typer.Option(
            "--compare",
            metavar="FILE",
            help="A report as text; with five or more, how much they repeat each other is "
            "measured as it is for the corpus.",
        ),
    ] = None,
    language: Annotated[Language, LANGUAGE] = Language.ENGLISH,
) -> None:
    """Count claims and texts by everything that matters, and say what is short.

    Example: gongkai annotations stats --output stats.json
    """
    from gongkai.annotations import command_line  # noqa: PLC0415

    command_line.statistics(path, output, compare or [], language.value)


@application.command()
def agreement(
    first: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FIRST]",
            help="The first annotation; that of the corpus if left out.",
            show_default=False,
        ),
    ] = None,
    second: Annotated[
        Path | None,
        typer.Argument(
            metavar="[SECOND]", help="The second annotation of the same texts.", show_default=False
        ),
    ] = None,
    points: Annotated[
        bool,
        typer.Option(
            "--points",
            help="Print every point on which the two differ, but for passages of a test split.",
        ),
    ] = False,
    language: Annotated[Language, LANGUAGE] = Language.ENGLISH,
) -> None:
    """Measure how consistent two independent annotations of the same passages are.

    Example: gongkai annotations agreement mine/ yours/ --points
    """
    if (first is None) != (second is None):
        raise typer.BadParameter("Give both annotations, or neither.", param_hint="SECOND")
    from gongkai.annotations import command_line  # noqa: PLC0415

    command_line.agreement(first, second, language.value, points=points)


@application.command()
def seal(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PATH]",
            help="The folder of a corpus; in a checkout of gongkai also reality, for its reality "
            "set, and its corpus if left out.",
            show_default=False,
        ),
    ] = None,
    again: Annotated[
        str | None,
        typer.Option(
            "--again",
            metavar="REASON",
            help="Why a split that was sealed before and has changed is sealed anew; recorded.",
        ),
    ] = None,
) -> None:
    """Seal the test split as it stands, by its checksum.

    Example: gongkai annotations seal my_corpus/
    """
    from gongkai.annotations import command_line  # noqa: PLC0415

    typer.echo(command_line.seal_corpus(path, again))


@application.command(name="open")
def open_(
    output: Annotated[
        Path, typer.Argument(metavar="OUTPUT", help="A new folder for what was sealed.")
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="What it is opened for.")],
    path: Annotated[
        Path | None,
        typer.Option("--corpus", metavar="DIR", help="The folder of another corpus, or reality."),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(
            "--record",
            metavar="FILE",
            help="Where the opening is recorded; beside the seal if left out.",
        ),
    ] = None,
) -> None:
    """Hand out the sealed test split, and record when and why.

    Example: gongkai annotations open sealed/ --reason "release 1.0"
    """
    from gongkai.annotations import command_line  # noqa: PLC0415

    opening = command_line.open_sealed(path, output, reason, record)
    typer.echo(f"Opened {opening.checksum} on {opening.day}; the opening is recorded.")


def _formats() -> ModuleType:
    from gongkai.annotations import formats  # noqa: PLC0415 - it holds names only

    return formats


FORMAT = typer.Argument(
    metavar="FORMAT",
    help=f"{_formats().list_of_names()}.",
    show_default=False,
)


@application.command(name="export")
def export(
    format_name: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help=f"{_formats().list_of_all()}.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Argument(
            metavar="OUTPUT",
            help="A new file; a new folder for brat, measeval, parquet and reports.",
        ),
    ],
    path: Annotated[Path | None, CORPUS] = None,
    splits: Annotated[
        list[str] | None,
        typer.Option(
            "--split",
            metavar="SPLIT",
            help="train or dev; both if left out. test only with a PATH.",
        ),
    ] = None,
    finished: Annotated[
        bool,
        typer.Option(
            "--finished",
            help="For label-studio: finished annotations instead of predictions to start from.",
        ),
    ] = False,
) -> None:
    """Write annotations in the format of another tool; what it cannot hold is counted.

    Example: gongkai annotations export label-studio tasks.json --split dev
    """
    from gongkai.annotations.converters.commands import (  # noqa: PLC0415
        export_annotations,
        splits_of,
    )

    typer.echo(
        export_annotations(format_name, output, path, splits_of(splits or []), finished=finished)
    )


@application.command(name="import")
def import_(
    format_name: Annotated[str, FORMAT],
    source: Annotated[
        Path, typer.Argument(metavar="INPUT", help="The file or folder in that format.")
    ],
    output: Annotated[
        Path, typer.Argument(metavar="OUTPUT", help="A new file, written in the markup.")
    ],
) -> None:
    """Read annotations in the format of another tool and write them in the markup.

    Example: gongkai annotations import label-studio export.json corrected.txt
    """
    from gongkai.annotations.converters.commands import import_annotations  # noqa: PLC0415

    typer.echo(import_annotations(format_name, source, output))


@application.command()
def generate(
    output: Annotated[
        Path, typer.Argument(metavar="OUTPUT", help="A new file, written in the markup.")
    ],
    count: Annotated[int, typer.Option("--count", metavar="N", help="How many passages.")] = 1000,
    seed: Annotated[
        int, typer.Option("--seed", metavar="S", help="The same seed gives the same passages.")
    ] = 1,
    metrics: Annotated[
        list[str] | None,
        typer.Option("--metric", metavar="ID", help="What to write about; all if left out."),
    ] = None,
) -> None:
    """Generate labelled training sentences from a grammar; all of it is synthetic.

    Example: gongkai annotations generate generated.txt --count 2000 --seed 7
    """
    from gongkai.annotations.generator.commands import write_generated  # noqa: PLC0415

    typer.echo(write_generated(output, count, seed, metrics or []))
