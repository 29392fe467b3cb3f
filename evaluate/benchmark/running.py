"""The whole benchmark: makes up reports, measures every part, cleans up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from gongkai.evaluate.benchmark.figures import Label, Part
from gongkai.evaluate.benchmark.growth import measure_growth
from gongkai.evaluate.benchmark.hot_functions import profile
from gongkai.evaluate.benchmark.machine import Machine, this_machine
from gongkai.evaluate.benchmark.peers import measure_peers
from gongkai.evaluate.benchmark.sizes import measure_sizes, measure_workload
from gongkai.evaluate.benchmark.stages import measure_stages
from gongkai.evaluate.benchmark.startup import measure_imports, measure_startup
from gongkai.evaluate.benchmark.wording import Activity
from gongkai.evaluate.benchmark.workload import DEFAULT_SEED, Layout, reports, write_reports
from gongkai.extract.claim_models import DEFAULT_MODEL

DEFAULT_REPORTS: Final = (1, 1000, 10_000)
DEFAULT_ROUNDS: Final = 5
#: Multiples of the number of samples, so that each counts alike.
_TEXTS_A_ROUND: Final = 70
_PAGES_A_ROUND: Final = 28
_REPORTS_FOR_PEERS: Final = 56


@dataclass(frozen=True, slots=True)
class Settings:
    """What is to be measured.

    Attributes
    ----------
    reports
        The numbers of reports of the growth table. The largest bounds the other parts too.
    rounds
        How often each figure is measured, where one measurement does not take minutes.
    with_peers
        Compare with other libraries.
    with_profile
        Name the hottest functions.
    model
        What reads the narrative of the reports.
    """

    reports: tuple[int, ...] = DEFAULT_REPORTS
    rounds: int = DEFAULT_ROUNDS
    with_peers: bool = True
    with_profile: bool = False
    model: str = DEFAULT_MODEL


@dataclass(frozen=True, slots=True)
class Results:
    """All that was measured, and on what."""

    machine: Machine
    settings: Settings
    seed: int
    parts: tuple[Part, ...]


def run_benchmark(settings: Settings, tell: Callable[[Label], None] = lambda _: None) -> Results:
    """Measure everything.

    Parameters
    ----------
    settings
        What to measure.
    tell
        Called with what is being done, before it is.

    Raises
    ------
    BenchmarkError
        If a measured process fails.
    OSError
        If the temporary folder cannot be written.
    """
    with TemporaryDirectory(prefix="gongkai-benchmark-") as folder:
        parts = _measure(settings, Path(folder), tell)
    return Results(this_machine(), settings, DEFAULT_SEED, tuple(parts))


def _measure(settings: Settings, folder: Path, tell: Callable[[Label], None]) -> list[Part]:
    tell(Label.of(Activity.MAKING))
    most = max(settings.reports)
    counts = {Layout.TEXT: min(most, _TEXTS_A_ROUND), Layout.PAGES: min(most, _PAGES_A_ROUND)}
    made = {layout: list(reports(count, layout)) for layout, count in counts.items()}
    files = {
        layout: write_reports(folder / layout.value, count, layout)
        for layout, count in counts.items()
    }
    parts = [measure_workload(made)]
    tell(Label.of(Activity.STAGES))
    parts += measure_stages(files, folder / "records.jsonl", settings.rounds, settings.model)
    tell(Label.of(Activity.STARTUP))
    one = files[Layout.TEXT][0]
    parts.append(measure_startup(one, folder / "started", settings.rounds, settings.model))
    parts.append(measure_imports(one, folder / "imports", settings.rounds, settings.model))
    if settings.with_peers:
        tell(Label.of(Activity.PEERS))
        parts.append(measure_peers(min(most, _REPORTS_FOR_PEERS), settings.rounds))
    if settings.with_profile:
        tell(Label.of(Activity.PROFILE))
        parts.append(profile(files[Layout.TEXT], folder / "records.jsonl", settings.model))
    parts.append(
        measure_growth(
            settings.reports,
            folder / "growth",
            settings.rounds,
            lambda count: tell(Label.of(Activity.GROWTH, count=f"{count:,}")),
            settings.model,
        )
    )
    parts.append(measure_sizes())
    return parts
