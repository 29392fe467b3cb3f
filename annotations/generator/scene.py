"""What the sentences of one passage share, and the words they are all made of.

A ``Scene`` writes templates into its draft and remembers what is in force: the period until
the next semicolon, whose count it is until the next full stop.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Final

from gongkai.annotations.generator import lexicon
from gongkai.annotations.generator.draft import ClaimMark, ContextMark, Draft
from gongkai.annotations.generator.expressions import MONEY, Expression, quantity
from gongkai.annotations.generator.lexicon import Body, Frame
from gongkai.annotations.generator.numerals import chinese
from gongkai.annotations.generator.templates import Choice, Mark, Node, Slot, parse
from gongkai.annotations.markup.fields import parse_member
from gongkai.annotations.passages import ContextKind, DeclaredPhenomenon, Reason
from gongkai.models.scheme import Channel, Kind, Metric, Scope

Slots = Mapping[str, Callable[[], None]]
#: How far numbers go, in hundredths of those of 万元.
_MONEY_SCALES: Final = {"元": 1_000_000, "万元": 100, "亿元": 1}
_NUMBER: Final = re.compile(r"(?P<chinese>汉)?(?P<low>\d+)-(?P<high>\d+)")
_TOTALS: Final = ("共", "共计", "累计", "总共", "合计", "共累计", "")
_THROUGH: Final = ("通过", "利用", "依托", "借助", "经", "通过")
# Behind these characters a numeral begins another word: 工单一百件 would read as 单一.
_NUMERAL_JOINS: Final = {"单": "一", "数": "十百千万"}
# With these characters a measure word begins another word: 3项目录 is no 3项.
_JOINED: Final = frozenset(
    {
        "项目",
        "件数",
        "次数",
        "条例",
        "名录",
        "期限",
        "份额",
        "处理",
        "处罚",
        "处置",
        "场所",
        "个人",
        "人大",
        "人员",
    }
)


@dataclass(slots=True)
class Context:
    """The context spans that a claim in the making belongs to."""

    subjects: list[ContextMark] = field(default_factory=list)
    actions: list[ContextMark] = field(default_factory=list)
    channels: list[ContextMark] = field(default_factory=list)
    periods: list[ContextMark] = field(default_factory=list)

    def marks(self) -> list[ContextMark]:
        """Return all of them."""
        return [*self.subjects, *self.actions, *self.channels, *self.periods]

    def with_subject(self, subjects: list[ContextMark], actions: list[ContextMark]) -> Context:
        """Return the same surroundings with another subject and predicate."""
        return Context(subjects, actions, list(self.channels), list(self.periods))


class Scene:
    """One passage in the making.

    Attributes
    ----------
    random
        Where all chance comes from.
    year
        The year reported on.
    body
        Who reports.
    draft
        The text.
    scope
        Whose count the sentence tells.
    phenomena
        Traits to declare.
    """

    def __init__(self, random: Random, year: int, body: Body) -> None:
        self.random = random
        self.year = year
        self.body = body
        self.draft = Draft()
        self.scope = Scope.OWN
        self.phenomena: set[DeclaredPhenomenon] = set()
        self._period: ContextMark | None = None
        self._said_who = False

    def chance(self, probability: float) -> bool:
        """Return true with some probability."""
        return self.random.random() < probability

    def one_of(self, *words: str) -> str:
        """Return one of the words."""
        return self.random.choice(words)

    def begin_sentence(self) -> None:
        """Forget whose count the last sentence told, and its period."""
        self.scope, self._said_who = Scope.OWN, False
        self.begin_clause()

    def begin_clause(self) -> None:
        """Forget the period, which holds no further than a semicolon."""
        self._period = None

    # Words

    def write(self, template: str, slots: Slots | None = None) -> list[ContextMark]:
        """Write a template and return the channels named in it."""
        channels: list[ContextMark] = []
        self._write(parse(template), slots or {}, channels)
        return channels

    def _write(self, nodes: tuple[Node, ...], slots: Slots, channels: list[ContextMark]) -> None:
        for node in nodes:
            if isinstance(node, str):
                self.draft.write(node.replace("¶", "\n"))
            elif isinstance(node, Slot):
                self._fill(node.name, slots)
            elif isinstance(node, Choice):
                self._write(self.random.choice(node.branches), slots, channels)
            else:
                self._mark(node, slots, channels)

    def _mark(self, mark: Mark, slots: Slots, channels: list[ContextMark]) -> None:
        start = len(self.draft)
        self._write(mark.nodes, slots, channels)
        if mark.sign == "!":
            self.draft.non_claim(start, Reason.of(mark.name))
        else:
            channel = parse_member(Channel, mark.name, "channel")
            channels.append(self.draft.context(ContextKind.CHANNEL, start, channel))

    def _fill(self, name: str, slots: Slots) -> None:
        years = {"year": self.year, "last": self.year - 1, "next": self.year + 1}
        number = _NUMBER.fullmatch(name)
        if name in slots:
            slots[name]()
        elif name in years:
            self.draft.write(str(years[name]))
        elif number:
            drawn = self.random.randint(int(number["low"]), int(number["high"]))
            self.draft.write(chinese(drawn, counting=False) if number["chinese"] else str(drawn))
        else:
            raise KeyError(f"nothing fills <{name}>")

    def context(self, kind: ContextKind, template: str) -> list[ContextMark]:
        """Write a template as a context span; return it with the channels named in it."""
        start = len(self.draft)
        channels = self.write(template)
        return [self.draft.context(kind, start), *channels]

    def period(self, probability: float = 0.5) -> list[ContextMark]:
        """Write a period unless one is in force; return what is in force."""
        if self._period is None and self.chance(probability):
            template = self.random.choice(lexicon.periods())
            (self._period,) = self.context(ContextKind.PERIOD, template)
            if self.chance(0.5):
                self.draft.write("，")
        return [] if self._period is None else [self._period]

    def who(self, probability: float = 0.45) -> None:
        """Write whose count it is, once in a sentence."""
        if self._said_who or not self.chance(probability):
            return
        self._said_who = True
        chance = self.random.random()
        body = self.body
        if chance < 0.3 and body.region:
            self.scope = Scope.REGION
            self.draft.write(self.random.choice(body.region))
        elif chance < 0.5 and body.other:
            self.scope = Scope.OTHER
            self.draft.write(self.random.choice(body.other))
        else:
            self.draft.write(self.random.choice(body.own))

    def channels(self, group: str, probability: float = 0.45) -> list[ContextMark]:
        """Write through what it was done: one channel, sometimes several."""
        if not group or not self.chance(probability):
            return []
        if group == "several" or (group != "hall" and self.chance(0.25)):
            return self.several_channels(group)
        self.draft.write(self.random.choice(_THROUGH))
        return [self.channel(group)]

    def channel(self, group: str) -> ContextMark:
        """Write one channel without a preposition."""
        word = self.random.choice(lexicon.channel_words(group))
        return self._channel_word(word)

    def _channel_word(self, word: lexicon.ChannelWord) -> ContextMark:
        start = len(self.draft)
        self.write(word.words)
        return self.draft.context(ContextKind.CHANNEL, start, word.channel)

    def several_channels(self, group: str) -> list[ContextMark]:
        """Write two or three channels that one number goes with."""
        words = list(lexicon.channel_words("reply" if group == "several" else group))
        chosen = self.random.sample(words, min(len(words), self.random.choice((2, 2, 3))))
        self.draft.write(self.random.choice(_THROUGH))
        marks = []
        for number, word in enumerate(chosen):
            if number:
                last = number == len(chosen) - 1
                self.draft.write(self.one_of("和", "及", "、") if last else "、")
            marks.append(self._channel_word(word))
        if self.chance(0.4):
            self.draft.write(self.one_of("等渠道", "等平台"))
        return marks

    def total(self) -> None:
        """Write a word for a total, or nothing."""
        if self.chance(0.45):
            self.draft.write(self.random.choice(_TOTALS))

    # Claims

    def number(self, frame: Frame, unit: str | None = None) -> ClaimMark:
        """Write some number of what a frame counts, as a claim without surroundings."""
        unit = unit or self.random.choice(frame.units)
        low, high = frame.low, frame.high
        if "万元" in frame.units:
            low, high = low * _MONEY_SCALES[unit] // 100, max(high * _MONEY_SCALES[unit] // 100, 9)
        said = quantity(self.random, max(low, 1), high, unit, self.draft.last)
        kind = Kind.AMOUNT if unit.endswith(MONEY) else Kind.COUNT
        return self.claim(frame.metric, kind, said)

    def claim(
        self, metric: Metric, kind: Kind, said: Expression, value: int | float | None = None
    ) -> ClaimMark:
        """Write an expression as a claim; ``value`` where it has a sign that nobody writes."""
        if said.words[:1] in _NUMERAL_JOINS.get(self.draft.last, ""):
            self.draft.write("共")
        start = self.draft.write(said.words)
        return self.same_claim(start, metric, kind, said, value)

    def same_claim(
        self,
        start: int,
        metric: Metric,
        kind: Kind,
        said: Expression,
        value: int | float | None = None,
    ) -> ClaimMark:
        """Make what was written since ``start`` a claim."""
        return self.draft.claim(
            ClaimMark(
                start,
                len(self.draft),
                metric,
                kind,
                said.value if value is None else value,
                said.value_max,
                said.unit,
                said.bound,
                scope=self.scope,
            )
        )


def joins(unit: str, noun: str) -> bool:
    """Tell whether a measure word and the noun behind it would read as another word."""
    return unit[-1:] + noun.lstrip("{")[:1] in _JOINED
