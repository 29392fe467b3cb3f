"""The numbers of one report: drawn at random, adding up as the forms want it.

Most offices receive few applications and most cells of their tables are zero, as in published
reports; offices of higher tiers have more of everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from gongkai.annotations.rendering.statistics import ENTRIES
from gongkai.models.scheme import Regime, SectionKind, Tier
from gongkai.models.table_layout import APPLICANTS, TableLayout, layout_for

Cells = dict[str, str]

_APPLICANTS: Final = tuple(each.id for each in APPLICANTS if each.id != "total")
_OUTCOMES: Final = ("upheld", "corrected", "other", "pending")
#: Where applications come from: most from people, some from companies.
_APPLICANT_WEIGHTS: Final = (80, 12, 1, 2, 2, 3)
#: The share of reports without any application, and the mean number elsewhere, by tier.
_ZERO_APPLICATIONS: Final[dict[Tier | None, float]] = {
    Tier.TOWNSHIP: 0.6,
    Tier.COUNTY: 0.35,
    None: 0.3,
}
_MEAN_APPLICATIONS: Final[dict[Tier | None, int]] = {
    Tier.TOWNSHIP: 4,
    Tier.COUNTY: 15,
    Tier.PREFECTURE: 60,
}
_MEAN_ELSEWHERE: Final = 150
#: Rows that results fall into most often, with their weights; other rows have 1.
_COMMON_RESULTS: Final = {"granted": 60, "partly_granted": 8, "unavailable.not_held": 20}
_RULES: Final = "rules"


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a report.

    Attributes
    ----------
    tables
        The text of each cell of the mandated tables by key; empty before 2019.
    statistics
        The statistics list of the years before 2019, empty since.
    received, carried_in, answered, carried_over
        Applications.
    reviews, lawsuits
        Reviews and lawsuits.
    licences, penalties
        Decisions.
    """

    tables: Mapping[SectionKind, Cells]
    statistics: Sequence[str]
    received: int
    carried_in: int
    answered: int
    carried_over: int
    reviews: int
    lawsuits: int
    licences: int
    penalties: int


def draw_figures(random: Random, regime: Regime, tier: Tier | None) -> Figures:
    """Draw the numbers of a report.

    Parameters
    ----------
    random
        Where all chance comes from.
    regime
        The form that the report follows.
    tier
        The tier of the office.
    """
    received = _spread(random, _applications(random, tier), _APPLICANTS, _APPLICANT_WEIGHTS)
    carried_in = _spread(random, _few(random), _APPLICANTS, _APPLICANT_WEIGHTS)
    if not received:
        carried_in.clear()
    carried_over = {
        who: random.randint(0, number // 4) for who, number in received.items() if number > 3
    }
    answered = {
        who: received[who] + carried_in[who] - carried_over.get(who, 0) for who in _APPLICANTS
    }
    outcomes = {
        row: _spread(random, _few(random) if received else 0, _OUTCOMES, (6, 1, 2, 2))
        for row in ("review", "direct_suit", "suit_after_review")
    }
    licences, penalties = _decisions(random, tier), _decisions(random, tier)
    tables: dict[SectionKind, Cells] = {}
    statistics: list[str] = []
    if regime is Regime.BEFORE_2019:
        statistics = _statistics(random, received, answered, outcomes)
    else:
        layout = layout_for(SectionKind.APPLICATIONS, regime)
        applications = {"received": received, "carried_in": carried_in}
        applications |= _results(random, layout, answered)
        tables = {
            SectionKind.PROACTIVE_DISCLOSURE: _disclosure(random, regime, licences, penalties),
            SectionKind.APPLICATIONS: _with_totals(
                layout, applications | {"total": answered, "carried_over": carried_over}
            ),
            SectionKind.REVIEW_LITIGATION: _with_totals(
                layout_for(SectionKind.REVIEW_LITIGATION, regime), outcomes
            ),
        }
    return Figures(
        tables,
        statistics,
        sum(received.values()),
        sum(carried_in.values()),
        sum(answered.values()),
        sum(carried_over.values()),
        sum(outcomes["review"].values()),
        sum(outcomes["direct_suit"].values()) + sum(outcomes["suit_after_review"].values()),
        licences,
        penalties,
    )


def _applications(random: Random, tier: Tier | None) -> int:
    if random.random() < _ZERO_APPLICATIONS.get(tier, 0.1):
        return 0
    return 1 + int(random.expovariate(1 / _MEAN_APPLICATIONS.get(tier, _MEAN_ELSEWHERE)))


def _few(random: Random) -> int:
    return random.choice((0, 0, 0, 0, 0, 0, 1, 1, 2, 5))


def _decisions(random: Random, tier: Tier | None) -> int:
    if random.random() < 0.4:
        return 0
    return int(random.expovariate(1 / (40 if tier is Tier.TOWNSHIP else 600)))


def _spread(
    random: Random, total: int, places: Sequence[str], weights: Sequence[int]
) -> Counter[str]:
    """Divide a number up between places."""
    return Counter(random.choices(places, weights, k=total)) if total else Counter()


def _results(
    random: Random, layout: TableLayout, answered: Mapping[str, int]
) -> dict[str, Counter[str]]:
    """Divide the answers to each kind of applicant up between the rows of results."""
    others = {"received", "carried_in", "total", "carried_over"}
    rows = [row.id for row in layout.panels[0].rows if row.id not in others]
    weights = [_COMMON_RESULTS.get(row, 1) for row in rows]
    results: dict[str, Counter[str]] = {row: Counter() for row in rows}
    for who, number in answered.items():
        for row, part in _spread(random, number, rows, weights).items():
            results[row][who] = part
    return results


def _with_totals(layout: TableLayout, rows: Mapping[str, Mapping[str, int]]) -> Cells:
    """Write rows of numbers, each with its total in the last column."""
    cells: Cells = {}
    for row in layout.panels[0].rows:
        numbers = rows[row.id]
        for column in layout.panels[0].columns:
            number = sum(numbers.values()) if column.id == "total" else numbers.get(column.id, 0)
            cells[f"{row.id}.{column.id}"] = str(number)
    return cells


def _disclosure(random: Random, regime: Regime, licences: int, penalties: int) -> Cells:
    layout = layout_for(SectionKind.PROACTIVE_DISCLOSURE, regime)
    cells = dict.fromkeys(layout.keys, "0")
    if random.random() < 0.2:  # bodies that can make no rules often strike them out
        cells |= {key: "/" for key in layout.keys if key.startswith(f"{_RULES}.")}
    if random.random() < 0.5:
        made = random.randint(0, 20)
        repealed = random.randint(0, 9)
        in_force = made + random.randint(0, 60)
        names = ("issued", "repealed", "in_force")
        if regime is Regime.FORM_2019:
            names = ("made", "published", "public_total")
            repealed = random.randint(0, made)
        for name, number in zip(names, (made, repealed, in_force), strict=True):
            cells[f"normative_documents.{name}"] = str(number)
    cells["licences.decisions"] = str(licences)
    cells["penalties.decisions"] = str(penalties)
    if regime is Regime.FORM_2019:
        for row in ("licences", "other_services", "penalties", "compulsions", "charges"):
            if random.random() < 0.6:
                cells[f"{row}.items_last_year"] = str(random.randint(1, 300))
                cells[f"{row}.change"] = str(random.choice((0, 0, 1, 3, 12, -2, -7)))
        cells["procurement.projects"] = str(random.randint(0, 30))
        cells["procurement.amount"] = f"{random.randint(0, 900_000) / 100:.2f}"
    elif random.random() < 0.3:
        cells["charges.amount"] = f"{random.randint(1, 9_000_000) / 10_000:.4f}"
    return cells


def _statistics(
    random: Random,
    received: Counter[str],
    answered: Mapping[str, int],
    outcomes: Mapping[str, Counter[str]],
) -> list[str]:
    """Return the numbers of the statistics list, in the order of its entries."""
    channels = [random.randint(0, 900) for _ in range(5)]
    ways = _spread(random, received.total(), "abcd", (30, 5, 50, 15))
    late = random.randint(0, sum(answered.values()) // 5)
    documents = random.randint(0, 40)
    conferences = random.randint(0, 9)
    known: dict[str, int | Iterator[int]] = {
        "主动公开政府信息数": sum(channels),
        "主动公开规范性文件数": documents,
        "制发规范性文件总数": documents + random.randint(0, 5),
        "公开政府信息数": iter(channels),
        "总次数": conferences,
        "参加新闻发布会次数": conferences // 2,
        "收到申请数": received.total(),
        "当面申请数": ways["a"],
        "传真申请数": ways["b"],
        "网络申请数": ways["c"],
        "信函申请数": ways["d"],
        "申请办结数": sum(answered.values()),
        "按时办结数": sum(answered.values()) - late,
        "延期办结数": late,
        "行政复议数量": outcomes["review"].total(),
        "维持具体行政行为数": outcomes["review"]["upheld"],
        "被依法纠错数": outcomes["review"]["corrected"],
        "行政诉讼数量": outcomes["direct_suit"].total() + outcomes["suit_after_review"].total(),
    }
    numbers = []
    for label, unit in ENTRIES:
        if unit is None:
            continue
        match = max((end for end in known if label.endswith(end)), key=len, default=None)
        number = random.randint(0, 60) if match is None else known[match]
        numbers.append(str(number if isinstance(number, int) else next(number)))
    return numbers
