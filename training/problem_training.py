"""The reader of section five: trained into a pipeline, and judged on held-out texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, cast

from spacy.language import Language

from gongkai.annotations.passages import AnnotatedImprovement, AnnotatedProblem, Passage
from gongkai.annotations.whole_reports import ReportSource
from gongkai.models.document import Span
from gongkai.models.record import Improvement, Problem
from gongkai.models.scheme import SectionKind
from gongkai.models.trained import calibrating
from gongkai.models.trained.calibration import log_odds
from gongkai.models.trained.problem_component import PROBLEMS, ProblemComponent
from gongkai.training.confidence import Judged
from gongkai.training.layers import Layer
from gongkai.training.problem_texts import ProblemText, problem_texts
from gongkai.training.problems import read_examples, train_problems
from gongkai.training.sources import Texts

_EVIDENCE: Final = ("chance",)
_Found = Problem | Improvement
_Gold = AnnotatedProblem | AnnotatedImprovement


def train_problem_component(pipeline: Language, texts: Sequence[Texts]) -> None:
    """Train the reader of section five into a pipeline.

    Parameters
    ----------
    pipeline
        A pipeline with the component.
    texts
        What to learn from; those in which nobody annotated problems and improvements are left
        out. The bundled examples of categories are learned from as well.
    """
    component = cast(ProblemComponent, pipeline.get_pipe(PROBLEMS))
    found: list[ProblemText] = []
    for each in texts:
        if Layer.ITEMS not in each.missing:
            found += problem_texts(each.passages, each.reports)
    component.reader = train_problems(found, read_examples())


def judged_problems(
    pipeline: Language, passages: Sequence[Passage], reports: Sequence[ReportSource]
) -> dict[str, Judged]:
    """Judge the problems and improvements found in held-out texts.

    Parameters
    ----------
    pipeline
        A pipeline with a trained reader.
    passages, reports
        Passages, of which those from section five are judged, and whole reports.
    """
    reader = cast(ProblemComponent, pipeline.get_pipe(PROBLEMS)).reader
    of_problems = [each for each in passages if SectionKind.PROBLEMS in each.head.sections]
    judged: dict[str, list[tuple[str, float, bool]]] = {
        calibrating.PROBLEMS: [],
        calibrating.IMPROVEMENTS: [],
    }
    for text in problem_texts(of_problems, reports):
        scored = reader.read_scored(text.text, text.passages, text.report_year)
        for name, found, chances, gold in (
            (
                calibrating.PROBLEMS, scored.reading.problems, scored.problems, text.problems,
            ),
            (
                calibrating.IMPROVEMENTS, scored.reading.improvements, scored.improvements,
                text.improvements,
            ),
        ):  # fmt: skip
            rights = _right(found, gold)
            judged[name] += [
                (text.name, chance, right) for chance, right in zip(chances, rights, strict=True)
            ]
    return {
        name: Judged(
            [text for text, _, _ in each],
            [(float(log_odds([chance])[0]),) for _, chance, _ in each],
            [right for _, _, right in each],
            _EVIDENCE,
            few=True,
        )
        for name, each in judged.items()
    }


def _right(found: Sequence[_Found], gold: Sequence[_Gold]) -> Iterator[bool]:
    """Yield for each item whether it covers half of the longer of itself and a gold item.

    Its category has to be right as well (SCHEME section 5).
    """
    for item in found:
        span = Span(item.start, item.end)
        yield any(each.category is item.category and _covers_half(span, each.span) for each in gold)


def _covers_half(first: Span, second: Span) -> bool:
    shared = min(first.end, second.end) - max(first.start, second.start)
    longer = max(first.end - first.start, second.end - second.start)
    return 2 * shared >= longer
