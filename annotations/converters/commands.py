"""``gongkai annotations export`` and ``import`` once their arguments are known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gongkai.annotations.converters.errors import ConverterError
from gongkai.annotations.converters.interface import Converter
from gongkai.annotations.converters.label_studio import LabelStudio
from gongkai.annotations.converters.losses import count_lost
from gongkai.annotations.converters.markup_files import Markup
from gongkai.annotations.converters.registry import converter
from gongkai.annotations.corpus_files import Corpus, CorpusError, bundled_corpus, read_corpus
from gongkai.annotations.loading import write_parquet
from gongkai.annotations.markup import MarkupError
from gongkai.annotations.passages import Passage, Split
from gongkai.annotations.whole_reports import compose_report
from gongkai.annotations.whole_reports.files import write_reports

#: What may be exported without opening the seal.
_OPEN: Final = frozenset({Split.TRAIN, Split.DEV})


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
        If there is no such format, the output exists, or the format cannot hold a passage.
    CorpusError, MarkupError
        If there is nothing to export, the split is sealed, or it cannot be read.
    """
    if format_name in FOLDERS:
        _check_new(output)
        return FOLDERS[format_name](output, _corpus(path, frozenset(splits) or _OPEN))
    chosen = _chosen(format_name, finished)
    _check_new(output)
    passages = _passages(path, frozenset(splits) or _OPEN)
    output.parent.mkdir(parents=True, exist_ok=True)
    chosen.write(passages, output)
    lost = count_lost(passages, chosen.loses)
    left_out = ", ".join(f"{loss} ({number})" for loss, number in lost.items())
    written = f"{_count(passages)} written to {output}"
    return f"{written}; left out: {left_out}" if lost else written


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
    ConverterError
        If there is no such format, the output exists, or something cannot be accepted.
    """
    chosen = converter(format_name)
    _check_new(output)
    passages = chosen.read(source)
    if not passages:
        raise ConverterError(f"{source} holds no passage: export it again")
    output.parent.mkdir(parents=True, exist_ok=True)
    Markup().write(passages, output)
    return f"{_count(passages)} written to {output}"


def _chosen(name: str, finished: bool) -> Converter:
    chosen = converter(name)
    if not finished:
        return chosen
    if not isinstance(chosen, LabelStudio):
        raise ConverterError("only label-studio tells predictions from finished annotations")
    return LabelStudio(finished=True)


def _write_dataset(output: Path, corpus: Corpus) -> str:
    files = write_parquet(corpus, output)
    return f"{len(files)} files written to {output}, the dataset card among them"


def _write_reports(output: Path, corpus: Corpus) -> str:
    if not corpus.reports:
        raise CorpusError("there is no whole report to write: name another path or split")
    write_reports(corpus.reports, output, pages=True)
    count = len(corpus.reports)
    return f"{count} {'report' if count == 1 else 'reports'} written to {output}"


#: What is written and never read back: the dataset, and whole reports with their gold.
FOLDERS: Final = {"parquet": _write_dataset, "reports": _write_reports}


def _corpus(path: Path | None, splits: frozenset[Split]) -> Corpus:
    if path is None and Split.TEST in splits:
        raise CorpusError(
            "the split test is sealed: hand it out with gongkai annotations open, then give the "
            "path of what was handed out"
        )
    corpus = read_corpus(path or bundled_corpus(), splits)
    if corpus.faults:
        raise MarkupError(corpus.faults)
    return corpus


def _passages(path: Path | None, splits: frozenset[Split]) -> list[Passage]:
    corpus = _corpus(path, splits)
    passages = [located.passage for located in corpus.passages]
    passages += [compose_report(report).passage for report in corpus.reports]
    if not passages:
        raise CorpusError(
            f"{path or 'the corpus'} holds no passage of {' or '.join(sorted(splits))}: name the "
            "split with --split"
        )
    return passages


def _check_new(output: Path) -> None:
    if output.exists():
        raise ConverterError(f"{output} exists: name another, or take it away first")


def _count(passages: Sequence[Passage]) -> str:
    return f"{len(passages)} {'passage' if len(passages) == 1 else 'passages'}"
