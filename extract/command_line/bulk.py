"""``gongkai bulk``: millions of reports, in a run that goes on where it stopped."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from gongkai.extract.command_line.bulk_cluster import (
    AccountOption,
    ClusterChoices,
    CpusOption,
    DryRunOption,
    EnvironmentOption,
    MemoryOption,
    PartitionOption,
    QualityOption,
    RayAddressOption,
    SbatchOption,
    ShardsOption,
    TimeOption,
)
from gongkai.extract.command_line.bulk_collect import collect
from gongkai.extract.command_line.bulk_status import status
from gongkai.extract.command_line.default_command import group_with_default
from gongkai.extract.command_line.models import MODEL_HELP
from gongkai.extract.command_line.table_columns import (
    BytesColumnOption,
    TextColumnOption,
    UriColumnOption,
)
from gongkai.extract.language import Language
from gongkai.extract.reading.recognition import Recognition

#: The manifest of a shard is in memory as a whole.
_LARGEST_SHARD: Final = 100_000


class Executor(StrEnum):
    """Where the shards are made."""

    LOCAL = "local"
    RAY = "ray"
    SLURM = "slurm"


application = typer.Typer(
    name="bulk",
    cls=group_with_default("run"),
    help="Runs over millions of reports, which go on where they stopped.",
)
application.command("status")(status)
application.command("collect")(collect)


@application.command("run")
def bulk(  # noqa: PLR0913, PLR0917 - typer takes the options from the signature
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="The folder of the run. If it holds one, that run goes on, with its own inputs "
            "and settings; whatever is given beside it has to be the same.",
        ),
    ],
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="What to read, as for gongkai extract; it is looked through once, when the run "
            "begins, and need not be given again.",
            show_default=False,
        ),
    ] = None,
    executor: Annotated[
        Executor, typer.Option("--executor", help="Where: on this machine, on Ray, on Slurm.")
    ] = Executor.LOCAL,
    formats: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="Comma-separated: jsonl (records.jsonl.zst), parquet (the tidy tables). By "
            "default both.",
            show_default=False,
        ),
    ] = None,
    shard_size: Annotated[
        int | None,
        typer.Option(
            "--shard-size",
            min=1,
            max=_LARGEST_SHARD,
            metavar="N",
            help="Inputs a shard: what is lost at most when a run is stopped. By default 1000.",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            "-w",
            min=1,
            help="Processes on this machine, or tasks at a time on a cluster; the results are the "
            "same for any number. By default one per processor.",
            show_default=False,
        ),
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            "--time-limit",
            min=0.1,
            metavar="SECONDS",
            help="The longest a file may take; one that takes longer is an error. By default "
            "120 seconds, 600 where text may be recognised in pictures.",
            show_default=False,
        ),
    ] = None,
    memory_limit: Annotated[
        int | None,
        typer.Option(
            "--memory-limit",
            min=50,
            metavar="MB",
            help="The most memory a worker may use; the file that needs more is an error. By "
            "default 500 MB, 2000 where text may be recognised in pictures.",
            show_default=False,
        ),
    ] = None,
    minimum_confidence: Annotated[
        float | None,
        typer.Option(
            "--min-confidence",
            min=0.0,
            max=1.0,
            metavar="P",
            help="Drop claims less certain than this, and whatever names them.",
            show_default=False,
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            metavar="NAME|DIR",
            help=f"{MODEL_HELP} By default accurate.",
            show_default=False,
        ),
    ] = None,
    ocr: Annotated[
        Recognition | None,
        typer.Option(
            "--ocr",
            help="When text is recognised in pictures, as for gongkai extract. By default auto.",
            show_default=False,
        ),
    ] = None,
    text_column: TextColumnOption = None,
    bytes_column: BytesColumnOption = None,
    uri_column: UriColumnOption = None,
    retry_failed: Annotated[
        bool,
        typer.Option(
            "--retry-failed",
            help="Make the shards in which inputs failed again, as when a disk was not there.",
        ),
    ] = False,
    verify: Annotated[
        bool,
        typer.Option(
            "--verify",
            help="Look at every byte of the shards that are there, and make again what is not as "
            "it was written; else their sizes are looked at.",
        ),
    ] = False,
    log: Annotated[
        Path | None,
        typer.Option(
            "--log",
            metavar="FILE",
            help="Append the progress to a file, for programs: one JSON object a line.",
            show_default=False,
        ),
    ] = None,
    cpus_per_task: CpusOption = None,
    memory_per_cpu: MemoryOption = None,
    shards_per_task: ShardsOption = None,
    ray_address: RayAddressOption = None,
    partition: PartitionOption = None,
    time: TimeOption = None,
    qos: QualityOption = None,
    account: AccountOption = None,
    sbatch: SbatchOption = None,
    environment_command: EnvironmentOption = None,
    dry_run: DryRunOption = False,
    language: Annotated[
        Language,
        typer.Option("--lang", help="The language of progress and summary; errors are in English."),
    ] = Language.ENGLISH,
) -> None:
    """Extract millions of reports, shard by shard.

    What is complete stays, whatever happens: run the same command again, or only gongkai bulk
    --output DIR, and it goes on. What cannot be read becomes a line of errors.jsonl in its shard.

    The exit status is 0 when all inputs were read, 1 when some failed or shards are lacking, 2
    for wrong usage and 130 when interrupted.

    Example: gongkai bulk reports/ --output run
    """
    from gongkai.extract.command_line.bulk_run import Options, run  # noqa: PLC0415 - when called

    options = Options(
        directory=output,
        inputs=tuple(inputs or ()),
        executor=executor.value,
        formats=formats,
        shard_size=shard_size,
        workers=workers,
        seconds=time_limit,
        megabytes=memory_limit,
        minimum_confidence=minimum_confidence,
        model=model,
        ocr=ocr,
        text_column=text_column,
        bytes_column=bytes_column,
        uri_column=uri_column,
        verify=verify,
        retry_failed=retry_failed,
        log=log,
        language=language,
        cluster=ClusterChoices(
            cpus_per_task=cpus_per_task,
            memory_per_cpu=memory_per_cpu,
            shards_per_task=shards_per_task,
            ray_address=ray_address,
            partition=partition,
            time=time,
            qos=qos,
            account=account,
            sbatch=tuple(sbatch or ()),
            environment_command=environment_command,
            dry_run=dry_run,
        ),
    )
    raise typer.Exit(run(options))
