"""Designs run one by one, each in a process of its own, and what came out, kept in a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from threadpoolctl import threadpool_limits

from gongkai.models.errors import GongkaiError
from gongkai.models.normalised import normalise
from gongkai.models.rules import RuleModel
from gongkai.models.trained.readings import read_passage
from gongkai.training.designs.outcomes import Design, Outcome, Stopwatch
from gongkai.training.designs.registry import DESIGNS
from gongkai.training.designs.scoring import Counts, count_claims
from gongkai.training.designs.tables import markdown_table
from gongkai.training.examples import Example, ExampleReader
from gongkai.training.sources import Sources, Texts, bundled_sources

Tell = Callable[[str], None]
_VERSION: Final = 1
#: Anchors of a report as long as most are, where no whole reports tell.
_ANCHORS_OF_A_REPORT: Final = 16.0


class SearchError(GongkaiError):
    """A search that cannot be done as it was asked for."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Held-out texts of one name.

    Attributes
    ----------
    name
        What they are called.
    examples
        Their examples.
    lost
        Of each text the gold claims for which no anchor was found.
    """

    name: str
    examples: list[Example]
    lost: dict[str, int]


@dataclass(frozen=True, slots=True)
class Task:
    """What every design is given.

    Attributes
    ----------
    learned
        Examples to learn from.
    held_out
        Texts to be measured on.
    anchors_of_a_report
        How many anchors a report has, by the mean over whole reports.
    """

    learned: list[Example]
    held_out: list[HeldOut]
    anchors_of_a_report: float

    @property
    def all_held_out(self) -> list[Example]:
        """The examples of all held-out texts."""
        return [example for each in self.held_out for example in each.examples]

    def fingerprint(self) -> str:
        """Return a digest of all texts and of what is right of them."""
        digest = hashlib.sha256()
        for example in [*self.learned, *self.all_held_out]:
            digest.update(f"{example.text}\n{example.reading.text}\n{example.gold}\n".encode())
        return digest.hexdigest()[:16]


def search(
    names: Sequence[str],
    report: Path,
    sources: Sources | None = None,
    tell: Tell = lambda words: None,
) -> str:
    """Run designs and write what came out.

    Parameters
    ----------
    names
        Names of designs, in the order in which they run; all of them if there are none.
    report
        The JSON file of results, whose other results are kept. The table is written beside it,
        with the ending ``.md``, after every design.
    sources
        What is learned from and held out; the bundled texts if left out.
    tell
        Told what is being done.

    Returns
    -------
    str
        The table of all results, as Markdown.

    Raises
    ------
    SearchError
        If there is no such design, the file is no report of a search, or a design ends early.
    """
    chosen = [_design(name) for name in names or DESIGNS]
    results = _read(report)
    tell("reading the texts")
    task = task_of(bundled_sources(0) if sources is None else sources)
    for design in chosen:
        tell(f"{design.name}: {design.english}")
        results[design.name] = _apart(design, task)
        _write(report, results)
    return markdown_table(results)


def task_of(sources: Sources) -> Task:
    """Read sources into what every design is given."""
    reader = ExampleReader()
    learned = reader.passages(sources.learned.passages) + reader.reports(sources.learned.reports)
    learned += reader.sentences(sources.sentences())
    learned += reader.passages(sources.generated_passages())
    held_out = [_held_out(reader, texts) for texts in sources.held_out]
    names = {each.located.passage.head.name for texts in sources.held_out for each in texts.reports}
    anchors = sum(
        len(example.gold) for each in held_out for example in each.examples if example.text in names
    )
    return Task(learned, held_out, anchors / len(names) if anchors else _ANCHORS_OF_A_REPORT)


def _held_out(reader: ExampleReader, texts: Texts) -> HeldOut:
    """Read held-out texts one by one, to know which of them lost claims."""
    examples: list[Example] = []
    lost: dict[str, int] = {}

    def take(name: str, found: Iterable[Example], before: int) -> None:
        examples.extend(found)
        lost[name] = lost.get(name, 0) + reader.lost - before

    for passage in texts.passages:
        before = reader.lost
        take(passage.head.name, reader.passages([passage]), before)
    for source in texts.reports:
        before = reader.lost
        take(source.located.passage.head.name, reader.reports([source]), before)
    return HeldOut(texts.name, examples, lost)


def _design(name: str) -> Design:
    try:
        return DESIGNS[name]
    except KeyError:
        raise SearchError(
            f"There is no design {name!r}: choose from {', '.join(DESIGNS)}."
        ) from None


#: What the process of a design works on; inherited when it is forked.
_task: Task | None = None


def _take_over(task: Task) -> None:
    global _task  # noqa: PLW0603 - the state of a worker
    _task = task
    threadpool_limits(1)  # seconds are those of one core


def _apart(design: Design, task: Task) -> dict[str, Any]:
    """Run a design in a process of its own, which leaves nothing behind for the next."""
    with ProcessPoolExecutor(
        1, mp_context=get_context("fork"), initializer=_take_over, initargs=(task,)
    ) as pool:
        try:
            return pool.submit(_measured, design.name).result()
        except BrokenProcessPool as error:
            raise SearchError(
                f"The design {design.name} ended early: it may need more memory than there is."
            ) from error


def _measured(name: str) -> dict[str, Any]:
    if _task is None:
        raise RuntimeError("a worker was asked to run a design before it was told on what")
    design = DESIGNS[name]
    try:
        outcome = design.run(_task.learned, _task.all_held_out)
    except GongkaiError as error:  # not all of its kinds can be sent to another process
        raise SearchError(f"The design {name} cannot be run. {error}") from None
    return result_of(design, outcome, _task)


def result_of(design: Design, outcome: Outcome, task: Task) -> dict[str, Any]:
    """Return what is kept of an outcome, for JSON.

    Parameters
    ----------
    design
        The design.
    outcome
        What it handed back.
    task
        What it was given.
    """
    examples = task.all_held_out
    seconds = _seconds_of_rules(examples) + outcome.reading_seconds
    anchors = sum(len(example.gold) for example in examples)
    return {
        "english": design.english,
        "chinese": design.chinese,
        "remark": outcome.remark,
        "data": task.fingerprint(),
        "counts": _counts(task, outcome),
        "training_seconds": round(outcome.training_seconds, 1),
        "reading_seconds": round(outcome.reading_seconds, 3),
        "reports_a_second": round(anchors / task.anchors_of_a_report / seconds, 1),
        "weight_bytes": outcome.weight_bytes,
    }


def _counts(task: Task, outcome: Outcome) -> dict[str, Counts]:
    counts: dict[str, Counts] = {}
    start = 0
    for each in task.held_out:
        metrics = outcome.metrics[start : start + len(each.examples)]
        counts[each.name] = count_claims(each.examples, metrics, each.lost)
        start += len(each.examples)
    return counts


def _seconds_of_rules(examples: Sequence[Example]) -> float:
    """Return how long grammar and rules take to read examples, which all designs need."""
    rules = RuleModel()
    watch = Stopwatch()
    with watch.running():
        for example in examples:
            reading = example.reading
            read_passage(rules, normalise(reading.text).text, reading.section, reading.headings)
    return watch.seconds


def _read(report: Path) -> dict[str, Any]:
    if not report.exists():
        return {}
    try:
        fields = json.loads(report.read_text("utf-8"))
    except ValueError as error:
        raise SearchError(f"{report} is no report of a search: give another file.") from error
    results = fields.get("results") if isinstance(fields, Mapping) else None
    if not isinstance(results, Mapping) or fields.get("version") != _VERSION:
        raise SearchError(f"{report} is no report of a search: give another file.")
    return dict(results)


def _write(report: Path, results: Mapping[str, Any]) -> None:
    ordered = {name: results[name] for name in DESIGNS if name in results}
    text = json.dumps({"version": _VERSION, "results": ordered}, ensure_ascii=False, indent=1)
    report.parent.mkdir(parents=True, exist_ok=True)
    unfinished = report.with_suffix(".unfinished")
    unfinished.write_text(text + "\n", "utf-8")
    unfinished.replace(report)  # at once, so that nothing is lost when it is interrupted
    report.with_suffix(".md").write_text(markdown_table(ordered), "utf-8")
