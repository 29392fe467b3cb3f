"""The commands of ``gongkai annotations`` once their arguments are known."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from gongkai.annotations.agreement import disagreements, measure, pair_passages
from gongkai.annotations.agreement.display import print_agreement
from gongkai.annotations.corpus_files import (
    ENDING,
    SEAL,
    Corpus,
    CorpusError,
    bundled_double,
    folder_of,
    read_corpus,
)
from gongkai.annotations.display import numbered, plain_console
from gongkai.annotations.markup import MarkupError
from gongkai.annotations.passages import Located, Split
from gongkai.annotations.sealing import (
    OPENINGS,
    Opening,
    record_opening,
    require_openable,
    seal,
    sealed,
)
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

FIRST: Final = "first"
SECOND: Final = "second"
#: Where the files of the sealed split go, below the folder that is handed out.
HANDED_OUT: Final = Path("corpus") / Split.TEST


def _read(path: Path | None, splits: frozenset[Split] | None = None) -> Corpus:
    corpus = read_corpus(folder_of(path), splits)
    if corpus.faults:
        raise MarkupError(corpus.faults)
    return corpus


def statistics(path: Path | None, output: Path | None, compare: list[Path], language: str) -> None:
    """Print what a corpus holds, and what the bundled one is short of.

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
        If the corpus or a text compared cannot be read, or the output exists and holds anything
        but counts.
    """
    console = plain_console()
    corpus = _read(path)
    counts = count(corpus)
    # What the bundled corpus is meant to hold is no measure of another one.
    short = shortfalls(counts) if path is None else None
    if output is not None:  # first, so that a reader who stops early loses no file
        content = statistics_json(counts, short)
        _check_output(output, content)
        output.write_text(content, encoding="utf-8", newline="\n")
    print_statistics(console, counts, short, language)
    console.print()
    for names, figures in _repetition(corpus, compare):
        print_recurrence(console, names, figures, language)


def _check_output(output: Path, content: str) -> None:
    """Refuse to write counts over anything but counts."""
    start = content.partition(":")[0].encode()
    other = False
    if output.is_file():
        with output.open("rb") as file:
            found = file.read(len(start))
        other = found not in {b"", start}
    if other or output.suffix == ENDING:
        raise CorpusError(
            f"{output} is a text or holds something else than counts: name a new file for JSON, "
            "such as stats.json"
        )


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise CorpusError(f"{file} is not UTF-8: save it as UTF-8") from None


def _repetition(
    corpus: Corpus, compare: list[Path]
) -> Iterator[tuple[tuple[str, str], Recurrence | None]]:
    """Yield how much texts repeat each other; like is compared with like: one form, one era."""
    newest = [each for each in corpus.passages if _is_newest(each)]
    reports = [each.located for each in corpus.reports if _is_newest(each.located)]
    yield ("passages", "段落"), recurrence_of_passages(corpus.passages)
    yield ("passages on 2021 and later", "2021年及以后的段落"), recurrence_of_passages(newest)
    yield (
        ("whole reports on 2021 and later", "2021年及以后的完整报告"),
        recurrence_of_texts([each.passage.text for each in reports]),
    )
    if compare:
        yield (
            ("texts compared", "所比较的文本"),
            recurrence_of_texts([_text(file) for file in compare]),
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
        Print every point on which they differ, but for passages of a test split.

    Raises
    ------
    CorpusError, MarkupError
        If an annotation cannot be read, or the two have no passage in common.
    MissingExtraError
        If the extra ``annotations`` is not installed.
    """
    console = plain_console()
    one = _read(first or bundled_double() / FIRST)
    two = _read(second or bundled_double() / SECOND)
    pairs = pair_passages(one.passages, two.passages)
    found = list(disagreements(pairs))
    if points:
        closed = {
            located.passage.head.name
            for located in (*one.passages, *two.passages)
            if located.split == Split.TEST or sealed(located.file)
        }
        shown = [point for point in found if point.passage not in closed]
        for point in shown:
            console.print(
                f"{point.passage} {point.quote!r} {point.subject}: {point.first or '—'} / "
                f"{point.second or '—'}  …{point.context}…"
            )
        if withheld := len(found) - len(shown):
            console.print(
                f"测试集段落的分歧不显示：{withheld}"
                if language == "zh"
                else f"{numbered(withheld, 'point')} of passages of the test split withheld"
            )
    print_agreement(console, measure(pairs), found, language)


def seal_corpus(path: Path | None, again: str | None = None) -> str:
    """Seal the test split of a corpus and return its checksum.

    Parameters
    ----------
    path
        Folder of a corpus, ``reality`` for the reality set, or ``None`` for the bundled corpus.
        What comes with gongkai can only be sealed in a checkout.
    again
        Why it is sealed anew, where it was sealed before and has changed.

    Raises
    ------
    CorpusError
        If there is no test split, it has changed and no reason is given, or it is that of an
        installed package.
    """
    folder = folder_of(path)
    if folder != path and not (folder.parent.parent / "pyproject.toml").is_file():
        raise CorpusError(
            "what comes with gongkai is sealed where gongkai is developed: give the folder of a "
            "corpus of your own"
        )
    return seal(folder, again=again)


def open_sealed(
    path: Path | None, output: Path, reason: str, record: Path | None = None
) -> Opening:
    """Hand out the sealed split and record that it was opened.

    All is read and written under another name first; then the opening is recorded; only then
    the output gets its name.

    Parameters
    ----------
    path
        Folder of a corpus, ``reality`` for the reality set, or ``None`` for the bundled corpus.
    output
        Where the split goes: its files as ``corpus/test``, and its whole reports as text and
        gold in ``reports``.
    reason
        What for.
    record
        The file to record the opening in; beside the seal if left out.

    Raises
    ------
    CorpusError
        If the seal is broken, no reason is given, the output exists, or the opening cannot be
        recorded.
    MarkupError
        If a file of the split cannot be read.
    """
    folder = folder_of(path)
    split = folder / Split.TEST
    if os.path.lexists(output):
        raise CorpusError(f"{output} exists: name a folder that does not")
    if folder.resolve() in output.resolve().parents:
        raise CorpusError(f"{output} lies in the corpus: name a folder elsewhere")
    if record is not None and _is_no_record(record, folder, output):
        raise CorpusError(
            f"{record} is no place for a record: name a file outside of the corpus and the output"
        )
    require_openable(folder, reason)
    corpus = _read(split)
    output.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".opening-", dir=output.parent) as temporary:
        opened = Path(temporary) / "opened"
        shutil.copytree(split, opened / HANDED_OUT, ignore=shutil.ignore_patterns(SEAL, OPENINGS))
        write_reports(corpus.reports, opened / "reports", pages=False)
        _check_whole(corpus, opened)
        opening = record_opening(folder, version("gongkai"), reason, record)
        opened.rename(output)
    return opening


def _is_no_record(record: Path, corpus: Path, output: Path) -> bool:
    place = record.resolve()
    if place == (corpus / Split.TEST / OPENINGS).resolve():
        return False
    return any(folder.resolve() in (place, *place.parents) for folder in (corpus, output))


def _check_whole(corpus: Corpus, opened: Path) -> None:
    """Check that what is handed out is what was sealed."""
    wanted = [each.passage for each in corpus.located]
    found = [each.passage for each in _read(opened / HANDED_OUT).located]
    reports = len(list((opened / "reports").glob("*.gold.json")))
    if found != wanted or reports != len(corpus.reports):
        alike = sum(left == right for left, right in zip(wanted, found, strict=False))
        raise CorpusError(
            f"{numbered(len(wanted), 'text')} and {numbered(len(corpus.reports), 'report')} are "
            f"sealed, but only {alike} and {reports} of them would be handed out as they are: "
            "give each a name of its own; nothing was opened"
        )
