"""The commands of ``gongkai annotations`` once their arguments are known."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

from rich.console import Console

from gongkai.annotations.agreement import disagreements, measure, pair_passages
from gongkai.annotations.agreement.display import print_agreement
from gongkai.annotations.checks import check_corpus, check_passage, check_report
from gongkai.annotations.checks.leakage import find_leaks
from gongkai.annotations.corpus_files import (
    Corpus,
    CorpusError,
    bundled_corpus,
    bundled_double,
    read_corpus,
)
from gongkai.annotations.markup import MarkupError
from gongkai.annotations.passages import Located, Split
from gongkai.annotations.sealing import Opening, record_opening, seal, seal_fault
from gongkai.annotations.statistics import (
    Era,
    Recurrence,
    count,
    recurrence_of_passages,
    recurrence_of_texts,
    shortfalls,
)
from gongkai.annotations.statistics.display import (
    print_recurrence,
    print_statistics,
    statistics_json,
)
from gongkai.annotations.whole_reports.files import write_reports
from gongkai.annotations.writing import write_markup

FIRST: Final = "first"
SECOND: Final = "second"


def _console() -> Console:
    return Console(soft_wrap=True, highlight=False, markup=False, emoji=False)


def _read(path: Path | None, splits: frozenset[Split] | None = None) -> Corpus:
    corpus = read_corpus(path or bundled_corpus(), splits)
    if corpus.faults:
        raise MarkupError(corpus.faults)
    return corpus


def check(path: Path | None, *, length: bool, leakage: bool) -> int:
    """Check annotations and print what is wrong.

    Parameters
    ----------
    path
        A file or folder; the bundled corpus if ``None``.
    length
        Whether passages have to keep to the lengths of the corpus.
    leakage
        Also look for near duplicates across splits.

    Returns
    -------
    int
        Number of faults.

    Raises
    ------
    CorpusError
        If there is nothing to check.
    """
    console = _console()
    folder = path or bundled_corpus()
    corpus = read_corpus(folder)
    faults = list(corpus.faults)
    for located in corpus.passages:
        faults += check_passage(located, length=length)
    for report in corpus.reports:
        faults += check_passage(report.located, length=False)
        faults += check_report(report)
    faults += check_corpus(corpus.located)
    for fault in sorted(faults, key=lambda fault: (fault.file, fault.line)):
        console.print(str(fault))
    number = len(faults)
    if folder.is_dir() and (broken := seal_fault(folder)):
        console.print(broken)
        number += 1
    if leakage:
        leaks = list(find_leaks(corpus.located))
        for leak in leaks:
            console.print(str(leak))
        console.print(f"{len(leaks) or 'no'} near duplicates across splits")
        number += len(leaks)
    claims = sum(len(located.passage.claims) for located in corpus.located)
    marked = sum(len(located.passage.non_claims) for located in corpus.located)
    console.print(
        f"{len(corpus.passages)} passages, {len(corpus.reports)} reports, "
        f"{claims} claims, {marked} non-claims; "
        f"{number or 'no'} {'fault' if number == 1 else 'faults'}"
    )
    return number


def statistics(path: Path | None, output: Path | None, compare: list[Path], language: str) -> None:
    """Print what a corpus holds and what it is short of.

    Parameters
    ----------
    path
        A file or folder; the bundled corpus if ``None``.
    output
        A JSON file to write the counts to.
    compare
        Text files whose repetitions to measure in the same way.
    language
        ``"zh"`` or ``"en"``.

    Raises
    ------
    CorpusError, MarkupError
        If the corpus cannot be read.
    """
    console = _console()
    corpus = _read(path)
    counts = count(corpus)
    short = shortfalls(counts)
    print_statistics(console, counts, short, language)
    console.print()
    for name, figures in _repetition(corpus, compare):
        print_recurrence(console, name, figures)
    if output is not None:
        output.write_text(statistics_json(counts, short), encoding="utf-8", newline="\n")


def _repetition(corpus: Corpus, compare: list[Path]) -> Iterator[tuple[str, Recurrence | None]]:
    """Yield how much texts repeat each other; like is compared with like: one form, one era."""
    newest = [each for each in corpus.passages if _is_newest(each)]
    reports = [each.located for each in corpus.reports if _is_newest(each.located)]
    yield "passages", recurrence_of_passages(corpus.passages)
    yield "passages on 2021 and later", recurrence_of_passages(newest)
    yield (
        "whole reports on 2021 and later",
        recurrence_of_texts([each.passage.text for each in reports]),
    )
    if compare:
        yield (
            "texts compared",
            recurrence_of_texts([file.read_text("utf-8-sig") for file in compare]),
        )


def _is_newest(located: Located) -> bool:
    return Era.of_year(located.passage.head.year) is Era.FOURTH


def agreement(first: Path | None, second: Path | None, language: str, *, points: bool) -> None:
    """Print how consistent two annotations of the same passages are.

    Parameters
    ----------
    first, second
        Files or folders; the two annotations that come with the corpus if ``None``.
    language
        ``"zh"`` or ``"en"``.
    points
        Print every point on which they differ.

    Raises
    ------
    CorpusError, MarkupError
        If an annotation cannot be read, or the two have no passage in common.
    MissingExtraError
        If the extra ``annotations`` is not installed.
    """
    console = _console()
    one = _read(first or bundled_double() / FIRST)
    two = _read(second or bundled_double() / SECOND)
    pairs = pair_passages(one.passages, two.passages)
    found = list(disagreements(pairs))
    if points:
        for point in found:
            console.print(
                f"{point.passage} {point.quote!r} {point.subject}: {point.first or '—'} / "
                f"{point.second or '—'}  …{point.context}…"
            )
    print_agreement(console, measure(pairs), found, language)


def seal_corpus(path: Path | None) -> str:
    """Seal the test split of a corpus and return its checksum."""
    return seal(path or bundled_corpus())


def open_sealed(path: Path | None, output: Path, reason: str) -> Opening:
    """Hand out the sealed split and record that it was opened.

    Parameters
    ----------
    path
        Folder of a corpus; the bundled one if ``None``.
    output
        Where its passages (in the markup) and its reports (text and gold) are written.
    reason
        What for.

    Raises
    ------
    CorpusError
        If the seal is broken, no reason is given, or the output exists.
    """
    folder = path or bundled_corpus()
    if output.exists():
        raise CorpusError(f"{output} exists: name a folder that does not")
    opening = record_opening(folder, version("gongkai"), reason)
    corpus = _read(folder / Split.TEST)
    write_markup(corpus.passages, output / "passages")
    write_reports(corpus.reports, output / "reports", pages=False)
    return opening
