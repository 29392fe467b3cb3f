"""Annotated texts as the models see them: readings with what is right of each anchor.

An anchor is what the quantity grammar proposes. Gold claims are given to the anchors that they
overlap; what the grammar did not find is lost for training, and is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from gongkai.annotations.passages import AnnotatedClaim, ContextKind, Passage
from gongkai.annotations.sentences import AnnotatedSentence
from gongkai.annotations.whole_reports import ReportSource, compose_report
from gongkai.extract.texts import document_of, narrative_of_excerpt, narrative_of_report
from gongkai.models import passages as narrative
from gongkai.models.document import Span
from gongkai.models.normalised import NormalisedText, normalise
from gongkai.models.rules import RuleModel
from gongkai.models.scheme import Aspect, Channel, Kind, Metric, PartKind, Scope, SectionKind
from gongkai.models.trained.questions import JOINT, NONE, Answers, Question
from gongkai.models.trained.readings import PassageReading, read_passage
from gongkai.training.layers import Layer


@dataclass(frozen=True, slots=True)
class ContextSpan:
    """A context span by offsets in the normalised passage."""

    start: int
    end: int
    kind: ContextKind


@dataclass(frozen=True, slots=True)
class AnchorGold:
    """What is right of an anchor.

    Attributes
    ----------
    metrics
        The metrics it has claims of, sorted by their ids; empty where it is no claim.
    aspects
        The aspects of a rate, sorted by their ids.
    channel, scope
        Of its first claim.
    contexts
        Positions of its context spans in the example.
    whole, part_kind
        Position of the anchor it is a part of, and how.
    kind, value
        Of its first claim, where that was annotated; all claims of an anchor share them.
    claims
        How many claims it has of each of its metrics: of a rate one for each aspect.
    knows_contexts
        Whether context spans were annotated at all; of sentences they were not.
    """

    metrics: tuple[Metric, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    channel: Channel | None = None
    scope: Scope = Scope.OWN
    contexts: tuple[int, ...] = ()
    whole: int | None = None
    part_kind: PartKind | None = None
    kind: Kind | None = None
    value: float | None = None
    claims: tuple[int, ...] = ()
    knows_contexts: bool = True

    def count(self, metric: Metric) -> int:
        """Return how many claims there are of a metric."""
        if metric not in self.metrics:
            return 0
        return self.claims[self.metrics.index(metric)] if self.claims else 1

    def answer(self, question: Question) -> str:
        """Return the right answer to a question."""
        match question:
            case Question.METRICS:
                return JOINT.join(metric.value for metric in self.metrics) or NONE
            case Question.ASPECTS:
                return JOINT.join(aspect.value for aspect in self.aspects) or NONE
            case Question.CHANNEL:
                return NONE if self.channel is None else self.channel.value
            case Question.SCOPE:
                return self.scope.value


@dataclass(frozen=True, slots=True)
class Example:
    """A passage to learn from.

    Attributes
    ----------
    text
        Name of the text it is from, by which folds are made.
    reading
        Its anchors.
    gold
        What is right of each anchor.
    spans
        The context spans in it.
    missing
        What nobody annotated in it, so that nothing can be learned about it.
    """

    text: str
    reading: PassageReading
    gold: tuple[AnchorGold, ...]
    spans: tuple[ContextSpan, ...] = ()
    missing: frozenset[Layer] = frozenset()

    def asks(self, number: int, question: Question) -> bool:
        """Tell whether a question makes sense for an anchor: aspects of rates, all else of claims.

        What was not annotated is not asked.

        Parameters
        ----------
        number
            The anchor's position.
        question
            The question.
        """
        if question is Question.METRICS:
            return True
        if question is Question.CHANNEL and Layer.CHANNELS in self.missing:
            return False
        is_rate = self.reading.anchors[number].reading.kind is Kind.RATE
        return bool(self.gold[number].metrics) and (question is not Question.ASPECTS or is_rate)


#: Answers that fewer anchors have are not learned.
FEWEST: Final = 3
#: The answer where there is none to be learned.
_DEFAULTS: Final = dict.fromkeys(Question, NONE) | {Question.SCOPE: Scope.OWN.value}
#: What sentences are not annotated with.
_NOT_OF_SENTENCES: Final = frozenset({Layer.CONTEXTS, Layer.PARTS})


def answers_in(examples: Sequence[Example]) -> Answers:
    """Return the answers that enough anchors have, to each question: one at the least."""
    found: dict[Question, tuple[str, ...]] = {}
    for question in Question:
        counts = Counter(
            gold.answer(question)
            for example in examples
            for number, gold in enumerate(example.gold)
            if example.asks(number, question)
        )
        known = tuple(sorted(each for each in counts if counts[each] >= FEWEST))
        found[question] = known or (_DEFAULTS[question],)
    return Answers(found)


class ExampleReader:
    """Turns annotated texts into examples.

    Attributes
    ----------
    lost
        How many gold claims no anchor was found for.
    """

    def __init__(self) -> None:
        self._rules = RuleModel()
        self.lost = 0

    def passages(
        self, passages: Iterable[Passage], missing: frozenset[Layer] = frozenset()
    ) -> list[Example]:
        """Return the examples of annotated passages, in which some layers may be missing."""
        examples: list[Example] = []
        for passage in passages:
            found = narrative_of_excerpt(passage.text, passage.head.sections)
            examples += self._examples(passage, found, missing)
        return examples

    def reports(
        self, sources: Iterable[ReportSource], missing: frozenset[Layer] = frozenset()
    ) -> list[Example]:
        """Return the examples of whole reports: those of the narrative around their tables."""
        examples: list[Example] = []
        for source in sources:
            passage = compose_report(source).passage
            document = document_of(passage.text, passage.head.name)
            examples += self._examples(passage, narrative_of_report(document), missing)
        return examples

    def sentences(self, sentences: Iterable[AnnotatedSentence]) -> list[Example]:
        """Return the examples of annotated sentences, which have no context spans."""
        examples = []
        for sentence in sentences:
            view = normalise(sentence.text)
            reading = read_passage(
                self._rules, view.text, SectionKind.OVERVIEW, tuple(sentence.headings)
            )
            gold = []
            for anchor in reading.anchors:
                span = view.original(anchor.quantity.start, anchor.quantity.end)
                claims = [each for each in sentence.claims if _overlap(each.span, span)]
                gold.append(
                    AnchorGold(
                        _sorted(claim.metric for claim in claims),
                        _sorted_aspects(claim.aspect for claim in claims),
                        claims[0].channel if claims else None,
                        claims[0].scope if claims else Scope.OWN,
                        knows_contexts=False,
                    )
                )
            if gold:
                name = f"{Path(sentence.file).name}:{sentence.line}"
                examples.append(Example(name, reading, tuple(gold), missing=_NOT_OF_SENTENCES))
        return examples

    def _examples(
        self, passage: Passage, found: Sequence[narrative.Passage], missing: frozenset[Layer]
    ) -> list[Example]:
        examples = []
        seen: set[int] = set()
        for part in found:
            view = normalise(passage.text, part.span.start, part.span.end)
            reading = read_passage(self._rules, view.text, part.section, part.headings)
            if not reading.anchors:
                continue
            places = [
                view.original(anchor.quantity.start, anchor.quantity.end)
                for anchor in reading.anchors
            ]
            claims = [
                [number for number, claim in enumerate(passage.claims) if _overlap(claim.span, at)]
                for at in places
            ]
            seen.update(number for numbers in claims for number in numbers)
            contexts = _contexts(passage, part.span, view)
            numbers = {number: at for at, (number, _) in enumerate(contexts)}
            owner = {
                number: at for at, mine in reversed(list(enumerate(claims))) for number in mine
            }
            known = Layer.CONTEXTS not in missing
            gold = tuple(
                replace(_gold(passage, mine, numbers, owner), knows_contexts=known)
                for mine in claims
            )
            spans = tuple(span for _, span in contexts)
            examples.append(Example(passage.head.name, reading, gold, spans, missing))
        self.lost += len(passage.claims) - len(seen)
        return examples


def _overlap(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end


def _sorted(metrics: Iterable[Metric]) -> tuple[Metric, ...]:
    return tuple(sorted(set(metrics), key=lambda metric: metric.value))


def _sorted_aspects(aspects: Iterable[Aspect | None]) -> tuple[Aspect, ...]:
    stated = {aspect for aspect in aspects if aspect is not None}
    return tuple(sorted(stated, key=lambda aspect: aspect.value))


def _contexts(
    passage: Passage, stretch: Span, view: NormalisedText
) -> list[tuple[int, ContextSpan]]:
    """Return the context spans inside a stretch by their positions, in normalised offsets."""
    inverse: dict[int, int] = {}
    for index in range(len(view.text)):
        inverse[view.offsets[index]] = index
    found = []
    for number, context in enumerate(passage.contexts):
        span = context.span
        if not (stretch.start <= span.start and span.end <= stretch.end):
            continue
        places = [inverse[at] for at in range(span.start, span.end) if at in inverse]
        if places:
            found.append((number, ContextSpan(places[0], places[-1] + 1, context.kind)))
    return found


def _gold(
    passage: Passage, mine: Sequence[int], numbers: dict[int, int], owner: dict[int, int]
) -> AnchorGold:
    if not mine:
        return AnchorGold()
    claims: list[AnnotatedClaim] = [passage.claims[number] for number in mine]
    first = claims[0]
    whole = None if first.part_of is None else owner.get(first.part_of)
    contexts = {number for claim in claims for number in claim.contexts}
    metrics = _sorted(claim.metric for claim in claims)
    return AnchorGold(
        metrics,
        _sorted_aspects(claim.aspect for claim in claims),
        first.channel,
        first.scope,
        tuple(sorted(numbers[number] for number in contexts if number in numbers)),
        whole,
        first.part_kind if whole is not None else None,
        first.kind,
        float(first.value),
        tuple(sum(claim.metric is metric for claim in claims) for metric in metrics),
    )
