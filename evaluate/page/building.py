"""From an evaluation to its page.

``building_frame`` has what all parts are built on; ``building_comparison``, ``building_claims``,
``building_numbers``, ``building_reports`` and ``building_calibration`` make the sections of
figures, ``building_errors`` the list of errors, with the labels of ``building_wording`` and
``labels``. ``building_meanings`` adds to each what its figures mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gongkai.evaluate.evaluation import Evaluation
from gongkai.evaluate.page.building_calibration import calibration_section
from gongkai.evaluate.page.building_claims import claim_sections
from gongkai.evaluate.page.building_comparison import comparison_sections, summary_section
from gongkai.evaluate.page.building_errors import bounded, error_entries
from gongkai.evaluate.page.building_frame import Frame, Measured
from gongkai.evaluate.page.building_meanings import error_meanings, with_meanings
from gongkai.evaluate.page.building_numbers import number_sections
from gongkai.evaluate.page.building_reports import report_sections
from gongkai.evaluate.page.building_wording import PartPhrase
from gongkai.evaluate.page.content import PageContent, Section
from gongkai.evaluate.page.estimates import Fact
from gongkai.evaluate.page.rendering import render
from gongkai.evaluate.page.wording import PagePhrase
from gongkai.evaluate.result_intervals import Intervals, result_intervals
from gongkai.evaluate.wording import Phrase
from gongkai.extract.language import Language, Words


def write_page(
    evaluation: Evaluation,
    path: Path,
    language: Language,
    intervals: Sequence[Intervals] | None = None,
) -> None:
    """Write the page of an evaluation, as UTF-8.

    Parameters
    ----------
    evaluation
        What was measured.
    path
        Where the page goes; what is there is replaced.
    language
        The language of labels and notes.
    intervals
        Of the measures of each system, where they are known already.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    page = page_of(evaluation, language, intervals)
    path.write_text(render(page), encoding="utf-8", newline="\n")


def page_of(
    evaluation: Evaluation, language: Language, intervals: Sequence[Intervals] | None = None
) -> PageContent:
    """Return all that the page of an evaluation says; see ``write_page``."""
    frame = _frame(evaluation, language, intervals)
    errors, left_out = bounded(error_entries(frame, evaluation))
    return PageContent(
        title=frame.words[PartPhrase.TITLE].format(gold=evaluation.gold),
        language=frame.language,
        facts=tuple(_facts(frame, evaluation)),
        sections=tuple(with_meanings(frame, each) for each in _sections(frame, evaluation)),
        errors=errors,
        errors_left_out=left_out,
        error_meanings=error_meanings(frame, errors),
    )


def _frame(
    evaluation: Evaluation, language: Language, intervals: Sequence[Intervals] | None
) -> Frame:
    if intervals is None:
        intervals = [result_intervals(each) for each in evaluation.systems]
    systems = zip(evaluation.systems, intervals, strict=True)
    return Frame(
        Words(language),
        "zh" if language is Language.CHINESE else "en",
        tuple(Measured(result, bounds, number) for number, (result, bounds) in enumerate(systems)),
    )


def _facts(frame: Frame, evaluation: Evaluation) -> Iterator[Fact]:
    words = frame.words
    reports = sum(report.traits.is_report for report in evaluation.reports)
    passages = len(evaluation.reports) - reports
    texts = words[PartPhrase.TEXTS_JUDGED].format(passages=passages, reports=reports)
    claims = sum(len(report.claims or ()) for report in evaluation.reports)
    several = len(frame.systems) > 1
    yield Fact(words[PartPhrase.GOLD_NAME], evaluation.gold)
    yield Fact(words[PartPhrase.TEXTS], texts)
    yield Fact(words[PartPhrase.GOLD_CLAIMS], f"{claims:,}")
    yield Fact(
        words[PagePhrase.SERIES if several else PagePhrase.SYSTEM],
        frame.listed(_named(frame, each) for each in frame.systems),
    )
    yield Fact(words[PartPhrase.INTERVALS], words[PartPhrase.INTERVALS_ARE])


def _named(frame: Frame, system: Measured) -> str:
    models = frame.listed(system.result.scores.models)
    if models in ("", system.name):
        return system.name
    return frame.remark(system.name, frame.under(frame.words[Phrase.MODEL], models))


def _sections(frame: Frame, evaluation: Evaluation) -> Iterator[Section]:
    yield summary_section(frame)
    yield from comparison_sections(frame, evaluation)
    yield from claim_sections(frame)
    yield from number_sections(frame)
    yield from report_sections(frame)
    yield calibration_section(frame)
