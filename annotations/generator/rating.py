"""Rates and changes: how well, what share, and how much more than the year before."""

from __future__ import annotations

from typing import Final

from gongkai.annotations.generator import lexicon, shares
from gongkai.annotations.generator.counting import Clause, choose_frame, write_clause
from gongkai.annotations.generator.draft import ClaimMark, ContextMark
from gongkai.annotations.generator.expressions import MONEY, Expression, draw, stated
from gongkai.annotations.generator.lexicon import Frame, RateRow
from gongkai.annotations.generator.scene import Context, Scene
from gongkai.annotations.passages import ContextKind
from gongkai.models.scheme import Aspect, Bound, Kind, Metric

_UP: Final = ("增长", "上升", "增加", "提高", "上涨", "提升", "多了")
_DOWN: Final = ("下降", "减少", "降低", "回落", "少了", "下降了")
_COMPARED: Final = (
    "同比", "较上年", "比上年", "与上年相比", "环比", "比去年同期",
    "较{上一年!date}", "较{<last>年!date}",
)  # fmt: skip
_IS: Final = ("为", "达", "达到", "保持在", "", "均达", "稳定在", "提升至")


def has_rates(metric: Metric) -> bool:
    """Tell whether a metric has rates."""
    return bool(lexicon.rates(metric))


def write_rate(scene: Scene, metric: Metric) -> None:
    """Write a rate, alone or behind what it is the rate of."""
    row = scene.random.choice(lexicon.rates(metric))
    context = Context()
    if scene.chance(0.35) and metric is not Metric.OTHER_COUNT:
        _, before = write_clause(scene, choose_frame(scene, metric))
        context.periods = before.periods
        scene.draft.write("，")
    else:
        context.periods = scene.period()
        scene.who()
    _write_rate(scene, row, context)


def _write_rate(scene: Scene, row: RateRow, context: Context) -> ClaimMark:
    subject, *channels = scene.context(ContextKind.SUBJECT, scene.random.choice(row.names))
    scene.draft.write(scene.random.choice(_IS))
    claim = scene.claim(row.metric, Kind.RATE, shares.rate(scene.random, row.aspect))
    claim.aspect = row.aspect
    own = Context([subject], [], channels or context.channels, context.periods)
    claim.contexts = own.marks()
    return claim


def has_several_rates(metric: Metric) -> bool:
    """Tell whether a metric has rates of more than one aspect."""
    return len(_by_aspect(metric)) > 1


def _by_aspect(metric: Metric) -> dict[Aspect, RateRow]:
    rows = [row for row in lexicon.rates(metric) if row.aspect is not Aspect.SHARE]
    return {row.aspect: row for row in rows}


def write_several_rates(scene: Scene, metric: Metric) -> None:
    """Write rates side by side, with one number for all or a number for each."""
    rows = list(_by_aspect(metric).values())
    chosen = scene.random.sample(rows, min(len(rows), scene.random.choice((2, 2, 3))))
    periods = scene.period()
    scene.who()
    subjects = []
    for number, row in enumerate(chosen):
        if number:
            last = number == len(chosen) - 1
            scene.draft.write(scene.one_of("和", "、", "及") if last else "、")
        subjects.append(scene.context(ContextKind.SUBJECT, scene.random.choice(row.names)))
    together = scene.chance(0.5)
    scene.draft.write(
        scene.one_of("均为", "均达", "都达到", "均保持在", "均")
        if together
        else scene.one_of("分别为", "分别达到", "分别达")
    )
    said = shares.percentage(scene.random, 85)
    start = len(scene.draft)
    for number, (row, (subject, *channels)) in enumerate(zip(chosen, subjects, strict=True)):
        if number == 0 or not together:
            if number:
                scene.draft.write("、")
                said = shares.percentage(scene.random, 85)
            start = scene.draft.write(said.words)
        claim = scene.same_claim(start, row.metric, Kind.RATE, said)
        claim.aspect = row.aspect
        claim.contexts = Context([subject], [], channels, periods).marks()


def write_share(scene: Scene, metric: Metric) -> None:
    """Write a count and the share it has of something larger."""
    claim, context = write_clause(scene, choose_frame(scene, metric))
    scene.draft.write(scene.one_of("，占", "，占比", "，占总量的", "，占比为", "，约占总数的"))
    said = shares.rate(scene.random, Aspect.SHARE)
    if scene.draft.text.endswith("，约占总数的"):
        said = shares.percentage(scene.random, 1, 95)
    share = scene.claim(claim.metric, Kind.RATE, said)
    share.aspect = Aspect.SHARE
    share.contexts = context.with_subject(context.subjects, []).marks()


def write_change(scene: Scene, metric: Metric) -> None:
    """Write how much more or less something is than before, behind the count or alone."""
    frame = choose_frame(scene, metric)
    if scene.chance(0.25) and not frame.told_by_predicate:
        _write_lone_change(scene, frame)
        return
    claim, context = write_clause(scene, frame)
    scene.draft.write("，")
    _write_change(scene, claim.metric, claim.unit, context)


def _write_lone_change(scene: Scene, frame: Frame) -> None:
    context = Context()
    context.periods = scene.period()
    scene.who()
    subject, *channels = scene.context(ContextKind.SUBJECT, scene.random.choice(frame.nouns))
    context.subjects, context.channels = [subject], channels
    scene.draft.write(scene.one_of("", "数量", "总量"))
    _write_change(scene, frame.metric, frame.units[0], context)


def _write_change(scene: Scene, metric: Metric, unit: str | None, context: Context) -> None:
    chance = scene.random.random()
    scene_random = scene.random
    if chance < 0.12:
        _double(scene, metric, context)
        return
    if chance < 0.22:
        scene.draft.write(scene.one_of("是上年的", "达到上年的", "相当于上年的"))
        claim = scene.claim(metric, Kind.CHANGE, shares.multiple(scene_random))
        claim.contexts = context.with_subject(context.subjects, []).marks()
        return
    up = scene.chance(0.6)
    scene.write(scene_random.choice(_COMPARED))
    actions = scene.context(ContextKind.ACTION, scene_random.choice(_UP if up else _DOWN))
    if up and chance < 0.3:
        said = shares.multiple(scene_random)
    elif chance < 0.6 and unit is not None and not unit.endswith(MONEY):
        said = stated(scene_random, draw(scene_random, 1, 400), unit)
    else:
        said = shares.percentage(scene_random, 1, 260 if up else 90, ranges=False)
    value = said.value if up else -said.value
    claim = scene.claim(metric, Kind.CHANGE, said, value)
    claim.contexts = context.with_subject(context.subjects, actions).marks()


def _double(scene: Scene, metric: Metric, context: Context) -> None:
    scene.draft.write(scene.one_of("比上年", "同比", "较上年", "较上年实现"))
    words, value = scene.random.choice(
        (("翻番", 100), ("翻一番", 100), ("翻了一番", 100), ("翻两番", 300))
    )
    claim = scene.claim(metric, Kind.CHANGE, Expression(words, value, None, shares.PERCENT))
    claim.contexts = context.with_subject(context.subjects, []).marks()


def write_points(scene: Scene, metric: Metric) -> None:
    """Write by how many percentage points a rate changed."""
    row = scene.random.choice(lexicon.rates(metric))
    context = Context()
    context.periods = scene.period()
    claim = _write_rate(scene, row, context)
    scene.draft.write("，")
    up = scene.chance(0.7)
    scene.write(scene.random.choice(_COMPARED))
    actions = scene.context(ContextKind.ACTION, scene.random.choice(_UP if up else _DOWN))
    said = shares.points(scene.random)
    change = scene.claim(row.metric, Kind.CHANGE, said, said.value if up else -said.value)
    subjects = [c for c in claim.contexts if c.kind is ContextKind.SUBJECT]
    channels = [c for c in claim.contexts if c.kind is ContextKind.CHANNEL]
    change.contexts = Context(subjects, actions, channels, context.periods).marks()


def has_counts(metric: Metric) -> bool:
    """Tell whether a metric has frames that are no money."""
    return any(not frame.units[0].endswith(MONEY) for frame in lexicon.frames_of(metric))


def write_comparison(scene: Scene, metric: Metric) -> None:
    """Write this year's figure, last year's and the difference: the three agree."""
    frames = [f for f in lexicon.frames_of(metric) if not f.units[0].endswith(MONEY)]
    frame = scene.random.choice(frames)
    unit = scene.random.choice(frame.units)
    this = draw(scene.random, max(2, frame.low), max(frame.high, 3))
    clause = Clause(scene, frame, stated(scene.random, this, unit, plain=True))
    if frame.predicates:
        clause.write(scene.one_of("<p><b><a><s><n>", "<p><b><t><a><s><n>", "<p><s><a><n>"))
    else:
        clause.write("<p><b><s>(为|共)<n>")
    context = clause.context
    last = draw(scene.random, 1, this * 2)
    last = last + 1 if last == this else last
    scene.draft.write(scene.one_of("，比", "，较", "，与"))
    before: list[ContextMark] = scene.context(
        ContextKind.PERIOD, scene.one_of("上年", "上一年度", str(scene.year - 1) + "年")
    )
    scene.draft.write("的")
    old = scene.claim(metric, Kind.COUNT, stated(scene.random, last, unit, plain=True))
    old.contexts = Context(context.subjects, [], context.channels, before).marks()
    up = this > last
    scene.draft.write("相比" if scene.draft.text[before[0].start - 1] == "与" else "")
    actions = scene.context(ContextKind.ACTION, "增加" if up else "减少")
    said = stated(scene.random, abs(this - last), unit, plain=True)
    claim = scene.claim(metric, Kind.CHANGE, said, this - last)
    claim.contexts = context.with_subject(context.subjects, actions).marks()
    assert claim.bound is Bound.EXACT  # noqa: S101 - differences are stated
