"""``gongkai annotations export`` and ``import`` once their arguments are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gongkai.annotations.converters.errors import ConverterError
from gongkai.annotations.converters.interface import Converter
from gongkai.annotations.converters.label_studio import LabelStudio
from gongkai.annotations.converters.losses import count_lost, of_reports
from gongkai.annotations.converters.markup_files import Markup
from gongkai.annotations.converters.registry import converter
from gongkai.annotations.converters.staging import check_new, staged
from gongkai.annotations.corpus_files import Corpus, CorpusError, bundled_corpus, read_corpus
from gongkai.annotations.loading import write_parquet
from gongkai.annotations.markup import MarkupError
from gongkai.annotations.passages import Passage, Split
from gongkai.annotations.sealing import sealed
from gongkai.annotations.whole_reports import compose_report
from gongkai.annotations.whole_reports.files import write_reports

#: What may be exported without opening the seal.
_OPEN: Final = frozenset({Split.TRAIN, Split.DEV})
_OPEN_IT: Final = (
    "hand it out with gongkai annotations open, then give the path of what was handed out"
)


def export_annotations(
    format_name: str,
    output: Path,
    path: Path | None,
    splits: Sequence[Split] = (),
    *,
    finished: bool = False,
) -> str:
    """Write annotations in the format of another tool.

    Parameters
    ----------
    format_name
        Name of the format.
    output
        A file or folder that does not exist yet.
    path
        A file or folder in the markup; the bundled corpus if ``None``.
    splits
        Splits to take; train and dev if empty.
    finished
        Write finished annotations instead of predictions, for Label Studio.

    Returns
    -------
    str
        What was written, and what was left out.

    Raises
    ------
    ConverterError
        If there is no such format, something exists where it is to be written, or the format
        cannot hold a passage.
    CorpusError, MarkupError
        If there is nothing to export, the split is sealed, or it cannot be read.
    """
    chosen = None if format_name in FOLDERS and not finished else _chosen(format_name, finished)
    check_new(output)
    corpus = _corpus(path, frozenset(splits) or _OPEN)
    if chosen is None:
        with staged(output) as target:
            count, more = FOLDERS[format_name](target, corpus)
        return f"{count} written to {output}{more}"
    passages = _passages(corpus)
    with staged(output) as target:
        chosen.write(passages, target)
    lost = count_lost(passages, chosen.loses)
    left_out = ", ".join(f"{loss} ({number})" for loss, number in lost.items())
    notes = [f"left out: {left_out}" if lost else "", of_reports(len(corpus.reports))]
    return "; ".join([f"{_count(passages)} written to {output}", *filter(None, notes)])


def splits_of(names: Sequence[str]) -> list[Split]:
    """Return splits by their names.

    Raises
    ------
    ConverterError
        If there is none of a name.
    """
    unknown = [name for name in names if name not in set(Split)]
    if unknown:
        raise ConverterError(f"{unknown[0]!r} is no split: choose from {', '.join(Split)}")
    return [Split(name) for name in names]


def import_annotations(format_name: str, source: Path, output: Path) -> str:
    """Read annotations in the format of another tool and write them in the markup.

    Parameters
    ----------
    format_name
        Name of the format.
    source
        The file or folder.
    output
        A file that does not exist yet.

    Returns
    -------
    str
        What was written.

    Raises
    ------
    ConverterError, MarkupError
        If there is no such format, the output exists, or something cannot be accepted.
    CorpusError
        If the file is sealed.
    """
    chosen = converter(format_name)
    check_new(output)
    if source.is_file():
        _refuse_sealed(source)
    passages = chosen.read(source)
    if not passages:
        raise ConverterError(f"{source} holds no passage: export it again")
    with staged(output) as target:
        Markup().write(passages, target)
    return f"{_count(passages)} written to {output}"


def _chosen(name: str, finished: bool) -> Converter:
    chosen = None if name in FOLDERS else converter(name)
    if chosen is not None and not finished:
        return chosen
    if not isinstance(chosen, LabelStudio):
        raise ConverterError("only label-studio tells predictions from finished annotations")
    return LabelStudio(finished=True)


def _write_dataset(output: Path, corpus: Corpus) -> tuple[str, str]:
    files = write_parquet(corpus, output)
    return f"{len(files)} files", ", the dataset card among them"


def _write_reports(output: Path, corpus: Corpus) -> tuple[str, str]:
    counts = Counter(report.head.head.name for report in corpus.reports)
    twice = next((name for name, number in counts.items() if number > 1), None)
    if twice is not None:
        raise CorpusError(f"two reports have the name {twice}: rename one")
    if not corpus.reports:
        raise CorpusError("there is no whole report to write: name another path or split")
    write_reports(corpus.reports, output, pages=True)
    count = len(corpus.reports)
    return f"{count} {'report' if count == 1 else 'reports'}", ""


#: What is written and never read back: the dataset, and whole reports with their gold.
FOLDERS: Final = {"parquet": _write_dataset, "reports": _write_reports}


def _corpus(path: Path | None, splits: frozenset[Split]) -> Corpus:
    if path is None and Split.TEST in splits:
        raise CorpusError(f"the split test is sealed: {_OPEN_IT}")
    corpus = read_corpus(path or bundled_corpus(), splits)
    files = {located.file for located in corpus.located}
    for file in sorted(files | {fault.file for fault in corpus.faults}):
        _refuse_sealed(Path(file))
    if corpus.faults:
        raise MarkupError(corpus.faults)
    if not corpus.located:
        if path is not None:
            _refuse_sealed(path)
        raise CorpusError(
            f"{path or 'the corpus'} holds no passage of {' or '.join(sorted(splits))}: name the "
            "split with --split"
        )
    return corpus


def _refuse_sealed(path: Path) -> None:
    if sealed(path):
        raise CorpusError(f"{path} is of a test split, which is sealed: {_OPEN_IT}")


def _passages(corpus: Corpus) -> list[Passage]:
    passages = [located.passage for located in corpus.passages]
    return passages + [compose_report(report).passage for report in corpus.reports]


def _count(passages: Sequence[Passage]) -> str:
    return f"{len(passages)} {'passage' if len(passages) == 1 else 'passages'}"
