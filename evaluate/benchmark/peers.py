"""The speed of gongkai beside that of other libraries, on the same texts in the same run."""

from __future__ import annotations

import contextlib
import io
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from gongkai.evaluate.benchmark.figures import Figure, Label, Part, Row, Unit, per
from gongkai.evaluate.benchmark.rounds import in_turns
from gongkai.evaluate.benchmark.wording import Column, Heading, Name, Phrase, Task
from gongkai.evaluate.benchmark.workload import Layout, Report, reports
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.systems.interface import System, Text
from gongkai.evaluate.systems.names import SystemName
from gongkai.evaluate.systems.registry import system
from gongkai.extract.claim_models import ModelName, claim_model
from gongkai.extract.identity import identify
from gongkai.extract.narrative import find_passages
from gongkai.extract.reading import read
from gongkai.extract.sections import find_sections
from gongkai.extract.tables import read_tables
from gongkai.models.document import Span
from gongkai.models.errors import MissingExtraError
from gongkai.models.passages import Passage
from gongkai.models.terms import Term

#: For each task gongkai's own system, then what it is compared with.
COMPARISONS: Final[dict[Task, tuple[Term, ...]]] = {
    Task.NUMERALS: (
        SystemName.QUANTITY_GRAMMAR,
        SystemName.CN2AN,
        SystemName.JIONLP,
        SystemName.RECOGNIZERS_TEXT,
    ),
    Task.CLAIMS: (Name.CLAIMS_TRAINED, Name.CLAIM_RULES, SystemName.REGULAR_EXPRESSIONS),
    Task.TABLES: (Name.TABLES, SystemName.PANDAS),
}
_WARM_UP: Final = 20
_DECLARED_ENCODING: Final = re.compile(
    r"""(<meta\b[^<>]{0,200}?\bcharset=["']?)(?:gb2312|gbk|gb18030)\b""", re.IGNORECASE
)


class GridTables:
    """Reads the mandated tables of web pages, and nothing else of a report."""

    name: Final = Name.TABLES.value

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        """Read the tables of each page; see ``System``. Their cells are not handed on."""
        for text in texts:
            document = read((text.page or text.text).encode(), uri=text.name)
            sections = find_sections(document)
            year = identify(document, sections).year.value
            read_tables(document, sections.sections, year=year)
        return [JudgedReport(text.name, text=text.text, model=self.name) for text in texts]


class ClaimFinder:
    """Finds claims with a model, and does nothing else for a passage.

    Parameters
    ----------
    name
        What it is called.
    model
        The model.
    """

    def __init__(self, name: Name, model: ModelName) -> None:
        self.name = name.value
        self._model = claim_model(model.value)

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        """Find the claims of each passage; see ``System``. They are not handed on."""
        for text in texts:
            section = text.sections[0] if text.sections else None
            self._model.find_claims(text.text, [Passage(Span(0, len(text.text)), section)])
        return [JudgedReport(text.name, text=text.text, model=self.name) for text in texts]


#: What stands for gongkai where a system does more than the task, or less.
_OWN_SYSTEMS: Final[dict[Term, Callable[[], System]]] = {
    Name.TABLES: GridTables,
    Name.CLAIMS_TRAINED: partial(ClaimFinder, Name.CLAIMS_TRAINED, ModelName.ACCURATE),
    Name.CLAIM_RULES: partial(ClaimFinder, Name.CLAIM_RULES, ModelName.RULES),
}


@dataclass(frozen=True, slots=True)
class _Contest:
    """A task, who takes part and on what."""

    task: Task
    systems: dict[Term, System]
    texts: list[Text]

    @property
    def characters(self) -> int:
        return sum(len(text.page or text.text) for text in self.texts)


def sentences(count: int) -> list[Text]:
    """Return the sentences of the narrative of made-up reports."""
    return [
        Text(
            f"{passage.name}:{number}", f"{sentence}。", is_report=False, sections=passage.sections
        )
        for passage in passages(count)
        for number, sentence in enumerate(passage.text.split("。"))
        if sentence.strip()
    ]


def passages(count: int) -> list[Text]:
    """Return the passages of the narrative of made-up reports."""
    found = []
    for report in reports(count, Layout.TEXT):
        document = read(report.encoded, uri=report.name)
        sections = find_sections(document)
        year = identify(document, sections).year.value
        tables = read_tables(document, sections.sections, year=year)
        for number, passage in enumerate(find_passages(document, sections, tables.spans)):
            text = passage.span.of(document.text)
            kinds = () if passage.section is None else (passage.section,)
            name = f"{report.name}:{number}"
            found.append(Text(name, text, is_report=False, sections=kinds))
    return found


def pages(count: int) -> list[Text]:
    """Return made-up reports as web pages."""
    return [Text(each.name, "", page=_as_utf8(each)) for each in reports(count, Layout.PAGES)]


def measure_peers(count: int, rounds: int) -> Part:
    """Return how fast each system reads, and how its time compares with that of gongkai's own.

    Parameters
    ----------
    count
        Number of made-up reports whose sentences, passages and pages are read.
    rounds
        How often each reads them, in turns.
    """
    texts = {Task.NUMERALS: sentences, Task.CLAIMS: passages, Task.TABLES: pages}
    rows: list[Row] = []
    remarks: list[Label] = []
    for task, names in COMPARISONS.items():
        systems: dict[Term, System] = {}
        material = texts[task](count)
        for name in names:
            try:
                systems[name] = _ready(name, material[:_WARM_UP])
            except MissingExtraError as error:
                remarks.append(Label.of(Phrase.NO_PEER, peer=name.english, extra=error.extra))
        if systems:
            contest = _Contest(task, systems, material)
            rows += _compare(contest, names[0], rounds)
            remarks.append(_remark(contest))
    return Part(Heading.PEERS, tuple(rows), tuple(remarks))


def _as_utf8(report: Report) -> str:
    """Return the page of a report, whose bytes will be UTF-8, with a declaration that says so."""
    return _DECLARED_ENCODING.sub(r"\1utf-8", report.content, count=1)


def _ready(name: Term, texts: Sequence[Text]) -> System:
    """Return a system that has loaded what it needs.

    Raises
    ------
    MissingExtraError
        If a package is missing that comes with an extra.
    """
    own = _OWN_SYSTEMS.get(name)
    chosen = system(name.value) if own is None else own()
    with contextlib.redirect_stdout(io.StringIO()):  # some libraries greet when loaded
        chosen.read(texts)
    return chosen


def _remark(contest: _Contest) -> Label:
    label = Label.of(
        Phrase.READ_ALIKE, texts=len(contest.texts), characters=f"{contest.characters:,}"
    )
    task = contest.task
    return Label(
        f"{label.id}.{task.value}",
        f"{task.english}: {label.english}",
        f"{task.chinese}：{label.chinese}",
    )


def _compare(contest: _Contest, ours: Term, rounds: int) -> list[Row]:
    tasks = {
        name: partial(_seconds, system, contest.texts) for name, system in contest.systems.items()
    }
    timed = in_turns(tasks, rounds)
    rows = []
    for name, seconds in timed.items():
        speed = tuple(contest.characters / each for each in seconds)
        figures = {Column.SPEED: Figure(speed, Unit.CHARACTERS_PER_SECOND)}
        if name != ours and ours in timed:
            figures[Column.TIMES_OURS] = Figure(per(seconds, timed[ours]), Unit.RATIO)
        rows.append(Row(_label(contest.task, name), figures))
    return rows


def _label(task: Task, name: Term) -> Label:
    return Label(
        f"{task.value}.{name.value}",
        f"{task.english}: {name.english}",
        f"{task.chinese}：{name.chinese}",
    )


def _seconds(system: System, texts: Sequence[Text]) -> float:
    started = time.process_time()
    system.read(texts)
    return time.process_time() - started
