"""What the reader of section five learns from: narrative as found, items as annotated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.annotations.passages import AnnotatedImprovement, AnnotatedProblem
from gongkai.annotations.passages import Passage as AnnotatedPassage
from gongkai.annotations.whole_reports import ReportSource, compose_report
from gongkai.extract.identity import identify
from gongkai.extract.sections import find_sections
from gongkai.extract.texts import document_of, narrative_of_excerpt, narrative_of_report
from gongkai.models.passages import Passage


@dataclass(frozen=True, slots=True)
class ProblemText:
    """A text and its items.

    Attributes
    ----------
    name
        Its name in the corpus.
    text
        The text.
    passages
        Its narrative, as the pipeline finds it.
    report_year
        The year reported on, as the pipeline finds it; unknown of a passage.
    problems, improvements
        As annotated.
    """

    name: str
    text: str
    passages: tuple[Passage, ...]
    report_year: int | None
    problems: tuple[AnnotatedProblem, ...]
    improvements: tuple[AnnotatedImprovement, ...]


def problem_texts(
    annotated: Iterable[AnnotatedPassage], reports: Iterable[ReportSource]
) -> Iterator[ProblemText]:
    """Yield texts as the pipeline sees them, those without section five too."""
    for passage in annotated:
        narrative = narrative_of_excerpt(passage.text, passage.head.sections)
        yield _problem_text(passage, narrative, None)
    for source in reports:
        report = compose_report(source).passage
        document = document_of(report.text, report.head.name)
        year = identify(document, find_sections(document)).year.value
        yield _problem_text(report, narrative_of_report(document), year)


def _problem_text(
    annotated: AnnotatedPassage, passages: Sequence[Passage], year: int | None
) -> ProblemText:
    return ProblemText(
        name=annotated.head.name,
        text=annotated.text,
        passages=tuple(passages),
        report_year=year,
        problems=annotated.problems,
        improvements=annotated.improvements,
    )
