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
from gongkai.training.layers import Layer, layers_missing

#: Of annotations without splits one in so many texts is held out, by a hash of its name.
_HELD_OUT: Final = 5
_FEWEST_TEXTS: Final = 10
_SEED: Final = 2025
_MARKUP: Final = "markup"


@dataclass(frozen=True, slots=True)
class Texts:
    """Annotated texts of one use.

    Attributes
    ----------
    name
        What they are called in the model card.
    passages, reports
        Passages, and whole reports.
    missing
        What is not annotated in any of them.
    """

    name: str
    passages: tuple[Passage, ...]
    reports: tuple[ReportSource, ...] = ()
    missing: frozenset[Layer] = frozenset()

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
        bundled_learned(),
        True,
        generated,
        (
            _texts("corpus dev", read_corpus(corpus / Split.DEV)),
            _texts("reality dev", read_corpus(bundled_reality() / Split.DEV)),
        ),
    )


def bundled_learned() -> Texts:
    """Return the texts that come with gongkai to be learned from."""
    return _texts("corpus train", read_corpus(bundled_corpus() / Split.TRAIN))


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
        A split ``dev`` is held out where there is one; else one text in five is, the same ones
        whatever their order.

    Raises
    ------
    CorpusError
        If there are too few texts, or they are sealed.
    ConverterError
        If they are not in that format.
    MarkupError
        If something in them cannot be accepted.
    """
    if format_name is not None and format_name != _MARKUP:
        from gongkai.annotations.converters.registry import converter  # noqa: PLC0415 - heavy

        _refuse_sealed(path)
        chosen = converter(format_name)
        passages = chosen.read(path)
        return _parted(path.name, passages, (), layers_missing(passages, chosen.loses))
    corpus = read_corpus(path, frozenset({Split.TRAIN, Split.DEV}))
    for file in sorted({Path(each.file) for each in corpus.located}):
        _refuse_sealed(file)
    if corpus.faults:
        raise MarkupError(corpus.faults)
    if not corpus.located:
        _refuse_sealed(path)
    missing = layers_missing(each.passage for each in corpus.located)
    held_out = _of_corpus(Split.DEV.value, corpus, missing, held_out=True)
    if held_out.passages or held_out.reports:
        learned = _of_corpus(path.name, corpus, missing, held_out=False)
        _check_size(path.name, learned, held_out)
        return Sources(learned, False, 0, (held_out,))
    apart = [each.passage for each in corpus.passages]
    return _parted(path.name, apart, corpus.reports, missing)


def _refuse_sealed(path: Path) -> None:
    if sealed(path):
        raise CorpusError(
            f"{path} is of a test split, which is sealed: nothing is learned from it."
        )


def _parted(
    name: str,
    passages: Sequence[Passage],
    reports: Sequence[ReportSource],
    missing: frozenset[Layer],
) -> Sources:
    names = [each.head.name for each in passages] + [each.head.head.name for each in reports]
    # By hashes of the names, so that the order of the texts does not tell.
    order = sorted(set(names), key=lambda each: hashlib.sha256(each.encode()).digest())
    chosen = frozenset(order[: len(order) // _HELD_OUT])

    def part(called: str, held_out: bool) -> Texts:
        return Texts(
            called,
            tuple(each for each in passages if (each.head.name in chosen) is held_out),
            tuple(each for each in reports if (each.head.head.name in chosen) is held_out),
            missing,
        )

    learned, held_out = part(name, False), part(f"{name}, held out", True)
    _check_size(name, learned, held_out)
    return Sources(learned, False, 0, (held_out,))


def _check_size(name: str, learned: Texts, held_out: Texts) -> None:
    there = sum(len(each.passages) + len(each.reports) for each in (learned, held_out))
    if there < _FEWEST_TEXTS:
        raise CorpusError(
            f"{name} has {there} {'text' if there == 1 else 'texts'}: a model needs "
            f"{_FEWEST_TEXTS} at the least, of which one in five is held out."
        )
    if not (learned.passages or learned.reports):
        raise CorpusError(
            f"All texts of {name} are of the split dev, which is held out: add some of the split "
            "train."
        )


def _of_corpus(name: str, corpus: Corpus, missing: frozenset[Layer], *, held_out: bool) -> Texts:
    """Return the texts of the split dev, or all others."""

    def inside(located: Located) -> bool:
        return (located.split == Split.DEV) is held_out

    return Texts(
        name,
        tuple(each.passage for each in corpus.passages if inside(each)),
        tuple(each for each in corpus.reports if inside(each.located)),
        missing,
    )


def _texts(name: str, corpus: Corpus) -> Texts:
    if corpus.faults:
        raise MarkupError(corpus.faults)
    return Texts(name, tuple(each.passage for each in corpus.passages), tuple(corpus.reports))
