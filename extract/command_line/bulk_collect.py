"""``gongkai bulk collect``: from the shards of a run to results for people and programs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.extract.command_line.result_formats import chosen_formats, chosen_partitions
from gongkai.extract.language import Language, Words
from gongkai.models.terms import Term

if TYPE_CHECKING:
    from rich.console import Console

    from gongkai.extract.bulk.collecting import Collection


class CollectPhrase(Term):
    """What the command says; the definitions are not used."""

    COLLECTING = "collecting", "Collecting", "汇集"
    SUMMARY = (
        "summary",
        "reports: {records}, failed: {failed}; claims: {claims}; shards: {shards}; "
        "seconds: {seconds:.1f}; written to {output}",
        "报告 {records} 份，失败 {failed} 份，数据陈述 {claims} 条，分片 {shards} 个，"
        "用时 {seconds:.1f} 秒；结果在 {output}",
    )
    LEFT_OUT = (
        "left_out",
        "left out: {inputs} inputs of {shards} shards; not done: {missing}; corrupt: {corrupt}",
        "未汇集：{shards} 个分片的 {inputs} 份输入；未完成：{missing}；损坏：{corrupt}",
    )
    NONE = "none", "none", "无"


def collect(  # noqa: PLR0913, PLR0917 - typer takes the options from the signature
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder of a run of gongkai bulk.")
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="RESULTS",
            help="Where the results go. Results of an earlier run in it are replaced when the new "
            "ones are whole.",
        ),
    ],
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="Comma-separated: jsonl, parquet, csv, dta (Stata), duckdb, xlsx (Excel), as for "
            "gongkai extract. Needed for dta, duckdb and xlsx: gongkai[analysis].",
        ),
    ] = "parquet",
    partition_by: Annotated[
        str,
        typer.Option(
            "--partition-by",
            metavar="KEY,KEY,...",
            help="Split the Parquet tables into folders by year, tier, type (of issuer) or form "
            "(of tables), outermost first.",
            show_default=False,
        ),
    ] = "",
    incomplete: Annotated[
        bool,
        typer.Option(
            "--incomplete",
            help="Collect what is there of a run that is not complete, and say what lacks.",
        ),
    ] = False,
    language: Annotated[
        Language,
        typer.Option("--lang", help="The language of labels and of the summary."),
    ] = Language.ENGLISH,
) -> None:
    """Put the shards of a run together: the same results as of gongkai extract.

    Every byte of the shards is checked. Of a run that is not complete, or has corrupt shards,
    nothing is collected unless --incomplete is given. The run itself is left as it is.

    Example: gongkai bulk collect run --output results --format parquet,duckdb
    """
    from gongkai.extract.bulk.collecting import collect as collect_run  # noqa: PLC0415 - slow
    from gongkai.extract.bulk.collecting import steps_of  # noqa: PLC0415
    from gongkai.extract.bulk.manifest import open_run  # noqa: PLC0415
    from gongkai.extract.command_line.console import open_console  # noqa: PLC0415

    started = time.monotonic()
    chosen = chosen_formats(formats)
    partitions = chosen_partitions(partition_by, chosen)
    words, console = Words(language), open_console(errors=True)
    with _progress(console, steps_of(open_run(directory), chosen), words) as done:
        collection = collect_run(
            directory,
            output,
            chosen,
            partition_by=partitions,
            language=language,
            incomplete=incomplete,
            done=done,
        )
    seconds = time.monotonic() - started
    for line in _closing_lines(collection, seconds, output, words):
        console.print(words.safe(line), soft_wrap=True)


def _closing_lines(
    collection: Collection, seconds: float, output: Path, words: Words
) -> Iterator[str]:
    from gongkai.extract.bulk.collecting import named  # noqa: PLC0415 - as above

    yield from collection.notes
    if collection.missing or collection.corrupt:
        none = words[CollectPhrase.NONE]
        yield words.format(
            CollectPhrase.LEFT_OUT,
            inputs=collection.left_out,
            shards=len(collection.missing) + len(collection.corrupt),
            missing=named(collection.missing) or none,
            corrupt=named(collection.corrupt) or none,
        )
    yield words.format(
        CollectPhrase.SUMMARY,
        records=collection.records,
        failed=collection.failed,
        claims=collection.claims,
        shards=collection.shards,
        seconds=seconds,
        output=output,
    )


@contextmanager
def _progress(console: Console, steps: int, words: Words) -> Iterator[Callable[[], object]]:
    """Show a bar on a terminal, and nothing elsewhere."""
    if not console.is_terminal:
        yield lambda: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(words[CollectPhrase.COLLECTING], total=steps)
        yield lambda: bar.advance(task)
