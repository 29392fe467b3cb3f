"""Single claims: one number with its noun, in every order that clerks tell it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from gongkai.annotations.generator import lexicon
from gongkai.annotations.generator.draft import ClaimMark
from gongkai.annotations.generator.expressions import Expression
from gongkai.annotations.generator.lexicon import Frame
from gongkai.annotations.generator.scene import Context, Scene, joins
from gongkai.annotations.passages import ContextKind, DeclaredPhenomenon, Reason
from gongkai.models.scheme import Bound, Kind, Metric, Per

FREQUENCIES: Final = {
    Per.DAY: (("日均", "平均每天", "平均每日"), 365),
    Per.WEEK: (("每周", "平均每周", "周均"), 52),
    Per.MONTH: (("每月", "平均每月", "月均", "实际每月"), 12),
    Per.QUARTER: (("每季度", "平均每季度"), 4),
    Per.HALF_YEAR: (("每半年", "平均每半年"), 2),
    Per.YEAR: (("年均", "平均每年"), 1),
}


#: 一则 at the head of a bracket counts reasons, not things.
_LISTING_UNIT: Final = "则"


class Clause:
    """A clause in the making: what its slots have written so far.

    Attributes
    ----------
    context
        The spans of the claim.
    """

    def __init__(self, scene: Scene, frame: Frame, said: Expression | None = None) -> None:
        self.scene = scene
        self.frame = frame
        self.context = Context()
        self._said = said
        self._claim: ClaimMark | None = None
        self._noun = scene.random.choice(frame.nouns)
        fitting = [unit for unit in frame.units if not joins(unit, self._noun)]
        self.unit = scene.random.choice(fitting or frame.units)
        self.can_be_early = bool(fitting)

    @property
    def claim(self) -> ClaimMark:
        """The claim, once its number is written."""
        assert self._claim is not None  # noqa: S101 - every template of a clause holds <n>
        return self._claim

    def write(self, template: str) -> ClaimMark:
        """Write a template of a clause and return its claim with all its spans."""
        probability = 0.0 if "@" in self._noun else 0.5
        self.scene.write(
            template,
            {
                "p": self._period,
                "b": self.scene.who,
                "c": partial(self._channels, probability),
                "a": self._action,
                "s": self._subject,
                "n": self._number,
                "t": self.scene.total,
            },
        )
        self.claim.contexts = self.context.marks()
        return self.claim

    def _period(self) -> None:
        self.context.periods = self.scene.period()

    def _channels(self, probability: float) -> None:
        group = self.frame.channels
        self.context.channels += self.scene.channels(group, probability)

    def _action(self) -> None:
        predicate = self.scene.random.choice(self.frame.predicates)
        self.context.actions += self.scene.context(ContextKind.ACTION, predicate)

    def _subject(self) -> None:
        subject, *channels = self.scene.context(ContextKind.SUBJECT, self._noun)
        self.context.subjects.append(subject)
        self.context.channels += channels

    def _number(self) -> None:
        if self._said is None:
            self._claim = self.scene.number(self.frame, self.unit)
        else:
            self._claim = self.scene.claim(self.frame.metric, Kind.COUNT, self._said)


def choose_frame(scene: Scene, metric: Metric) -> Frame:
    """Return one of the frames of a metric."""
    return scene.random.choice(lexicon.frames_of(metric))


def template_for(scene: Scene, frame: Frame, *, early: bool = True) -> str:
    """Return a template that suits a frame."""
    if not frame.predicates:
        return scene.random.choice(lexicon.clauses("clauses.txt", "label"))
    order = "early" if early and scene.chance(0.3) else "verb"
    template = scene.random.choice(lexicon.clauses("clauses.txt", order))
    if _LISTING_UNIT in frame.units and "（<n>" in template:
        return template.replace("（<n>）", "<n>")
    return template


def write_clause(
    scene: Scene, frame: Frame, said: Expression | None = None
) -> tuple[ClaimMark, Context]:
    """Write a clause with one claim; the number is drawn if none is given."""
    clause = Clause(scene, frame, said)
    template = template_for(scene, frame, early=clause.can_be_early and said is None)
    claim = clause.write(template)
    return claim, clause.context


def write_count(scene: Scene, metric: Metric) -> None:
    """Write one count or amount, sometimes said again only to refer to it."""
    frame = choose_frame(scene, metric)
    claim, _ = write_clause(scene, frame)
    exactly = claim.bound is Bound.EXACT and claim.value_max is None and claim.value > 1
    cases = bool(frame.predicates) and claim.kind is Kind.COUNT
    if exactly and cases and scene.chance(0.08):
        words = scene.draft.text[claim.start : claim.end]
        scene.draft.write("，" if scene.draft.last != "，" else "")
        scene.draft.write(scene.one_of("上述", "这", "以上"))
        start = scene.draft.write(words)
        scene.draft.non_claim(start, Reason.REPEATED)
        scene.draft.write(scene.one_of("已登记在册", "全程留痕", "已按规定归档"))


def write_far(scene: Scene, metric: Metric) -> None:
    """Write a claim whose subject is a clause away."""
    _write_linked(scene, metric, "far", DeclaredPhenomenon.SUBJECT_FAR)


def write_under_heading(scene: Scene, metric: Metric) -> None:
    """Write a claim whose subject stands in the heading."""
    _write_linked(scene, metric, "heading", DeclaredPhenomenon.SUBJECT_IN_HEADING)


def _write_linked(scene: Scene, metric: Metric, order: str, phenomenon: DeclaredPhenomenon) -> None:
    frame = scene.random.choice([f for f in lexicon.frames_of(metric) if f.predicates])
    clause = Clause(scene, frame)
    clause.write(scene.random.choice(lexicon.clauses("linked.txt", order)))
    scene.phenomena.add(phenomenon)


def write_several_channels(scene: Scene, metric: Metric) -> None:
    """Write one number that goes with several channels."""
    frames = [f for f in lexicon.frames_of(metric) if f.channels and f.channels != "hall"]
    frame = scene.random.choice(frames)
    clause = Clause(scene, replace(frame, nouns=_plain(frame.nouns)))
    clause.context.periods = scene.period()
    scene.who()
    clause.context.channels = scene.several_channels(frame.channels)
    clause.write(scene.one_of("<t><a><s><n>", "<a><s><t><n>", "<a>了<s><n>"))


def _plain(nouns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(noun for noun in nouns if "@" not in noun) or nouns


def write_frequency(scene: Scene, metric: Metric) -> None:
    """Write how often something was done: 每月检查2次."""
    frame = scene.random.choice([f for f in lexicon.frames_of(metric) if _can_recur(f)])
    per = scene.random.choice(list(FREQUENCIES))
    words, times = FREQUENCIES[per]
    high = max(3, min(frame.high // times, 3000))
    clause = Clause(scene, replace(frame, low=1, high=high))
    often = scene.random.choice(words)
    template = scene.random.choice(
        (
            f"<p><b>{often}<a><s><n>",
            f"<p><b><c>{often}<a><s><t><n>",
            f"<s>方面，<b>{often}<a><n>",
            f"<p><s>{often}<a><n>",
            f"<b>坚持{often}<a><s><n>",
        )
        if frame.predicates
        else (f"<s>{often}<n>", f"<p><b><s>{often}(达|达到|为)<n>")
    )
    claim = clause.write(template)
    claim.kind, claim.per = Kind.FREQUENCY, per


def _can_recur(frame: Frame) -> bool:
    return not any(unit.endswith("元") for unit in frame.units)


def recurs(metric: Metric) -> bool:
    """Tell whether a metric has frames that can be told as a frequency."""
    return any(_can_recur(frame) for frame in lexicon.frames_of(metric))


def write_cumulative(scene: Scene, metric: Metric) -> None:
    """Write a running total over years."""
    frames = [f for f in lexicon.frames_of(metric) if f.predicates and _can_recur(f)]
    clause = Clause(scene, scene.random.choice(frames))
    earlier = scene.year - scene.random.randint(2, 8)
    template = scene.random.choice(
        (
            f"自{{{earlier}年!date}}以来，<b>累计<a><s><n>",
            f"{{{earlier}年!date}}至今，<b><c>累计<a><s><n>",
            "<b>历年累计<a><s><n>",
            f"自平台{{{earlier}年!date}}运行以来，累计<a><s>(达|)<n>",
        )
    )
    claim = clause.write(template)
    claim.cumulative = True
