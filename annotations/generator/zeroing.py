"""Zeros: stated in words, for one metric or a list of them, and in figures."""

from __future__ import annotations

from functools import cache
from typing import Final

from gongkai.annotations.generator import lexicon
from gongkai.annotations.generator.draft import ContextMark
from gongkai.annotations.generator.expressions import MONEY, Expression
from gongkai.annotations.generator.lexicon import ZeroRow
from gongkai.annotations.generator.scene import Context, Scene
from gongkai.annotations.passages import ContextKind
from gongkai.models.scheme import Kind, Metric

_BARE: Final = "零"
_NEGATIONS: Final = frozenset({"无", "没有", "暂无", "不存在"})
#: Words with which one number or zero is told under two predicates.
_PAIRED: Final = ("收到", "受理")


@cache
def rows_of(metric: Metric) -> tuple[ZeroRow, ...]:
    """Return the zeros that tell of a metric."""
    return tuple(row for row in lexicon.zeros() if metric in row.metrics)


def has_zeros(metric: Metric) -> bool:
    """Tell whether there are words for a zero of a metric."""
    return bool(rows_of(metric))


@cache
def _self_sufficient(metric: Metric) -> tuple[ZeroRow, ...]:
    """Return the zeros whose nouns need no verb: those that a mere negation can deny."""
    return tuple(row for row in rows_of(metric) if not _NEGATIONS.isdisjoint(row.cues))


def has_zeros_in_figures(metric: Metric) -> bool:
    """Tell whether a zero of a metric can be told by a noun and a figure."""
    return bool(_self_sufficient(metric))


def write_zero(scene: Scene, metric: Metric) -> None:
    """Write a zero in words; one cue may stand over a list."""
    row = scene.random.choice(rows_of(metric))
    periods = scene.period()
    scene.who()
    cue = scene.random.choice(row.cues)
    if cue == _BARE:
        scene.draft.write(scene.one_of("实现", "做到", "保持"))
    start = scene.draft.write(cue)
    end = len(scene.draft)
    subjects = _write_nouns(scene, row)
    scene.draft.write("" if cue == _BARE else scene.random.choice(row.tails))
    said = Expression(cue, 0, None, None)
    for each, (subject, *channels) in zip(row.metrics, subjects, strict=False):
        claim = scene.same_claim(start, each, Kind.COUNT, said)
        claim.end = end
        claim.contexts = Context([subject], [], channels, periods).marks()


def _write_nouns(scene: Scene, row: ZeroRow) -> list[list[ContextMark]]:
    """Write a noun for each metric, or nouns of the one metric under one span."""
    nouns = [scene.random.choice(names) for names in row.nouns]
    link = scene.one_of("、", "、", "和", "或", "及")
    subjects = []
    for number, noun in enumerate(nouns):
        if number:
            scene.draft.write(link if number == len(nouns) - 1 else "、")
        subjects.append(scene.context(ContextKind.SUBJECT, noun))
    if len(row.metrics) == len(subjects):
        return subjects
    return [[subject for spans in subjects for subject in spans]]


def write_zero_in_figures(scene: Scene, metric: Metric) -> None:
    """Write a zero as a number: 0件, 为0, 均为零."""
    row = scene.random.choice(_self_sufficient(metric))
    if len(row.metrics) != len(row.nouns):
        _write_one_zero(scene, row.metrics[0], row.nouns[0])
        return
    if len(row.metrics) == 1:
        _write_one_zero(scene, row.metrics[0], row.nouns[0])
        return
    periods = scene.period()
    scene.who()
    subjects = _write_nouns(scene, row)
    scene.draft.write("情况" if scene.chance(0.1) else "")
    words, unit = scene.random.choice(
        (("0", None), ("零", None), ("0件", "件"), ("0件", "件"), ("０件", "件"))
    )
    scene.draft.write(scene.one_of("均为", "都为") if unit is None else scene.one_of("均为", "各"))
    said = Expression(words, 0, None, unit)
    start = scene.draft.write(words)
    for each, (subject, *channels) in zip(row.metrics, subjects, strict=True):
        claim = scene.same_claim(start, each, Kind.COUNT, said)
        claim.contexts = Context([subject], [], channels, periods).marks()


def _write_one_zero(scene: Scene, metric: Metric, nouns: tuple[str, ...]) -> None:
    periods = scene.period()
    scene.who()
    subject, *channels = scene.context(ContextKind.SUBJECT, scene.random.choice(nouns))
    frame = scene.random.choice(lexicon.frames_of(metric))
    unit = scene.random.choice(frame.units)
    chance = scene.random.random()
    if chance < 0.3:
        scene.draft.write(scene.one_of("为", "数为"))
        said = Expression(scene.one_of("0", "零"), 0, None, None)
    else:
        scene.draft.write(scene.one_of("", "为", "共", "合计"))
        digit = scene.one_of("0", "0", "0", "０")
        said = Expression(digit + unit, 0, None, unit)
    money = said.unit is not None and said.unit.endswith(MONEY)
    claim = scene.claim(metric, Kind.AMOUNT if money else Kind.COUNT, said)
    claim.contexts = Context([subject], [], channels, periods).marks()


def has_paired_zero(metric: Metric) -> bool:
    """Tell whether a metric shares a stated zero with another."""
    return any(metric in row.metrics and row.predicates[0] in _PAIRED for row in lexicon.pairs())


def write_paired_zero(scene: Scene, metric: Metric) -> None:
    """Write one zero under two predicates: 未收到和答复申请."""
    rows = [
        row for row in lexicon.pairs() if metric in row.metrics and row.predicates[0] in _PAIRED
    ]
    row = scene.random.choice(rows)
    periods = scene.period()
    scene.who()
    cue = scene.one_of("未", "没有", "尚未") + row.predicates[0]
    start = scene.draft.write(cue)
    end = len(scene.draft)
    scene.draft.write(scene.one_of("和", "及", "、"))
    scene.draft.write(row.predicates[1])
    subject = scene.context(ContextKind.SUBJECT, scene.random.choice(row.nouns))
    for each in row.metrics:
        claim = scene.same_claim(start, each, Kind.COUNT, Expression(cue, 0, None, None))
        claim.end = end
        claim.contexts = Context(subject, [], [], periods).marks()
