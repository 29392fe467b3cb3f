"""The commands of ``gongkai annotations`` once their arguments are known."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from gongkai.annotations.checks import check_corpus, check_passage, check_report
from gongkai.annotations.corpus_files import bundled_corpus, read_corpus


def check(path: Path | None, *, length: bool) -> int:
    """Check annotations and print what is wrong.

    Parameters
    ----------
    path
        A file or folder; the bundled corpus if ``None``.
    length
        Whether passages have to keep to the lengths of the corpus.

    Returns
    -------
    int
        Number of faults.

    Raises
    ------
    CorpusError
        If there is nothing to check.
    """
    console = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
    corpus = read_corpus(path or bundled_corpus())
    faults = list(corpus.faults)
    for located in corpus.passages:
        faults += check_passage(located, length=length)
    for report in corpus.reports:
        faults += check_passage(report.located, length=False)
        faults += check_report(report)
    faults += check_corpus(corpus.located)
    for fault in sorted(faults, key=lambda fault: (fault.file, fault.line)):
        console.print(str(fault))
    claims = sum(len(located.passage.claims) for located in corpus.located)
    marked = sum(len(located.passage.non_claims) for located in corpus.located)
    console.print(
        f"{len(corpus.passages)} passages, {len(corpus.reports)} reports, "
        f"{claims} claims, {marked} non-claims; "
        f"{len(faults) or 'no'} {'fault' if len(faults) == 1 else 'faults'}"
    )
    return len(faults)
