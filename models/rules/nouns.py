"""The noun beside a number, and what it counts with a predicate and a measure word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gongkai.models.quantities.types import Quantity
from gongkai.models.rules.draft import Context
from gongkai.models.rules.families import EVENTS, PIECES_OF_TEXT, metric_of
from gongkai.models.rules.lexicon import Lexicon, Mention
from gongkai.models.scheme import Metric

_NOUN_JOINT = re.compile(r"[的类等项件]{0,2}")
_NAMES_CLASS = re.compile(r"[等类]")
_PLACED = re.compile(r"(?:在|于|通过|利用|依托|借助|向|经)[^，。；]{0,12}$")


class NounFinder:
    """Finds the nouns that numbers count.

    Parameters
    ----------
    lexicon
        The phrases and the tables that say what they mean together.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def beside(
        self,
        quantity: Quantity,
        left: Sequence[Mention],
        right: Sequence[Mention],
        context: Context,
    ) -> Mention | None:
        """Choose between the noun before a number and the noun behind it."""
        text = context.frame.text
        before = self.head(apart_from_means(left, text), quantity.unit, text)
        near: list[Mention] = []
        for mention in right:
            if mention.entry.predicate and not mention.entry.noun:
                break
            if _PLACED.search(text, quantity.end, mention.start):
                break
            near.append(mention)
        behind = self.head(near, quantity.unit, text)
        if behind is None or before is None:
            return behind or before
        following = [q.start for q in context.clause.quantities if q.start > quantity.start]
        belongs_to_next = following and following[0] - behind.end <= 3
        return before if belongs_to_next else behind

    def head(self, mentions: Sequence[Mention], unit: str | None, text: str) -> Mention | None:
        """Return the last noun that the measure word can count.

        A weak noun gives way to the noun right before it (``热线问题``), unless that names an
        event and the weak noun says that information was given about it (``培训信息``).
        """
        nouns = [mention for mention in mentions if mention.entry.noun]
        for index in range(len(nouns) - 1, -1, -1):
            noun = nouns[index]
            if noun.entry.weak and index > 0:
                other = nouns[index - 1]
                adjacent = _NOUN_JOINT.fullmatch(text, other.end, noun.start)
                is_class = _NAMES_CLASS.match(text, other.end) and unit == "条"
                if is_class and noun.entry.noun is Metric.INFO_PUBLISHED:
                    adjacent = None
                if adjacent and not other.entry.weak and metric_of(other) not in EVENTS:
                    noun = other
            if self._lexicon.counted(metric_of(noun), unit) is not None:
                return noun
        return None

    def decide(
        self, predicates: Iterable[Mention], noun: Metric, unit: str | None
    ) -> tuple[Metric, ...]:
        """Return what a noun counts under each of the predicates that share its number."""
        metrics: list[Metric] = []
        for mention in predicates:
            if mention.entry.predicate == "list" and unit in PIECES_OF_TEXT:
                continue
            decided = self._lexicon.decide(mention.entry.predicate or "", noun) or noun
            metrics.append(self._lexicon.counted(decided, unit) or noun)
        return tuple(dict.fromkeys(metrics)) or (noun,)

    def carried(self, unit: str | None, context: Context, *, allow_headings: bool) -> Metric | None:
        """Return what a noun counts that was named in the clauses or claims before."""
        clauses = context.frame.clauses
        for index in range(context.index - 1, max(-1, context.index - 4), -1):
            noun = self.head(clauses[index].mentions, unit, context.frame.text)
            if noun is not None:
                return self._lexicon.counted(metric_of(noun), unit)
        for draft in reversed(context.said):
            if draft.noun is not None:
                counted = self._lexicon.counted(draft.noun, unit)
                if counted is not None:
                    return counted
        if allow_headings and context.headings:
            return context.headings[0]
        return None


def apart_from_means(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Leave out the places where something was done (``在门户网站发布3件``)."""
    acts = [m.start for m in mentions if m.entry.predicate and not m.entry.noun]
    last = acts[-1] if acts else -1
    return [
        m
        for m in mentions
        if not (
            m.entry.channel
            and m.end <= last
            and _PLACED.search(text, max(0, m.start - 16), m.start)
        )
    ]
