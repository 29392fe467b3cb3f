"""``gongkai duplicates``: copies of one report among the results of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.extract.language import Language, Words


def duplicates(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="What gongkai extract wrote, its --output.")
    ],
    language: Annotated[
        Language,
        typer.Option(
            "--lang", help="The language of what is printed, and of comments in gongkai.duckdb."
        ),
    ] = Language.ENGLISH,
) -> None:
    """Group reports that are copies of each other and mark the best; nothing is deleted.

    Writes duplicates.parquet and duplicates.csv beside the results, and the table duplicates into
    gongkai.duckdb where there is one, whose panel then takes the best copies.

    Example: gongkai duplicates results
    """
    from gongkai.extract.collection.duplicates import find_duplicates  # noqa: PLC0415 - slow to load
    from gongkai.extract.collection.results import Results  # noqa: PLC0415
    from gongkai.extract.collection.tables import DUPLICATES  # noqa: PLC0415
    from gongkai.extract.collection.writing import add_to_database, write_tables  # noqa: PLC0415
    from gongkai.extract.command_line.console import open_console  # noqa: PLC0415
    from gongkai.extract.command_line.wording import Phrase  # noqa: PLC0415

    results = Results(directory)
    copies = find_duplicates(results)
    rows = [copy.row for copy in copies]
    write_tables(directory, (DUPLICATES,), [{DUPLICATES.name: rows}])
    add_to_database(directory, (DUPLICATES,), language)
    words, console = Words(language), open_console()
    if not results.has_texts:
        console.print(words[Phrase.COMPARED_BY_RECORDS], soft_wrap=True)
    groups = len({copy.group_id for copy in copies})
    told = words.format(
        Phrase.DUPLICATES_FOUND, groups=groups, copies=len(copies) - groups, output=directory
    )
    console.print(words.safe(told), soft_wrap=True)
