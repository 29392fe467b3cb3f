"""The options that say in which formats results are written."""

from __future__ import annotations

import typer


def chosen_formats(formats: str) -> tuple[str, ...]:
    """Return the formats that ``--format`` names.

    Raises
    ------
    typer.BadParameter
        If there is no such format.
    """
    from gongkai.extract.writing.output import FORMATS  # noqa: PLC0415

    chosen = tuple(dict.fromkeys(name.strip().lower() for name in formats.split(",")))
    for name in chosen:
        if name not in FORMATS:
            raise typer.BadParameter(
                f"There is no format {name!r}: choose from {', '.join(FORMATS)}.",
                param_hint="--format",
            )
    return chosen


def chosen_partitions(keys: str, formats: tuple[str, ...]) -> tuple[str, ...]:
    """Return what ``--partition-by`` names.

    Raises
    ------
    typer.BadParameter
        If there is no such key, or Parquet is not among the formats.
    """
    from gongkai.extract.writing.output import PARTITIONS  # noqa: PLC0415

    if not keys:
        return ()
    if "parquet" not in formats:
        raise typer.BadParameter(
            "Only Parquet tables are split into folders: add parquet to --format.",
            param_hint="--partition-by",
        )
    chosen = tuple(dict.fromkeys(name.strip().lower() for name in keys.split(",")))
    for name in chosen:
        if name not in PARTITIONS:
            raise typer.BadParameter(
                f"Tables are not split by {name!r}: choose from {', '.join(PARTITIONS)}.",
                param_hint="--partition-by",
            )
    return chosen
