"""``gongkai evaluate``: how right systems are, by annotations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.extract.command_line.choices import Only
from gongkai.extract.command_line.default_command import group_with_default
from gongkai.extract.command_line.floors import floors
from gongkai.extract.command_line.formats import formats
from gongkai.extract.command_line.release import release
from gongkai.extract.command_line.sample import application as sample_application
from gongkai.extract.language import Language


def _system_names() -> str:
    from gongkai.evaluate.systems.names import SYSTEMS  # noqa: PLC0415 - another folder's

    return ", ".join(SYSTEMS)


application = typer.Typer(
    name="evaluate",
    cls=group_with_default("score"),
    help="Measures systems against annotations, and compares them.",
)
application.add_typer(sample_application)
application.command("floors")(floors)
application.command("formats")(formats)
application.command("release")(release)


@application.command("score")
def evaluate(  # noqa: PLR0913, PLR0917 - typer takes the options from the signature
    gold: Annotated[
        str,
        typer.Argument(
            metavar="GOLD",
            help="Annotations: a file or folder in any format that is read, or corpus:train, "
            "corpus:dev, reality:dev or samples for what comes with gongkai.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Where metrics.json and report.html go; old ones are replaced.",
        ),
    ],
    predicted: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PREDICTED",
            help="What systems say: records, claims one a row, annotations in any format; else "
            "reports, whose records are extracted first. Each a path, or NAME=PATH to name the "
            "system; the others are compared with the first.",
            show_default=False,
        ),
    ] = None,
    systems: Annotated[
        list[str] | None,
        typer.Option(
            "--system",
            metavar="NAME|DIR",
            help="A system to be run on the texts of the gold, any number of times: "
            f"{_system_names()}, or the folder of a model. They come after what PREDICTED names; "
            "accurate, if nothing is given.",
            show_default=False,
        ),
    ] = None,
    gold_format: Annotated[
        str | None,
        typer.Option(
            "--gold-format",
            metavar="NAME",
            help="The format of GOLD, where its files do not tell.",
            show_default=False,
        ),
    ] = None,
    predicted_format: Annotated[
        str | None,
        typer.Option(
            "--predicted-format",
            metavar="NAME",
            help="The format of every PREDICTED, where the files do not tell.",
            show_default=False,
        ),
    ] = None,
    only: Annotated[
        Only | None,
        typer.Option(
            "--only", help="Judge passages alone, or whole reports alone.", show_default=False
        ),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="Print every error in its sentence.")
    ] = False,
    full: Annotated[
        bool,
        typer.Option("--full", help="Print every group; metrics.json has them all in any case."),
    ] = False,
    allow_missing: Annotated[
        bool,
        typer.Option(
            "--allow-missing",
            help="Count annotated texts without a prediction as texts in which nothing was "
            "found. Without it they are an error.",
        ),
    ] = False,
    no_page: Annotated[
        bool,
        typer.Option(
            "--no-page", help="Write metrics.json alone; a report.html that is there is removed."
        ),
    ] = False,
    language: Annotated[
        Language, typer.Option("--lang", help="The language of what is printed and of the page.")
    ] = Language.ENGLISH,
) -> None:
    """Measure systems against annotations, and compare them.

    Claims, numbers, relations, cells, problems, facts and confidences are scored, with 95%
    intervals. Texts are brought together by their names. The exit status is 0 when the figures
    were written, whatever they are.

    Example: gongkai evaluate gold/ mine=results/records.jsonl --system rules --output scores
    """
    from gongkai.evaluate.command_line import Options, run  # noqa: PLC0415 - when called

    run(
        Options(
            gold=gold,
            predicted=tuple(predicted or ()),
            directory=output,
            systems=tuple(systems or ()),
            gold_format=gold_format,
            predicted_format=predicted_format,
            only=only,
            with_page=not no_page,
            with_errors=errors,
            full=full,
            allow_missing=allow_missing,
            language=language,
        )
    )
