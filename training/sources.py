"""What is learned from, and what is held out: the bundled texts, or a user's own annotations."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.annotations.corpus_files import (
    Corpus,
    CorpusError,
    bundled_corpus,
    bundled_reality,
    read_corpus,
)
from gongkai.annotations.generator import generate
from gongkai.annotations.markup import MarkupError
from gongkai.annotations.passages import Located, Passage, Split
from gongkai.annotations.sealing import sealed
from gongkai.annotations.sentences import AnnotatedSentence, load_sentences
from gongkai.annotations.whole_reports import ReportSource

#: Of annotations without splits every so many texts is held out, by a hash of its name.
_HELD_OUT: Final = 5
_FEWEST_TEXTS: Final = 10
_SEED: Final = 2025


@dataclass(frozen=True, slots=True)
class Texts:
    """Annotated texts of one use.

    Attributes
    ----------
    name
        What they are called in the model card.
    passages, reports
        Passages, and whole reports.
    """

    name: str
    passages: tuple[Passage, ...]
    reports: tuple[ReportSource, ...] = ()

    @property
    def claims(self) -> int:
        """How many claims are annotated."""
        of_reports = sum(len(each.located.passage.claims) for each in self.reports)
        return sum(len(each.claims) for each in self.passages) + of_reports


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that a training needs.

    Attributes
    ----------
    learned
        Texts to learn from.
    with_sentences
        Whether the bundled sentences are learned from as well.
    generated
        How many generated passages are learned from as well.
    held_out
        Texts for calibration and for the figures of the model card.
    """

    learned: Texts
    with_sentences: bool
    generated: int
    held_out: tuple[Texts, ...]

    def sentences(self) -> list[AnnotatedSentence]:
        """Return the bundled sentences, where they are learned from."""
        return load_sentences() if self.with_sentences else []

    def generated_passages(self) -> list[Passage]:
        """Return the generated passages."""
        return list(generate(self.generated, _SEED)) if self.generated else []


def bundled_sources(generated: int) -> Sources:
    """Return the texts that come with gongkai: nothing of a sealed split is read."""
    corpus = bundled_corpus()
    return Sources(
        _texts("corpus train", read_corpus(corpus / Split.TRAIN)),
        True,
        generated,
        (
            _texts("corpus dev", read_corpus(corpus / Split.DEV)),
            _texts("reality dev", read_corpus(bundled_reality() / Split.DEV)),
        ),
    )


def own_sources(path: Path, format_name: str | None) -> Sources:
    """Return a user's own annotations as sources.

    Parameters
    ----------
    path
        A corpus (``SPLIT/AUTHOR/NN.txt``), a file or folder in the markup, or in the format that
        is named.
    format_name
        The format of a converter; the markup if ``None``.

    Returns
    -------
    Sources
        A split ``dev`` is held out where there is one; else every fifth text is.

    Raises
    ------
    CorpusError
        If there are too few texts, or they are sealed.
    ConverterError
        If they are not in that format.
    MarkupError
        If something in them cannot be accepted.
    """
    if sealed(path):
        raise CorpusError(f"{path} is sealed: nothing is learned from it.")
    if format_name is not None:
        from gongkai.annotations.converters.registry import converter  # noqa: PLC0415 - heavy

        return _parted(path.name, converter(format_name).read(path), ())
    corpus = read_corpus(path, frozenset({Split.TRAIN, Split.DEV}))
    if corpus.faults:
        raise MarkupError(corpus.faults)
    held_out = _of_split(corpus, Split.DEV)
    if held_out.passages or held_out.reports:
        return Sources(_of_split(corpus, Split.TRAIN), False, 0, (held_out,))
    passages = [each.passage for each in corpus.passages]
    return _parted(path.name, passages, corpus.reports)


def _parted(name: str, passages: Sequence[Passage], reports: Sequence[ReportSource]) -> Sources:
    if len(passages) + len(reports) < _FEWEST_TEXTS:
        raise CorpusError(
            f"{name} has {len(passages) + len(reports)} texts: a model needs {_FEWEST_TEXTS} at "
            "the least, of which one in five is held out."
        )
    apart = [each for each in passages if _is_held_out(each.head.name)]
    apart_reports = [each for each in reports if _is_held_out(each.head.head.name)]
    learned = [each for each in passages if not _is_held_out(each.head.name)]
    learned_reports = [each for each in reports if not _is_held_out(each.head.head.name)]
    return Sources(
        Texts(name, tuple(learned), tuple(learned_reports)),
        False,
        0,
        (Texts(f"{name}, held out", tuple(apart), tuple(apart_reports)),),
    )


def _is_held_out(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % _HELD_OUT == 0


def _of_split(corpus: Corpus, split: Split) -> Texts:
    def inside(located: Located) -> bool:
        return located.split == split

    return Texts(
        split.value,
        tuple(each.passage for each in corpus.passages if inside(each)),
        tuple(each for each in corpus.reports if inside(each.located)),
    )


def _texts(name: str, corpus: Corpus) -> Texts:
    if corpus.faults:
        raise MarkupError(corpus.faults)
    return Texts(name, tuple(each.passage for each in corpus.passages), tuple(corpus.reports))
