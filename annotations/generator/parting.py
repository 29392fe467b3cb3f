"""Wholes and their parts: 其中, brackets, colon lists, 分别为, parts of parts, stages."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from gongkai.annotations.generator import lexicon
from gongkai.annotations.generator.counting import write_clause
from gongkai.annotations.generator.draft import ClaimMark, ContextMark
from gongkai.annotations.generator.expressions import (
    MONEY,
    Expression,
    draw,
    looks_like_name,
    stated,
)
from gongkai.annotations.generator.lexicon import Frame, PartSet
from gongkai.annotations.generator.numerals import exact
from gongkai.annotations.generator.scene import Context, Scene
from gongkai.annotations.passages import ContextKind
from gongkai.models.scheme import Kind, Metric, PartKind

#: Parts of parts, whatever they are parts of.
_LEVELS: Final = ("县直部门", "乡镇街道", "村居")
_PHASES: Final = ("主动报送", "上级交办", "部门转办")
_NESTED_LEAST: Final = 12
_LEVIED: Final = (Metric.FEES_COLLECTED, Metric.FEES_CHARGED)


@dataclass(frozen=True, slots=True)
class Whole:
    """A claim with parts, and the spans around it."""

    claim: ClaimMark
    context: Context

    @property
    def value(self) -> int:
        """How many it is."""
        return int(self.claim.value)


def can_be_parted(frame: Frame) -> bool:
    """Tell whether wholes of a frame are large enough to have parts."""
    return frame.high >= 4 and not any(unit.endswith(MONEY) for unit in frame.units)


def has_parts(metric: Metric) -> bool:
    """Tell whether wholes of a metric can be broken down."""
    return bool(lexicon.part_sets(metric)) and any(map(can_be_parted, lexicon.frames_of(metric)))


def write_whole(scene: Scene, metric: Metric, least: int = 4) -> Whole:
    """Write a claim that says exactly how many, so that parts can add up to it."""
    frames = [frame for frame in lexicon.frames_of(metric) if can_be_parted(frame)]
    frame = scene.random.choice(frames)
    high = max(least, min(frame.high, 90_000))
    value = draw(scene.random, max(frame.low, least), max(high, frame.low))
    unit = scene.random.choice(frame.units)
    said = stated(scene.random, value, unit)
    claim, context = write_clause(scene, frame, said)
    return Whole(claim, context)


def split(scene: Scene, value: int, number: int) -> list[int]:
    """Split a number into so many parts of at least 1."""
    cuts = sorted(scene.random.sample(range(1, value), number - 1))
    return [right - left for left, right in zip([0, *cuts], [*cuts, value], strict=True)]


def write_breakdown(scene: Scene, metric: Metric) -> None:
    """Write a whole and its parts."""
    whole = write_whole(scene, metric)
    if carries_in(metric) and scene.chance(0.2):
        write_carried_in(scene, whole)
        return
    write_parts(scene, whole, scene.random.choice(lexicon.part_sets(metric)))


def write_parts(scene: Scene, whole: Whole, parts: PartSet) -> None:
    """Write parts behind a whole."""
    names = list(parts.parts)
    most = min(len(names), whole.value)
    complete = scene.chance(0.6) or most < 2
    number = scene.random.randint(min(2, most), most) if most > 1 else 1
    if not complete and number == most and most == whole.value:
        number -= 1
    chosen = _in_order(scene, names, number)
    values = _values(scene, whole.value, number, complete=complete)
    kind = PartKind.COMPONENT if sum(values) == whole.value else PartKind.SUBSET
    writer = _Parts(scene, whole, parts.way, kind)
    if number > 1 and not parts.way and scene.chance(0.2):
        writer.write_respectively(chosen, values)
    else:
        writer.write(chosen, values)


def _in_order(
    scene: Scene, names: list[tuple[str, Metric]], number: int
) -> list[tuple[str, Metric]]:
    positions = sorted(scene.random.sample(range(len(names)), number))
    return [names[position] for position in positions]


def _values(scene: Scene, whole: int, number: int, *, complete: bool) -> list[int]:
    if complete and number > 1:
        return split(scene, whole, number)
    spare = max(1, whole // scene.random.choice((3, 5, 8)))
    rest = max(number, whole - spare)
    values = split(scene, rest, number) if number > 1 else [rest]
    return [min(value, whole) for value in values]


class _Parts:
    """Writes the parts of one whole."""

    def __init__(self, scene: Scene, whole: Whole, way: bool, kind: PartKind) -> None:
        self._scene = scene
        self._whole = whole
        self._way = way
        self._kind = kind
        self._unit = whole.claim.unit
        chance = scene.random.random()
        self._bare = chance < 0.07 and not way
        self._plain = chance < 0.75
        self._form = scene.random.choice(("{}", "{}", "{}", "{}共", "{}达", "{}有"))

    def write(self, names: list[tuple[str, Metric]], values: list[int]) -> None:
        """Write them behind 其中, a colon or in brackets."""
        scene = self._scene
        if any(name.endswith("号") for name, _ in names):
            self._bare = False  # 视频号2 would read as a number of its own kind
        opening, closing = scene.random.choice(
            (("，其中", ""), ("，其中：", ""), ("（其中", "）"), ("（", "）"), ("：", ""),
             ("，包括", ""), ("，其中，", ""), ("，具体为：", ""), ("（含", "）"))
        )  # fmt: skip
        link = scene.one_of("，", "、", "、", "；")
        scene.draft.write(opening)
        nested = not closing and not self._bare and scene.chance(0.3)
        for number, ((name, metric), value) in enumerate(zip(names, values, strict=True)):
            if number:
                scene.draft.write(link)
            part = self._part(name, metric, value)
            if nested and value >= _NESTED_LEAST:
                self._write_nested(part)
                nested = False
        scene.draft.write(closing)

    def write_respectively(self, names: list[tuple[str, Metric]], values: list[int]) -> None:
        """Write the names, then the numbers; the last may give its measure word to all."""
        scene = self._scene
        scene.draft.write(scene.one_of("，其中", "，", "，其中，"))
        subjects = []
        for number, (name, _) in enumerate(names):
            scene.draft.write("" if number == 0 else "、")
            subjects.append(scene.context(ContextKind.SUBJECT, name))
        scene.draft.write(scene.one_of("分别为", "分别有", "分别达") if len(names) > 1 else "为")
        shared = scene.chance(0.35) and not any(looks_like_name(value, None) for value in values)
        if any(right == left + 1 for left, right in pairwise(values)):
            shared = False  # 4、5份 is said for four or five
        for number, ((_, metric), value) in enumerate(zip(names, values, strict=True)):
            last = number == len(names) - 1
            if number:
                scene.draft.write(scene.one_of("和", "、") if last else "、")
            said = stated(scene.random, value, self._unit, plain=True)
            if shared and not last:
                said = Expression(str(value), value, None, self._unit)
            self._add(metric, said, [subjects[number][0]], subjects[number][1:])

    def _part(self, name: str, metric: Metric, value: int) -> ClaimMark:
        scene = self._scene
        if self._way:
            channels = scene.write(name)
            subjects = self._whole.context.subjects
        else:
            subject, *channels = scene.context(ContextKind.SUBJECT, name)
            subjects = [subject]
        scene.draft.write("" if self._bare else self._form.format(""))
        unit = None if self._bare else self._unit
        said = stated(scene.random, value, unit, plain=self._plain or self._bare)
        if said.value != value:
            said = stated(scene.random, value, unit, plain=True)
        return self._add(metric, said, subjects, channels)

    def _add(
        self,
        metric: Metric,
        said: Expression,
        subjects: list[ContextMark],
        channels: list[ContextMark],
    ) -> ClaimMark:
        around = self._whole.context
        claim = self._scene.claim(metric, Kind.COUNT, said)
        context = Context(subjects, around.actions, channels or around.channels, around.periods)
        claim.contexts = context.marks()
        claim.whole, claim.part_kind = self._whole.claim, self._kind
        return claim

    def _write_nested(self, part: ClaimMark) -> None:
        """Write the parts of a part, in brackets."""
        scene = self._scene
        names = scene.random.choice((_LEVELS, _PHASES))
        value = int(part.value)
        around = Context([], self._whole.context.actions, [], self._whole.context.periods)
        around.subjects = [c for c in part.contexts if c.kind is ContextKind.SUBJECT]
        around.channels = [c for c in part.contexts if c.kind is ContextKind.CHANNEL]
        complete = scene.chance(0.6)
        number = scene.random.choice((2, 3))
        values = _values(scene, value, number, complete=complete)
        kind = PartKind.COMPONENT if sum(values) == value else PartKind.SUBSET
        inner = _Parts(scene, Whole(part, around), way=False, kind=kind)
        inner._bare = False
        scene.draft.write(scene.one_of("（", "（含", "（其中"))
        for position, (name, each) in enumerate(zip(names, values, strict=False)):
            scene.draft.write("" if position == 0 else "、")
            inner._part(name, part.metric, each)
        scene.draft.write("）")


def carries_in(metric: Metric) -> bool:
    """Tell whether a whole can hold what was carried in from the year before."""
    return metric in (Metric.APPLICATIONS_RECEIVED, Metric.APPLICATIONS_ANSWERED)


def write_carried_in(scene: Scene, whole: Whole) -> None:
    """Write how much of a whole was carried in."""
    opening, closing = scene.random.choice((("（含", "）"), ("（其中", "）"), ("，其中", "")))
    scene.draft.write(opening)
    subject = scene.context(ContextKind.SUBJECT, scene.one_of("上年结转", "上年度结转"))
    value = scene.random.randint(1, max(1, whole.value // 4))
    said = stated(scene.random, value, whole.claim.unit)
    claim = scene.claim(Metric.APPLICATIONS_CARRIED_IN, Kind.COUNT, said)
    claim.contexts = Context(subject, [], [], whole.context.periods).marks()
    claim.whole, claim.part_kind = whole.claim, PartKind.SUBSET
    scene.draft.write(closing)


def has_stages(metric: Metric) -> bool:
    """Tell whether something becomes of wholes of a metric."""
    return bool(lexicon.stages(metric)) and any(map(can_be_parted, lexicon.frames_of(metric)))


def write_stages(scene: Scene, metric: Metric) -> None:
    """Write a whole and what became of it; of applications, also how they were answered."""
    whole = write_whole(scene, metric, least=6)
    rows = lexicon.stages(metric)
    row = rows[0] if scene.chance(0.7) else scene.random.choice(rows)
    value = whole.value if scene.chance(0.3) else scene.random.randint(1, whole.value - 1)
    stage = _write_stage(scene, whole, row, value)
    rest = whole.value - value
    if row.part is Metric.APPLICATIONS_ANSWERED:
        if scene.chance(0.4) and value >= 6:
            write_parts(scene, stage, scene.random.choice(lexicon.part_sets(row.part)))
            rest = 0
        if rest and scene.chance(0.6):
            _write_stage(scene, whole, rows[-1], rest)
    elif rest and row.part is metric and scene.chance(0.3):
        _write_rest(scene, whole, rest)


def _write_stage(scene: Scene, whole: Whole, row: lexicon.StageRow, value: int) -> Whole:
    predicate = scene.random.choice(row.predicates)
    template = scene.one_of("，<a><n>", "，其中<a><n>", "，已<a><n>", "，<n>已<a>", "，现已<a><n>")
    said = stated(scene.random, value, whole.claim.unit)
    if said.value != value:
        said = stated(scene.random, value, whole.claim.unit, plain=True)
    actions: list[ContextMark] = []
    claims: list[ClaimMark] = []
    scene.write(
        template,
        {
            "a": lambda: actions.extend(scene.context(ContextKind.ACTION, predicate)),
            "n": lambda: claims.append(scene.claim(row.part, Kind.COUNT, said)),
        },
    )
    context = whole.context.with_subject(whole.context.subjects, actions)
    (claim,) = claims
    claim.contexts = context.marks()
    claim.whole, claim.part_kind = whole.claim, PartKind.STAGE
    return Whole(claim, context)


def _write_rest(scene: Scene, whole: Whole, value: int) -> None:
    scene.draft.write(scene.one_of("，其余", "，另有", "，剩余"))
    claim = scene.claim(
        whole.claim.metric, Kind.COUNT, stated(scene.random, value, whole.claim.unit, plain=True)
    )
    scene.draft.write(scene.one_of("正在办理", "仍在推进", "尚在处理"))
    claim.contexts = whole.context.with_subject(whole.context.subjects, []).marks()
    claim.whole, claim.part_kind = whole.claim, PartKind.STAGE


def is_levied(metric: Metric) -> bool:
    """Tell whether a metric is money that is due first and paid later."""
    return metric in _LEVIED


def write_levy(scene: Scene, metric: Metric) -> None:
    """Write what was due and how much of it was paid: 应收12.5万元，到账9万元."""
    periods = scene.period()
    scene.who()
    frames = [f for f in lexicon.frames_of(metric) if f.predicates and f.units[0].endswith(MONEY)]
    frame = scene.random.choice(frames)
    subject = scene.context(ContextKind.SUBJECT, scene.random.choice(frame.nouns))
    unit = scene.random.choice(frame.units)
    due, paid = sorted(scene.random.sample(range(1, 99_999), 2), reverse=True)
    around = Context(subject, [], [], periods)
    around.actions = scene.context(ContextKind.ACTION, scene.one_of("应收", "应缴"))
    whole = scene.claim(metric, Kind.AMOUNT, _sum(due, unit))
    whole.contexts = around.marks()
    scene.draft.write(scene.one_of("，", "，已", "，其中"))
    actions = scene.context(ContextKind.ACTION, scene.one_of("到账", "实收", "缴入国库"))
    stage = scene.claim(metric, Kind.AMOUNT, _sum(paid, unit))
    stage.contexts = around.with_subject(subject, actions).marks()
    stage.whole, stage.part_kind = whole, PartKind.STAGE


def _sum(hundredths: int, unit: str) -> Expression:
    number = exact(Decimal(hundredths) / 100)
    return Expression(f"{number}{unit}", number, None, unit)
