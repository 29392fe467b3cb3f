"""``gongkai annotations check`` once its arguments are known."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from gongkai.annotations.checks.corpus_checks import check_corpus
from gongkai.annotations.checks.leakage import find_copies, find_leaks
from gongkai.annotations.checks.passage_checks import check_passage
from gongkai.annotations.checks.report_checks import check_report
from gongkai.annotations.checks.sentence_checks import check_sentences
from gongkai.annotations.corpus_files import (
    Corpus,
    bundled_corpus,
    bundled_reality,
    find_files,
    folder_of,
    read_corpus,
)
from gongkai.annotations.display import numbered, plain_console, with_ending
from gongkai.annotations.markup import MarkupFault
from gongkai.annotations.passages import Located, Split
from gongkai.annotations.sealing import seal_fault
from gongkai.annotations.sentences import (
    AnnotatedSentence,
    is_file_of_sentences,
    read_sentences,
)


def check(path: Path | None, *, length: bool, leakage: bool, language: str = "en") -> int:
    """Check annotations and print what is wrong.

    Files of sentences are told from files of passages and reports by what is in them.

    Parameters
    ----------
    path
        A file or folder, or the name of what comes with gongkai; the bundled corpus if ``None``.
    length
        Whether passages have to keep to the lengths of the corpus.
    leakage
        Also look for near duplicates across splits, and for stretches of sentences in the texts
        of gongkai that are measured on.
    language
        ``"zh"`` or ``"en"``, for the totals; faults are named in English.

    Returns
    -------
    int
        Number of faults.

    Raises
    ------
    CorpusError
        If there is nothing to check.
    """
    console = plain_console()
    folder = folder_of(path)
    files = find_files(folder)
    of_sentences = [file for file in files if is_file_of_sentences(file)]
    faults = 0
    if len(of_sentences) < len(files):
        corpus = read_corpus(folder, without=frozenset(of_sentences))
        faults += _check_texts(console, folder, corpus, length, leakage, language)
    if of_sentences:
        faults += _check_sentences(console, of_sentences, leakage, language)
    return faults


def _check_texts(  # noqa: PLR0913, PLR0917 - the choices of the one command
    console: Console, folder: Path, corpus: Corpus, length: bool, leakage: bool, language: str
) -> int:
    faults = list(corpus.faults)
    for located in corpus.passages:
        faults += check_passage(located, length=length)
    for report in corpus.reports:
        faults += check_passage(report.located, length=False)
        faults += check_report(report)
    # what splits share is named once: as a leak where leaks are asked for
    faults += check_corpus(corpus.located, across=not leakage)
    _print_faults(console, faults)
    number = len(faults)
    if folder.is_dir() and (broken := seal_fault(folder)):
        console.print(broken)
        number += 1
    if leakage:
        leaks = list(find_leaks(corpus.located))
        for leak in leaks:
            console.print(str(leak))
        console.print(
            f"划分之间的泄漏：{len(leaks)}"
            if language == "zh"
            else f"{numbered(len(leaks), 'leak')} across splits"
        )
        number += len(leaks)
    console.print(_totals(corpus, number, language))
    return number


def _check_sentences(console: Console, files: list[Path], leakage: bool, language: str) -> int:
    sentences, faults = read_sentences(files)
    faults += check_sentences(sentences)
    _print_faults(console, faults)
    number = len(faults)
    if leakage:
        copies = list(find_copies(sentences, texts_measured_on()))
        for copy in copies:
            console.print(str(copy))
        console.print(
            f"与评测文本雷同：{len(copies)}"
            if language == "zh"
            else f"{numbered(len(copies), 'copy')} of texts that are measured on"
        )
        number += len(copies)
    console.print(_totals_of_sentences(sentences, number, language))
    return number


def texts_measured_on() -> list[Located]:
    """Return the texts that come with gongkai and are there to measure on, the sealed ones too."""
    held_out = read_corpus(bundled_corpus(), frozenset({Split.DEV, Split.TEST}))
    return [*held_out.located, *read_corpus(bundled_reality()).located]


def _print_faults(console: Console, faults: list[MarkupFault]) -> None:
    for fault in sorted(faults, key=lambda fault: (fault.file, fault.line)):
        console.print(str(fault))


def _totals(corpus: Corpus, faults: int, language: str) -> str:
    passages, reports = len(corpus.passages), len(corpus.reports)
    claims = sum(len(located.passage.claims) for located in corpus.located)
    marked = sum(len(located.passage.non_claims) for located in corpus.located)
    if language == "zh":
        return f"段落 {passages}，报告 {reports}，{_marks(claims, marked, faults, language)}"
    return (
        f"{passages} {with_ending(passages, 'passage')}, "
        f"{reports} {with_ending(reports, 'report')}, {_marks(claims, marked, faults, language)}"
    )


def _totals_of_sentences(sentences: list[AnnotatedSentence], faults: int, language: str) -> str:
    number = len(sentences)
    claims = sum(len(sentence.claims) for sentence in sentences)
    marked = sum(len(sentence.non_claims) for sentence in sentences)
    marks = _marks(claims, marked, faults, language)
    if language == "zh":
        return f"句子 {number}，{marks}"
    return f"{number} {with_ending(number, 'sentence')}, {marks}"


def _marks(claims: int, marked: int, faults: int, language: str) -> str:
    if language == "zh":
        found = f"错误 {faults}" if faults else "没有错误"
        return f"声明 {claims}，非声明 {marked}；{found}"
    return (
        f"{claims} {with_ending(claims, 'claim')}, {marked} {with_ending(marked, 'non-claim')}; "
        f"{numbered(faults, 'fault')}"
    )
