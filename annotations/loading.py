"""The corpus as a ``datasets.DatasetDict``, and as Parquet files with a dataset card."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gongkai.annotations.corpus_files import Corpus, CorpusError, bundled_corpus, read_corpus
from gongkai.annotations.markup import MarkupError
from gongkai.annotations.passages import Split
from gongkai.annotations.rows import row_of_passage, row_of_report
from gongkai.annotations.sealing import sealed

if TYPE_CHECKING:
    from datasets import DatasetDict, Features

#: What may be loaded without opening the seal.
OPEN_SPLITS: Final = frozenset({Split.TRAIN, Split.DEV})
#: What to load: passages, or whole reports.
PARTS: Final = ("passages", "reports")
_CARD: Final = "README.md"
_CONFIGURATIONS: Final = re.compile(r"^configs:\n(?:(?:- |  ).*\n)*", re.MULTILINE)
#: The card of a corpus that gongkai knows nothing about.
_SHORT_CARD: Final = """---
{configurations}---

# Annotations

Annotated texts in the manner of Chinese government information disclosure annual reports.
Passages: {passages}; whole reports: {reports}. Offsets count Unicode code points into `text`.

Say here where the texts come from, who annotated them and what others may do with them.
"""


def load_corpus(path: str | os.PathLike[str] | None = None, part: str = "passages") -> DatasetDict:
    """Load the annotated corpus.

    Parameters
    ----------
    path
        Folder of a corpus (``SPLIT/AUTHOR/NN.txt``); the one that comes with gongkai if left out.
    part
        ``"passages"``, or ``"reports"`` for whole reports, whose rows have their gold as JSON
        besides.

    Returns
    -------
    datasets.DatasetDict
        Splits ``train`` and ``dev``, and ``test`` where it is not sealed. Offsets count Unicode
        code points into ``text``. ``gongkai annotations open`` hands a sealed split out.

    Raises
    ------
    CorpusError
        If there is no corpus, or none of its texts is in a split.
    MarkupError
        If a file of it cannot be read.
    ValueError
        If there is no such part.
    """
    if part not in PARTS:
        raise ValueError(f"there is no part {part!r}: choose from {', '.join(PARTS)}")
    folder = Path(path) if path is not None else bundled_corpus()
    corpus = read_corpus(folder, OPEN_SPLITS if sealed(folder) else frozenset(Split))
    if corpus.faults:
        raise MarkupError(corpus.faults)
    for file in sorted({located.file for located in corpus.located}):
        if sealed(file):
            raise CorpusError(
                f"{file} lies in a sealed test split: gongkai annotations open hands it out"
            )
    return to_datasets(corpus, part)


def to_datasets(corpus: Corpus, part: str) -> DatasetDict:
    """Turn what was read into datasets, one for each split that has texts.

    Raises
    ------
    CorpusError
        If none of the texts is in a split.
    """
    from datasets import Dataset, DatasetDict  # noqa: PLC0415 - costs a second

    rows: dict[str, list[dict[str, Any]]] = {}
    if part == "passages":
        for located in corpus.passages:
            rows.setdefault(located.split, []).append(row_of_passage(located))
    else:
        for report in corpus.reports:
            rows.setdefault(report.located.split, []).append(row_of_report(report))
    found = {split: rows[split] for split in Split if split in rows}
    if not found:
        raise CorpusError(
            f"there are no {part} in a split: a corpus has the folders train and dev, with a "
            "folder for each author"
        )
    features = _features(part)
    return DatasetDict(
        {split.value: Dataset.from_list(each, features=features) for split, each in found.items()}
    )


def _features(part: str) -> Features:
    from datasets import Features, Value  # noqa: PLC0415

    text, number, offset = Value("string"), Value("float64"), Value("int32")
    span = {"start": offset, "end": offset}
    features: dict[str, Any] = {
        **dict.fromkeys(("name", "author", "text", "follows", "province", "tier", "type"), text),
        "year": offset,
        "sections": [text],
        "phenomena": [text],
        "contexts": [{"kind": text, **span, "channel": text}],
        "claims": [
            {
                **span,
                **dict.fromkeys(("quote", "metric", "kind"), text),
                **dict.fromkeys(("value", "value_max"), number),
                **dict.fromkeys(("unit", "bound", "aspect", "per", "channel", "scope"), text),
                "cumulative": Value("bool"),
                "contexts": [offset],
                "part_of": offset,
                "part_kind": text,
            }
        ],
        "non_claims": [{**span, "reason": text}],
        "problems": [{**span, "category": text, "year": text}],
        "improvements": [{**span, "category": text, "stage": text}],
    }
    if part == "reports":
        features["gold"] = text
    return Features(features)


def write_parquet(corpus: Corpus, directory: str | os.PathLike[str]) -> list[Path]:
    """Write a corpus as Parquet files, with a dataset card.

    Parameters
    ----------
    corpus
        What was read.
    directory
        Where ``passages/train.parquet`` and so on go, and the card as ``README.md``: that of the
        bundled corpus for texts of it, a short one for any others.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    CorpusError
        If none of the texts is in a split.
    """
    from datasets import disable_progress_bars  # noqa: PLC0415

    disable_progress_bars()
    target = Path(directory)
    written = []
    for part in PARTS:
        if not (corpus.passages if part == "passages" else corpus.reports):
            continue
        (target / part).mkdir(parents=True, exist_ok=True)
        for split, dataset in to_datasets(corpus, part).items():
            file = target / part / f"{split}.parquet"
            dataset.to_parquet(str(file))
            written.append(file)
    card = _configurations(written, target)
    if _is_bundled(corpus):
        whole = (bundled_corpus().parent / _CARD).read_text("utf-8")
        card = _CONFIGURATIONS.sub(lambda _: card, whole, count=1)
    else:
        card = _SHORT_CARD.format(
            configurations=card, passages=len(corpus.passages), reports=len(corpus.reports)
        )
    (target / _CARD).write_text(card, encoding="utf-8", newline="\n")
    return [*written, target / _CARD]


def _is_bundled(corpus: Corpus) -> bool:
    folder = bundled_corpus().resolve()
    return all(folder in Path(each.file).resolve().parents for each in corpus.located)


def _configurations(written: list[Path], target: Path) -> str:
    """Return the part of a card's head that tells which files hold which split."""
    lines = ["configs:"]
    for part in PARTS:
        files = [file for file in written if file.parent.name == part]
        if files:
            lines += [f"- config_name: {part}", "  data_files:"]
        for file in files:
            lines += [f"  - split: {file.stem}", f"    path: {file.relative_to(target).as_posix()}"]
    return "\n".join(lines) + "\n"
