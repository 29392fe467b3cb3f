"""Training of the reader of section five."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Final
from zlib import crc32

from gongkai.annotations.passages import AnnotatedImprovement, AnnotatedProblem
from gongkai.models.document import Span
from gongkai.models.errors import GongkaiError
from gongkai.models.rules.lexicon import members, rows
from gongkai.models.scheme import Category
from gongkai.models.trained.linear import HashedLinear
from gongkai.models.trained.problem_decoding import states_of
from gongkai.models.trained.problem_matters import (
    Item,
    detail_features,
    own_features,
    wording_features,
)
from gongkai.models.trained.problem_units import Unit
from gongkai.models.trained.problem_views import View, items_in, view_of
from gongkai.models.trained.problems import ProblemModels, ProblemReader, answer_features
from gongkai.training.linear import fit_linear
from gongkai.training.problem_texts import ProblemText
from gongkai.training.problem_variants import variants

#: Chosen by cross-validation over the texts of the train split.
_COPIES: Final = 3
_LABEL_STRENGTH: Final = 0.7
_CATEGORY_STRENGTH: Final = 0.3
_DETAIL_STRENGTH: Final = 1.0
_EXAMPLE_WEIGHT: Final = 0.7
_PHRASE_WEIGHT: Final = 0.3
_FOLDS: Final = 4
_KINDS: Final = {"problem": "P", "improvement": "I"}


class ExampleError(GongkaiError):
    """A line of examples that cannot be read."""


@dataclass(frozen=True, slots=True)
class CategoryExample:
    """A wording of a category, without a text around it.

    Attributes
    ----------
    category
        Its category.
    kind
        ``P`` for a problem, ``I`` for an improvement.
    text
        What it says.
    """

    category: Category
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Annotated:
    """A text as the reader sees it, with what is annotated in it."""

    name: str
    view: View
    annotated: list[tuple[Span, str, str, str]]  # span, kind, category, year or stage
    items: list[Item]


@dataclass(slots=True)
class _Samples:
    """What a linear model is fitted on."""

    features: list[Sequence[str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, features: Sequence[str], label: str, group: str, weight: float = 1.0) -> None:
        self.features.append(features)
        self.labels.append(label)
        self.groups.append(group)
        self.weights.append(weight)

    def fit(self, strength: float) -> HashedLinear:
        return fit_linear(self.features, self.labels, self.groups, C=strength, weights=self.weights)


def read_examples(path: Path | None = None) -> list[CategoryExample]:
    """Read examples of categories: ``category<TAB>problem|improvement<TAB>text``.

    Parameters
    ----------
    path
        The file; the one that comes with gongkai if left out. Lines that open with ``#`` are
        comments.

    Raises
    ------
    ExampleError
        If a line is something else.
    """
    source = path or Path(str(files("gongkai.annotations"))) / "problems.txt"
    categories = members(Category)
    examples: list[CategoryExample] = []
    for number, line in enumerate(source.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 3 or fields[0] not in categories or fields[1] not in _KINDS:
            raise ExampleError(
                f"{source}, line {number}: write a category, problem or improvement, and a text, "
                "with tabs between."
            )
        examples.append(CategoryExample(categories[fields[0]], _KINDS[fields[1]], fields[2]))
    return examples


def train_problems(
    texts: Iterable[ProblemText], examples: Sequence[CategoryExample] = ()
) -> ProblemReader:
    """Train a reader of section five.

    Parameters
    ----------
    texts
        The texts, also some without problems: what the reader must not take for one.
    examples
        Further wordings of categories.

    Returns
    -------
    ProblemReader
        The same for the same texts and examples in the same order.

    Raises
    ------
    ValueError
        If problems or improvements, or all but one of their years or stages, are missing.
    """
    sources = list(texts)
    annotated = [_annotated(text) for text in sources]
    varied = [_annotated(text) for text in variants(sources, _COPIES)]
    with_items = [each for each in annotated if each.items]
    apart = _categories_apart(with_items, examples)
    return ProblemReader(
        ProblemModels(
            labels=_fit_labels([*annotated, *varied]),
            matters=_matters(with_items, examples).fit(_CATEGORY_STRENGTH),
            answers=_fit_answers(with_items, apart, examples),
            years=_fit_details(with_items, "P"),
            stages=_fit_details(with_items, "I"),
        )
    )


def _annotated(text: ProblemText) -> _Annotated:
    view = view_of(text.text, text.passages, text.report_year)
    marked = sorted(_marked((*text.problems, *text.improvements)))
    items = items_in(view, [(span, kind) for span, kind, _, _ in marked])
    return _Annotated(text.name, view, marked, items)


def _marked(
    found: Iterable[AnnotatedProblem | AnnotatedImprovement],
) -> Iterator[tuple[Span, str, str, str]]:
    for item in found:
        if isinstance(item, AnnotatedProblem):
            yield item.span, "P", item.category.value, item.year.value
        else:
            yield item.span, "I", item.category.value, item.stage.value


def labels_of(units: Sequence[Unit], items: Sequence[tuple[Span, str]]) -> list[str]:
    """Return the label of each unit: it is of the item that has at least half of it.

    Parameters
    ----------
    units
        The units, in order.
    items
        The items with their kinds (``P`` or ``I``), in order.
    """
    labels: list[str] = []
    number, before = 0, -1
    for unit in units:
        while number < len(items) and items[number][0].end <= unit.span.start:
            number += 1
        best, most = -1, 0
        for place in range(number, len(items)):
            span, _ = items[place]
            if span.start >= unit.span.end:
                break
            shared = min(span.end, unit.span.end) - max(span.start, unit.span.start)
            if shared > most:
                best, most = place, shared
        if best < 0 or 2 * most < len(unit.span):
            labels.append("O")
            before = -1
            continue
        kind = items[best][1]
        labels.append(kind.lower() if best == before else kind)
        before = best
    return labels


def _fit_labels(annotated: Sequence[_Annotated]) -> HashedLinear:
    samples = _Samples()
    for each in annotated:
        spans = [(span, kind) for span, kind, _, _ in each.annotated]
        labels = labels_of(each.view.units, spans)
        states = states_of(labels)
        for seen, label, state in zip(each.view.seen, labels, states, strict=True):
            samples.add([*seen.features, *seen.after(state)], label, each.name)
    return samples.fit(_LABEL_STRENGTH)


def _matters(annotated: Sequence[_Annotated], examples: Sequence[CategoryExample]) -> _Samples:
    samples = _Samples()
    for each in annotated:
        for item, (_, _, category, _) in zip(each.items, each.annotated, strict=True):
            samples.add(own_features(item), category, each.name)
    _add_wordings(samples, examples)
    return samples


def _add_wordings(samples: _Samples, examples: Sequence[CategoryExample]) -> None:
    """Add what is known of categories without a text: the examples, and the lexicon's phrases."""
    for number, example in enumerate(examples):
        item = Item(example.kind, example.text, "", ())
        samples.add(
            own_features(item), example.category.value, f"example {number}", _EXAMPLE_WEIGHT
        )
    for phrase, category in rows("categories.tsv"):
        samples.add(wording_features(phrase), category, f"phrase {phrase}", _PHRASE_WEIGHT)


def _categories_apart(
    annotated: Sequence[_Annotated], examples: Sequence[CategoryExample]
) -> list[list[str]]:
    """Return what the items of each text are about, by a model that has not seen the text.

    A model is always right on what it was fitted on; who learns to lean on it has to see its
    mistakes.
    """
    apart: list[list[str]] = [[] for _ in annotated]
    for fold in range(_FOLDS):
        inside = [place for place, each in enumerate(annotated) if _fold(each.name) == fold]
        outside = [each for each in annotated if _fold(each.name) != fold]
        if not inside:
            continue
        model = _matters(outside, examples).fit(_CATEGORY_STRENGTH)
        for place in inside:
            items = annotated[place].items
            columns = model.scores([own_features(item) for item in items]).argmax(axis=1)
            apart[place] = [model.classes[column] for column in columns.tolist()]
    return apart


def _fold(name: str) -> int:
    return crc32(name.encode("utf-8")) % _FOLDS


def _fit_answers(
    annotated: Sequence[_Annotated],
    apart: Sequence[Sequence[str]],
    examples: Sequence[CategoryExample],
) -> HashedLinear:
    samples = _Samples()
    for each, categories in zip(annotated, apart, strict=True):
        for number, (item, (_, _, category, _)) in enumerate(
            zip(each.items, each.annotated, strict=True)
        ):
            own = own_features(item)
            told = answer_features(each.items, number, categories, own)
            samples.add(told, category, each.name)
    _add_wordings(samples, examples)
    return samples.fit(_CATEGORY_STRENGTH)


def _fit_details(annotated: Sequence[_Annotated], kind: str) -> HashedLinear:
    samples = _Samples()
    for each in annotated:
        for number, (_, found, _, detail) in enumerate(each.annotated):
            if found == kind:
                samples.add(detail_features(each.items, number), detail, each.name)
    return samples.fit(_DETAIL_STRENGTH)
