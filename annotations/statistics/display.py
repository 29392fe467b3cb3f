"""The statistics on the terminal: totals, bars, and what is short."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from rich.bar import Bar
from rich.console import Console
from rich.table import Table

from gongkai.annotations.phenomena import Phenomenon
from gongkai.annotations.statistics.counting import CorpusStatistics, Era
from gongkai.annotations.statistics.recurrence import Recurrence
from gongkai.annotations.statistics.targets import Shortfall
from gongkai.models.metrics import Metric
from gongkai.models.scheme import Channel, Kind
from gongkai.models.terms import Term

_BAR_WIDTH = 36
_TOTALS = {
    "passages": ("passages", "段落"),
    "free": ("  written without a page to follow", "  未依真实报告"),
    "section_six": ("  from section six", "  第六部分"),
    "section_five_with_items": ("  from section five, with items", "  第五部分（含问题或改进）"),
    "reports": ("whole reports", "完整报告"),
    "reports_without_claims": ("  without a claim", "  无声明"),
    "characters": ("characters", "字数"),
    "claims": ("claims", "声明"),
    "non_claims": ("non-claims", "非声明"),
    "problems": ("problems", "问题"),
    "improvements": ("improvements", "改进"),
}


def print_statistics(
    console: Console, statistics: CorpusStatistics, short: Sequence[Shortfall], language: str
) -> None:
    """Print totals, a bar for every count, and the targets that are not reached."""
    chinese = language == "zh"
    totals = Table(box=None, show_header=False, pad_edge=False)
    totals.add_column()
    totals.add_column(justify="right")
    for attribute, names in _TOTALS.items():
        totals.add_row(names[chinese], f"{getattr(statistics, attribute):,}")
    console.print(totals)
    for heading, counts, order in (
        (("Claims by metric", "声明（按指标）"), statistics.by_metric, list(Metric)),
        (("Claims by kind", "声明（按类型）"), statistics.by_kind, list(Kind)),
        (("Claims by channel", "声明（按渠道）"), statistics.by_channel, list(Channel)),
        (("Texts by phenomenon", "文本（按现象）"), statistics.by_phenomenon, list(Phenomenon)),
        (("Texts by era", "文本（按时期）"), statistics.by_era, list(Era)),
    ):
        _print_terms(console, heading[chinese], counts, order, language)
    for title, named in (
        (("Texts by tier", "文本（按层级）"), statistics.by_tier),
        (("Texts by type of body", "文本（按机构类型）"), statistics.by_type),
        (("Texts by province", "文本（按省份）"), statistics.by_province),
        (("Non-claims by reason", "非声明（按原因）"), statistics.by_reason),
        (("Passages by split", "段落（按划分）"), statistics.by_split),
        (("Reports by split", "报告（按划分）"), statistics.reports_by_split),
        (("Claims by split", "声明（按划分）"), statistics.claims_by_split),
    ):
        _print_counts(console, title[chinese], dict(named.most_common()))
    _print_shortfalls(console, short, chinese)


def _print_terms(
    console: Console,
    heading: str,
    counts: Counter[Any],
    order: Sequence[Term],
    language: str,
) -> None:
    named = {
        term.chinese if language == "zh" else term.value: counts[term]
        for term in sorted(order, key=lambda term: -counts[term])
    }
    _print_counts(console, heading, named)


def _print_counts(console: Console, heading: str, counts: Mapping[str, int]) -> None:
    most = max(counts.values(), default=0)
    if not most:
        return
    table = Table(box=None, show_header=False, pad_edge=False, title=heading, title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    table.add_column(width=_BAR_WIDTH)
    for name, count in counts.items():
        table.add_row(name, f"{count:,}", Bar(most, 0, count, width=_BAR_WIDTH))
    console.print()
    console.print(table)


def _print_shortfalls(console: Console, short: Sequence[Shortfall], chinese: bool) -> None:
    console.print()
    if not short:
        console.print("所有目标均已达到。" if chinese else "Every target is reached.")
        return
    console.print("未达到的目标：" if chinese else "Short of its target:")
    for each in short:
        console.print(f"  {each.name}: {each.found:,} / {each.wanted:,}")


def print_recurrence(console: Console, name: str, figures: Recurrence | None) -> None:
    """Print how much texts repeat each other."""
    if figures is None:
        console.print(f"8-grams that recur, {name}: fewer than five authors or texts, not measured")
        return
    console.print(
        f"8-grams that recur, {name}: {figures.mean:.2%} (a tenth of the draws below "
        f"{figures.low:.2%}, a tenth above {figures.high:.2%}; {figures.draws} draws of five texts)"
    )


def statistics_json(statistics: CorpusStatistics, short: Sequence[Shortfall]) -> str:
    """Return the statistics as JSON."""
    counts = {field.name: _plain(getattr(statistics, field.name)) for field in fields(statistics)}
    content = {**counts, "short": [asdict(each) for each in short]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _plain(value: object) -> object:
    if not isinstance(value, Counter):
        return value
    named = {str(key): number for key, number in value.items()}
    return dict(sorted(named.items()))
