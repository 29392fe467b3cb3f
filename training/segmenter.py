"""Training of the segmenter: words from a dictionary, cut where the annotations cut them.

No corpus of this kind of text has its words marked. A dictionary segmenter finds them
(``silver``: not gold), but knows nothing of what matters here: it may join a measure word to
the noun behind it, or the end of a name to the verb. So its words are cut at both ends of every
quantity, every annotated span and every phrase of the lexicon, and spacy-pkuseg's conditional
random field learns the result, which then holds for text without annotations too.

spacy-pkuseg's own ``train`` writes its features, its log and its model into folders of its
own and keeps its settings in a global; its optimiser is used here without all that.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gongkai.annotations.passages import Passage
from gongkai.annotations.sentences import AnnotatedSentence
from gongkai.models.document import Span
from gongkai.models.errors import GongkaiError, MissingExtraError
from gongkai.models.normalised import normalise
from gongkai.models.quantities import find_quantities
from gongkai.models.rules.lexicon import load_lexicon
from gongkai.models.trained.segmentation import Segmenter, Vocabulary, Weights
from gongkai.models.trained.segmentation.segmenter import pieces
from gongkai.models.trained.segmentation.vocabulary import (
    CHARACTER_OFFSETS,
    LONGEST_WORD,
    PAIR_OFFSETS,
    SHORTEST_WORD,
    TAGS,
    unify,
)

Words: TypeAlias = tuple[str, ...]
Floats1d: TypeAlias = NDArray[np.float64]

#: spacy-pkuseg lowers its rates ten times in a pass, which takes as many sentences.
FEWEST_SENTENCES: Final = 10
_NO_FEATURES: Final = frozenset({"0", "Ａ"})


@dataclass(frozen=True, slots=True)
class Settings:
    """How a segmenter is trained.

    Attributes
    ----------
    passes
        How often all sentences are gone through.
    fewest_words, fewest_pairs
        How often a word must occur to stand in the dictionary, and a pair of characters to be a
        feature.
    smallest
        Features none of whose weights is this large are left out of the result.
    seed
        Decides the order of the sentences.
    """

    passes: int = 5
    fewest_words: int = 2
    fewest_pairs: int = 2
    smallest: float = 0.05
    seed: int = 0


def silver_of_passages(passages: Iterable[Passage]) -> list[Words]:
    """Return the words of each sentence of annotated passages, in their order.

    Raises
    ------
    MissingExtraError
        If the dictionary segmenter is not installed.
    """
    found: list[Words] = []
    for passage in passages:
        spans = [claim.span for claim in passage.claims]
        spans += [context.span for context in passage.contexts]
        spans += [mark.span for mark in passage.non_claims]
        found.extend(silver_words(passage.text, spans))
    return found


def silver_of_sentences(sentences: Iterable[AnnotatedSentence]) -> list[Words]:
    """Return the words of written sentences.

    Raises
    ------
    MissingExtraError
        If the dictionary segmenter is not installed.
    """
    found: list[Words] = []
    for sentence in sentences:
        spans = [claim.span for claim in sentence.claims]
        spans += [mark.span for mark in sentence.non_claims]
        found.extend(silver_words(sentence.text, spans))
    return found


def silver_words(text: str, spans: Iterable[Span] = ()) -> list[Words]:
    """Return the words of each sentence of a text.

    Parameters
    ----------
    text
        The text as written; the words are those of its normalised form.
    spans
        Stretches of it whose ends are ends of words.

    Raises
    ------
    MissingExtraError
        If the dictionary segmenter is not installed.
    """
    normalised = normalise(text)
    plain, offsets = normalised.text, normalised.offsets
    ends = {end for _, end in _dictionary_words(plain)}
    for span in spans:
        ends.update((bisect_left(offsets, span.start), bisect_left(offsets, span.end)))
    for mention in load_lexicon().scan(plain):
        ends.update((mention.start, mention.end))
    for quantity in find_quantities(plain).quantities:
        ends.update((quantity.start, quantity.end))
    return list(_sentences(plain, sorted(ends)))


def _dictionary_words(text: str) -> list[tuple[int, int]]:
    return [(start, end) for _, start, end in _dictionary_segmenter()(text, "default", True)]


@cache
def _dictionary_segmenter() -> Callable[[str, str, bool], list[tuple[str, int, int]]]:
    try:
        from rjieba import tokenize  # noqa: PLC0415 - only training needs it
    except ImportError as error:
        raise MissingExtraError("Training of the segmenter", "training") from error
    segment: Callable[[str, str, bool], list[tuple[str, int, int]]] = tokenize
    return segment


def _sentences(text: str, ends: list[int]) -> Iterator[Words]:
    for start, end in pieces(text):
        if text[start].isspace():
            continue
        inner = ends[bisect_left(ends, start + 1) : bisect_left(ends, end)]
        yield tuple(text[first:last] for first, last in pairwise([start, *inner, end]))


def train_segmenter(sentences: Iterable[Words], settings: Settings | None = None) -> Segmenter:
    """Train a segmenter; the same sentences and settings give the same segmenter.

    Parameters
    ----------
    sentences
        The words of each sentence. Those that differ in nothing but digits count once.
    settings
        How to train.

    Raises
    ------
    GongkaiError
        If there are fewer than 10 different sentences.
    """
    settings = settings or Settings()
    distinct = list(dict.fromkeys(tuple(map(unify, words)) for words in sentences if words))
    if len(distinct) < FEWEST_SENTENCES:
        raise GongkaiError(
            f"A segmenter cannot be trained on {len(distinct)} different sentences: "
            f"give {FEWEST_SENTENCES} or more."
        )
    features = _Features(distinct, settings)
    weights = _optimise(features, distinct, settings)
    return _pruned(features, weights, settings.smallest)


def _optimise(features: _Features, sentences: list[Words], settings: Settings) -> Floats1d:
    """Return the weights of spacy-pkuseg's model, as it numbers them."""
    from spacy_pkuseg.config import Config  # noqa: PLC0415 - half a second
    from spacy_pkuseg.data import Example  # noqa: PLC0415
    from spacy_pkuseg.model import Model  # noqa: PLC0415
    from spacy_pkuseg.optimizer import ADF  # noqa: PLC0415

    examples = [Example(features.of("".join(words)), _tags(words)) for words in sentences]
    model = Model(features.count, len(TAGS))
    optimiser = ADF(Config(), examples, model)
    state = random.getstate()
    random.seed(settings.seed)  # what the optimiser shuffles by
    try:
        for _ in range(settings.passes):
            optimiser.optimize()
    finally:
        random.setstate(state)
    found: Floats1d = model.w
    return found


def _tags(words: Words) -> list[int]:
    tags: list[str] = []
    for word in words:
        inner = ["I_first"] + ["I"] * (len(word) - 3) if len(word) > 2 else []
        tags += ["B_single"] if len(word) == 1 else ["B", *inner, "I_end"]
    return [TAGS.index(tag) for tag in tags]


class _Features:
    """Numbers the features of sentences: the intercept is 0, then those of ``places``."""

    def __init__(self, sentences: list[Words], settings: Settings) -> None:
        texts = ["".join(words) for words in sentences]
        self.vocabulary = Vocabulary(
            tuple(sorted({character for text in texts for character in text})),
            _frequent((a + b for text in texts for a, b in pairwise(text)), settings.fewest_pairs),
            _frequent(
                (word for words in sentences for word in words if _is_dictionary_word(word)),
                settings.fewest_words,
            ),
        )
        self.count = 1
        self.characters = self._number(self.vocabulary.characters, len(CHARACTER_OFFSETS))
        self.pairs = self._number(self.vocabulary.pairs, len(PAIR_OFFSETS))
        self.words = self._number(self.vocabulary.words, 2)

    def _number(self, entries: Sequence[str], places: int) -> list[dict[str, int]]:
        """Give the entries numbers, others for each place they can stand in."""
        numbered = []
        for _ in range(places):
            numbered.append({each: self.count + row for row, each in enumerate(entries)})
            self.count += len(entries)
        return numbered

    def of(self, text: str) -> list[list[int]]:
        """Return the features of each character of a unified sentence."""
        found: list[list[int]] = [[0] for _ in text]
        for position, character in enumerate(text):
            for offset, numbers in zip(CHARACTER_OFFSETS, self.characters, strict=True):
                _add(found, position - offset, numbers.get(character))
            pair = text[position : position + 2]
            for offset, numbers in zip(PAIR_OFFSETS, self.pairs, strict=True):
                _add(found, position - offset, numbers.get(pair))
            begins, ends = self.words
            for length in range(SHORTEST_WORD, LONGEST_WORD + 1):
                word = text[position : position + length]
                if len(word) == length and word in begins:
                    found[position].append(begins[word])
                    found[position + length - 1].append(ends[word])
        return found


def _add(found: list[list[int]], position: int, number: int | None) -> None:
    if number is not None and 0 <= position < len(found):
        found[position].append(number)


def _frequent(entries: Iterable[str], fewest: int) -> tuple[str, ...]:
    counts = Counter(entries)
    return tuple(sorted(each for each, count in counts.items() if count >= fewest))


def _is_dictionary_word(word: str) -> bool:
    """Tell whether a word can be one of the dictionary: numbers are not, as in spacy-pkuseg."""
    return SHORTEST_WORD <= len(word) <= LONGEST_WORD and _NO_FEATURES.isdisjoint(word)


def _pruned(features: _Features, weights: Floats1d, smallest: float) -> Segmenter:
    """Return the segmenter without the features that matter little."""
    nodes = weights[: features.count * len(TAGS)].reshape(features.count, len(TAGS))
    # spacy-pkuseg keeps, for each tag, those of the tags before it.
    transitions = weights[features.count * len(TAGS) :].reshape(len(TAGS), len(TAGS)).T
    vocabulary = features.vocabulary
    tables = {}
    kept: dict[str, tuple[str, ...]] = {}
    for name in ("pairs", "words", "characters"):
        numbered: list[dict[str, int]] = getattr(features, name)
        entries: tuple[str, ...] = getattr(vocabulary, name)
        table = np.array([[nodes[numbers[each]] for each in entries] for numbers in numbered])
        table = table.reshape(len(numbered), len(entries), len(TAGS))
        matters = np.abs(table).max(axis=(0, 2), initial=0) >= smallest
        if name == "characters":
            needed = set("".join((*kept["pairs"], *kept["words"])))
            matters |= np.array([each in needed for each in entries], dtype=bool)
        kept[name] = tuple(each for each, keep in zip(entries, matters, strict=True) if keep)
        tables[name] = table[:, matters].astype(np.float16)
    return Segmenter(
        Vocabulary(kept["characters"], kept["pairs"], kept["words"]),
        Weights(
            tables["characters"],
            tables["pairs"],
            tables["words"],
            nodes[0].astype(np.float16),
            transitions.astype(np.float16),
        ),
    )


@dataclass(frozen=True, slots=True)
class WordScores:
    """How well words were found: those found with both of their ends.

    Attributes
    ----------
    precision, recall, f1
        Shares of the words found, of the words there, and their harmonic mean.
    words
        The number of words there.
    """

    precision: float
    recall: float
    f1: float
    words: int


def score_segmenter(segmenter: Segmenter, sentences: Iterable[Words]) -> WordScores:
    """Compare the words that a segmenter finds with those of sentences it was not trained on.

    Raises
    ------
    GongkaiError
        If there are no sentences.
    """
    right = found = there = 0
    for words in sentences:
        ends = np.cumsum([len(word) for word in words]).tolist()
        gold = set(zip([0, *ends[:-1]], ends, strict=True))
        predicted = segmenter.words("".join(words))
        right += len(gold.intersection(predicted))
        found += len(predicted)
        there += len(gold)
    if not there:
        raise GongkaiError("There are no sentences to measure a segmenter on: give at least one.")
    return WordScores(right / found, right / there, 2 * right / (found + there), there)
