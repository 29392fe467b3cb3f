"""What systems are given: annotated texts without what their annotation says."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.evaluate.judged.gold import GoldError
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.systems.interface import Text


def texts_of(gold: Sequence[JudgedReport]) -> list[Text]:
    """Return the annotated texts, in their order.

    Raises
    ------
    GoldError
        If the text of one is not known.
    """
    return [_text_of(report) for report in gold]


def _text_of(report: JudgedReport) -> Text:
    if report.text is None:
        raise GoldError(
            f"The text of {report.name} is not known, so no system can read it: put the report "
            "beside its annotation."
        )
    traits = report.traits
    return Text(report.name, report.text, traits.is_report, traits.sections, report.page)
