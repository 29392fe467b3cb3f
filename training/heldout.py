"""A pipeline run on held-out texts: what it decides, and what of that is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language

from gongkai.models.record import whole_or_decimal
from gongkai.models.rules.draft import ReadQuantity
from gongkai.models.scheme import Kind, Metric
from gongkai.models.trained.evidence import channel_evidence, claim_evidence
from gongkai.models.trained.questions import NONE, Question, aspects_of, metrics_of
from gongkai.models.trained.state import Decision, DocState, state_of
from gongkai.training.examples import AnchorGold, Example
from gongkai.training.layers import Layer


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim that was made on a held-out text.

    Attributes
    ----------
    text
        The text's name.
    metric, right
        What was claimed, and whether that is right.
    evidence
        What speaks for it.
    channel_right
        Whether its channel is right; ``None`` where the claim is wrong, or nobody annotated
        channels.
    channel_evidence
        What speaks for its channel.
    """

    text: str
    metric: Metric
    right: bool
    evidence: tuple[float, ...]
    channel_right: bool | None
    channel_evidence: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many claims were right, made, and there to be made.

    Attributes
    ----------
    right, made, gold
        Counts of claims; ``gold`` has those for which no anchor was found as well.
    """

    right: int
    made: int
    gold: int

    @property
    def f1(self) -> float:
        """The F1 of right claims."""
        return 2 * self.right / (self.made + self.gold) if self.made + self.gold else 0.0


def run_on(pipeline: Language, examples: Sequence[Example]) -> list[DocState]:
    """Return the state of each example after the whole pipeline."""
    docs = []
    for example in examples:
        doc = pipeline.make_doc(example.reading.text)
        state = state_of(doc)
        state.section, state.headings = example.reading.section, example.reading.headings
        state.reading = example.reading
        docs.append(doc)
    return [state_of(doc) for doc in pipeline.pipe(docs)]


def judgements(pipeline: Language, examples: Sequence[Example]) -> list[Judgement]:
    """Judge every claim that the pipeline makes of examples."""
    states = run_on(pipeline, examples)
    return [
        judgement
        for example, state in zip(examples, states, strict=True)
        for judgement in _judged(example, state)
    ]


def agreement(pipeline: Language, examples: Sequence[Example], lost: int = 0) -> Agreement:
    """Count right claims.

    Parameters
    ----------
    pipeline
        The pipeline.
    examples
        Held-out examples.
    lost
        Gold claims for which no anchor was found.
    """
    found = judgements(pipeline, examples)
    gold = sum(
        each.count(metric)
        for example in examples
        for each in example.gold
        for metric in each.metrics
    )
    return Agreement(sum(each.right for each in found), len(found), gold + lost)


def _judged(example: Example, state: DocState) -> Iterator[Judgement]:
    knows_channels = Layer.CHANNELS not in example.missing
    anchors = zip(example.reading.anchors, example.gold, state.decisions, strict=True)
    for anchor, gold, decision in anchors:
        answer = decision.answers[Question.METRICS]
        if answer == NONE:
            continue
        evidence = claim_evidence(example.reading, anchor, decision)
        for_channel = channel_evidence(anchor, decision)
        is_read = _is_read(gold, anchor.reading.kind, anchor.reading.value)
        channel = decision.answers[Question.CHANNEL]
        for metric in metrics_of(answer):
            there = gold.count(metric) if is_read else 0
            # One claim is made for each aspect; each gold claim is matched once (SCHEME 7).
            for number in range(_claims_made(anchor, decision)):
                right = number < there
                channel_right = (
                    channel == gold.answer(Question.CHANNEL) if right and knows_channels else None
                )
                yield Judgement(example.text, metric, right, evidence, channel_right, for_channel)


def _claims_made(anchor: ReadQuantity, decision: Decision) -> int:
    if anchor.reading.kind is not Kind.RATE:
        return 1
    return max(1, len(aspects_of(decision.answers[Question.ASPECTS])))


def _is_read(gold: AnchorGold, kind: Kind, value: float) -> bool:
    """Tell whether kind and value, with its sign, are right, where they were annotated."""
    if gold.kind is None or gold.value is None:
        return True
    return gold.kind is kind and whole_or_decimal(gold.value) == whole_or_decimal(value)
