"""How like real reports the made-up ones are: in length, in numbers, in what is found in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from gongkai.evaluate.benchmark.figures import Figure, Label, Part, Row, Unit
from gongkai.evaluate.benchmark.whole_reports.composing import WholeReport
from gongkai.evaluate.benchmark.wording import Column, Heading, Name, Phrase
from gongkai.extract.claim_models import ModelName
from gongkai.models.scheme import Regime

_NUMBER: Final = re.compile(r"[0-9０-９]+")
_NAMES: Final = {
    Regime.FORM_2021: Name.MADE_UP_2021,
    Regime.FORM_2019: Name.MADE_UP_2019,
    Regime.BEFORE_2019: Name.MADE_UP_BEFORE_2019,
}
#: What is counted of a text.
_Counts = Mapping[Column, int]


def measure_likeness(reports: Sequence[WholeReport], beside: Sequence[str]) -> Part:
    """Count what made-up and other reports are made of.

    Parameters
    ----------
    reports
        Made-up reports.
    beside
        Files, folders or globs of real reports, which are shown in a row of their own.

    Raises
    ------
    InputError
        If there is nothing to be read where real reports are said to be.
    """
    groups: list[tuple[Name, Iterable[str]]] = [(Name.MADE_UP, _texts(reports))]
    for regime, name in _NAMES.items():
        groups.append((name, _texts(each for each in reports if each.regime is regime)))
    groups += [(Name.BUNDLED, _samples()), (Name.CORPUS_REPORTS, _corpus_reports())]
    if beside:
        groups.append((Name.GIVEN, _given(beside)))
    counted = [(name, [_counts(text) for text in texts]) for name, texts in groups]
    rows = tuple(Row(Label.of(name), _figures(counts)) for name, counts in counted if counts)
    return Part(Heading.LIKENESS, rows, (Label.of(Phrase.LIKENESS),))


def _texts(reports: Iterable[WholeReport]) -> list[str]:
    return [report.text for report in reports]


def _samples() -> Iterator[str]:
    from gongkai.annotations.documents.samples import sample_reports  # noqa: PLC0415 - when asked

    return (each.draft.plain_text() for each in sample_reports())


def _corpus_reports() -> Iterator[str]:
    from gongkai.annotations.documents.samples import corpus_reports  # noqa: PLC0415 - as above

    return (each.draft.plain_text() for each in corpus_reports())


def _given(names: Sequence[str]) -> Iterator[str]:
    from gongkai.extract.inputs import find_inputs  # noqa: PLC0415 - as above
    from gongkai.extract.work import read_document  # noqa: PLC0415

    return (read_document(source).text for source in find_inputs(list(names)))


def _counts(text: str) -> _Counts:
    from gongkai.extract import extract, read  # noqa: PLC0415 - slow to load

    record = extract(read(text.encode(), uri="report.txt"), model=ModelName.RULES.value)
    cells = [cell for table in record.tables.by_section().values() for cell in table.cells.values()]
    return {
        Column.CHARACTERS: len(text),
        Column.BYTES_EACH: len(text.encode()),
        Column.NUMBERS: len(_NUMBER.findall(text)),
        Column.CLAIMS: len(record.claims),
        Column.CELLS: len(cells),
        Column.CELLS_NOT_ZERO: sum(bool(cell.value) for cell in cells),
    }


def _figures(counts: Sequence[_Counts]) -> dict[Column, Figure]:
    """Return the mean of each count, and of how many reports."""
    figures = {Column.REPORTS: Figure((len(counts),), Unit.COUNT)}
    for column in counts[0]:
        mean = sum(each[column] for each in counts) / len(counts)
        unit = Unit.BYTES if column is Column.BYTES_EACH else Unit.COUNT
        figures[column] = Figure((mean,), unit)
    return figures
