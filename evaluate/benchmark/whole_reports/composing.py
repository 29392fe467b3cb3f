"""One whole report by its seed and number: title, six sections, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from gongkai.evaluate.benchmark.whole_reports.figures import Figures, draw_figures
from gongkai.evaluate.benchmark.whole_reports.narrative import Narrator
from gongkai.evaluate.benchmark.whole_reports.offices import made_up_office, made_up_year
from gongkai.evaluate.benchmark.whole_reports.tables import SHAPES, WORDINGS, list_text, table_text
from gongkai.models.scheme import Regime, SectionKind

DEFAULT_SEED: Final = 1
#: Addresses under this name lead nowhere, so that nobody takes the reports for real ones
#: (RFC 2606).
_HOST: Final = "https://made-up.example"


@dataclass(frozen=True, slots=True)
class WholeReport:
    """A made-up report.

    Attributes
    ----------
    uri
        Where it would stand; an address that leads nowhere.
    text
        The report as plain text.
    issuer, year, regime
        Who reports, on which year, by which form.
    """

    uri: str
    text: str
    issuer: str
    year: int
    regime: Regime


def whole_reports(
    number: int, *, seed: int = DEFAULT_SEED, first: int = 0
) -> Iterator[WholeReport]:
    """Yield made-up reports.

    Parameters
    ----------
    number
        How many.
    seed
        The same seed gives the same reports.
    first
        The number of the first: those from 500 on are the same whether others were made before.
    """
    for place in range(first, first + number):
        yield _report(seed, place)


def _report(seed: int, number: int) -> WholeReport:
    random = Random(f"{seed}:{number}")  # noqa: S311 - made-up reports are no secret
    office, year = made_up_office(random), made_up_year(random)
    regime = _regime(year)
    figures = draw_figures(random, regime, office.tier)
    sections = _Sections(random, regime, figures, Narrator(random, office, year, figures))
    lines = [f"{office.name}{year}年政府信息公开工作年度报告", "", sections.opening()]
    for heading, section in _BEFORE_2019 if regime is Regime.BEFORE_2019 else _SINCE_2019:
        lines += [heading, *section(sections)]
    text = "\n".join(lines) + "\n"
    uri = f"{_HOST}/seed-{seed}/{number:08}.txt"
    return WholeReport(uri, text, office.name, year, regime)


def _regime(year: int) -> Regime:
    if year < 2019:
        return Regime.BEFORE_2019
    return Regime.FORM_2019 if year < 2021 else Regime.FORM_2021


class _Sections:
    """The sections of one report, each as its lines; all tables have one shape, as on a page."""

    def __init__(
        self, random: Random, regime: Regime, figures: Figures, narrator: Narrator
    ) -> None:
        self._random = random
        self._regime = regime
        self._figures = figures
        self._narrator = narrator
        self._shape = random.choice(SHAPES)
        self._way = random.randrange(WORDINGS)

    def opening(self) -> str:
        """Return the paragraph before the first section."""
        return self._narrator.clause("opening")

    def overview(self) -> Iterator[str]:
        """Yield section one."""
        tell = self._narrator.paragraph
        applications = self._narrator.applications()
        yield tell("overview")
        yield f"（一）主动公开情况。{tell('disclosure')}"
        yield f"（二）依申请公开情况。{applications}{tell('request')}"
        yield f"（三）政府信息管理情况。{tell('management')}"
        yield f"（四）平台建设情况。{tell('platform')}"
        yield f"（五）监督保障情况。{tell('supervision')}"

    def disclosure(self) -> Iterator[str]:
        """Yield section two: a table, sometimes told before."""
        if self._random.random() < 0.2:
            yield self._narrator.decisions()
        yield self._table(SectionKind.PROACTIVE_DISCLOSURE)

    def applications(self) -> Iterator[str]:
        """Yield section three: a table."""
        yield self._table(SectionKind.APPLICATIONS)

    def disputes(self) -> Iterator[str]:
        """Yield section four: a table, sometimes told before."""
        if self._random.random() < 0.2:
            yield self._narrator.disputes()
        yield self._table(SectionKind.REVIEW_LITIGATION)

    def problems(self) -> Iterator[str]:
        """Yield section five."""
        yield f"（一）存在的主要问题。{self._narrator.points('problem')}"
        yield f"（二）改进情况。{self._narrator.points('improvement')}"

    def other(self) -> Iterator[str]:
        """Yield section six."""
        yield self._narrator.paragraph("other")

    def early_overview(self) -> Iterator[str]:
        """Yield section one of the years before 2019."""
        for topic in ("overview", "management", "supervision"):
            yield self._narrator.paragraph(topic)

    def early_disclosure(self) -> Iterator[str]:
        """Yield section two of the years before 2019."""
        yield self._narrator.paragraph("disclosure")
        yield self._narrator.paragraph("platform")
        yield self._narrator.decisions()

    def early_applications(self) -> Iterator[str]:
        """Yield section three of the years before 2019."""
        yield self._narrator.applications() + self._narrator.paragraph("request")

    def early_disputes(self) -> Iterator[str]:
        """Yield section four of the years before 2019."""
        yield self._narrator.disputes()

    def early_other(self) -> Iterator[str]:
        """Yield section six of the years before 2019, with the statistics list."""
        yield self._narrator.clause("other")
        yield list_text(self._figures.statistics, self._random).rstrip("\n")

    def _table(self, kind: SectionKind) -> str:
        cells = self._figures.tables[kind]
        return table_text(kind, self._regime, cells, self._way, self._shape).rstrip("\n")


_Section = Callable[[_Sections], Iterator[str]]
_SINCE_2019: Final[tuple[tuple[str, _Section], ...]] = (
    ("一、总体情况", _Sections.overview),
    ("二、主动公开政府信息情况", _Sections.disclosure),
    ("三、收到和处理政府信息公开申请情况", _Sections.applications),
    ("四、政府信息公开行政复议、行政诉讼情况", _Sections.disputes),
    ("五、存在的主要问题及改进情况", _Sections.problems),
    ("六、其他需要报告的事项", _Sections.other),
)
_BEFORE_2019: Final[tuple[tuple[str, _Section], ...]] = (
    ("一、概述", _Sections.early_overview),
    ("二、主动公开政府信息情况", _Sections.early_disclosure),
    ("三、依申请公开政府信息情况", _Sections.early_applications),
    ("四、因政府信息公开申请行政复议、提起行政诉讼情况", _Sections.early_disputes),
    ("五、存在的主要问题及改进情况", _Sections.problems),
    ("六、其他需要说明的事项", _Sections.early_other),
)
