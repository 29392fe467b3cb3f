"""``gongkai changes``: what issuers changed and copied from one year to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.extract.language import Language, Words


def changes(
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
    """Compare the reports of each issuer on years that follow each other.

    Writes four tables beside the results, as Parquet and CSV: year_pairs, changes (of facts),
    recalled (what is said about the year before, held against it) and copied (sentences taken
    over); into gongkai.duckdb too where there is one. Of several copies the best is taken.

    Example: gongkai changes results
    """
    from gongkai.extract.collection.results import Results  # noqa: PLC0415 - slow to load
    from gongkai.extract.collection.tables import YEAR_TABLES  # noqa: PLC0415
    from gongkai.extract.collection.writing import add_to_database, write_tables  # noqa: PLC0415
    from gongkai.extract.collection.years import Totals, compare_years  # noqa: PLC0415
    from gongkai.extract.command_line.console import open_console  # noqa: PLC0415
    from gongkai.extract.command_line.wording import Phrase  # noqa: PLC0415

    results = Results(directory)
    totals = Totals()
    write_tables(directory, YEAR_TABLES, totals.count(compare_years(results)))
    add_to_database(directory, YEAR_TABLES, language)
    words, console = Words(language), open_console()
    if not results.has_texts:
        console.print(words[Phrase.COMPARED_BY_RECORDS], soft_wrap=True)
    share = totals.copied_characters / max(1, totals.characters)
    told = words.format(
        Phrase.YEARS_COMPARED,
        pairs=totals.pairs,
        changed=totals.changed,
        contradicted=totals.contradicted,
        share=f"{share:.1%}",
        output=directory,
    )
    console.print(words.safe(told), soft_wrap=True)
