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

from gongkai.annotations.statistics.counting import CorpusStatistics
from gongkai.annotations.statistics.recurrence import Recurrence
from gongkai.annotations.statistics.targets import Shortfall

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
    console: Console,
    statistics: CorpusStatistics,
    short: Sequence[Shortfall] | None,
    language: str,
) -> None:
    """Print totals, a bar for every count, and the targets that are not reached, if any are set."""
    chinese = language == "zh"
    totals = Table(box=None, show_header=False, pad_edge=False)
    totals.add_column()
    totals.add_column(justify="right")
    for attribute, names in _TOTALS.items():
        totals.add_row(names[chinese], f"{getattr(statistics, attribute):,}")
    console.print(totals)
    for heading, counts in (
        (("Claims by metric", "声明（按指标）"), statistics.by_metric),
        (("Claims by kind", "声明（按类型）"), statistics.by_kind),
        (("Claims by bound", "声明（按界限）"), statistics.by_bound),
        (("Claims by channel", "声明（按渠道）"), statistics.by_channel),
        (("Non-claims by reason", "非声明（按原因）"), statistics.by_reason),
        (("Problems and improvements by category", "问题与改进（按类别）"), statistics.by_category),
        (("Texts by phenomenon", "文本（按现象）"), statistics.by_phenomenon),
        (("Texts by era", "文本（按时期）"), statistics.by_era),
        (("Texts by tier", "文本（按层级）"), statistics.by_tier),
        (("Texts by type of body", "文本（按机构类型）"), statistics.by_type),
    ):
        _print_terms(console, heading[chinese], counts, language)
    for title, named in (
        (("Texts by province", "文本（按省份）"), statistics.by_province),
        (("Passages by split", "段落（按划分）"), statistics.by_split),
        (("Passages by author", "段落（按作者）"), statistics.by_author),
        (("Reports by split", "报告（按划分）"), statistics.reports_by_split),
        (("Claims by split", "声明（按划分）"), statistics.claims_by_split),
    ):
        _print_counts(console, title[chinese], dict(named.most_common()))
    if short is not None:
        _print_shortfalls(console, short, chinese)


def _print_terms(console: Console, heading: str, counts: Counter[Any], language: str) -> None:
    """Print counts of terms, the most frequent first; of a term left open, ``—``."""
    chinese = language == "zh"
    named = {
        "—" if term is None else (term.chinese if chinese else term.value): number
        for term, number in counts.most_common()
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
        name = each.chinese if chinese else each.name
        console.print(f"  {name}: {each.found:,} / {each.wanted:,}")


def print_recurrence(
    console: Console, names: tuple[str, str], figures: Recurrence | None, language: str
) -> None:
    """Print how much texts repeat each other; ``names`` are English and Chinese."""
    if language == "zh":
        head = f"重复出现的八字片段，{names[1]}"
        if figures is None:
            console.print(f"{head}：作者或文本不足五个，未测")
            return
        console.print(
            f"{head}：{figures.mean:.2%}（十分之一的抽样低于 {figures.low:.2%}，十分之一高于 "
            f"{figures.high:.2%}；{figures.draws} 次抽样，每次五篇）"
        )
        return
    head = f"8-grams that recur, {names[0]}"
    if figures is None:
        console.print(f"{head}: fewer than five authors or texts, not measured")
        return
    console.print(
        f"{head}: {figures.mean:.2%} (a tenth of the draws below {figures.low:.2%}, a tenth above "
        f"{figures.high:.2%}; {figures.draws} draws of five texts)"
    )


def statistics_json(statistics: CorpusStatistics, short: Sequence[Shortfall] | None) -> str:
    """Return the statistics as JSON, with ``short`` where there are targets."""
    counts = {field.name: _plain(getattr(statistics, field.name)) for field in fields(statistics)}
    content = dict(counts)
    if short is not None:
        content["short"] = [asdict(each) for each in short]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _plain(value: object) -> object:
    if not isinstance(value, Counter):
        return value
    named = {"none" if key is None else str(key): number for key, number in value.items()}
    return dict(sorted(named.items()))
