"""The components of the pipeline, as spaCy knows them.

Each reads what those before it left in the state of the document (`state`) and adds its part.
Read them in the order in which they run: `QuantityFinder` (here), `Encoder` (in
`encoder_component`), `SpanFinder` (here), `ClaimClassifier` and `RelationFinder` (in
`linear_components`), `ClaimCalibrator` (in `calibrating`). `ProblemComponent` (in
`problem_component`) keeps the reader of section five.

Relations come after claims, since only what is a claim can have a whole or be one, and since
whether one count is a part of another is told above all by the two metrics.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from gongkai.models.rules import RuleModel
from gongkai.models.trained.encoder_component import Encoder
from gongkai.models.trained.linear_components import ClaimClassifier, RelationFinder
from gongkai.models.trained.network import Shape
from gongkai.models.trained.readings import read_passage
from gongkai.models.trained.relations import FoundSpan
from gongkai.models.trained.state import state_of
from gongkai.models.trained.tags import spans_of

__all__ = [
    "ANCHOR_SPANS",
    "CLAIMS",
    "CONTEXT_SPANS",
    "ENCODER",
    "LINEAR_WEIGHT",
    "NETWORKS",
    "QUANTITIES",
    "RELATIONS",
    "SPANS",
    "ClaimClassifier",
    "Encoder",
    "QuantityFinder",
    "RelationFinder",
    "SpanFinder",
    "make_claim_classifier",
    "make_encoder",
    "make_quantity_finder",
    "make_relation_finder",
    "make_span_finder",
]

QUANTITIES: Final = "gongkai_quantities"
ENCODER: Final = "gongkai_encoder"
SPANS: Final = "gongkai_spans"
CLAIMS: Final = "gongkai_claims"
RELATIONS: Final = "gongkai_relations"
#: How many networks there are, and the linear models' share beside them, unless a config says
#: otherwise.
NETWORKS: Final = 1
LINEAR_WEIGHT: Final = 0.5
#: Where the spans of a document are found under `Doc.spans`.
ANCHOR_SPANS: Final = "quantities"
CONTEXT_SPANS: Final = "context"
_SHAPE: Final = Shape()


class QuantityFinder:
    """Lets the quantity grammar propose anchors, and the rule model read each.

    Parameters
    ----------
    rules
        The rule model.
    """

    def __init__(self, rules: RuleModel) -> None:
        self._rules = rules

    def __call__(self, doc: Doc) -> Doc:
        """Find the anchors of a document whose text is normalised."""
        state = state_of(doc)
        if state.reading is None:
            text = doc.text if state.text is None else state.text
            state.reading = read_passage(self._rules, text, state.section, state.headings)
        doc.spans[ANCHOR_SPANS] = [
            span
            for anchor in state.reading.anchors
            if (span := _char_span(doc, anchor.quantity.start, anchor.quantity.end)) is not None
        ]
        return doc


class SpanFinder:
    """Makes context spans of the tags of characters."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the context spans of a document."""
        state = state_of(doc)
        if state.tags is not None and state.tags.any():
            scores = np.log(state.tags + 1e-9)
            scores[~state.tags.any(axis=1), 0] = 0.0
            state.spans = [FoundSpan(*each) for each in spans_of(scores)]
        doc.spans[CONTEXT_SPANS] = [
            span
            for each in state.spans
            if (span := _char_span(doc, each.start, each.end, each.kind.value)) is not None
        ]
        return doc


def _char_span(doc: Doc, start: int, end: int, label: str = "") -> Span | None:
    return doc.char_span(start, end, label=label, alignment_mode="expand")


@Language.factory(QUANTITIES)
def make_quantity_finder(nlp: Language, name: str) -> QuantityFinder:
    """Make the component that proposes anchors."""
    return QuantityFinder(RuleModel())


@Language.factory(
    ENCODER,
    default_config={
        "width": _SHAPE.width,
        "depth": _SHAPE.depth,
        "pieces": _SHAPE.pieces,
        "heads": _SHAPE.heads,
        "hidden": _SHAPE.hidden,
        "networks": NETWORKS,
    },
)
def make_encoder(  # noqa: PLR0913, PLR0917 - what a config can set
    nlp: Language,
    name: str,
    width: int,
    depth: int,
    pieces: int,
    heads: int,
    hidden: int,
    networks: int,
) -> Encoder:
    """Make the component that runs the networks."""
    return Encoder(Shape(width, depth, pieces, heads, hidden), networks)


@Language.factory(SPANS)
def make_span_finder(nlp: Language, name: str) -> SpanFinder:
    """Make the component that finds context spans."""
    return SpanFinder()


@Language.factory(CLAIMS, default_config={"linear_weight": LINEAR_WEIGHT})
def make_claim_classifier(nlp: Language, name: str, linear_weight: float) -> ClaimClassifier:
    """Make the component that decides what anchors count."""
    return ClaimClassifier(linear_weight)


@Language.factory(RELATIONS)
def make_relation_finder(nlp: Language, name: str) -> RelationFinder:
    """Make the component that finds relations."""
    return RelationFinder()
