"""spaCy's own components: a CNN with NER over characters or words, and with spancat.

NER has to find quotes and their metrics at once; spancat is asked about the anchors that the
grammar proposes. Both read the pieces that the network reads, the heading before each, and know
nothing of lexicon and rules. Anchors with several metrics have a label of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final, TypeAlias, cast

import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc, Span
from spacy.training import Example as TrainingPair
from spacy.training.batchers import minibatch_by_words
from spacy.util import filter_spans, registry
from thinc.api import NumpyOps, Ops, fix_random_seed
from thinc.types import Ragged

from gongkai.models.trained.columns import ColumnReader, Piece
from gongkai.models.trained.operations import with_blas
from gongkai.models.trained.questions import NONE, Question
from gongkai.models.trained.readings import PassageReading
from gongkai.models.trained.segmentation import Segmenter
from gongkai.models.trained.segmentation.tokenizers import CHARACTER_TOKENIZER, WordTokenizer
from gongkai.training.designs.outcomes import (
    Metrics,
    Outcome,
    Stopwatch,
    at_anchors,
    metric_answers,
)
from gongkai.training.designs.words import fit_segmenter
from gongkai.training.examples import Example

Settings: TypeAlias = dict[str, Any]

SUGGESTER: Final = "gongkai.AnchorSuggester.v1"
#: Where the anchors stand under ``Doc.spans``, and where spancat puts what it finds.
_ANCHORS: Final = "anchors"
_FOUND: Final = "found"
_BREAK: Final = "\n"
_BATCH_TOKENS: Final = 1_000
_DROPOUT: Final = 0.2


def tok2vec(depth: int, rows: int, *, subwords: bool) -> Settings:
    """Return the settings of spaCy's encoder.

    Parameters
    ----------
    depth
        How often windows of three tokens are mixed.
    rows
        Rows of each table.
    subwords
        Whether prefix, suffix and shape of tokens are read as well.
    """
    return {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 96,
        "depth": depth,
        "embed_size": rows,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": subwords,
    }


def entity_settings(encoder: Settings) -> Settings:
    """Return the settings of NER by transitions."""
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": encoder,
    }
    return {"model": model}


def span_settings(encoder: Settings) -> Settings:
    """Return the settings of spancat with one label at most for each anchor."""
    model = {
        "@architectures": "spacy.SpanCategorizer.v1",
        "scorer": {"@layers": "Softmax.v2"},
        "reducer": {"@layers": "spacy.mean_max_reducer.v1", "hidden_size": 128},
        "tok2vec": encoder,
    }
    return {"model": model, "spans_key": _FOUND, "suggester": {"@misc": SUGGESTER}}


_CHARACTERS: Final = tok2vec(6, 4_000, subwords=False)
_WORDS: Final = tok2vec(4, 5_000, subwords=True)


@dataclass(frozen=True, slots=True)
class SpacyRun:
    """Learns and reads with one component of spaCy.

    Attributes
    ----------
    component
        Its factory: ``ner`` or ``spancat_singlelabel``.
    settings
        What is set of it.
    words
        Whether tokens are words; they are characters otherwise.
    epochs
        How often all pieces are seen.
    seed
        Of everything random.
    """

    component: str
    settings: Settings = field(hash=False)
    words: bool = False
    epochs: int = 3
    seed: int = 0

    def __call__(self, learned: Sequence[Example], held_out: Sequence[Example]) -> Outcome:
        """Learn from examples, and read others."""
        known = frozenset(metric_answers(learned).by_question[Question.METRICS]) - {NONE}
        training, reading = Stopwatch(), Stopwatch()
        with training.running():
            pipeline = self._pipeline(fit_segmenter(learned) if self.words else None)
            pairs = [pair for each in learned for pair in _pairs(pipeline, each, known)]
            learn(pipeline, pairs, self.epochs, self.seed)
        with reading.running():
            metrics = tuple(read(pipeline, held_out))
        size = len(pipeline.to_bytes(exclude=["vocab"]))
        remark = f"{self.epochs} epochs"
        return Outcome(metrics, training.seconds, reading.seconds, size, remark)

    def _pipeline(self, segmenter: Segmenter | None) -> Language:
        tokenizer = {"@tokenizers": CHARACTER_TOKENIZER}
        pipeline = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
        if segmenter is not None:
            pipeline.tokenizer = WordTokenizer(pipeline.vocab, segmenter)
        pipeline.add_pipe(self.component, config=self.settings)
        return pipeline


def learn(pipeline: Language, pairs: Sequence[TrainingPair], epochs: int, seed: int) -> None:
    """Train the components of a pipeline.

    Parameters
    ----------
    pipeline
        The pipeline.
    pairs
        Documents as they come, and as they should be.
    epochs
        How often each is seen.
    seed
        Of everything random.
    """
    fix_random_seed(seed)
    random = Random(seed)  # noqa: S311 - the order of batches, not secrets
    optimizer = pipeline.initialize(lambda: pairs)
    for name in pipeline.pipe_names:
        # As the network computes, or seconds could not be compared.
        with_blas(cast(TrainablePipe, pipeline.get_pipe(name)).model)
    shuffled = list(pairs)
    for _ in range(epochs):
        random.shuffle(shuffled)
        for batch in minibatch_by_words(shuffled, _BATCH_TOKENS, get_length=_tokens):
            pipeline.update(batch, sgd=optimizer, drop=_DROPOUT)


def _tokens(pair: TrainingPair) -> int:
    return len(pair.predicted)


def read(pipeline: Language, examples: Sequence[Example]) -> Iterator[Metrics]:
    """Yield for each example the metrics of its anchors."""
    columns = ColumnReader()
    read_pieces = [columns.pieces(example.reading) for example in examples]
    docs = pipeline.pipe(
        [
            _doc(pipeline, example.reading, piece)
            for example, pieces in zip(examples, read_pieces, strict=True)
            for piece in pieces
        ]
    )
    for example, pieces in zip(examples, read_pieces, strict=True):
        found = []
        for piece in pieces:
            doc = next(docs)
            for span in (*doc.ents, *doc.spans.get(_FOUND, ())):
                start, end = (
                    at - piece.lead + piece.start for at in (span.start_char, span.end_char)
                )
                found.append((start, end, span.label_))
        yield at_anchors(example.reading, found)


def _pairs(pipeline: Language, example: Example, known: frozenset[str]) -> Iterator[TrainingPair]:
    for piece in ColumnReader().pieces(example.reading):
        predicted = _doc(pipeline, example.reading, piece)
        right = predicted.copy()
        spans = [
            span
            for number in piece.anchors
            if (answer := example.gold[number].answer(Question.METRICS)) in known
            for span in _spans(right, example.reading, piece, number, answer)
        ]
        right.spans[_FOUND] = spans
        right.ents = filter_spans(spans)
        yield TrainingPair(predicted, right)


def _doc(pipeline: Language, reading: PassageReading, piece: Piece) -> Doc:
    """Return a piece with the heading before it as a document, its anchors marked."""
    doc = pipeline.make_doc(reading.heading + _BREAK + reading.text[piece.start : piece.end])
    doc.spans[_ANCHORS] = [
        span for number in piece.anchors for span in _spans(doc, reading, piece, number, "")
    ]
    return doc


def _spans(
    doc: Doc, reading: PassageReading, piece: Piece, number: int, label: str
) -> Iterator[Span]:
    """Yield the tokens of an anchor as a span, if it has any."""
    quantity = reading.anchors[number].quantity
    start, end = piece.at(quantity.start), piece.at(quantity.end)
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    if span is not None:
        yield span


def make_suggester() -> Callable[..., Ragged]:
    """Return what tells spancat of the anchors of documents."""

    def suggest(docs: Iterable[Doc], *, ops: Ops | None = None) -> Ragged:
        operations = NumpyOps() if ops is None else ops
        by_doc = [[(span.start, span.end) for span in doc.spans[_ANCHORS]] for doc in docs]
        spans = [span for found in by_doc for span in found]
        table = operations.asarray2i(spans or operations.xp.zeros((0, 2)))
        return Ragged(table, operations.asarray1i([len(found) for found in by_doc]))

    return suggest


registry.misc(SUGGESTER, func=make_suggester)

run_spacy_entities: Final = SpacyRun("ner", entity_settings(_CHARACTERS))
run_spacy_entities_of_words: Final = SpacyRun("ner", entity_settings(_WORDS), words=True)
run_spacy_spans: Final = SpacyRun("spancat_singlelabel", span_settings(_CHARACTERS))
