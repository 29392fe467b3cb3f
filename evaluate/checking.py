"""Whether predictions can be measured: what a system of one's own can get wrong."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.systems.interface import Text
from gongkai.models.assignment import HasSpan
from gongkai.models.document import Span
from gongkai.models.errors import GongkaiError
from gongkai.models.scheme import Kind, Metric


class EvaluationError(GongkaiError):
    """Systems, or what they say, that cannot be measured."""


def check_names(names: Sequence[str]) -> None:
    """Refuse an evaluation without systems, or with two of one name.

    Raises
    ------
    EvaluationError
        In either case.
    """
    if not names:
        raise EvaluationError("There is no system to be measured: give at least one prediction.")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise EvaluationError(f"Two systems are called {twice[0]}: give each a name of its own.")


def check_answers(system: str, texts: Sequence[Text], reports: object) -> None:
    """Check that a system has said something about each text, in places that the text has.

    Parameters
    ----------
    system
        Its name.
    texts
        What it was given.
    reports
        What it returned.

    Raises
    ------
    EvaluationError
        If it has not.
    """
    if not isinstance(reports, list | tuple) or not all(
        isinstance(each, JudgedReport) for each in reports
    ):
        raise EvaluationError(f"{system} returned no list of JudgedReports: return one a text.")
    asked, answered = ([each.name for each in side] for side in (texts, reports))
    if asked != answered:
        raise EvaluationError(
            f"{system} was given {len(asked)} texts and returned {len(answered)} reports or other "
            "names: return one JudgedReport for each text, of its name and in the same order."
        )
    for text, report in zip(texts, reports, strict=True):
        length = len(text.text)
        for what, span in _spans(report):
            if span.end > length:
                raise EvaluationError(
                    f"{system}: {what} of {report.name} ends at {span.end}, and the text at "
                    f"{length}: count code points of the text that was given."
                )


def check_reports(source: str, reports: Iterable[JudgedReport]) -> None:
    """Check that what a side says can be measured.

    Parameters
    ----------
    source
        Whose reports they are.
    reports
        The reports.

    Raises
    ------
    EvaluationError
        If a span is reversed or begins before the text, a number is not finite, or a claim or
        fact points to a claim that is not there.
    """
    for report in reports:
        for fault in _faults(report):
            raise EvaluationError(f"{source}: {fault} in {report.name}; correct it.")


def _faults(report: JudgedReport) -> Iterator[str]:
    for what, span in _spans(report):
        if not 0 <= span.start <= span.end:
            yield f"{what} stands at {span.start}–{span.end}, which is no place"
    for what, value in _values(report):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if value is not None and not (is_number and math.isfinite(value)):
            yield f"{what} has the value {value!r}, which is no finite number"
    for what, confidence in _confidences(report):
        if confidence is not None and not 0 <= confidence <= 1:
            yield f"{what} has the confidence {confidence}, which is not between 0 and 1"
    claims = len(report.claims or ())
    for place, claim in enumerate(report.claims or ()):
        if not isinstance(claim.metric, Metric) or not isinstance(claim.kind, Kind):
            said = f"{claim.metric!r} and {claim.kind!r}"
            yield f"claim {place} counts {said}, which are no Metric and Kind,"
        if claim.part_of is not None and not 0 <= claim.part_of < claims:
            yield f"claim {place} is part of claim {claim.part_of}, which is not there"
        if claim.part_of == place:
            yield f"claim {place} is part of itself"
    for place, fact in enumerate(report.facts or ()):
        outside = sorted(claim for claim in fact.claims if not 0 <= claim < claims)
        if outside:
            yield f"fact {place} holds claim {outside[0]}, which is not there"


def _spans(report: JudgedReport) -> Iterator[tuple[str, Span]]:
    listed: tuple[tuple[str, Iterable[HasSpan] | None], ...] = (
        ("claim", report.claims),
        ("quantity", report.quantities),
        ("problem", report.problems),
        ("improvement", report.improvements),
        ("section", report.sections),
        ("non-claim", report.non_claims),
    )
    for name, spanned in listed:
        for place, each in enumerate(spanned or ()):
            yield f"{name} {place}", each.span
    for place, claim in enumerate(report.claims or ()):
        for context in claim.contexts:
            yield f"a context of claim {place}", context.span


def _confidences(report: JudgedReport) -> Iterator[tuple[str, float | None]]:
    for place, claim in enumerate(report.claims or ()):
        yield f"claim {place}", claim.confidence
        yield f"the channel of claim {place}", claim.channel_confidence


def _values(report: JudgedReport) -> Iterator[tuple[str, float | None]]:
    for place, claim in enumerate(report.claims or ()):
        yield f"claim {place}", claim.value
        yield f"claim {place}", claim.value_max
    for place, quantity in enumerate(report.quantities or ()):
        yield f"quantity {place}", quantity.value
    for section, cells in (report.cells or {}).items():
        for key, cell in cells.items():
            yield f"cell {section.value}.{key}", cell.value
