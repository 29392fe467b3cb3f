"""Linear models on hashed features of anchors and what stands around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from gongkai.annotations.generator import generate
from gongkai.models.trained.features import anchor_features
from gongkai.models.trained.linear import HashedLinear
from gongkai.models.trained.operations import Floats
from gongkai.models.trained.questions import Answers, Question
from gongkai.models.trained.readings import PassageReading
from gongkai.training.claims import BITS, STRENGTH
from gongkai.training.designs.outcomes import Outcome, Stopwatch, from_answers, metric_answers
from gongkai.training.examples import Example, ExampleReader
from gongkai.training.linear import fit_linear

Features: TypeAlias = Callable[[PassageReading], list[list[str]]]

#: How many generated passages are learned from, and by which seed.
_GENERATED: Final = 1_500
_SEED: Final = 2025
#: What features begin with that hold what the rules say of an anchor, or of those beside it.
_OF_RULES: Final = ("rules", "near")


@dataclass(frozen=True, slots=True)
class LinearRun:
    """Learns and reads with a linear model.

    Attributes
    ----------
    features
        The features of each anchor of a passage.
    sentences
        Whether annotated sentences are learned from as well as passages and reports.
    generated
        How many generated passages are learned from as well.
    """

    features: Features = anchor_features
    sentences: bool = True
    generated: int = 0

    def __call__(self, learned: Sequence[Example], held_out: Sequence[Example]) -> Outcome:
        """Learn from examples, and read others."""
        examples = [*learned, *generated_examples(self.generated)]
        if not self.sentences:
            examples = [example for example in examples if not is_sentence(example)]
        training, reading = Stopwatch(), Stopwatch()
        with training.running():
            model = fit_metrics(examples, metric_answers(examples), self.features)
        with reading.running():
            metrics = tuple(
                from_answers(model.classes[each] for each in scores.argmax(axis=1))
                for scores in chances(model, held_out, self.features)
            )
        return Outcome(metrics, training.seconds, reading.seconds, len(model.to_bytes()))


def fit_metrics(
    examples: Sequence[Example], answers: Answers, features: Features = anchor_features
) -> HashedLinear:
    """Fit a linear model that tells the metrics of anchors."""
    known = frozenset(answers.by_question[Question.METRICS])
    rows: list[list[str]] = []
    labels: list[str] = []
    groups: list[str] = []
    for example in examples:
        found = features(example.reading)
        for sample, gold in zip(found, example.gold, strict=True):
            label = gold.answer(Question.METRICS)
            if label in known:
                rows.append(sample)
                labels.append(label)
                groups.append(example.text)
    return fit_linear(rows, labels, groups, C=STRENGTH, bits=BITS)


def chances(
    model: HashedLinear, examples: Sequence[Example], features: Features = anchor_features
) -> list[Floats]:
    """Return for each example the probabilities (anchors, answers) of a linear model."""
    found: list[Floats] = []
    for example in examples:
        samples = features(example.reading)
        blank = np.zeros((0, len(model.classes)), np.float32)
        found.append(model.probabilities(samples) if samples else blank)
    return found


def features_without_rules(reading: PassageReading) -> list[list[str]]:
    """Return the features of anchors but those that hold an answer of the rules."""
    return [
        [each for each in sample if not each.startswith(_OF_RULES)]
        for sample in anchor_features(reading)
    ]


def is_sentence(example: Example) -> bool:
    """Tell whether an example is an annotated sentence, which has no context spans."""
    return not all(gold.knows_contexts for gold in example.gold)


def generated_examples(count: int) -> list[Example]:
    """Return the examples of generated passages."""
    return ExampleReader().passages(generate(count, _SEED)) if count else []


run_linear: Final = LinearRun()
run_linear_without_rules: Final = LinearRun(features=features_without_rules)
run_linear_without_sentences: Final = LinearRun(sentences=False)
run_linear_with_generated: Final = LinearRun(generated=_GENERATED)
