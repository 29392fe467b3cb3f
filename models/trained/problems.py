"""Problems and improvements of section five, by linear models.

1. :mod:`.problem_units` splits the section into units, clauses mostly.
2. :mod:`.problem_features` says what is looked at of a unit; the rules' own reading is part.
3. A linear model scores the labels of each unit, :mod:`.problem_decoding` finds the best items.
4. :mod:`.problem_matters` says what is looked at of an item; linear models give it a category,
   first by its own words, then with those of the other items, and a year or stage.

:mod:`.problem_views` puts 1, 2 and the rules together, for reading and for training.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gongkai.models.document import Span
from gongkai.models.passages import Passage
from gongkai.models.record import Improvement, Problem
from gongkai.models.rules import ProblemReading
from gongkai.models.rules.lexicon import members
from gongkai.models.scheme import Category, ProblemYear, Stage
from gongkai.models.trained.linear import (
    Floats2d,
    HashedLinear,
    WeightsError,
    packed,
    softmax,
    unpacked,
)
from gongkai.models.trained.problem_decoding import LABELS, STATES, Run, decode
from gongkai.models.trained.problem_features import SeenUnit
from gongkai.models.trained.problem_matters import (
    Item,
    context_features,
    detail_features,
    own_features,
)
from gongkai.models.trained.problem_views import View, items_in, view_of

_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class ScoredReading:
    """A reading, and for each of its items how probable it is, uncalibrated.

    Attributes
    ----------
    reading
        The items.
    problems, improvements
        For each problem and each improvement the probability that the model gives to its ends,
        kind and category together.
    """

    reading: ProblemReading
    problems: tuple[float, ...]
    improvements: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ProblemModels:
    """The linear models of a reader.

    Attributes
    ----------
    labels
        Of a unit.
    matters
        Category of an item by its own words.
    answers
        Category of an improvement, by the other items as well.
    years, stages
        Year of a problem, stage of an improvement.
    """

    labels: HashedLinear
    matters: HashedLinear
    answers: HashedLinear
    years: HashedLinear
    stages: HashedLinear


_CATEGORIES: Final = members(Category)
_YEARS: Final = members(ProblemYear)
_STAGES: Final = members(Stage)
_CLASSES: Final[dict[str, frozenset[str]]] = {
    "labels": frozenset(LABELS),
    "matters": frozenset(_CATEGORIES),
    "answers": frozenset(_CATEGORIES),
    "years": frozenset(_YEARS),
    "stages": frozenset(_STAGES),
}


class ProblemReader:
    """Finds the problems stated and the measures taken or promised.

    Parameters
    ----------
    models
        What it goes by.

    Raises
    ------
    WeightsError
        If the models are of other classes than the scheme has.
    """

    def __init__(self, models: ProblemModels) -> None:
        for name, allowed in _CLASSES.items():
            model: HashedLinear = getattr(models, name)
            if not allowed.issuperset(model.classes):
                raise WeightsError(f"The model of {name} is of classes that the scheme has not.")
        if models.labels.classes != LABELS:
            raise WeightsError(f"The model of labels must have the classes {', '.join(LABELS)}.")
        self.models = models

    def read(
        self, text: str, passages: Sequence[Passage], report_year: int | None = None
    ) -> ProblemReading:
        """Find the problems and improvements of a document.

        Parameters
        ----------
        text
            The text of the document.
        passages
            Its narrative. Passages of the section on problems are read; where there are none,
            those from the first one on that speaks of something lacking.
        report_year
            The year reported on, if it is known.

        Returns
        -------
        ProblemReading
            Items without confidence, in order of offsets.
        """
        return self.read_scored(text, passages, report_year).reading

    def read_scored(
        self, text: str, passages: Sequence[Passage], report_year: int | None = None
    ) -> ScoredReading:
        """Find the problems and improvements, each with its raw probability; see ``read``."""
        view = view_of(text, passages, report_year)
        runs = self._runs(view.seen)
        spans = [_span(view, run) for run in runs]
        items = items_in(view, [(span, run.kind) for span, run in zip(spans, runs, strict=True)])
        categories = self._categories(items)
        details = self._details(items)
        problems: list[tuple[Problem, float]] = []
        improvements: list[tuple[Improvement, float]] = []
        for run, span, (name, share), detail in zip(runs, spans, categories, details, strict=True):
            category, quote = _CATEGORIES[name], span.of(text)
            probability = run.probability * share
            if run.kind == "P":
                year = _YEARS[detail]
                problem = Problem(
                    text=quote, start=span.start, end=span.end, category=category, year=year
                )
                problems.append((problem, probability))
            else:
                stage = _STAGES[detail]
                improvement = Improvement(
                    text=quote, start=span.start, end=span.end, category=category, stage=stage
                )
                improvements.append((improvement, probability))
        return ScoredReading(
            ProblemReading(
                tuple(item for item, _ in problems), tuple(item for item, _ in improvements)
            ),
            tuple(probability for _, probability in problems),
            tuple(probability for _, probability in improvements),
        )

    def _runs(self, seen: Sequence[SeenUnit]) -> list[Run]:
        if not seen:
            return []
        return decode(label_probabilities(self.models.labels, seen))

    def _categories(self, items: Sequence[Item]) -> list[tuple[str, float]]:
        """Return the category of each item and its probability."""
        if not items:
            return []
        own = [own_features(item) for item in items]
        chosen = _best(self.models.matters, own)
        by_words = [name for name, _ in chosen]
        answers = [number for number, item in enumerate(items) if item.kind == "I"]
        if answers:
            told = [answer_features(items, number, by_words, own[number]) for number in answers]
            for number, found in zip(answers, _best(self.models.answers, told), strict=True):
                chosen[number] = found
        return chosen

    def _details(self, items: Sequence[Item]) -> list[str]:
        """Return the year of each problem, the stage of each improvement."""
        details = [""] * len(items)
        for kind, model in (("P", self.models.years), ("I", self.models.stages)):
            numbers = [number for number, item in enumerate(items) if item.kind == kind]
            if numbers:
                features = [detail_features(items, number) for number in numbers]
                for number, (name, _) in zip(numbers, _best(model, features), strict=True):
                    details[number] = name
        return details

    def to_bytes(self) -> bytes:
        """Return the reader as bytes, always the same for the same models."""
        return packed(
            {
                "format": _FORMAT,
                **{name: getattr(self.models, name).to_bytes() for name in _CLASSES},
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> ProblemReader:
        """Read what ``to_bytes`` returned.

        Raises
        ------
        WeightsError
            If it is something else.
        """
        fields = unpacked(data, _FORMAT)
        missing = [name for name in _CLASSES if not isinstance(fields.get(name), bytes)]
        if missing:
            raise WeightsError(f"The weights of section five lack {', '.join(missing)}.")
        read = {name: HashedLinear.from_bytes(fields[name]) for name in _CLASSES}
        return cls(ProblemModels(**read))


def label_probabilities(model: HashedLinear, seen: Sequence[SeenUnit]) -> Floats2d:
    """Return the probability of each label, for each unit behind each state."""
    alone = model.scores([unit.features for unit in seen])
    together = model.sums([unit.after(state) for unit in seen for state in STATES])
    scores = alone[:, None, :] + together.reshape(len(seen), len(STATES), len(model.classes))
    flat = softmax(scores.reshape(-1, len(model.classes)))
    return flat.reshape(scores.shape)


def answer_features(
    items: Sequence[Item], index: int, categories: Sequence[str], own: Sequence[str]
) -> list[str]:
    """Return all features of an improvement's category; what answers what counts double."""
    around = context_features(items, index, categories)
    return [*own, *around, *around]


def _best(model: HashedLinear, features: Sequence[Sequence[str]]) -> list[tuple[str, float]]:
    probabilities = model.probabilities(features)
    columns = np.argmax(probabilities, axis=1).tolist()
    return [
        (model.classes[column], float(row[column]))
        for column, row in zip(columns, probabilities, strict=True)
    ]


def _span(view: View, run: Run) -> Span:
    return Span(view.units[run.first].span.start, view.units[run.after - 1].span.end)
